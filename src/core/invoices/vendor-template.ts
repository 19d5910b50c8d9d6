import { behindLabel, labelAt } from './invoice-labels.ts';
import { isUnder, overlap, type Row, rowsOf, type TextItem } from './page-layout.ts';
import type { DecimalMark } from './printed-amount.ts';
import { type DayOrder, foldText } from './printed-day.ts';

export const TEMPLATE_FIELDS = [
  'number',
  'issueDay',
  'dueDay',
  'period',
  'currency',
  'net',
  'tax',
  'total',
  'payable',
  'credits',
  'buyer',
] as const;
export type TemplateField = (typeof TEMPLATE_FIELDS)[number];

export type Box = {
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
};

/** Where a vendor's invoices carry a field: beside or under a label, else in a box. No patterns: a template is data. */
export type FieldRule = {
  readonly labels: readonly string[];
  readonly where: 'behind' | 'right' | 'below';
  readonly box: Box | null;
};

export type VendorTemplate = {
  /** The provider's id where we have one. */
  readonly id: string;
  readonly name: string;
  /** Names under which the vendor bills, as printed. */
  readonly names: readonly string[];
  readonly taxIds: readonly string[];
  /** Web or e-mail domains that its invoices print. */
  readonly domains: readonly string[];
  readonly currency: string | null;
  readonly dayOrder: DayOrder | null;
  readonly decimal: DecimalMark | null;
  readonly fields: Readonly<Partial<Record<TemplateField, FieldRule>>>;
};

const plain = (text: string): string =>
  foldText(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
const bare = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '');

/**
 * The template whose vendor an invoice names: by tax id, else by the vendor's name, else by a billing
 * name anywhere on the page outside the buyer's block, else by a domain. `null`: not known.
 */
export function matchTemplate(
  invoice: {
    readonly vendor: string | null;
    readonly taxId: string | null;
    readonly texts: readonly string[];
  },
  templates: readonly VendorTemplate[],
): VendorTemplate | null {
  const taxId = invoice.taxId === null ? '' : bare(invoice.taxId);
  const byTaxId = templates.find(
    (each) => taxId !== '' && each.taxIds.some((id) => bare(id) === taxId),
  );
  if (byTaxId) return byTaxId;
  const vendor = invoice.vendor === null ? '' : ` ${plain(invoice.vendor)} `;
  const named = longestNamed(templates, [vendor]);
  if (named) return named;
  // Short brand names are often mentioned by others: on the page only names of two words count.
  const texts = invoice.texts.map((text) => ` ${plain(text)} `);
  const mentioned = longestNamed(templates, texts, 2);
  if (mentioned) return mentioned;
  const lower = invoice.texts.map((text) => text.toLowerCase());
  return (
    templates.find((each) =>
      each.domains.some((domain) => lower.some((text) => hasDomain(text, domain))),
    ) ?? null
  );
}

/** A name of one word counts at the beginning only: "Microsoft Partner" is a guess, "Partner of Microsoft" none. */
function longestNamed(
  templates: readonly VendorTemplate[],
  texts: readonly string[],
  words = 1,
): VendorTemplate | null {
  let best: { template: VendorTemplate; size: number } | null = null;
  for (const template of templates) {
    for (const name of template.names) {
      const folded = plain(name);
      if (folded === '' || (folded.split(' ').length < words && !/[\u4e00-\u9fff]{4}/.test(folded)))
        continue;
      const isThere = (text: string): boolean =>
        folded.includes(' ') ? text.includes(` ${folded} `) : text.startsWith(` ${folded} `);
      if (folded.length <= (best?.size ?? 0) || !texts.some(isThere)) continue;
      best = { template, size: folded.length };
    }
  }
  return best?.template ?? null;
}

function hasDomain(text: string, domain: string): boolean {
  for (let at = text.indexOf(domain); at >= 0; at = text.indexOf(domain, at + 1)) {
    const before = at === 0 ? ' ' : text.charAt(at - 1);
    const behind = text.slice(at + domain.length, at + domain.length + 2);
    if (/[\s@./(<]/.test(before) && !/^(?:[a-z0-9-]|\.[a-z0-9])/.test(behind)) return true;
  }
  return false;
}

/** What a person pointed at on a page: the field and the box around its value. */
export type PointedField = { readonly field: TemplateField; readonly box: Box };

/**
 * A template from one page that a person pointed at: for each field the label beside or above its
 * value, and its box for pages without one. `vendor` says whose invoices these are.
 */
export function teachTemplate(
  items: readonly TextItem[],
  pointed: readonly PointedField[],
  vendor: {
    readonly id: string;
    readonly name: string;
    readonly taxIds?: readonly string[];
    readonly dayOrder?: DayOrder;
    readonly decimal?: DecimalMark;
  },
): VendorTemplate {
  const rows = rowsOf(items);
  const fields: Partial<Record<TemplateField, FieldRule>> = {};
  for (const { field, box } of pointed) fields[field] = ruleFor(rows, box);
  return {
    id: vendor.id,
    name: vendor.name,
    names: [vendor.name],
    taxIds: vendor.taxIds ?? [],
    domains: [],
    currency: null,
    dayOrder: vendor.dayOrder ?? null,
    decimal: vendor.decimal ?? null,
    fields,
  };
}

function ruleFor(rows: readonly Row[], box: Box): FieldRule {
  const at = rows.findIndex(
    (row) => row.page === box.page && row.cells.some((cell) => isInside(cell, box)),
  );
  const row = rows[at];
  if (!row) return { labels: [], where: 'behind', box };
  const index = row.cells.findIndex((cell) => isInside(cell, box));
  const cell = row.cells[index];
  if (!cell) return { labels: [], where: 'behind', box };
  // The box may frame the value alone, while label and value are one piece of text.
  const label = labelAt(cell.text);
  const colon = /^([^:：]{2,40})[:：]\s*\S/.exec(cell.text);
  if (label && behindLabel(cell.text, label) !== '')
    return { labels: [label.label], where: 'behind', box };
  if (colon?.[1] !== undefined)
    return { labels: [foldText(colon[1].trim())], where: 'behind', box };
  const left = row.cells[index - 1];
  if (left && isWords(left.text)) return { labels: [labelText(left.text)], where: 'right', box };
  for (let up = at - 1; up >= 0 && up >= at - 3; up -= 1) {
    const above =
      rows[up]?.page === box.page ? rows[up]?.cells.find((each) => isUnder(cell, each)) : undefined;
    if (above && isWords(above.text))
      return { labels: [labelText(above.text)], where: 'below', box };
  }
  return { labels: [], where: 'behind', box };
}

function isInside(cell: TextItem, box: Box): boolean {
  const middle = cell.y + cell.h / 3;
  return (
    overlap(cell, box) > 0.3 * Math.min(cell.w, box.w) &&
    middle >= box.y - 2 &&
    middle <= box.y + box.h + 2
  );
}

function isWords(text: string): boolean {
  return /\p{L}{2}/u.test(text) && text.length <= 60;
}

function labelText(text: string): string {
  return foldText(text).replace(/[:：#.\s]+$/, '');
}
