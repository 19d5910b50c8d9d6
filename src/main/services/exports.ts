import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { exportRun } from '../../contract/book.ts';
import type { InputOf, OutputOf } from '../../contract/request.ts';
import { Failure } from '../../core/failure.ts';
import { type Micro, microText, moneyText } from '../../core/money.ts';
import { sumBase } from '../../core/spend/spend-cells.ts';
import { writeCsv } from '../exports/csv.ts';
import {
  dayCell,
  type ExportTable,
  exportTable,
  numberCell,
  textCell,
} from '../exports/export-table.ts';
import { baseCurrency, type Context } from './context.ts';
import { listPrices } from './list-prices.ts';
import { showSeats } from './overview.ts';
import { heldPeople } from './people.ts';
import { SpendReader } from './spend.ts';

type Written = { readonly table: ExportTable; readonly totalMicro: Micro };

/** Writes a month's table and, beside it, a manifest with its totals and the file's SHA-256. */
export function runExport(
  context: Context,
  input: InputOf<typeof exportRun>,
): OutputOf<typeof exportRun> {
  if ((input.format ?? 'csv') !== 'csv') {
    throw new Failure('format_unknown', `This export is not written as ${input.format}.`, {
      format: input.format ?? '',
    });
  }
  const { table, totalMicro } =
    input.kind === 'charges' ? chargesOf(context, input.month) : seatsOf(context, input.month);
  const bytes = writeCsv(table, {
    bom: input.bom ?? false,
    decimalComma: input.decimal === 'comma',
  });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const manifest = `${input.out}.manifest.json`;
  const total = moneyText(totalMicro, baseCurrency(context));
  const rows = table.rows.length;
  writeFileSync(input.out, bytes);
  writeFileSync(
    manifest,
    `${JSON.stringify({ kind: input.kind, month: input.month, rows, total, sha256 }, null, 2)}\n`,
  );
  return { file: input.out, rows, total, sha256, manifest };
}

function chargesOf(context: Context, month: string): Written {
  const people = new Map(heldPeople(context.book).map((one) => [one.id, one]));
  const prices = listPrices(context);
  const currency = baseCurrency(context);
  const cells = new SpendReader(context).month(month);
  const table = exportTable(
    [
      { name: 'month', cell: (cell) => textCell(cell.month) },
      { name: 'first_day', cell: (cell) => dayCell(cell.day) },
      { name: 'person', cell: (cell) => textCell(people.get(cell.carrierId ?? 0)?.name ?? null) },
      { name: 'email', cell: (cell) => textCell(people.get(cell.carrierId ?? 0)?.email ?? null) },
      { name: 'team', cell: (cell) => textCell(people.get(cell.carrierId ?? 0)?.team ?? null) },
      { name: 'identity', cell: (cell) => textCell(cell.identity) },
      { name: 'account', cell: (cell) => textCell(cell.account) },
      { name: 'tool', cell: (cell) => textCell(cell.tool) },
      { name: 'model', cell: (cell) => textCell(cell.model) },
      { name: 'model_class', cell: (cell) => textCell(prices.classOf(cell.model)) },
      { name: 'project', cell: (cell) => textCell(cell.project) },
      { name: 'source', cell: (cell) => textCell(cell.source) },
      { name: 'original_amount', cell: (cell) => numberCell(microText(cell.amountMicro)) },
      { name: 'original_currency', cell: (cell) => textCell(cell.currency) },
      { name: 'amount', cell: (cell) => numberCell(microText(cell.baseMicro)) },
      { name: 'currency', cell: () => textCell(currency) },
    ],
    cells,
  );
  return { table, totalMicro: sumBase(cells) };
}

function seatsOf(context: Context, month: string): Written {
  const { seats, currency } = showSeats(context, { month });
  const table = exportTable(
    [
      { name: 'month', cell: () => textCell(month) },
      { name: 'person', cell: (seat) => textCell(seat.person.name) },
      { name: 'email', cell: (seat) => textCell(seat.person.email) },
      { name: 'role', cell: (seat) => textCell(seat.person.role) },
      { name: 'team', cell: (seat) => textCell(seat.person.team) },
      { name: 'spend', cell: (seat) => numberCell(seat.spend.amount) },
      { name: 'currency', cell: () => textCell(currency) },
      { name: 'output_units', cell: (seat) => numberCell(seat.output.units) },
      { name: 'verdict', cell: (seat) => textCell(seat.verdict) },
      { name: 'p', cell: (seat) => numberCell(seat.p) },
    ],
    seats,
  );
  const carried = new SpendReader(context).month(month).filter((cell) => cell.carrierId !== null);
  return { table, totalMicro: sumBase(carried) };
}
