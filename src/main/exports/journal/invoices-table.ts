import type { IsoMonth } from '../../../core/calendar.ts';
import type { Entry, LedgerDocument } from '../../../core/ledger/entry.ts';
import type { LedgerMonth } from '../../../core/ledger/ledger-month.ts';
import type { BookedTaxLine } from '../../../core/ledger/tax-line.ts';
import type { Micro } from '../../../core/money.ts';
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
import { plainTaxKey } from './tax-key.ts';

type InvoiceRow = {
  readonly document: LedgerDocument;
  readonly tax: BookedTaxLine;
  /** The document's entry of the month, where it is booked in it. */
  readonly entry: Entry | undefined;
  /** The tax line's part of each month's expense, in base currency. */
  readonly shares: ReadonlyMap<IsoMonth, Micro>;
};

const own = (row: InvoiceRow, micro: Micro) =>
  numberCell(minorAmount(micro, row.document.currency));
const base = (row: InvoiceRow, micro: Micro) =>
  numberCell(minorAmount(micro, row.document.baseCurrency));

const columns = (ledger: LedgerMonth): readonly ExportColumn<InvoiceRow>[] => [
  { name: 'invoice', cell: ({ document }) => textCell(document.id.replace(/^invoice-/, '')) },
  { name: 'kind', cell: ({ document }) => textCell(document.kind) },
  {
    name: 'vendor',
    cell: ({ document: { vendor } }) => textCell(vendor?.legalName ?? vendor?.name ?? null),
  },
  { name: 'vendor_vat_id', cell: ({ document }) => textCell(document.vendor?.vatId ?? null) },
  { name: 'creditor', cell: ({ document }) => codeCell(document.vendor?.creditor ?? null) },
  { name: 'number', cell: ({ document }) => codeCell(document.number) },
  { name: 'issue_date', cell: ({ document }) => dayCell(document.issueDay) },
  { name: 'due_date', cell: ({ document }) => dayCell(document.due) },
  { name: 'period_start', cell: ({ document }) => dayCell(document.service.from) },
  { name: 'period_end', cell: ({ document }) => dayCell(document.service.to) },
  { name: 'posting_month', cell: ({ document }) => textCell(document.postingMonth) },
  { name: 'currency', cell: ({ document }) => textCell(document.currency) },
  { name: 'net', cell: (row) => own(row, row.tax.netMicro) },
  { name: 'tax', cell: (row) => own(row, row.tax.taxMicro) },
  { name: 'gross', cell: (row) => own(row, row.tax.netMicro + row.tax.taxMicro) },
  { name: 'tax_kind', cell: ({ tax }) => textCell(tax.kind) },
  { name: 'tax_rate', cell: ({ tax }) => numberCell(tax.rate) },
  { name: 'recoverable_tax', cell: (row) => base(row, row.tax.baseRecoverableMicro) },
  { name: 'rate', cell: ({ document }) => numberCell(document.rate) },
  { name: 'base_currency', cell: ({ document }) => textCell(document.baseCurrency) },
  { name: 'base_net', cell: (row) => base(row, row.tax.baseNetMicro) },
  { name: 'base_tax', cell: (row) => base(row, row.tax.baseTaxMicro) },
  { name: 'base_gross', cell: (row) => base(row, row.tax.baseNetMicro + row.tax.baseTaxMicro) },
  {
    name: 'account',
    cell: (row) =>
      textCell(
        accountsOf(row, ledger)
          .map(({ name }) => name)
          .join('; '),
      ),
  },
  {
    name: 'account_code',
    cell: (row) =>
      textCell(
        accountsOf(row, ledger)
          .flatMap(({ code }) => code ?? [])
          .join('; '),
      ),
  },
  { name: 'tax_key', cell: (row) => codeCell(keyOf(row, ledger)) },
  { name: 'paid_date', cell: ({ document }) => dayCell(document.payments.at(-1)?.day ?? null) },
  { name: 'paid_base', cell: (row) => paidBase(row) },
  { name: 'sha256', cell: ({ document }) => textCell(document.sha256) },
];

function paidBase(row: InvoiceRow) {
  const { payments } = row.document;
  if (payments.length === 0) return null;
  return base(
    row,
    payments.reduce((sum, { baseMicro }) => sum + baseMicro, 0n),
  );
}

const costLine = ({ entry, tax }: InvoiceRow) =>
  entry?.lines.filter(({ role, taxLine }) => role === 'expense' && taxLine === tax.place) ?? [];

/** The ledger accounts of its expense: of its entry, else the vendor's, else the book's. */
function accountsOf(row: InvoiceRow, { accounts }: LedgerMonth) {
  const held = costLine(row).map(({ account }) => account);
  const all = held.length > 0 ? held : [row.document.vendor?.expense ?? accounts.expense];
  return all.filter((one, index) => all.findIndex((other) => other.name === one.name) === index);
}

function keyOf(row: InvoiceRow, { pack }: LedgerMonth): string | null {
  const [line] = costLine(row);
  return row.entry && line
    ? plainTaxKey(row.entry, line, pack)
    : (row.document.vendor?.taxKey ?? null);
}

/**
 * The month's invoices, credit notes and receipts, one row per tax line: amounts as printed and in base
 * currency, and what of them is an expense of which month (`share_2026-06` …, in base currency).
 */
export function invoicesTable(ledger: LedgerMonth): ExportTable {
  const rows = ledger.documents.flatMap((document) => rowsOf(document, ledger.entries));
  const months = [...new Set(rows.flatMap(({ shares }) => [...shares.keys()]))].sort();
  const ofMonths = months.map(
    (month): ExportColumn<InvoiceRow> => ({
      name: `share_${month}`,
      cell: (row) => {
        const micro = row.shares.get(month);
        return micro === undefined ? null : base(row, micro);
      },
    }),
  );
  return exportTable([...columns(ledger), ...ofMonths], rows);
}

function rowsOf(document: LedgerDocument, entries: readonly Entry[]): InvoiceRow[] {
  const { taxLines } = document;
  const entry = entries.find(
    (one) =>
      one.document?.id === document.id && ['invoice', 'credit-note', 'claim'].includes(one.kind),
  );
  return taxLines.map((tax) => ({
    document,
    tax,
    entry,
    shares: new Map(tax.shares.map(({ month, baseMicro }) => [month, baseMicro])),
  }));
}
