import type { Entry } from '../../../core/ledger/entry.ts';
import type { LedgerPack } from '../../../core/ledger/ledger-account.ts';
import {
  codeCell,
  dayCell,
  type ExportColumn,
  type ExportTable,
  exportTable,
  numberCell,
  textCell,
} from '../export-table.ts';
import { minorAmount } from '../minor-amount.ts';
import { documentNumber, type EntryRow, entryRows, partyOf } from './entry-rows.ts';
import { isGerman, plainTaxKey } from './tax-key.ts';

const columns = (pack: LedgerPack): readonly ExportColumn<EntryRow>[] => [
  { name: 'entry', cell: ({ entry }) => textCell(entry.number) },
  { name: 'date', cell: ({ entry }) => dayCell(entry.day) },
  { name: 'line', cell: ({ place }) => numberCell(place) },
  { name: 'account_code', cell: (row) => codeCell(codeOf(row, pack)) },
  { name: 'account_name', cell: ({ line }) => textCell(line.account.name) },
  { name: 'cost_centre', cell: ({ line }) => textCell(line.costCentre) },
  { name: 'text', cell: ({ entry, line }) => textCell(line.text || entry.text) },
  { name: 'debit', cell: ({ debit }) => numberCell(debit) },
  { name: 'credit', cell: ({ credit }) => numberCell(credit) },
  { name: 'currency', cell: ({ entry }) => textCell(entry.baseCurrency) },
  { name: 'kind', cell: ({ entry }) => textCell(entry.kind) },
  { name: 'document', cell: ({ entry }) => codeCell(documentNumber(entry)) },
  { name: 'document_date', cell: ({ entry }) => dayCell(entry.document?.issueDay ?? null) },
  {
    name: 'vendor',
    cell: ({ entry }) => textCell(entry.vendor?.legalName ?? entry.vendor?.name ?? partyOf(entry)),
  },
  {
    name: 'original_amount',
    cell: ({ entry, line }) => numberCell(minorAmount(line.amountMicro, entry.currency)),
  },
  { name: 'original_currency', cell: ({ entry }) => textCell(entry.currency) },
  { name: 'rate', cell: ({ entry }) => numberCell(rateOf(entry)) },
  { name: 'tax_key', cell: ({ entry, line }) => codeCell(plainTaxKey(entry, line, pack)) },
];

/** What turns the original amounts beside it into base: a release or an accrual of a foreign document has none of it. */
function rateOf({ document, currency }: Entry): string | null {
  if (document === null) return null;
  return document.currency === currency ? document.rate : '1';
}

/** The account's code; in German charts what a vendor is owed stands on the creditor's own. */
function codeOf({ entry, line }: EntryRow, pack: LedgerPack): string | null {
  const creditor = line.role === 'vendors' && isGerman(pack) ? entry.vendor?.creditor : null;
  return creditor ?? line.account.code;
}

/** The journal in plain columns, for any software and for people: base amounts, and the document's own. */
export function plainJournal(entries: readonly Entry[], pack: LedgerPack): ExportTable {
  return exportTable(columns(pack), entryRows(entries));
}
