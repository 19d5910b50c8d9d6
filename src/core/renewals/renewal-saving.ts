import type { Micro } from '../money.ts';

export const RENEWAL_CLASSES = ['reassign', 'end-now', 'end-at-renewal'] as const;
/** What can be done with a licence that nobody uses: three kinds of saving, never added to one another. */
export type RenewalClass = (typeof RENEWAL_CLASSES)[number];

/** What a price comes to in a year. */
export const perYear = (micro: Micro, cadence: 'month' | 'year'): Micro =>
  cadence === 'month' ? micro * 12n : micro;

/** What an unused licence saves a year when somebody takes it who buys the tool now: that purchase, at most the price. */
export function reassignSaving(
  priceMicro: Micro,
  purchaseMicro: Micro,
  cadence: 'month' | 'year',
): Micro {
  return perYear(purchaseMicro < priceMicro ? purchaseMicro : priceMicro, cadence);
}

export type OverlapTool = {
  readonly tool: string;
  readonly useDays: number;
  readonly micro: Micro;
};

/** Of two tools for one job the one to end: with fewer days of use, then the dearer, then the later name. */
export function toEnd(one: OverlapTool, other: OverlapTool): OverlapTool {
  if (one.useDays !== other.useDays) return one.useDays < other.useDays ? one : other;
  if (one.micro !== other.micro) return one.micro > other.micro ? one : other;
  return one.tool > other.tool ? one : other;
}
