import type { Field, StatedTax, TaxRemark } from '../../../core/invoices/invoice.ts';
import { parseMicro } from '../../../core/money.ts';
import { isIn, xmlField } from './xml-fields.ts';
import { find, textAt, type XmlNode } from './xml-tree.ts';

/** A tax breakdown's elements, one per category and rate; one that cannot be read makes all of it unknown. */
export function taxBreakdown(
  nodes: readonly XmlNode[],
  currency: string | null,
  names: {
    readonly net: string;
    readonly tax: string;
    readonly category: string;
    readonly rates: readonly string[];
  },
): StatedTax[] {
  const stated = nodes.map((node): StatedTax | null => {
    const [net, tax] = [find(node, names.net), find(node, names.tax)];
    const category = textAt(node, names.category)?.toUpperCase();
    const netMicro = net && isIn(net, currency) ? parseMicro(net.text) : null;
    const taxMicro = tax && isIn(tax, currency) ? parseMicro(tax.text) : null;
    if (!category || netMicro === null || taxMicro === null) return null;
    return { category, rate: textAt(node, ...names.rates), netMicro, taxMicro };
  });
  return stated.includes(null) ? [] : stated.filter((one) => one !== null);
}

/** Reverse charge where any part of a breakdown, or any line, is of that category. */
export function remarkOf(categories: readonly (string | null)[]): TaxRemark | null {
  return categories.some((one) => one?.toUpperCase() === 'AE') ? 'reverse-charge' : null;
}

/** The country of an address; Greece and the United Kingdom are also written otherwise than ISO does. */
export function countryField(node: XmlNode | null): Field<string> {
  return xmlField(node, (text) => {
    const code = text.trim().toUpperCase();
    if (!/^[A-Z]{2}$/.test(code)) return null;
    return { EL: 'GR', UK: 'GB', XI: 'GB' }[code] ?? code;
  });
}
