import type { ClaimExportRow } from '../../core/close/export-rows.ts';
import { amountCell, dayCell, type ExportColumn, numberCell, textCell } from './export-table.ts';

/** The columns of exported claims, one row per line. */
export const claimsColumns: readonly ExportColumn<ClaimExportRow>[] = [
  { name: 'claim', cell: (row) => textCell(row.claimId) },
  { name: 'line', cell: (row) => textCell(row.lineId) },
  { name: 'person', cell: (row) => textCell(row.person.name) },
  { name: 'email', cell: (row) => textCell(row.person.email) },
  { name: 'role', cell: (row) => textCell(row.person.role) },
  { name: 'team', cell: (row) => textCell(row.person.team) },
  { name: 'state', cell: (row) => textCell(row.state) },
  { name: 'date', cell: (row) => dayCell(row.day) },
  { name: 'tool', cell: (row) => textCell(row.tool) },
  { name: 'vendor', cell: (row) => textCell(row.vendor) },
  { name: 'invoice_number', cell: (row) => textCell(row.invoiceNumber) },
  { name: 'purpose', cell: (row) => textCell(row.purpose) },
  { name: 'period_start', cell: (row) => dayCell(row.periodStart) },
  { name: 'period_end', cell: (row) => dayCell(row.periodEnd) },
  { name: 'amount', cell: (row) => amountCell(row.amountMicro) },
  { name: 'currency', cell: (row) => textCell(row.currency) },
  { name: 'work_percent', cell: (row) => numberCell(row.workPercent) },
  { name: 'claimed', cell: (row) => amountCell(row.claimedMicro) },
  { name: 'approved', cell: (row) => amountCell(row.approvedMicro) },
  { name: 'approved_base', cell: (row) => amountCell(row.baseMicro) },
  { name: 'base_currency', cell: (row) => textCell(row.baseCurrency) },
  { name: 'charged_month', cell: (row) => textCell(row.chargedMonth) },
  { name: 'decided_by', cell: (row) => textCell(row.decidedBy) },
  { name: 'why', cell: (row) => textCell(row.why) },
  { name: 'paid', cell: (row) => dayCell(row.paidDay) },
  { name: 'payment_reference', cell: (row) => textCell(row.paymentReference) },
  { name: 'receipts_sha256', cell: (row) => textCell(row.receiptHashes.join(' ')) },
];
