import type { IsoMonth } from '../../../core/calendar.ts';

/** A closed month whose document stands with a pseudonym now. */
export type ChangedClosure = {
  readonly month: IsoMonth;
  readonly before: string;
  readonly after: string;
};

/** What the trail holds of an erasure: no name, but what it changed, with digests of before and after. */
export type ErasureDetail = {
  readonly person: number;
  readonly reason: string;
  readonly closures: readonly ChangedClosure[];
  readonly payouts: readonly { batch: number; before: string; after: string }[];
  readonly trail: { readonly entries: number; readonly digest: string };
};
