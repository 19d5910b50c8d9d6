import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { InputOf, OutputOf } from '../../contract/request.ts';
import type { warehouseExport } from '../../contract/warehouse.ts';
import { isIsoDay, monthRange } from '../../core/calendar.ts';
import type { ExportContent } from '../../core/close/export-content.ts';
import { microText } from '../../core/money.ts';
import type { SqlValue } from '../book/book.ts';
import { chargesColumns } from '../exports/charges-table.ts';
import { claimsColumns } from '../exports/claims-table.ts';
import {
  dayCell,
  type ExportCell,
  type ExportTable,
  exportTable,
  numberCell,
  textCell,
} from '../exports/export-table.ts';
import { exportManifest, manifestText, totalsOf } from '../exports/manifest.ts';
import { payoutsColumns } from '../exports/payouts-table.ts';
import { seatsColumns } from '../exports/seats-table.ts';
import { appVersion } from './app-version.ts';
import { exportContent } from './close/export-content.ts';
import { bookMonths } from './company.ts';
import { baseCurrency, type Context, settingOf } from './context.ts';
import { SpendReader } from './spend.ts';
import { fileFailure, writeWhole } from './write-whole.ts';

/** Tables that are written as they stand; amounts in `…_micro` become decimals. */
const TABLES = {
  people:
    'SELECT name, email, role, team, start_day, end_day, monthly_cost_micro, cost_currency FROM person ORDER BY name, email',
  subscriptions:
    'SELECT tool, email, start_day, end_day, price_micro, currency, cadence FROM subscription ORDER BY tool, email, start_day',
  output:
    'SELECT email, day, kind, quantity_milli, title, link, accepted, accepted_by, minutes_saved, reopened_day FROM output_item ORDER BY day, email, id',
  rates:
    'SELECT day, from_currency, to_currency, rate, source FROM rate ORDER BY day, from_currency, to_currency',
  usage: `SELECT usage.day, identity.key AS identity, tool.text AS tool, model.text AS model, project.text AS project,
    input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, requests,
    state, charge_micro, usage.currency, base_micro, list_micro
    FROM usage JOIN identity ON identity.id = identity_id JOIN label AS tool ON tool.id = tool_id
    JOIN label AS model ON model.id = model_id JOIN label AS project ON project.id = project_id
    ORDER BY usage.day, usage.id`,
  invoices: `SELECT number, vendor, account.name AS account, kind, issue_day, due_day, period_start, period_end,
    invoice.currency, net_micro, tax_micro, total_micro, status, sha256
    FROM invoice LEFT JOIN account ON account.id = account_id ORDER BY issue_day, invoice.id`,
} as const;

/**
 * Writes every table as Parquet into a folder, each with its manifest beside it: charges, seats,
 * claims and payouts of every month as its exports have them, and the book's own tables.
 */
export async function exportWarehouse(
  context: Context,
  { out }: InputOf<typeof warehouseExport>,
): Promise<OutputOf<typeof warehouseExport>> {
  // Loaded by whoever exports: every other request starts without it.
  const { writeParquet } = await import('../exports/parquet.ts');
  try {
    mkdirSync(out, { recursive: true });
  } catch (error) {
    throw fileFailure(out, error);
  }
  const reader = new SpendReader(context);
  const span = bookMonths(context.book);
  const months = (span ? monthRange(span.from, span.to) : []).map((month) =>
    exportContent(context, reader, month),
  );
  // What waits for a rate is no 0: then there is no total.
  const sumOf = (amounts: readonly (bigint | null)[]): bigint | null =>
    amounts.reduce<bigint | null>(
      (sum, micro) => (sum === null || micro === null ? null : sum + micro),
      0n,
    );
  const ofMonths = <Row>(rowsOf: (content: ExportContent) => readonly Row[]): Row[] =>
    months.flatMap(rowsOf);
  const charges = ofMonths((content) => content.charges);
  const seats = ofMonths((content) => content.seats);
  const claims = ofMonths((content) => content.claims);
  const payouts = ofMonths((content) => content.payouts);
  const tables: [name: string, table: ExportTable, total: bigint | null][] = [
    [
      'charges',
      exportTable(chargesColumns, charges),
      sumOf(charges.map(({ baseMicro }) => baseMicro)),
    ],
    ...Object.entries(TABLES).map(([name, sql]): [string, ExportTable, null] => [
      name,
      tableOf(context, sql),
      null,
    ]),
    [
      'seats',
      exportTable(seatsColumns(seats), seats),
      charges.some(({ baseMicro }) => baseMicro === null)
        ? null
        : sumOf(seats.map(({ spendMicro }) => spendMicro)),
    ],
    [
      'claims',
      exportTable(claimsColumns, claims),
      sumOf(claims.flatMap(({ baseMicro }) => baseMicro ?? [])),
    ],
    [
      'payouts',
      exportTable(payoutsColumns, payouts),
      sumOf(payouts.map(({ baseMicro }) => baseMicro)),
    ],
  ];
  const currency = baseCurrency(context);
  const files = tables.map(([name, table, total]) => {
    const bytes = writeParquet(table);
    const file = join(out, `${name}.parquet`);
    const manifest = exportManifest(
      {
        file: `${name}.parquet`,
        kind: name,
        format: 'parquet',
        filters: { company: settingOf(context, 'company.name') },
        rows: table.rows.length,
        totals: total === null ? [] : totalsOf([{ micro: total, currency }]),
        appVersion: appVersion(context),
      },
      bytes,
    );
    writeWhole(file, bytes);
    writeWhole(`${file}.manifest.json`, new TextEncoder().encode(manifestText(manifest)));
    return { file, rows: table.rows.length, sha256: manifest.sha256 };
  });
  return { folder: out, files };
}

function tableOf(context: Context, sql: string): ExportTable {
  const statement = context.book.statement(sql);
  const names = statement.columns().map((column) => column.name);
  const rows = context.book.all<Record<string, SqlValue>>(sql);
  return {
    columns: names.map((name) => name.replace(/_(micro|milli)$/, '')),
    rows: rows.map((row) => names.map((name) => cellOf(name, row[name] ?? null))),
  };
}

function cellOf(name: string, value: SqlValue): ExportCell {
  if (value === null || value instanceof Buffer) return null;
  if (name.endsWith('_micro')) return numberCell(microText(BigInt(String(value))));
  if (name.endsWith('_milli')) return numberCell(String(Number(value) / 1000));
  if (typeof value !== 'string') return numberCell(String(value));
  return isIsoDay(value) ? dayCell(value) : textCell(value);
}
