import type { exportRun } from '../../../contract/book.ts';
import type { InputOf } from '../../../contract/request.ts';
import type { ExportContent } from '../../../core/close/export-content.ts';
import type { ChargeExportRow } from '../../../core/close/export-rows.ts';
import { type JournalEntry, journalOf } from '../../../core/close/journal.ts';
import { assertNever, Failure } from '../../../core/failure.ts';
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
import { writeChineseVoucher } from '../../exports/journal/chinese-voucher.ts';
import { writeDatevJournal } from '../../exports/journal/datev-journal.ts';
import { plainJournal } from '../../exports/journal/plain-journal.ts';
import { writeQuickbooksJournal } from '../../exports/journal/quickbooks-journal.ts';
import { writeXeroJournal } from '../../exports/journal/xero-journal.ts';
import { payoutsColumns } from '../../exports/payouts-table.ts';
import { seatsColumns } from '../../exports/seats-table.ts';
import { writeXlsx } from '../../exports/xlsx.ts';

type Wanted = InputOf<typeof exportRun>;

/** An export's bytes, its rows, and what they add up to. */
export type WrittenExport = {
  readonly bytes: Uint8Array;
  readonly rows: number;
  /** In base currency; `null` where an export adds up to no one amount, or a charge waits for a rate. */
  readonly totalMicro: bigint | null;
  /** How many charges of it wait for a rate. */
  readonly waiting: number;
};

/** Writes one export of a month's content. `madeAt` goes into formats that carry an instant. */
export async function writeExport(
  content: ExportContent,
  wanted: Wanted,
  madeAt: string,
): Promise<WrittenExport> {
  switch (wanted.kind) {
    case 'charges':
      return wanted.by
        ? table(chargesBy(content, wanted.by), wanted, chargeTotals(content.charges))
        : table(
            exportTable(chargesColumns, content.charges),
            wanted,
            chargeTotals(content.charges),
          );
    case 'seats': {
      const spendMicro = content.seats.reduce((sum, seat) => sum + seat.spendMicro, 0n);
      const waiting = waitingIn(content.charges);
      const totalMicro = waiting === 0 ? spendMicro : null;
      return table(exportTable(seatsColumns(content.seats), content.seats), wanted, {
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
      return {
        bytes: writeFocus(content.charges),
        rows: content.charges.length,
        ...chargeTotals(content.charges),
      };
    case 'journal':
      return journal(content, wanted, madeAt);
    default:
      return assertNever(wanted.kind);
  }
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
      ? await writeXlsx(written, kind)
      : writeCsv(written, { bom: bom ?? false, decimalComma: decimal === 'comma' });
  return { bytes, rows: written.rows.length, ...totals };
}

type Sum = {
  readonly key: string;
  readonly name: string | null;
  count: number;
  waiting: number;
  micro: bigint;
};

/** Charges added up by person, team, tool, account of the ledger or cost centre; in the order of the names. What waits for a rate is counted apart; a group of nothing else has no amount. */
function chargesBy(
  { charges, currency, month, accounts }: ExportContent,
  by: NonNullable<Wanted['by']>,
): ExportTable {
  const sums = new Map<string, Sum>();
  for (const row of charges) {
    const name = {
      person: row.person?.name ?? null,
      team: row.person?.team ?? null,
      tool: row.tool,
      'account-code': row.accountCode ?? accounts.expense.code,
      'cost-centre': row.costCentre,
    }[by];
    const key =
      by === 'person'
        ? `${name ?? '\u{10ffff}'}\u0000${row.person?.email}`
        : (name ?? '\u{10ffff}');
    const sum = sums.get(key) ?? { key, name, count: 0, waiting: 0, micro: 0n };
    sum.count += 1;
    sum.waiting += row.baseMicro === null ? 1 : 0;
    sum.micro += row.baseMicro ?? 0n;
    sums.set(key, sum);
  }
  return exportTable<Sum>(
    [
      { name: 'month', cell: () => textCell(month) },
      { name: by.replace('-', '_'), cell: ({ name }) => textCell(name ?? '(nobody)') },
      { name: 'charges', cell: ({ count }) => numberCell(count) },
      {
        name: 'amount',
        cell: ({ micro, count, waiting }) => amountCell(waiting === count ? null : micro),
      },
      { name: 'currency', cell: () => textCell(currency) },
      ...(waitingIn(charges) === 0
        ? []
        : [{ name: 'waiting_for_rate', cell: ({ waiting }: Sum) => numberCell(waiting) }]),
    ],
    [...sums.values()].sort((a, b) => (a.key < b.key ? -1 : 1)),
  );
}

async function journal(
  content: ExportContent,
  wanted: Wanted,
  madeAt: string,
): Promise<WrittenExport> {
  const entries = journalOf(content.month, content.charges, content.accounts);
  const rows = entries.reduce((sum, entry) => sum + entry.lines.length, 0);
  const totals = { totalMicro: expenseOf(entries), waiting: 0 };
  const flavour = wanted.flavour ?? 'plain';
  if (flavour === 'plain') return table(plainJournal(entries), wanted, totals);
  refuseXlsx(wanted, flavour);
  return { bytes: journalBytes(content, entries, flavour, madeAt), rows, ...totals };
}

function journalBytes(
  content: ExportContent,
  entries: readonly JournalEntry[],
  flavour: Exclude<NonNullable<Wanted['flavour']>, 'plain'>,
  madeAt: string,
): Uint8Array {
  switch (flavour) {
    case 'quickbooks':
      return writeQuickbooksJournal(entries);
    case 'xero':
      return writeXeroJournal(entries, content.xero);
    case 'datev':
      return writeDatevJournal(entries, { ...content.datev, createdAt: madeAt });
    case 'kingdee':
      return writeChineseVoucher(entries);
    default:
      return assertNever(flavour);
  }
}

/** What the expense lines add up to: the month's total, rounded to the minor unit. */
function expenseOf(entries: readonly JournalEntry[]): bigint {
  return entries
    .flatMap(({ lines }) => lines)
    .reduce((sum, line) => (line.against === null ? sum : sum + line.amountMicro), 0n);
}

function refuseXlsx({ format }: Wanted, what: string): void {
  if (format !== 'xlsx') return;
  throw new Failure('format_unknown', `${what} is imported as CSV. Choose csv.`, { format });
}
