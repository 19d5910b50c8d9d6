import { type IsoDay, type IsoMonth, monthOf } from '../calendar.ts';
import type { MonthOutput } from '../verdict/output-months.ts';

/** What one person logged. */
export type LoggedItem = {
  /** The day it was done: the item belongs to that day's month, whenever it was accepted. */
  readonly day: IsoDay;
  readonly kind: string;
  /** In thousandths of an item, so that a half counts exactly. */
  readonly quantityMilli: number;
  /** `undefined`: accepted at its source (a tracker's export); `null`: waits for acceptance. */
  readonly acceptedBy: string | null | undefined;
  readonly reopenedDay: IsoDay | null;
  readonly minutesSaved: number | null;
};

export type Author = { readonly name: string; readonly email: string };

export type ItemState = 'accepted' | 'waiting' | 'reopened';

/** A kind's weight from a month on, in thousandths of the standard unit. */
export type KindWeight = { readonly from: IsoMonth; readonly weightMilli: number };

const STANDARD_MILLI = 1000;

/**
 * How an item stands at the end of a day (DESIGN §7): accepted at its source or by somebody other
 * than its author; reopened from the day it was reopened on, in whichever month it was done. So the
 * look at an earlier month still counts what was reopened only later, and the figures of a month
 * that has passed do not change behind its reader.
 */
export function itemState(item: LoggedItem, author: Author, asOf: IsoDay): ItemState {
  if (item.acceptedBy === null || isAuthor(item.acceptedBy, author)) return 'waiting';
  return item.reopenedDay !== null && item.reopenedDay <= asOf ? 'reopened' : 'accepted';
}

function isAuthor(by: string | undefined, author: Author): boolean {
  const said = by?.trim().toLowerCase();
  return (
    said === '' ||
    said === author.email.trim().toLowerCase() ||
    said === author.name.trim().toLowerCase()
  );
}

/** The weight in force in a month, in thousandths; 1 before any was set. A change never counts backwards. */
export function weightMilliIn(month: IsoMonth, weights: readonly KindWeight[]): number {
  let held: KindWeight | null = null;
  for (const one of weights) {
    if (one.from <= month && (held === null || one.from >= held.from)) held = one;
  }
  return held?.weightMilli ?? STANDARD_MILLI;
}

type MonthSums = {
  micro: bigint;
  nanoByWeight: bigint;
  items: number;
  logged: number;
  reopened: number;
  felt: number | null;
};

/**
 * One person's output per month as it stands at the end of `asOf`: weighted units of accepted items,
 * the dispersion's `Σ q·w²`, and the counts beside them. Kinds are known by their name in lower case.
 * Sums are whole numbers until the last step, so the order of the items changes no digit.
 */
export function acceptedOutput(
  items: readonly LoggedItem[],
  author: Author,
  weights: ReadonlyMap<string, readonly KindWeight[]>,
  asOf: IsoDay,
): Map<IsoMonth, MonthOutput> {
  const months = new Map<IsoMonth, MonthSums>();
  for (const item of items) {
    if (item.day > asOf) continue;
    const month = monthOf(item.day);
    const sums = months.get(month) ?? nothing();
    months.set(month, sums);
    sums.logged += 1;
    if (item.minutesSaved !== null) sums.felt = (sums.felt ?? 0) + item.minutesSaved;
    const state = itemState(item, author, asOf);
    if (state === 'reopened') sums.reopened += 1;
    if (state !== 'accepted') continue;
    const weight = BigInt(weightMilliIn(month, weights.get(item.kind.toLowerCase()) ?? []));
    sums.items += 1;
    sums.micro += BigInt(item.quantityMilli) * weight;
    sums.nanoByWeight += BigInt(item.quantityMilli) * weight * weight;
  }
  return new Map([...months].map(([month, sums]) => [month, monthOutput(sums)]));
}

const nothing = (): MonthSums => ({
  micro: 0n,
  nanoByWeight: 0n,
  items: 0,
  logged: 0,
  reopened: 0,
  felt: null,
});

function monthOutput({ micro, nanoByWeight, felt, ...counts }: MonthSums): MonthOutput {
  return {
    ...counts,
    units: Number(micro) / 1e6,
    unitsByWeight: Number(nanoByWeight) / 1e9,
    feltMinutes: felt,
  };
}

/** Of the items that were accepted once, the share reopened since; `null` where none was. */
export function reopenedShare(months: Iterable<MonthOutput>): number | null {
  let items = 0;
  let reopened = 0;
  for (const month of months) {
    items += month.items;
    reopened += month.reopened;
  }
  return items + reopened === 0 ? null : reopened / (items + reopened);
}
