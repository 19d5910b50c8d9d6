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

const bare = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '');

/**
 * The template whose vendor an invoice names: by tax id, else by the vendor's name, else by a billing
 * name that stands by itself on the page outside the buyer's block, else, where the page names no
 * other company as its sender, by a domain. `null`: not known.
 */
export function matchTemplate(
  invoice: {
    readonly vendor: string | null;
    readonly taxId: string | null;
    readonly texts: readonly string[];
    /** Whether `vendor` is a company's full name: what a page else links to says nothing then. */
    readonly isVendorSure?: boolean;
  },
  templates: readonly VendorTemplate[],
): VendorTemplate | null {
  const taxId = invoice.taxId === null ? '' : bare(invoice.taxId);
  const byTaxId = templates.find(
    (each) => taxId !== '' && each.taxIds.some((id) => bare(id) === taxId),
  );
  if (byTaxId) return byTaxId;
  const named = invoice.vendor === null ? null : longestNamed(templates, [invoice.vendor], 1);
  if (named) return named;
  // Short brand names are often mentioned by others: on the page only names of two words count.
  const mentioned = longestNamed(templates, invoice.texts, 2);
  if (mentioned || invoice.isVendorSure === true) return mentioned;
  const lower = invoice.texts.map((text) => text.toLowerCase());
  return (
    templates.find((each) =>
      each.domains.some((domain) => lower.some((text) => hasDomain(text, domain))),
    ) ?? null
  );
}

const HAN = /[\u4e00-\u9fff]/;

function longestNamed(
  templates: readonly VendorTemplate[],
  texts: readonly string[],
  words: 1 | 2,
): VendorTemplate | null {
  const folded = texts.map(withoutLabel);
  let best: { template: VendorTemplate; size: number } | null = null;
  for (const template of templates) {
    for (const name of template.names) {
      const tokens = tokensOf(name);
      const isShort = tokens.length < words && !/[\u4e00-\u9fff]{4}/.test(name);
      if (tokens.length === 0 || isShort || name.length <= (best?.size ?? 0)) continue;
      const pattern = namePattern(tokens);
      if (folded.some((text) => pattern.test(text))) best = { template, size: name.length };
    }
  }
  return best?.template ?? null;
}

const tokensOf = (name: string): string[] => foldText(name).match(/[\p{L}\p{N}]+/gu) ?? [];

function withoutLabel(text: string): string {
  return foldText(text.slice(0, 200)).replace(/^[^:：]{2,30}[:：]\s*/, '');
}

/** Whether a text is a company's name that begins with this billing name, with or without a label before it. */
export function isBillingName(text: string, name: string): boolean {
  return namePattern(tokensOf(name)).test(withoutLabel(text));
}

// What may follow a brand in the name of the company that bills under it.
const FORMS =
  'inc|incorporated|llc|l l c|llp|lp|ltd|limited|plc|pbc|corp|corporation|co|company|pty|pte|pvt|private|gmbh|ug|ag|kg|se|ab|as|aps|oy|bv|b v|nv|sa|sas|sarl|srl|spa|sl|slu|s r o|sp z o o|dac|kk|gk|k k|g k|ireland|irl|uk|us|usa|americas|emea|apac|europe|european|eu|international|deutschland|germany|france|nederland|netherlands|switzerland|schweiz|japan|india|singapore|australia|canada|opco|operations|labs';
const SIGNS = '[^\\p{L}\\p{N}]{1,4}';
const patterns = new Map<string, RegExp>();

/**
 * A text that is this name: with a legal form or region behind it, and then the end, an address or a
 * sign. "Microsoft Ireland Ltd, Dublin" is Microsoft; "Microsoft Azure credits passed on" and
 * "Cohere Health, Inc." are somebody else's words.
 */
function namePattern(tokens: readonly string[]): RegExp {
  const key = tokens.join(' ');
  const known = patterns.get(key);
  if (known) return known;
  const body = tokens.join(SIGNS);
  const forms = `(?:${SIGNS}(?:${FORMS.replaceAll(' ', SIGNS)}))*`;
  const isHan = HAN.test(key);
  const end = isHan
    ? '(?![\\u4e00-\\u9fff])'
    : '(?=\\.?\\s*(?:$|[,;:|·•*(–—<])|\\.?(?:\\s-\\s|\\s\\d|\\s{2}))';
  const pattern = new RegExp(`^[\\s"'(]*${body}${isHan ? '' : forms}${end}`, 'u');
  patterns.set(key, pattern);
  return pattern;
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
