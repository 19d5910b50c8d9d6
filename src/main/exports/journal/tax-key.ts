import type { Entry, EntryLine } from '../../../core/ledger/entry.ts';
import type { LedgerPack } from '../../../core/ledger/ledger-account.ts';
import { parseDecimal } from '../../../core/money.ts';

/** Ledger accounts to which DATEV posts the tax by itself: reverse charge, other countries and the Union. */
const AUTOMATIC = new Set(['3123', '3125', '5923', '5925']);

export const isAutomatic = (code: string | null): boolean => code !== null && AUTOMATIC.has(code);

export const isGerman = (pack: LedgerPack): boolean => pack.startsWith('DE-');

/** Whether a rate in percent is this one, however it is written (`19`, `19.0`). */
export function isRate(rate: string, percent: number): boolean {
  const value = parseDecimal(rate);
  return value !== null && value.digits === BigInt(percent) * 10n ** BigInt(value.scale);
}

/**
 * DATEV's tax key ("BU-Schlüssel") of an expense with recoverable or self-assessed tax: four digits; `''`
 * where none is needed, `null` where the rate has none that we know. The vendor's own comes first.
 */
export function datevKey(
  tax: EntryLine['tax'],
  vendorKey: string | null,
  isRecoverable: boolean,
): string | null {
  if (tax === null || tax.kind === 'exempt' || tax.kind === 'sales-tax') return '';
  if (tax.kind === 'not-recoverable') return '';
  if (tax.kind === 'domestic' && !isRecoverable) return '';
  if (vendorKey !== null && /^\d{1,4}$/.test(vendorKey)) return vendorKey.padStart(4, '0');
  if (tax.kind === 'domestic') {
    return isRate(tax.rate, 19) ? '0009' : isRate(tax.rate, 7) ? '0008' : null;
  }
  if (!isRate(tax.rate, 19)) return null;
  return isRecoverable ? '0094' : '0095';
}

/** What a plain journal says of a line's tax: the key of the chart's software, else the vendor's, else kind and rate. */
export function plainTaxKey(entry: Entry, line: EntryLine, pack: LedgerPack): string | null {
  const isCost = ['expense', 'prepaid', 'credits'].includes(line.role);
  if (!isCost || line.tax === null) return null;
  const { kind, rate, recoverable } = line.tax;
  if (isGerman(pack)) {
    if (isAutomatic(line.account.code)) return null;
    return datevKey(line.tax, entry.vendor?.taxKey ?? null, !isRate(recoverable, 0)) || null;
  }
  return entry.vendor?.taxKey ?? (kind === 'exempt' ? kind : `${kind} ${rate}`);
}
