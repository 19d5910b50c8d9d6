import {
  type ExportFlavour,
  type exportRun,
  flavoursOf,
  formatsOf,
} from '../../../contract/book.ts';
import type { InputOf } from '../../../contract/request.ts';
import type { ExportContent } from '../../../core/close/export-content.ts';
import { assertNever, Failure } from '../../../core/failure.ts';
import type { Entry } from '../../../core/ledger/entry.ts';
import type { LedgerMonth } from '../../../core/ledger/ledger-month.ts';
import { expenseIn } from '../../../core/ledger/ledger-state.ts';
import { type NamedTax, parseNamedTaxes } from '../../../core/ledger/named-taxes.ts';
import { writeCsv } from '../../exports/csv.ts';
import type { ExportTable } from '../../exports/export-table.ts';
import { writeDatevCreditors } from '../../exports/journal/datev-creditors.ts';
import { writeDatevJournal } from '../../exports/journal/datev-journal.ts';
import { invoicesTable } from '../../exports/journal/invoices-table.ts';
import { kingdeeKisVouchers, kingdeeVouchers } from '../../exports/journal/kingdee.ts';
import { plainJournal } from '../../exports/journal/plain-journal.ts';
import {
  quickbooksBillEntries,
  quickbooksBills,
  quickbooksProposedTaxes,
  withoutQuickbooksBills,
} from '../../exports/journal/quickbooks-bills.ts';
import { quickbooksJournal } from '../../exports/journal/quickbooks-journal.ts';
import { reconciliationTable } from '../../exports/journal/reconciliation-table.ts';
import { vendorsTable } from '../../exports/journal/vendors-table.ts';
import {
  xeroBillEntries,
  xeroBills,
  xeroJournal,
  xeroJournalEntries,
  xeroProposedTaxes,
} from '../../exports/journal/xero.ts';
import { yonyouVouchers } from '../../exports/journal/yonyou.ts';
import { writeXlsxSheets } from '../../exports/xlsx.ts';
import { type ExportWarning, warning } from '../exports/export-warning.ts';
import {
  leftOutOfXero,
  leftUnbooked,
  lostToDatev,
  proposedAccounts,
  quickbooksRest,
  quickbooksTaxesProposed,
  taxLeftOver,
  xeroTaxesProposed,
} from '../exports/ledger-warnings.ts';

type Wanted = InputOf<typeof exportRun>;
type LedgerKind = 'journal' | 'bills' | 'invoices' | 'vendors';

export type WrittenLedger = {
  readonly bytes: Uint8Array;
  readonly rows: number;
  readonly totalMicro: bigint | null;
  readonly warnings: readonly ExportWarning[];
  /** The entries that it gives to the software. */
  readonly entries: readonly Entry[];
  readonly format: 'csv' | 'xlsx';
};

/** The month as it goes to the ledger; `ledger_not_set` while no chart of accounts is chosen. */
function ledgerOf({ ledger }: ExportContent): LedgerMonth {
  if (ledger) return ledger;
  throw new Failure(
    'ledger_not_set',
    'Choose the chart of accounts with your accountant: Settings, Ledger, or the setting ledger.pack.',
  );
}

/** A charge that waits for a rate is in no entry, so that the ledger would lack it. */
function refuseWaiting({ charges }: ExportContent): void {
  const waiting = charges.find(({ baseMicro }) => baseMicro === null);
  if (!waiting) return;
  const { currency, month } = waiting;
  throw new Failure('rate_missing', `Enter a ${currency} rate for ${month} first.`, {
    currency,
    month,
  });
}

/**
 * Writes a journal, bills, invoices or vendors from the month's entries, in the columns of a software.
 * `flavour_unknown` and `format_unknown` where it is not written so; the writers' own failures besides.
 */
export async function writeLedgerExport(
  content: ExportContent,
  kind: LedgerKind,
  wanted: Wanted,
  madeAt: string,
): Promise<WrittenLedger> {
  const ledger = ledgerOf(content);
  if (kind !== 'vendors') refuseWaiting(content);
  const flavour = flavourOf(kind, wanted);
  const format = formatOf(kind, flavour, wanted);
  const made = { ...content.datev, serviceCase: content.datev.serviceCase ?? null };
  const datev = {
    ...made,
    ...{ withServiceDay: made.withServiceDay ?? false, createdAt: madeAt },
    isUnicode: wanted.bom ?? false,
  };
  const warnings = [
    ...(kind === 'vendors' ? [] : leftUnbooked(ledger)),
    ...proposedAccounts(ledger),
  ];
  const about = { totalMicro: null, warnings, entries: [], format };
  if (kind === 'vendors' && flavour === 'datev') {
    const { bytes, rows, lostLetters } = writeDatevCreditors(ledger.vendors, ledger.pack, datev);
    return { ...about, bytes, rows, warnings: [...warnings, ...lostToDatev(lostLetters)] };
  }
  if (kind === 'journal' && flavour === 'datev') {
    const { bytes, rows, leftOver, lostLetters } = writeDatevJournal(ledger, datev);
    const more = [
      ...taxLeftOver(leftOver),
      ...lostToDatev(lostLetters),
      ...nameWarning(wanted.out),
    ];
    return {
      ...about,
      bytes,
      rows,
      totalMicro: expenseOf(ledger.entries),
      warnings: [...warnings, ...more],
      entries: ledger.entries,
    };
  }
  const { table, entries, warnings: more = [] } = tableOf(content, ledger, kind, flavour, wanted);
  const bytes = await tableBytes(table, ledger, kind, flavour, { ...wanted, format });
  return {
    ...about,
    bytes,
    rows: table.rows.length,
    totalMicro:
      kind === 'vendors'
        ? null
        : kind === 'journal'
          ? expenseOf(entries)
          : owedBy(ledger, kind, entries),
    warnings: [...warnings, ...more],
    entries,
  };
}

type Made = {
  readonly table: ExportTable;
  readonly entries: readonly Entry[];
  readonly warnings?: readonly ExportWarning[];
};

function tableOf(
  content: ExportContent,
  ledger: LedgerMonth,
  kind: LedgerKind,
  flavour: ExportFlavour,
  { firstNumber = 1, withoutBills }: Wanted,
): Made {
  const { entries, pack } = ledger;
  const xero = { ...content.xero, pack, taxes: namedTaxes(content.xero.taxes) };
  if (kind === 'invoices') return { table: invoicesTable(ledger), entries: [] };
  if (kind === 'vendors') return { table: vendorsTable(ledger.vendors), entries: [] };
  if (kind === 'bills' && flavour === 'xero') {
    const table = xeroBills(entries, xero);
    return {
      table,
      entries: xeroBillEntries(entries),
      warnings: [xeroRates(), ...xeroTaxesProposed(xeroProposedTaxes(entries, xero))],
    };
  }
  if (kind === 'bills') {
    const given = quickbooksBillEntries(entries);
    const quickbooks = { pack, taxes: namedTaxes(content.quickbooks?.taxes) };
    return {
      table: quickbooksBills(entries, quickbooks),
      entries: given,
      warnings: [
        ...quickbooksRest(entries.length - given.length),
        ...quickbooksTaxesProposed(quickbooksProposedTaxes(entries, quickbooks)),
      ],
    };
  }
  switch (flavour) {
    case 'plain':
    case 'datev':
      return { table: plainJournal(entries, pack), entries };
    case 'quickbooks': {
      const given = withoutBills ? withoutQuickbooksBills(entries, pack) : entries;
      return { table: quickbooksJournal(given, pack), entries: given };
    }
    case 'xero':
      return {
        table: xeroJournal(entries, xero),
        entries: xeroJournalEntries(entries),
        warnings: leftOutOfXero(entries),
      };
    case 'kingdee':
      return { table: kingdeeVouchers(entries, firstNumber), entries };
    case 'kingdee-kis':
      return { table: kingdeeKisVouchers(entries, firstNumber), entries };
    case 'yonyou':
      return { table: yonyouVouchers(entries, firstNumber), entries };
    default:
      return assertNever(flavour);
  }
}

/** Names of taxes as they were set; `null` where the version that closed the month kept none. */
const namedTaxes = (text: string | undefined): readonly NamedTax[] | null =>
  text === undefined ? null : (parseNamedTaxes(text) ?? []);

const CHINESE: ReadonlySet<ExportFlavour> = new Set(['kingdee', 'kingdee-kis', 'yonyou']);

function tableBytes(
  table: ExportTable,
  ledger: LedgerMonth,
  kind: LedgerKind,
  flavour: ExportFlavour,
  { format, bom, decimal }: Wanted,
): Promise<Uint8Array> | Uint8Array {
  if (format === 'xlsx' && kind === 'journal' && flavour === 'plain') {
    return writeXlsxSheets([
      { name: 'journal', table },
      { name: 'reconciliation', table: reconciliationTable(ledger) },
    ]);
  }
  if (format === 'xlsx') {
    return writeXlsxSheets([{ name: CHINESE.has(flavour) ? '凭证' : kind, table }]);
  }
  const isOurs = flavour === 'plain';
  return writeCsv(table, {
    bom: isOurs ? (bom ?? false) : CHINESE.has(flavour),
    decimalComma: isOurs && decimal === 'comma',
    isForSoftware: !isOurs,
  });
}

/** What the expense lines of the entries in the file add up to. */
const expenseOf = (entries: readonly Entry[]): bigint =>
  entries.reduce((sum, entry) => sum + expenseIn(entry), 0n);

/** What bills or invoices come to in base currency, gross. */
function owedBy({ documents }: LedgerMonth, kind: LedgerKind, entries: readonly Entry[]): bigint {
  if (kind === 'invoices') return documents.reduce((sum, one) => sum + one.baseGrossMicro, 0n);
  return entries
    .flatMap(({ lines }) => lines)
    .reduce(
      (sum, { role, baseMicro }) =>
        role === 'vendors' || role === 'claims' ? sum - baseMicro : sum,
      0n,
    );
}

function flavourOf(kind: LedgerKind, wanted: Wanted): ExportFlavour {
  const known = flavoursOf[kind] ?? ['plain'];
  const flavour = wanted.flavour ?? (known.includes('plain') ? 'plain' : undefined);
  if (flavour !== undefined && known.includes(flavour)) return flavour;
  throw new Failure(
    'flavour_unknown',
    `Say for which software with --flavour: ${known.join(', ')}.`,
    { kind, flavours: known.join(', ') },
  );
}

function formatOf(kind: LedgerKind, flavour: ExportFlavour, wanted: Wanted): 'csv' | 'xlsx' {
  const known = formatsOf(kind, flavour);
  const format = wanted.format ?? known[0] ?? 'csv';
  if (known.includes(format)) return format;
  throw new Failure('format_unknown', `${flavour} is imported as CSV. Choose csv.`, { format });
}

const xeroRates = (): ExportWarning =>
  warning(
    'xero_sets_rates',
    'Xero works foreign bills out at a rate of its own, which differs from the book’s by cents.',
  );

/** DATEV takes files by their names alone. */
function nameWarning(out: string): ExportWarning[] {
  const name = out.split(/[\\/]/).at(-1) ?? '';
  if (/^EXTF_.*\.csv$/i.test(name)) return [];
  return [
    warning(
      'datev_file_name',
      'DATEV takes files whose names begin with EXTF_ and end with .csv. Rename this one before it is imported.',
      { name },
    ),
  ];
}
