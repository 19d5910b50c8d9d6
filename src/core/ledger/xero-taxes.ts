import type { LedgerPack } from './ledger-account.ts';
import { isSameRate } from './ledger-rules.ts';
import { isPercent } from './ledger-text.ts';
import { TAX_KINDS, type TaxKind } from './tax-line.ts';

/** A tax by kind and rate in percent. */
export type TaxOf = { readonly kind: TaxKind; readonly rate: string };

/** A tax, and the full name of its rate as it stands in Xero's tax settings. */
export type XeroTax = TaxOf & { readonly name: string };

/**
 * The rates that Xero comes with in the United Kingdom (developer.xero.com, "Tax Rates"). Everywhere else its
 * global and American editions know no rate above zero by name: those are the company's own.
 */
const BRITISH: readonly XeroTax[] = [
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
 * Reads names by kind and rate (`domestic 19 = Vorsteuer 19%; reverse-charge 19 = §13b 19%`, or `none`);
 * `null` where the text is none.
 */
export function parseXeroTaxes(text: string): XeroTax[] | null {
  if (text.trim() === 'none') return [];
  const taxes = text.split(';').map((part): XeroTax | null => {
    const at = part.indexOf('=');
    const [word = '', percent = ''] = part.slice(0, at).trim().split(/\s+/);
    const kind = TAX_KINDS.find((one) => one === word);
    const rate = percent.replace('%', '');
    const name = part.slice(at + 1).trim();
    return at > 0 && kind && isPercent(rate) && name !== '' ? { kind, rate, name } : null;
  });
  return taxes.every((one) => one !== null) ? taxes : null;
}

/**
 * The name of a tax's rate in Xero: the first of those given, else the country's own; elsewhere a proposal that
 * the company has to make in Xero or name otherwise (`isKnown` false), since Xero refuses what it does not have.
 * "Tax on Purchases" is there in every edition, at the rate that the company gave it.
 */
export function xeroTaxName(
  given: readonly XeroTax[],
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
