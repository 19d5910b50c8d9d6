import type { exportRun } from '../../../contract/book.ts';
import type { InputOf } from '../../../contract/request.ts';
import { type ChargeKey, type ChargeSum, chargeSums } from '../../../core/close/charge-sums.ts';
import type { ExportContent } from '../../../core/close/export-content.ts';
import type { ChargeExportRow } from '../../../core/close/export-rows.ts';
import { assertNever, Failure } from '../../../core/failure.ts';
import type { Entry } from '../../../core/ledger/entry.ts';
import { chargesColumns } from '../../exports/charges-table.ts';
import { claimsColumns } from '../../exports/claims-table.ts';
import { writeCsv } from '../../exports/csv.ts';
import {
  amountCell,
  type ExportTable,
  exportTable,
  numberCell,
  textCell,
} from '../../exports/export-table.ts';
import { writeFocus } from '../../exports/focus.ts';
import { writeFocus14 } from '../../exports/focus-1-4.ts';
import { payoutsColumns } from '../../exports/payouts-table.ts';
import { seatsColumns } from '../../exports/seats-table.ts';
import { writeXlsxSheets } from '../../exports/xlsx.ts';
import type { ExportWarning } from '../exports/export-warning.ts';
import { writeEarlierJournal } from './write-earlier-journal.ts';
import { writeLedgerExport } from './write-ledger-export.ts';

type Wanted = InputOf<typeof exportRun>;

/** An export's bytes, its rows, and what they add up to. */
export type WrittenExport = {
  readonly bytes: Uint8Array;
  readonly rows: number;
  /** In base currency; `null` where an export adds up to no one amount, or a charge waits for a rate. */
  readonly totalMicro: bigint | null;
  /** How many charges of it wait for a rate. */
  readonly waiting: number;
  readonly warnings?: readonly ExportWarning[];
  /** The entries that it gives to an accounting software. */
  readonly entries?: readonly Entry[];
  readonly format?: 'csv' | 'xlsx';
};

type Made = {
  readonly at: string;
  readonly isClosed: boolean;
  /** The content of each month, where `content` is that of several. */
  readonly months: readonly ExportContent[];
};

/**
 * Writes one export of the content of a month, or of several. `at`, when it is made, goes into formats
 * that carry an instant: of a closed month when it was closed.
 * The journal of a month that an earlier version closed stays as that version wrote it.
 */
export async function writeExport(
  content: ExportContent,
  wanted: Wanted,
  { at: madeAt, isClosed, months }: Made,
): Promise<WrittenExport> {
  const isEarlier = isClosed && content.ledger === undefined;
  switch (wanted.kind) {
    case 'charges':
      return wanted.by
        ? table(chargesBy(content, wanted.by, isEarlier), wanted, chargeTotals(content.charges))
        : table(
            exportTable(chargesColumns, content.charges),
            wanted,
            chargeTotals(content.charges),
          );
    case 'seats': {
      const spendMicro = content.seats.reduce((sum, seat) => sum + seat.spendMicro, 0n);
      const waiting = waitingIn(content.charges);
      const totalMicro = waiting === 0 ? spendMicro : null;
      return table(exportTable(seatsColumns(content.seats, content.from), content.seats), wanted, {
        totalMicro,
        waiting,
      });
    }
    case 'claims': {
      const totalMicro = content.claims.reduce((sum, line) => sum + (line.baseMicro ?? 0n), 0n);
      return table(exportTable(claimsColumns, content.claims), wanted, { totalMicro, waiting: 0 });
    }
    case 'payouts': {
      const totalMicro = content.payouts.reduce((sum, row) => sum + row.baseMicro, 0n);
      return table(exportTable(payoutsColumns, content.payouts), wanted, {
        totalMicro,
        waiting: 0,
      });
    }
    case 'focus':
      refuseXlsx(wanted, 'FOCUS');
      return { ...focus(content, months, wanted, isEarlier), ...chargeTotals(content.charges) };
    case 'journal':
      if (content.ledger === undefined)
        return { ...(await writeEarlierJournal(content, wanted, madeAt)), waiting: 0 };
      return { ...(await writeLedgerExport(content, wanted.kind, wanted, madeAt)), waiting: 0 };
    case 'bills':
    case 'invoices':
    case 'vendors':
      return { ...(await writeLedgerExport(content, wanted.kind, wanted, madeAt)), waiting: 0 };
    default:
      return assertNever(wanted.kind);
  }
}

/** FOCUS 1.4 unless another is asked for; a month that an earlier version closed stays in that version's. */
function focus(
  content: ExportContent,
  months: readonly ExportContent[],
  { focusVersion }: Wanted,
  isEarlier: boolean,
): { readonly bytes: Uint8Array; readonly rows: number } {
  if ((focusVersion ?? (isEarlier ? '1.2' : '1.4')) === '1.4') return writeFocus14(months);
  return { bytes: writeFocus(content.charges), rows: content.charges.length };
}

type Totals = Pick<WrittenExport, 'totalMicro' | 'waiting'>;

const waitingIn = (charges: readonly ChargeExportRow[]): number =>
  charges.filter(({ baseMicro }) => baseMicro === null).length;

/** A part that waits for a rate is no 0: then there is no total. */
function chargeTotals(charges: readonly ChargeExportRow[]): Totals {
  const waiting = waitingIn(charges);
  const sumMicro = charges.reduce((sum, row) => sum + (row.baseMicro ?? 0n), 0n);
  return { totalMicro: waiting === 0 ? sumMicro : null, waiting };
}

async function table(
  written: ExportTable,
  { kind, format, bom, decimal }: Wanted,
  totals: Totals,
): Promise<WrittenExport> {
  const bytes =
    format === 'xlsx'
      ? await writeXlsxSheets([{ name: kind, table: written }])
      : writeCsv(written, { bom: bom ?? false, decimalComma: decimal === 'comma' });
  return { bytes, rows: written.rows.length, ...totals };
}

/** Charges added up; the recoverable tax of their documents beside them, unless an earlier version closed the month. */
function chargesBy(content: ExportContent, by: ChargeKey, isEarlier: boolean): ExportTable {
  const { charges, currency, month, from } = content;
  return exportTable<ChargeSum>(
    [
      { name: 'month', cell: () => textCell(month) },
      ...(from ? [{ name: 'from', cell: () => textCell(from) }] : []),
      { name: by.replace('-', '_'), cell: ({ name }) => textCell(name ?? '(nobody)') },
      { name: 'charges', cell: ({ count }) => numberCell(count) },
      {
        name: 'amount',
        cell: ({ micro, count, waiting }) =>
          amountCell(count > 0 && waiting === count ? null : micro),
      },
      ...(isEarlier
        ? []
        : [{ name: 'tax', cell: ({ taxMicro }: ChargeSum) => amountCell(taxMicro) }]),
      { name: 'currency', cell: () => textCell(currency) },
      ...(waitingIn(charges) === 0
        ? []
        : [{ name: 'waiting_for_rate', cell: ({ waiting }: ChargeSum) => numberCell(waiting) }]),
    ],
    chargeSums(content, by),
  );
}

function refuseXlsx({ format }: Wanted, what: string): void {
  if (format !== 'xlsx') return;
  throw new Failure('format_unknown', `${what} is imported as CSV. Choose csv.`, { format });
}
