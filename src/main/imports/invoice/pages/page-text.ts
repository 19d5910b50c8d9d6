import type { Field } from '../../../../core/invoices/invoice.ts';
import {
  behindLabel,
  type LabelHit,
  type LabelRole,
  labelAt,
} from '../../../../core/invoices/invoice-labels.ts';
import {
  type Cell,
  isUnder,
  overlap,
  type Row,
  spotOf,
} from '../../../../core/invoices/page-layout.ts';
import { type DecimalMark, decimalMarkOf } from '../../../../core/invoices/printed-amount.ts';
import { type DayOrder, dayOrderOf, foldText } from '../../../../core/invoices/printed-day.ts';
import type { FieldRule, VendorTemplate } from '../../../../core/invoices/vendor-template.ts';
import { headerOf } from './table-head.ts';

/** A label found on a page, with the places where its value may stand. */
export type LabelPlace = {
  readonly hit: LabelHit;
  readonly cell: Cell;
  readonly rowIndex: number;
  readonly cellIndex: number;
};

/** The pages as rows, with what holds for the whole document. */
export type PageText = {
  readonly rows: readonly Row[];
  readonly texts: readonly string[];
  readonly labels: readonly LabelPlace[];
  readonly decimal: DecimalMark | null;
  readonly order: DayOrder | null;
  readonly isChinese: boolean;
  /** Of the document, once it is known: amounts restated in another are left alone. */
  readonly currency: string | null;
};

export function pageText(
  rows: readonly Row[],
  template: VendorTemplate | null,
  currency: string | null = null,
): PageText {
  const texts = rows.flatMap((row) => row.cells.map((cell) => cell.text));
  const labels: LabelPlace[] = [];
  for (const [rowIndex, row] of rows.entries()) {
    // The heads of a table's columns announce its lines, not the document's own fields.
    if (headerOf(row) !== null) continue;
    for (const [cellIndex, cell] of row.cells.entries()) {
      const hit = wrappedLabel(rows, rowIndex, cell) ?? labelAt(cell.text);
      if (hit) labels.push({ hit, cell, rowIndex, cellIndex });
    }
  }
  return {
    rows,
    texts,
    labels,
    decimal: template?.decimal ?? decimalMarkOf(texts),
    order: template?.dayOrder ?? dayOrderOf(texts),
    isChinese: texts.filter((text) => /[\u4e00-\u9fff]{2}/.test(text)).length > 5,
    currency,
  };
}

/** A label that goes on under itself, as in narrow columns: "Credit Memo" over "Number:". */
function wrappedLabel(rows: readonly Row[], rowIndex: number, cell: Cell): LabelHit | null {
  const row = rows[rowIndex];
  const next = rows[rowIndex + 1];
  if (!row || next?.page !== row.page || row.y - next.y > 1.6 * cell.h) return null;
  const [below, ...others] = next.cells.filter((each) => overlap(each, cell) > 0);
  if (!below || others.length > 0 || Math.abs(below.x - cell.x) > 2) return null;
  // The second line of a label has no value of its own.
  const value = row.cells[row.cells.indexOf(cell) + 1];
  if (!value || next.cells.some((each) => each !== below && isUnder(each, value))) return null;
  if (cell.text.length > 40 || below.text.length > 40 || /[:：]$/.test(cell.text)) return null;
  const hit = labelAt(`${cell.text} ${below.text}`);
  const isBoth = hit !== null && hit.end > cell.text.length + 1;
  return isBoth && /^[:：.#\s]*$/.test(`${cell.text} ${below.text}`.slice(hit.end))
    ? { ...hit, end: cell.text.length }
    : null;
}

/** A value with the cell it was read from. */
export type Found<T> = { readonly value: T; readonly confidence: number; readonly cell: Cell };

export function fieldOf<T>(found: Found<T> | null): Field<T> {
  return found && { value: found.value, confidence: found.confidence, at: spotOf(found.cell) };
}

export function labelsFor(page: PageText, ...roles: readonly LabelRole[]): LabelPlace[] {
  return page.labels
    .filter((place) => roles.includes(place.hit.role))
    .sort((a, b) => a.hit.rank - b.hit.rank || a.rowIndex - b.rowIndex);
}

/** What a label announces: behind it in its own text, to its right, or under it. */
export function valueAt<T>(
  page: PageText,
  place: LabelPlace,
  parse: (text: string) => T | null,
): Found<T> | null {
  const rest = behindLabel(place.cell.text, place.hit);
  const own = rest === '' ? null : parse(rest);
  if (own !== null) return { value: own, confidence: 0.95, cell: place.cell };
  const row = page.rows[place.rowIndex];
  const right = row?.cells[place.cellIndex + 1];
  if (right && rest.length < 30 && !isAnotherLabel(right.text)) {
    const value = parse(right.text);
    if (value !== null) return { value, confidence: 0.9, cell: right };
  }
  return valueBelow(page, place, parse);
}

function isAnotherLabel(text: string): boolean {
  const hit = labelAt(text);
  return hit !== null && hit.role !== 'total' && hit.role !== 'paid';
}

function valueBelow<T>(
  page: PageText,
  place: LabelPlace,
  parse: (text: string) => T | null,
): Found<T> | null {
  const { cell } = place;
  for (let index = place.rowIndex + 1; index < page.rows.length; index += 1) {
    const row = page.rows[index];
    if (!row || row.page !== cell.page || cell.y - row.y > 3.6 * Math.max(cell.h, row.h))
      return null;
    const under = row.cells.filter((each) => isUnder(each, cell));
    if (under.length === 0) continue;
    for (const each of under) {
      const value = isAnotherLabel(each.text) ? null : parse(each.text);
      if (value !== null) return { value, confidence: 0.85, cell: each };
    }
    return null;
  }
  return null;
}

/** The best value of some roles, better labels first. */
export function bestValue<T>(
  page: PageText,
  parse: (text: string) => T | null,
  ...roles: readonly LabelRole[]
): Found<T> | null {
  for (const place of labelsFor(page, ...roles)) {
    const found = valueAt(page, place, parse);
    if (found) return found;
  }
  return null;
}

/** A value where a vendor's template says it stands. */
export function ruledValue<T>(
  page: PageText,
  rule: FieldRule | undefined,
  parse: (text: string) => T | null,
): Found<T> | null {
  if (!rule) return null;
  for (const label of rule.labels) {
    for (const [rowIndex, row] of page.rows.entries()) {
      for (const [cellIndex, cell] of row.cells.entries()) {
        const folded = foldText(cell.text);
        if (!folded.startsWith(label) || /^[\p{L}]/u.test(folded.slice(label.length))) continue;
        const hit: LabelHit = { role: 'other', rank: 0, end: label.length, label };
        const found = valueAt(page, { hit, cell, rowIndex, cellIndex }, parse);
        if (found) return { ...found, confidence: 0.97 };
      }
    }
  }
  const { box } = rule;
  if (!box) return null;
  for (const row of page.rows) {
    if (row.page !== box.page || row.y < box.y - 3 || row.y > box.y + box.h) continue;
    for (const cell of row.cells) {
      if (cell.x > box.x + box.w || cell.x + cell.w < box.x) continue;
      const value = parse(cell.text);
      if (value !== null) return { value, confidence: 0.8, cell };
    }
  }
  return null;
}
