import type { LedgerMonth } from '../../../core/ledger/ledger-month.ts';
import { amountCell, type ExportTable, textCell } from '../export-table.ts';

/** How the month's total on screen and its expense in the ledger hang together. */
export function reconciliationTable({ reconciliation, currency }: LedgerMonth): ExportTable {
  const { totalMicro, parts, expenseMicro } = reconciliation;
  const rows = [
    ['total', totalMicro] as const,
    ...parts.map(({ code, amountMicro }) => [code, amountMicro] as const),
    ['expense', expenseMicro] as const,
  ];
  return {
    columns: ['part', 'amount', 'currency'],
    rows: rows.map(([part, micro]) => [textCell(part), amountCell(micro), textCell(currency)]),
  };
}
