import type { Micro } from '../money.ts';
import type { InvoiceDraft } from './invoice.ts';

export type VarianceCause =
  /** Charges that wait for a rate: the invoice has them, base currency has them not yet. */
  | 'no-rate'
  /** Rates differ between the days of the charges and the invoice's. */
  | 'exchange'
  | 'tax'
  | 'credits'
  | 'late-usage'
  | 'rounding'
  /** Charges in a currency that no invoice bills: the vendor's own rate is not known. */
  | 'other-currency'
  | 'unexplained';

export type VariancePart = {
  readonly cause: VarianceCause;
  readonly amountMicro: Micro;
  /** How many invoices, lines or charges stand behind it. */
  readonly count: number;
};

export type Clue = { readonly amountMicro: Micro; readonly count: number };

/** What may have caused a variance, all in its currency. */
export type Clues = {
  readonly noRate: Clue | null;
  readonly exchange: Clue | null;
  readonly taxMicro: Micro;
  readonly invoiceCount: number;
  /** Discounts on invoices, negative, line by line. */
  readonly discounts: readonly Micro[];
  /** Credit notes, negative, each as a whole. */
  readonly creditNotes: readonly Micro[];
  /** Charges shortly after the period. */
  readonly late: readonly Micro[];
  readonly lines: number;
  /** What rounding can make of these lines at most. */
  readonly roundingMicro: Micro;
  /** Charges that cannot be compared, and what they can explain at most; `null` is all of it. */
  readonly other: { readonly count: number; readonly mostMicro: Micro | null } | null;
};

/**
 * Parts a variance by cause, surest first: what is known takes its amount, a guess only what makes the
 * rest smaller. The parts add up to the variance.
 */
export function explain(varianceMicro: Micro, clues: Clues): VariancePart[] {
  const parts: VariancePart[] = [];
  let rest = varianceMicro;
  const take = (cause: VarianceCause, amountMicro: Micro, count: number): void => {
    if (amountMicro === 0n) return;
    parts.push({ cause, amountMicro, count });
    rest -= amountMicro;
  };
  const isRounding = (): boolean => size(rest) <= clues.roundingMicro;
  if (clues.noRate) take('no-rate', clues.noRate.amountMicro, clues.noRate.count);
  if (clues.exchange) take('exchange', clues.exchange.amountMicro, clues.exchange.count);
  take('tax', clues.taxMicro, clues.invoiceCount);
  const credits = isRounding() ? [] : nearest(rest, clues);
  take('credits', sum(credits), credits.length);
  const late = sum(clues.late);
  if (!isRounding() && rest > 0n && late > 0n) {
    take('late-usage', late < rest ? late : rest, clues.late.length);
  }
  if (isRounding()) take('rounding', rest, clues.lines);
  if (clues.other) {
    const { count, mostMicro } = clues.other;
    take('other-currency', mostMicro === null ? rest : within(rest, mostMicro), count);
  }
  take('unexplained', rest, 0);
  return parts;
}

/** The credits that leave the least of a difference: charges may hold discounts, credit notes, both or none. */
function nearest(rest: Micro, { discounts, creditNotes }: Clues): readonly Micro[] {
  let best: readonly Micro[] = [];
  for (const credits of [discounts, creditNotes, [...discounts, ...creditNotes]]) {
    if (size(rest - sum(credits)) < size(rest - sum(best))) best = credits;
  }
  return best;
}

type Amounts = Pick<InvoiceDraft, 'lines' | 'netMicro' | 'totalMicro'>;

/** A credit note is negative as a whole. */
export function isCreditNote(invoice: Amounts): boolean {
  return (invoice.totalMicro?.value ?? invoice.netMicro?.value ?? 0n) < 0n;
}

/** What an invoice takes off by lines of its own; the lines of a credit note are none. */
export function discountLines(invoice: Amounts): Micro[] {
  if (isCreditNote(invoice)) return [];
  return invoice.lines.filter((line) => line.amountMicro < 0n).map((line) => line.amountMicro);
}

/** In how many places the invoices were rounded: each line, and each invoice without lines. */
export function lineCount(invoices: readonly Amounts[]): number {
  return invoices.reduce((count, invoice) => count + Math.max(1, invoice.lines.length), 0);
}

export function sum(amounts: readonly Micro[]): Micro {
  return amounts.reduce((all, amount) => all + amount, 0n);
}

export function size(micro: Micro): Micro {
  return micro < 0n ? -micro : micro;
}

function within(micro: Micro, most: Micro): Micro {
  if (micro > most) return most;
  return micro < -most ? -most : micro;
}
