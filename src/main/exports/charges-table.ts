import type { ChargeExportRow } from '../../core/close/export-rows.ts';
import {
  amountCell,
  codeCell,
  dayCell,
  type ExportColumn,
  numberCell,
  textCell,
} from './export-table.ts';

/** The columns of exported charges. Names are stable: scripts of accountants rely on them. */
export const chargesColumns: readonly ExportColumn<ChargeExportRow>[] = [
  { name: 'month', cell: (row) => textCell(row.month) },
  { name: 'date', cell: (row) => dayCell(row.day) },
  { name: 'last_date', cell: (row) => dayCell(row.lastDay) },
  { name: 'source', cell: (row) => textCell(row.source) },
  { name: 'person', cell: (row) => textCell(row.person?.name ?? null) },
  { name: 'email', cell: (row) => textCell(row.person?.email ?? null) },
  { name: 'role', cell: (row) => textCell(row.person?.role ?? null) },
  { name: 'team', cell: (row) => textCell(row.person?.team ?? null) },
  { name: 'unassigned_cause', cell: (row) => textCell(row.person ? null : row.cause) },
  { name: 'account_code', cell: (row) => textCell(row.accountCode) },
  { name: 'cost_centre', cell: (row) => textCell(row.costCentre) },
  { name: 'tool', cell: (row) => textCell(row.tool) },
  { name: 'account', cell: (row) => textCell(row.account) },
  { name: 'identity', cell: (row) => textCell(row.identity) },
  { name: 'model', cell: (row) => textCell(row.model) },
  { name: 'project', cell: (row) => textCell(row.project) },
  { name: 'description', cell: (row) => textCell(row.description) },
  { name: 'invoice_number', cell: (row) => codeCell(row.invoiceNumber) },
  { name: 'reference', cell: (row) => textCell(row.reference) },
  { name: 'corrects_month', cell: (row) => textCell(row.correctsMonth) },
  { name: 'tokens', cell: (row) => numberCell(row.tokens) },
  { name: 'requests', cell: (row) => numberCell(row.requests) },
  { name: 'amount', cell: (row) => amountCell(row.amountMicro) },
  { name: 'currency', cell: (row) => textCell(row.currency) },
  { name: 'base_amount', cell: (row) => amountCell(row.baseMicro) },
  { name: 'base_currency', cell: (row) => textCell(row.baseCurrency) },
];
