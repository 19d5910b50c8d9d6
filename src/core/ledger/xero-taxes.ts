import type { LedgerPack } from './ledger-account.ts';
import { isSameRate } from './ledger-rules.ts';
import type { NamedTax, TaxOf } from './named-taxes.ts';

/**
 * The rates that Xero comes with in the United Kingdom (developer.xero.com, "Tax Rates"). Everywhere else its
 * global and American editions know no rate above zero by name: those are the company's own.
 */
const BRITISH: readonly NamedTax[] = [
  { kind: 'domestic', rate: '20', name: '20% (VAT on Expenses)' },
  { kind: 'domestic', rate: '5', name: '5% (VAT on Expenses)' },
  { kind: 'domestic', rate: '0', name: 'Zero Rated Expenses' },
  { kind: 'reverse-charge', rate: '20', name: 'Reverse Charge Expenses (20%)' },
];

/** The rate of most purchases in a chart's country, for which Xero's one rate is proposed. */
const STANDARD: Readonly<Record<LedgerPack, string>> = {
  ...{ 'DE-SKR03': '19', 'DE-SKR04': '19', CN: '6', US: '0', UK: '20', generic: '20' },
};

/** What Xero calls no tax at all: in the United Kingdom, and in its other editions. */
export const xeroUntaxed = (pack: LedgerPack | null): string =>
  pack === 'UK' ? 'No VAT' : 'Tax Exempt';

/**
 * The name of a tax's rate in Xero: the first of those given, else the country's own; elsewhere a proposal that
 * the company has to make in Xero or name otherwise (`isKnown` false), since Xero refuses what it does not have.
 * "Tax on Purchases" is there in every edition, at the rate that the company gave it.
 */
export function xeroTaxName(
  given: readonly NamedTax[],
  pack: LedgerPack,
  { kind, rate }: TaxOf,
): { readonly name: string; readonly isKnown: boolean } {
  const known = [...given, ...(pack === 'UK' ? BRITISH : [])];
  const found = known.find((one) => one.kind === kind && isSameRate(one.rate, rate));
  if (found) return { name: found.name, isKnown: true };
  const percent = `${Number(rate)}%`;
  if (kind === 'reverse-charge') {
    return { name: `Reverse Charge Expenses (${percent})`, isKnown: false };
  }
  if (pack === 'UK') return { name: `${percent} (VAT on Expenses)`, isKnown: false };
  const isStandard = isSameRate(rate, STANDARD[pack]);
  return {
    name: isStandard ? 'Tax on Purchases' : `Tax on Purchases (${percent})`,
    isKnown: false,
  };
}
