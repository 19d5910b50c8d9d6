import type { ExportKind } from '../../../contract/book.ts';
import { monthRange } from '../../../core/calendar.ts';
import type { ExportContent } from '../../../core/close/export-content.ts';
import type { ClaimExportRow } from '../../../core/close/export-rows.ts';
import { Failure } from '../../../core/failure.ts';
import type { LedgerMonth } from '../../../core/ledger/ledger-month.ts';
import { ledgerOfMonths } from '../../../core/ledger/ledger-months.ts';
import { lastReached, type MonthSpan } from '../../../core/month-span.ts';
import { bookMonths } from '../company/company.ts';
import type { Context } from '../context.ts';
import { showSeatsSpan } from '../overview/spans.ts';
import { SpendReader } from '../spend/spend-reader.ts';
import { exportContent, seatRows } from './export-content.ts';

/**
 * What exports of a month, or of several as far as the book reaches, are written from: closed months as
 * they were closed. Spend and output of seats are summed; their verdicts are those of the last month.
 * `span_closed_earlier` where a ledger is wanted and an earlier version closed one of several months.
 */
export function spanContent(
  context: Context,
  { from, to }: MonthSpan,
  { kind, withLedger }: { readonly kind: ExportKind; readonly withLedger: boolean },
): { readonly content: ExportContent; readonly months: readonly ExportContent[] } {
  const reader = new SpendReader(context);
  const last = from === to ? to : lastReached({ from, to }, bookMonths(context.book)?.to ?? null);
  const months = monthRange(from, last).map((month) =>
    exportContent(context, reader, month, { withLedger }),
  );
  const newest = months.at(-1);
  if (!newest) throw new Error(`no month from ${from} to ${last}`);
  if (months.length === 1) return { content: newest, months };
  const cells = months.flatMap(({ month }) => [...reader.month(month)]);
  const seats = () =>
    seatRows(context, showSeatsSpan(context, { from, to }), cells, newest.currency);
  const { ledger: _own, ...rest } = newest;
  const ledger = LEDGER_KINDS.has(kind) ? ledgerOf(months) : undefined;
  if (ledger === undefined && FROM_ENTRIES.has(kind)) throw closedEarlier(months);
  const content = {
    ...rest,
    from,
    charges: months.flatMap(({ charges }) => charges),
    seats: kind === 'seats' ? seats() : [],
    claims: claimsOf(months),
    payouts: months.flatMap(({ payouts }) => payouts),
    ...(ledger === undefined ? {} : { ledger }),
  };
  return { content, months };
}

/** What is written from entries, or from charges beside them. */
const LEDGER_KINDS: ReadonlySet<ExportKind> = new Set([
  'journal',
  'bills',
  'invoices',
  'vendors',
  'charges',
]);
const FROM_ENTRIES: ReadonlySet<ExportKind> = new Set(['journal', 'bills', 'invoices']);

function closedEarlier(months: readonly ExportContent[]): Failure {
  const month = months.find(({ ledger }) => ledger === undefined)?.month ?? '';
  return new Failure(
    'span_closed_earlier',
    `${month} was closed by an earlier version, whose journal has other columns. Write that month out by itself, and the others beside it.`,
    { month },
  );
}

/** `undefined` or `null` as soon as one month's is: half of them would lack entries without a word. */
function ledgerOf(months: readonly ExportContent[]): LedgerMonth | null | undefined {
  const ledgers: LedgerMonth[] = [];
  for (const { ledger } of months) {
    if (!ledger) return ledger;
    ledgers.push(ledger);
  }
  return ledgerOfMonths(ledgers);
}

/** A line that waited in one month and was charged in a later one is the later month's. */
function claimsOf(months: readonly ExportContent[]): ClaimExportRow[] {
  const lines = new Map<string, ClaimExportRow>();
  for (const row of months.flatMap(({ claims }) => claims)) {
    const key = `${row.claimId}/${row.lineId}`;
    lines.delete(key);
    lines.set(key, row);
  }
  return [...lines.values()];
}
