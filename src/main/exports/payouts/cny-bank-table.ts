import type { PayoutBatch, Transfer } from '../../../core/claims/payout-batch.ts';
import { Failure } from '../../../core/failure.ts';
import { writeCsv } from '../csv.ts';
import { type ExportColumn, exportTable, numberCell, textCell } from '../export-table.ts';
import { minorAmount } from '../minor-amount.ts';

const columns: readonly ExportColumn<Transfer>[] = [
  { name: '收款人姓名', cell: (row) => textCell(row.account?.holder ?? null) },
  { name: '收款账号', cell: (row) => textCell(accountNumberOf(row)) },
  { name: '开户行', cell: (row) => textCell(row.account?.bankName ?? null) },
  { name: '金额', cell: (row) => numberCell(minorAmount(row.amountMicro, 'CNY')) },
  { name: '用途', cell: (row) => textCell(row.purpose) },
];

const accountNumberOf = (transfer: Transfer): string =>
  (transfer.account?.accountNumber ?? '').replace(/[\s-]+/g, '');

/**
 * A batch of CNY transfers in the columns of Chinese banks' batch transfer templates, UTF-8 with a
 * byte order mark. Throws a `Failure` naming the person without holder, number or bank:
 * `payout_currency`, `payout_account_missing`, `payout_amount_wrong`.
 */
export function writeCnyBankTable(batch: PayoutBatch): Uint8Array {
  if (batch.currency !== 'CNY') {
    throw new Failure(
      'payout_currency',
      'This bank file is in CNY. Choose another file for this batch.',
      {
        currency: batch.currency,
      },
    );
  }
  for (const transfer of batch.transfers) {
    const { account, person } = transfer;
    if (
      !account?.holder.trim() ||
      !account.bankName?.trim() ||
      !/^\d{8,32}$/.test(accountNumberOf(transfer))
    ) {
      throw new Failure(
        'payout_account_missing',
        `Enter account holder, account number and bank of ${person}.`,
        { person },
      );
    }
    if (transfer.amountMicro <= 0n) {
      throw new Failure('payout_amount_wrong', `The amount for ${person} cannot be transferred.`, {
        person,
      });
    }
  }
  return writeCsv(exportTable(columns, batch.transfers), { bom: true, decimalComma: false });
}
