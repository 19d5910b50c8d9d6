import { daysBetween, type IsoDay } from '../calendar.ts';

/** An item as it is weighed beside the output. */
export type WeighedItem = {
  /** The day on which it was accepted. */
  readonly day: IsoDay;
  readonly openedDay: IsoDay | null;
  readonly rounds: number | null;
  readonly size: number | null;
  readonly isTakenBack: boolean;
  /** `null` where it is not known who accepted it. */
  readonly byOther: boolean | null;
  readonly person: string | null;
};

/** What stands beside a number of items, so that volume alone cannot win. Shares are of all items. */
export type Counterweights = {
  readonly items: number;
  readonly acceptedByOthers: number | null;
  readonly takenBack: number | null;
  /** In the middle: days from opened to accepted, reviews that asked for changes, size. */
  readonly daysToAccept: number | null;
  readonly rounds: number | null;
  readonly size: number | null;
  /** Items of at most a quarter of the usual size. */
  readonly tinyShare: number | null;
};

const TINY = 0.25;

/** Weighs items; `usualSize` is the size in the middle of those before the first seat. */
export function counterweights(
  items: readonly WeighedItem[],
  usualSize: number | null = null,
): Counterweights {
  const told = (values: readonly (number | null)[]): number[] =>
    values.filter((one) => one !== null);
  const sizes = told(items.map(({ size }) => size));
  const size = median(sizes);
  const usual = usualSize ?? size;
  return {
    items: items.length,
    acceptedByOthers: share(items, ({ byOther }) => byOther === true),
    takenBack: share(items, ({ isTakenBack }) => isTakenBack),
    daysToAccept: median(
      items.flatMap(({ openedDay, day }) =>
        openedDay === null ? [] : Math.max(0, daysBetween(openedDay, day)),
      ),
    ),
    rounds: mean(told(items.map(({ rounds }) => rounds))),
    size,
    tinyShare:
      usual === null || sizes.length === 0
        ? null
        : sizes.filter((one) => one <= usual * TINY).length / sizes.length,
  };
}

/** So many items on both sides before a fall in size is worth a question. */
const ENOUGH = 8;
const FELL_TO = 0.5;

/** People whose items fell to half their size or less since a day: the size in the middle, before and since. */
export function smallerItems(
  items: readonly WeighedItem[],
  seatBegan: ReadonlyMap<string, IsoDay>,
): { readonly person: string; readonly before: number; readonly since: number }[] {
  const people = [...new Set(items.flatMap(({ person }) => person ?? []))];
  return people.flatMap((person) => {
    const began = seatBegan.get(person.toLowerCase());
    if (began === undefined) return [];
    const sizes = (isSince: boolean): number[] =>
      items.flatMap((item) =>
        item.person === person && item.size !== null && item.day >= began === isSince
          ? item.size
          : [],
      );
    const [earlier, later] = [sizes(false), sizes(true)];
    const [before, since] = [median(earlier), median(later)];
    if (before === null || since === null || earlier.length < ENOUGH || later.length < ENOUGH)
      return [];
    return since <= before * FELL_TO && later.length > earlier.length * FELL_TO
      ? [{ person, before, since }]
      : [];
  });
}

function share<T>(items: readonly T[], fits: (item: T) => boolean): number | null {
  return items.length === 0 ? null : items.filter(fits).length / items.length;
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? 0;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? 0) + upper) / 2 : upper;
}
