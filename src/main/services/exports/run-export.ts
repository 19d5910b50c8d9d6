import { basename } from 'node:path';
import type { exportRun } from '../../../contract/book.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { monthOf } from '../../../core/calendar.ts';
import type { ExportContent } from '../../../core/close/export-content.ts';
import { Failure } from '../../../core/failure.ts';
import type { LedgerMonth } from '../../../core/ledger/ledger-month.ts';
import { moneyText } from '../../../core/money.ts';
import { appVersion } from '../../app-version.ts';
import { exportManifest, manifestText } from '../../exports/manifest.ts';
import { exportContent } from '../close/export-content.ts';
import { writeExport } from '../close/write-export.ts';
import type { Context } from '../context.ts';
import { ledgerWithoutEntries } from '../ledger/month-ledger.ts';
import { VendorBook } from '../ledger/vendor-book.ts';
import { SpendReader } from '../spend/spend-reader.ts';
import { givenBefore } from './given-entries.ts';
import { writeWhole } from './write-whole.ts';

/** Whether an export is written without the month's entries, which take longer to work out than all of it. */
function isWithoutLedger({ kind, by, month, focusVersion }: InputOf<typeof exportRun>): boolean {
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
      return month === undefined;
    default:
      return false;
  }
}

/**
 * Writes one of a month's exports and, beside it, a manifest with filters, rows, totals and the
 * file's SHA-256. A closed month gives the same bytes each time, on every machine.
 */
export async function runExport(
  context: Context,
  input: InputOf<typeof exportRun>,
): Promise<OutputOf<typeof exportRun>> {
  const month = monthOfExport(context, input);
  const content = withVendors(
    context,
    input,
    exportContent(context, new SpendReader(context), month, {
      withLedger: !isWithoutLedger(input),
    }),
  );
  const closedAt = context.book.closures.closedAt(month);
  const written = await writeExport(content, input, {
    at: closedAt ?? context.now(),
    isClosed: closedAt !== undefined,
  });
  const { totalMicro } = written;
  const total = totalMicro === null ? null : moneyText(totalMicro, content.currency);
  const manifest = exportManifest(
    {
      file: basename(input.out),
      kind: input.kind,
      format: written.format ?? input.format ?? 'csv',
      filters: filtersOf(content, input),
      rows: written.rows,
      totals: total ? [total] : [],
      appVersion: appVersion(context),
      ...(input.kind === 'journal' && content.ledger
        ? { reconciliation: reconciliationOf(content.ledger) }
        : {}),
    },
    written.bytes,
  );
  const manifestFile = `${input.out}.manifest.json`;
  writeWhole(input.out, written.bytes);
  writeWhole(manifestFile, new TextEncoder().encode(manifestText(manifest)));
  const entries = (written.entries ?? []).map(({ key }) => key);
  const flavour = input.flavour ?? 'plain';
  const before = givenBefore(context, month, flavour, entries);
  return {
    file: input.out,
    rows: written.rows,
    total,
    waitingForRate: written.waiting,
    sha256: manifest.sha256,
    manifest: manifestFile,
    warnings: [...before, ...(written.warnings ?? [])],
    entries,
  };
}

/** The month asked for. Vendors are of no month: there it is the one of today. */
function monthOfExport(context: Context, { kind, month }: InputOf<typeof exportRun>): string {
  if (month !== undefined) return month;
  if (kind === 'vendors') return monthOf(context.today());
  throw new Failure('month_missing', 'Say which month with --month 2026-06.', { kind });
}

/** Without a month, everybody who is kept as a vendor or whom an invoice names. */
function withVendors(
  context: Context,
  { kind, month }: InputOf<typeof exportRun>,
  content: ExportContent,
): ExportContent {
  if (kind !== 'vendors' || month !== undefined) return content;
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
  { month, by, flavour, bom, decimal, focusVersion, firstNumber }: InputOf<typeof exportRun>,
): Record<string, string> {
  return {
    company: content.company,
    ...(month ? { month } : {}),
    ...(by ? { by } : {}),
    ...(flavour ? { flavour } : {}),
    ...(bom ? { bom: 'yes' } : {}),
    ...(decimal ? { decimal } : {}),
    ...(focusVersion ? { focusVersion } : {}),
    ...(firstNumber ? { firstNumber: String(firstNumber) } : {}),
  };
}
