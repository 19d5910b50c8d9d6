import type { PayoutExportRow } from '../../core/close/export-rows.ts';
import { amountCell, dayCell, type ExportColumn, textCell } from './export-table.ts';

/** The columns of exported payouts, one row per transfer. */
export const payoutsColumns: readonly ExportColumn<PayoutExportRow>[] = [
  { name: 'date', cell: (row) => dayCell(row.day) },
  { name: 'person', cell: (row) => textCell(row.person.name) },
  { name: 'email', cell: (row) => textCell(row.person.email) },
  { name: 'role', cell: (row) => textCell(row.person.role) },
  { name: 'team', cell: (row) => textCell(row.person.team) },
  { name: 'claim', cell: (row) => textCell(row.claimId) },
  { name: 'kind', cell: (row) => textCell(row.kind) },
  { name: 'reference', cell: (row) => textCell(row.reference) },
  { name: 'amount', cell: (row) => amountCell(row.amountMicro) },
  { name: 'currency', cell: (row) => textCell(row.currency) },
  { name: 'base_amount', cell: (row) => amountCell(row.baseMicro) },
  { name: 'base_currency', cell: (row) => textCell(row.baseCurrency) },
];
