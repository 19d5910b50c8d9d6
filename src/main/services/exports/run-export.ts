import { basename } from 'node:path';
import type { exportRun } from '../../../contract/book.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { monthOf } from '../../../core/calendar.ts';
import type { ExportContent } from '../../../core/close/export-content.ts';
import { Failure } from '../../../core/failure.ts';
import type { LedgerMonth } from '../../../core/ledger/ledger-month.ts';
import { moneyText } from '../../../core/money.ts';
import type { MonthSpan } from '../../../core/month-span.ts';
import { appVersion } from '../../app-version.ts';
import { exportManifest, manifestText } from '../../exports/manifest.ts';
import { auditHead, headOfMonths } from '../audit/anchors.ts';
import { spanContent } from '../close/span-content.ts';
import { writeExport } from '../close/write-export.ts';
import type { Context } from '../context.ts';
import { ledgerWithoutEntries } from '../ledger/month-ledger.ts';
import { VendorBook } from '../ledger/vendor-book.ts';
import { givenBefore } from './given-entries.ts';
import { writeWhole } from './write-whole.ts';

/** Whether an export is written without the month's entries, which take longer to work out than all of it. */
function isWithoutLedger({
  kind,
  by,
  month,
  span,
  focusVersion,
}: InputOf<typeof exportRun>): boolean {
  switch (kind) {
    case 'seats':
    case 'claims':
    case 'payouts':
      return true;
    case 'charges':
      return by === undefined;
    case 'focus':
      return focusVersion === '1.2';
    case 'vendors':
      return month === undefined && span === undefined;
    default:
      return false;
  }
}

/**
 * Writes one of the exports of a month or of several and, beside it, a manifest with filters, rows, totals and the
 * file's SHA-256. A closed month gives the same bytes each time, on every machine.
 */
export async function runExport(
  context: Context,
  input: InputOf<typeof exportRun>,
): Promise<OutputOf<typeof exportRun>> {
  const span = spanOfExport(context, input);
  const withLedger = !isWithoutLedger(input);
  const { content: whole, months } = spanContent(context, span, { kind: input.kind, withLedger });
  const content = withVendors(context, input, whole);
  const closed = months.map(({ month }) => context.book.closures.closedAt(month));
  const isClosed = closed.every((at) => at !== undefined);
  const written = await writeExport(content, input, {
    at: (isClosed ? closed.at(-1) : undefined) ?? context.now(),
    isClosed,
    months,
  });
  const { totalMicro } = written;
  const total = totalMicro === null ? null : moneyText(totalMicro, content.currency);
  const audit =
    input.month === undefined && input.span === undefined
      ? auditHead(context.book)
      : headOfMonths(
          context.book,
          months.map(({ month }) => month),
        );
  const manifest = exportManifest(
    {
      file: basename(input.out),
      kind: input.kind,
      format: written.format ?? input.format ?? 'csv',
      filters: filtersOf(content, input),
      rows: written.rows,
      totals: total ? [total] : [],
      appVersion: appVersion(context),
      audit,
      ...(input.kind === 'journal' && content.ledger
        ? { reconciliation: reconciliationOf(content.ledger) }
        : {}),
    },
    written.bytes,
  );
  const manifestFile = `${input.out}.manifest.json`;
  writeWhole(input.out, written.bytes);
  writeWhole(manifestFile, new TextEncoder().encode(manifestText(manifest)));
  const given = [...Map.groupBy(written.entries ?? [], ({ month }) => month)].map(
    ([month, entries]) => ({ month, entries: entries.map(({ key }) => key) }),
  );
  const before = givenBefore(context, given, input.flavour ?? 'plain');
  return {
    file: input.out,
    rows: written.rows,
    total,
    waitingForRate: written.waiting,
    sha256: manifest.sha256,
    manifest: manifestFile,
    audit,
    warnings: [...before, ...(written.warnings ?? [])],
    entries: given.flatMap(({ entries }) => entries),
    given,
  };
}

/** The month or months asked for. Vendors are of no month: there it is the one of today. */
function spanOfExport(
  context: Context,
  { kind, month, span }: InputOf<typeof exportRun>,
): MonthSpan {
  if (month !== undefined && span === undefined) return { from: month, to: month };
  if (span !== undefined && month === undefined && span.from <= span.to) return span;
  if (kind === 'vendors' && month === undefined && span === undefined) {
    const today = monthOf(context.today());
    return { from: today, to: today };
  }
  throw new Failure(
    'month_missing',
    'Name one of --month 2026-06, --quarter 2026-Q2 and --year 2026.',
    { kind },
  );
}

/** Without a month, everybody who is kept as a vendor or whom an invoice names. */
function withVendors(
  context: Context,
  { kind, month, span }: InputOf<typeof exportRun>,
  content: ExportContent,
): ExportContent {
  if (kind !== 'vendors' || month !== undefined || span !== undefined) return content;
  const ledger = ledgerWithoutEntries(context, content.month);
  return { ...content, ledger: ledger && { ...ledger, vendors: new VendorBook(context).all() } };
}

/** How the month's total on screen becomes the journal's expense, as the manifest says it. */
function reconciliationOf({ reconciliation, currency }: LedgerMonth) {
  const { totalMicro, parts, expenseMicro } = reconciliation;
  return {
    total: moneyText(totalMicro, currency),
    parts: parts.map(({ code, amountMicro }) => ({
      code,
      amount: moneyText(amountMicro, currency),
    })),
    expense: moneyText(expenseMicro, currency),
  };
}

function filtersOf(
  content: ExportContent,
  wanted: InputOf<typeof exportRun>,
): Record<string, string> {
  const { month, span, by, flavour, bom, decimal, focusVersion, firstNumber, withoutBills } =
    wanted;
  return {
    company: content.company,
    ...(month ? { month } : {}),
    ...(span ? { from: span.from, to: span.to } : {}),
    ...(by ? { by } : {}),
    ...(flavour ? { flavour } : {}),
    ...(bom ? { bom: 'yes' } : {}),
    ...(decimal ? { decimal } : {}),
    ...(focusVersion ? { focusVersion } : {}),
    ...(firstNumber ? { firstNumber: String(firstNumber) } : {}),
    ...(withoutBills ? { withoutBills: 'yes' } : {}),
  };
}
