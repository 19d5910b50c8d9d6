import type { PayoutBatch, Transfer } from '../../../core/claims/payout-batch.ts';
import { type CsvOptions, writeCsv } from '../csv.ts';
import { type ExportColumn, exportTable, numberCell, textCell } from '../export-table.ts';
import { minorAmount } from '../minor-amount.ts';
import { plainIban } from './iban.ts';

const columns: readonly ExportColumn<Transfer>[] = [
  { name: 'reference', cell: (row) => textCell(row.reference) },
  { name: 'claim', cell: (row) => textCell(row.claimIds.join(' ')) },
  { name: 'person', cell: (row) => textCell(row.person) },
  { name: 'amount', cell: (row) => numberCell(minorAmount(row.amountMicro, row.currency)) },
  { name: 'currency', cell: (row) => textCell(row.currency) },
  { name: 'account_holder', cell: (row) => textCell(row.account?.holder ?? null) },
  { name: 'iban', cell: (row) => textCell(plainIban(row.account?.iban ?? '')) },
  { name: 'bic', cell: (row) => textCell(plainIban(row.account?.bic ?? '')) },
  { name: 'account_number', cell: (row) => textCell(row.account?.accountNumber ?? null) },
  { name: 'bank', cell: (row) => textCell(row.account?.bankName ?? null) },
  { name: 'purpose', cell: (row) => textCell(row.purpose) },
];

/** A batch of transfers as a plain CSV. */
export function writePayoutCsv(batch: PayoutBatch, options: CsvOptions): Uint8Array {
  return writeCsv(exportTable(columns, batch.transfers), options);
}
