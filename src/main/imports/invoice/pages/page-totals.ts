import type { LabelRole } from '../../../../core/invoices/invoice-labels.ts';
import { behindLabel } from '../../../../core/invoices/invoice-labels.ts';
import type { Cell, Row } from '../../../../core/invoices/page-layout.ts';
import {
  type DecimalMark,
  type PrintedAmount,
  printedAmounts,
} from '../../../../core/invoices/printed-amount.ts';
import { printedDays } from '../../../../core/invoices/printed-day.ts';
import type { VendorTemplate } from '../../../../core/invoices/vendor-template.ts';
import type { Micro } from '../../../../core/money.ts';
import { currenciesIn } from './page-currency.ts';
import {
  type Found,
  type LabelPlace,
  labelsFor,
  type PageText,
  ruledValue,
  valueAt,
} from './page-text.ts';

export type PageTotals = {
  readonly net: Found<Micro> | null;
  readonly tax: Found<Micro> | null;
  readonly total: Found<Micro> | null;
  readonly payable: Found<Micro> | null;
  readonly credits: Found<Micro> | null;
  /** Whether net, tax and total were found and add up. */
  readonly isTied: boolean;
};

/** The last amount in a text once days and rates are taken out; bare whole numbers only where nothing else is. */
export function amountIn(text: string, decimal: DecimalMark | null): PrintedAmount | null {
  // A letter behind an amount says how it is taxed (`99.00T`, `9,00 A`).
  let rest = text.replace(/\d+(?:[.,]\d+)?\s?%/g, ' ').replace(/(?<=[.,]\d{2})\s?[A-Z*†]$/u, '');
  for (const day of printedDays(rest, null).reverse()) {
    rest = `${rest.slice(0, day.start)}${' '.repeat(day.end - day.start)}${rest.slice(day.end)}`;
  }
  const amounts = printedAmounts(rest, decimal);
  return (
    amounts.filter((amount) => amount.isMoney).at(-1) ??
    (/\p{L}{3}/u.test(rest) ? null : (amounts.at(-1) ?? null))
  );
}

/** A cell without words: an amount, a count, a rate. */
export function isFigure(text: string): boolean {
  return /\d/.test(text) && !/\p{L}{4}/u.test(text.replace(/\b[A-Z]{3}\b/g, ''));
}

type Candidate = Found<Micro> & { readonly place: LabelPlace };

/** The amounts that the labels of one role announce, the better label and the later place first. */
function candidates(page: PageText, role: LabelRole): Candidate[] {
  const found: Candidate[] = [];
  for (const place of labelsFor(page, role)) {
    const row = page.rows[place.rowIndex];
    if (row && isRestated(page, row)) continue;
    const amount = rowAmount(page, place);
    if (amount) found.push({ ...amount, place });
  }
  return found;
}

/** Whether a row names another currency than the document's alone, as where a tax or total is restated. */
function isRestated(page: PageText, row: Row): boolean {
  if (page.currency === null) return false;
  const named = row.cells.flatMap((cell) => currenciesIn(cell.text, page));
  return named.length > 0 && !named.includes(page.currency);
}

/** A currency that stands alone between a label and its amount. */
const CODE_ALONE = /^[A-Z]{3}$/;

function rowAmount(page: PageText, place: LabelPlace): Found<Micro> | null {
  const rest = behindLabel(place.cell.text, place.hit);
  const own = rest === '' ? null : amountIn(rest, page.decimal);
  const row = page.rows[place.rowIndex];
  let last: { cell: Cell; amount: PrintedAmount } | null = null;
  for (const cell of row?.cells.slice(place.cellIndex + 1) ?? []) {
    const amount = isFigure(cell.text) ? amountIn(cell.text, page.decimal) : null;
    if (amount) last = { cell, amount };
    else if (CODE_ALONE.test(cell.text)) continue;
    else if (/\p{L}{3}/u.test(cell.text)) break;
  }
  // "VAT 19 % on 100.00 | 19.00": what stands apart on the right is the figure, the rest explains it.
  if (last && (!own || last.amount.isMoney))
    return { value: last.amount.micro, confidence: 0.9, cell: last.cell };
  if (own?.isMoney) return { value: own.micro, confidence: 0.9, cell: place.cell };
  // A long sentence that merely begins with the word announces nothing under it.
  if (rest.length > 24) return null;
  return valueAt(page, place, (text) => {
    const amount = isFigure(text) ? amountIn(text, page.decimal) : null;
    return amount?.isMoney ? amount.micro : null;
  });
}

const SUM_FIELDS = ['net', 'tax', 'total', 'payable', 'credits'] as const;
type SumField = (typeof SUM_FIELDS)[number];

/** A sum where the vendor's template finds it. */
function ruledSum(
  page: PageText,
  template: VendorTemplate | null,
  field: SumField,
): Found<Micro> | null {
  const rule = template?.fields[field];
  return ruledValue(page, rule, (text) => amountIn(text, page.decimal)?.micro ?? null);
}

/** The cells in which a vendor's template finds sums: they are none of the lines'. */
export function ruledSums(page: PageText, template: VendorTemplate | null): ReadonlySet<Cell> {
  return new Set(SUM_FIELDS.flatMap((field) => ruledSum(page, template, field)?.cell ?? []));
}

/**
 * Net, tax and total: of all labelled amounts the three that add up, the tax being one row or the sum of
 * the rows of several rates; failing that, the best label of each.
 */
export function pageTotals(page: PageText, template: VendorTemplate | null): PageTotals {
  const ruled = (field: SumField) => ruledSum(page, template, field);
  const totals = candidates(page, 'total');
  const nets = netOptions(candidates(page, 'net'));
  const taxes = taxOptions(candidates(page, 'tax'));
  const payables = candidates(page, 'payable');
  const credits =
    ruled('credits') ?? candidates(page, 'credits').find((each) => each.value !== 0n) ?? null;
  const payable = ruled('payable') ?? payables[0] ?? null;
  const ruledTotal = ruled('total');
  const tied = tiedTriple(nets, taxes, [
    ...(ruledTotal ? [ruledTotal] : []),
    ...totals,
    ...payables,
  ]);
  if (tied && (!ruledTotal || ruledTotal.value === tied.total.value)) {
    return {
      ...tied,
      total: { ...tied.total, confidence: 0.98 },
      payable: payable ?? tied.total,
      credits: positive(credits),
      isTied: true,
    };
  }
  const withheld = afterWithholding(nets, taxes, candidates(page, 'withheld'), [
    ...totals,
    ...payables,
  ]);
  if (withheld && !ruledTotal) return { ...withheld, credits: positive(credits), isTied: true };
  const net = ruled('net') ?? nets.at(0) ?? null;
  const total = ruledTotal ?? bestTotal(totals) ?? payable;
  const tax = ruled('tax') ?? untiedTax(candidates(page, 'tax'), total?.value ?? null);
  return {
    net: weaker(net),
    tax: weaker(tax),
    total: ruledTotal ?? weaker(total),
    payable: payable ?? weaker(total),
    credits: positive(credits),
    isTied: false,
  };
}

/**
 * Where the buyer keeps back a tax of the seller's, the page prints net, tax and what is left to pay,
 * but not the total: it is net and tax together, if with what is kept back they give what is left.
 */
function afterWithholding(
  nets: readonly Candidate[],
  taxes: readonly Found<Micro>[],
  kept: readonly Candidate[],
  left: readonly Candidate[],
): Pick<PageTotals, 'net' | 'tax' | 'total' | 'payable'> | null {
  const keptBack = kept.reduce(
    (sum, each) => sum + (each.value < 0n ? -each.value : each.value),
    0n,
  );
  if (keptBack === 0n) return null;
  for (const net of nets) {
    for (const tax of taxes) {
      const total = net.value + tax.value;
      const payable = left.find((each) => each.value === total - keptBack);
      if (payable)
        return { net, tax, total: { ...payable, value: total, confidence: 0.8 }, payable };
    }
  }
  return null;
}

/** Without anything to check it against, the best label's largest amount is the total. */
function bestTotal(totals: readonly Candidate[]): Candidate | null {
  const best = totals[0];
  if (!best) return null;
  const same = totals.filter((each) => each.place.hit.label === best.place.hit.label);
  const size = (each: Candidate): Micro => (each.value < 0n ? -each.value : each.value);
  return same.reduce((a, b) => (size(b) >= size(a) ? b : a));
}

/** No country takes more of what is paid than this share, in percent of the total. */
const HIGHEST_TAX = 35n;

/**
 * The tax where nothing adds up: what the rows agree on, or the one row that is the sum of the others, or
 * their sum; `null` where it would be more than any tax takes, as figures of lines beside the word are.
 */
function untiedTax(rows: readonly Candidate[], total: Micro | null): Found<Micro> | null {
  const [first] = rows;
  if (!first) return null;
  const apart = rows.filter(
    (each, index) => rows.findIndex(({ cell }) => cell === each.cell) === index,
  );
  const sum = apart.reduce((so, { value }) => so + value, 0n);
  const whole = apart.find(({ value }) => value * 2n === sum);
  const same = apart.every(({ value }) => value === first.value);
  const found = same ? first : (whole ?? { ...first, value: sum });
  const size = found.value < 0n ? -found.value : found.value;
  const paid = total !== null && total < 0n ? -total : total;
  return paid !== null && size * 100n > paid * HIGHEST_TAX ? null : found;
}

function weaker(found: Found<Micro> | null): Found<Micro> | null {
  return found && { ...found, confidence: found.confidence * 0.8 };
}

function positive(found: Found<Micro> | null): Found<Micro> | null {
  return found && found.value < 0n ? { ...found, value: -found.value } : found;
}

/** The rows of one label may be the bases of several rates: then their sum is the net amount as well. */
function netOptions(rows: readonly Candidate[]): Candidate[] {
  const options = [...rows];
  for (const first of rows) {
    const same = rows.filter((each) => each.place.hit.label === first.place.hit.label);
    if (same[0] !== first || same.length < 2 || same.length > 12) continue;
    options.push({ ...first, value: same.reduce((sum, each) => sum + each.value, 0n) });
  }
  return options;
}

function taxOptions(rows: readonly Candidate[]): Found<Micro>[] {
  const apart = rows.filter(
    (each, index) =>
      rows.findIndex(
        (other) => other.place.rowIndex === each.place.rowIndex && other.cell === each.cell,
      ) === index,
  );
  const options: Found<Micro>[] = [...apart];
  const [first] = apart;
  if (first && apart.length > 1 && apart.length <= 12) {
    options.unshift({ ...first, value: apart.reduce((sum, each) => sum + each.value, 0n) });
    // Rows of several rates are often repeated in a table of taxes: neighbours alone count too.
    const sorted = [...apart].sort((a, b) => a.place.rowIndex - b.place.rowIndex);
    for (const [index, start] of sorted.entries()) {
      let sum = start.value;
      for (const next of sorted.slice(index + 1)) {
        sum += next.value;
        options.push({ ...start, value: sum });
      }
    }
  }
  return options;
}

function tiedTriple(
  nets: readonly Found<Micro>[],
  taxes: readonly Found<Micro>[],
  totals: readonly Found<Micro>[],
): { net: Found<Micro>; tax: Found<Micro> | null; total: Found<Micro> } | null {
  let best: {
    net: Found<Micro>;
    tax: Found<Micro> | null;
    total: Found<Micro>;
    score: number;
  } | null = null;
  for (const [totalRank, total] of totals.entries()) {
    for (const [netRank, net] of nets.entries()) {
      if (net.cell === total.cell) continue;
      for (const tax of [...taxes, null]) {
        if (tax && (tax.cell === total.cell || tax.cell === net.cell)) continue;
        if (net.value + (tax?.value ?? 0n) !== total.value) continue;
        const score =
          (tax ? 4 : 0) +
          (tax && tax.value !== 0n ? 3 : 0) +
          (total.value !== 0n ? 8 : 0) -
          0.01 * (totalRank + netRank);
        if (best && best.score >= score) continue;
        best = { net: sure(net), tax: tax && sure(tax), total: sure(total), score };
      }
    }
  }
  return best && { net: best.net, tax: best.tax, total: best.total };
}

function sure(found: Found<Micro>): Found<Micro> {
  return { value: found.value, cell: found.cell, confidence: 0.97 };
}
