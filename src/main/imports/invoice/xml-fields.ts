import { type IsoDay, isIsoDay } from '../../../core/calendar.ts';
import type { Field } from '../../../core/invoices/invoice.ts';
import { type Micro, parseMicro } from '../../../core/money.ts';
import { find, type XmlNode } from './xml-tree.ts';

/** A field out of an element, with its path; `null` where the element is missing or says nothing usable. */
export function xmlField<T>(node: XmlNode | null, parse: (text: string) => T | null): Field<T> {
  if (!node || node.text === '') return null;
  const value = parse(node.text);
  return value === null ? null : { value, confidence: 1, at: { path: node.path } };
}

export function textField(node: XmlNode | null, ...paths: readonly string[]): Field<string> {
  return xmlField(find(node, ...paths), (text) => text.replace(/\s+/g, ' '));
}

export function microField(node: XmlNode | null, ...paths: readonly string[]): Field<Micro> {
  return xmlField(find(node, ...paths), parseMicro);
}

/** An amount of the document's own currency: one that names another is none of the document's amounts. */
export function amountField(
  node: XmlNode | null,
  currency: string | null,
  ...paths: readonly string[]
): Field<Micro> {
  const found = find(node, ...paths);
  return found && isIn(found, currency) ? xmlField(found, parseMicro) : null;
}

/** Whether an amount stands in a currency; one without a code of its own stands in the document's. */
export function isIn(amount: XmlNode, currency: string | null): boolean {
  const own = amount.attributes.get('currencyID');
  return own === undefined || currency === null || own === currency;
}

export function isTrue(text: string | null): boolean {
  return text !== null && /^(?:true|1)$/i.test(text.trim());
}

export function dayField(node: XmlNode | null, ...paths: readonly string[]): Field<IsoDay> {
  return xmlField(find(node, ...paths), xmlDay);
}

/** `2026-06-30` with any clock or zone behind it, or CII's `20260630` (format 102); `null` where it is no day. */
export function xmlDay(text: string): IsoDay | null {
  const match =
    /^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?!\d)/.exec(text.trim()) ??
    /^(\d{4})(\d{2})(\d{2})\d{4,6}$/.exec(text.trim());
  const chinese = /^(\d{4})年(\d{1,2})月(\d{1,2})日/.exec(text.trim());
  const parts = match ?? chinese;
  if (!parts) return null;
  const [, year = '', month = '', day = ''] = parts;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isIsoDay(iso) ? iso : null;
}

/** The earliest of the given days, or the latest. */
export function extremeDay(
  fields: readonly Field<IsoDay>[],
  which: 'first' | 'last',
): Field<IsoDay> {
  let best: Field<IsoDay> = null;
  for (const field of fields) {
    if (!field) continue;
    const isBetter =
      best === null || (which === 'first' ? field.value < best.value : field.value > best.value);
    if (isBetter) best = field;
  }
  return best;
}
