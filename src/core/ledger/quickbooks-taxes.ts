import type { LedgerPack } from './ledger-account.ts';
import { isSameRate } from './ledger-rules.ts';
import type { NamedTax, TaxOf } from './named-taxes.ts';

/**
 * The codes for purchases that QuickBooks Online comes with in the United Kingdom (Intuit's help, "VAT codes in
 * QuickBooks Online"). In other countries each company has its own.
 */
const BRITISH: readonly NamedTax[] = [
  { kind: 'domestic', rate: '20', name: '20.0% S' },
  { kind: 'domestic', rate: '5', name: '5.0% R' },
  { kind: 'domestic', rate: '0', name: '0.0% Z' },
  { kind: 'reverse-charge', rate: '20', name: '20.0% RC SG' },
  { kind: 'exempt', rate: '0', name: 'Exempt' },
];

/**
 * The code of a line's tax in QuickBooks; `tax` is `null` where the line's amount holds all of its tax. The first of
 * those given, else the country's own; elsewhere words that say which tax it is, to be mapped to a code while
 * QuickBooks imports them (`isKnown` false).
 */
export function quickbooksTaxCode(
  given: readonly NamedTax[],
  pack: LedgerPack,
  tax: TaxOf | null,
): { readonly name: string; readonly isKnown: boolean } {
  const isBritish = pack === 'UK';
  if (tax === null) return { name: isBritish ? 'No VAT' : 'No tax', isKnown: isBritish };
  const found = [...given, ...(isBritish ? BRITISH : [])].find(
    (one) => one.kind === tax.kind && isSameRate(one.rate, tax.rate),
  );
  if (found) return { name: found.name, isKnown: true };
  const percent = `${Number(tax.rate)}%`;
  const taxed = tax.kind === 'reverse-charge' ? 'Reverse charge' : 'Tax';
  const name = tax.kind === 'exempt' ? 'Exempt' : `${taxed} ${percent}`;
  return { name, isKnown: false };
}
