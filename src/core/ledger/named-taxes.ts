import { isPercent } from './ledger-text.ts';
import { TAX_KINDS, type TaxKind } from './tax-line.ts';

/** A tax by kind and rate in percent. */
export type TaxOf = { readonly kind: TaxKind; readonly rate: string };

/** A tax, and what the company's accounting software calls it. */
export type NamedTax = TaxOf & { readonly name: string };

/**
 * Reads names by kind and rate (`domestic 19 = Vorsteuer 19%; reverse-charge 19 = §13b 19%`, or `none`);
 * `null` where the text is none.
 */
export function parseNamedTaxes(text: string): NamedTax[] | null {
  if (text.trim() === 'none') return [];
  const taxes = text.split(';').map((part): NamedTax | null => {
    const at = part.indexOf('=');
    const [word = '', percent = ''] = part.slice(0, at).trim().split(/\s+/);
    const kind = TAX_KINDS.find((one) => one === word);
    const rate = percent.replace('%', '');
    const name = part.slice(at + 1).trim();
    return at > 0 && kind && isPercent(rate) && name !== '' ? { kind, rate, name } : null;
  });
  return taxes.every((one) => one !== null) ? taxes : null;
}
