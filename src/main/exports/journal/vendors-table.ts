import type { Vendor } from '../../../core/ledger/vendor.ts';
import {
  codeCell,
  type ExportColumn,
  type ExportTable,
  exportTable,
  numberCell,
  textCell,
} from '../export-table.ts';

const columns: readonly ExportColumn<Vendor>[] = [
  { name: 'name', cell: (row) => textCell(row.name) },
  { name: 'legal_name', cell: (row) => textCell(row.legalName) },
  { name: 'country', cell: (row) => textCell(row.country) },
  { name: 'vat_id', cell: (row) => codeCell(row.vatId) },
  { name: 'creditor', cell: (row) => codeCell(row.creditor) },
  { name: 'expense_account_code', cell: (row) => codeCell(row.expense?.code ?? null) },
  { name: 'expense_account', cell: (row) => textCell(row.expense?.name ?? null) },
  { name: 'tax_key', cell: (row) => codeCell(row.taxKey) },
  { name: 'terms_days', cell: (row) => numberCell(row.termsDays) },
];

/** Vendors as the accountant keeps them, by name. */
export function vendorsTable(vendors: readonly Vendor[]): ExportTable {
  return exportTable(columns, vendors);
}
