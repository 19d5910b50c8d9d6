import {
  addMonths,
  type IsoDay,
  type IsoMonth,
  monthOf,
  monthRange,
  shareOfMonth,
} from '../calendar.ts';

/** What a person produced in a month: accepted items, by their weights. */
export type MonthOutput = {
  /** Σ quantity × weight. */
  readonly units: number;
  /** Σ quantity × weight², for the dispersion's `g`. */
  readonly unitsByWeight: number;
  readonly items: number;
  /** Items of any state. */
  readonly logged: number;
  readonly reopened: number;
  readonly feltMinutes: number | null;
};

/** A person as the verdict sees one; nothing of it is a measure of consumption but the seat's spend. */
export type Worker = {
  readonly id: number;
  /** By which people are sorted before anything is summed: the e-mail, lower case. */
  readonly key: string;
  readonly role: string | null;
  readonly startDay: IsoDay | null;
  readonly endDay: IsoDay | null;
  /** The seat's first charge; `null`: no seat so far. */
  readonly firstChargeDay: IsoDay | null;
  readonly output: ReadonlyMap<IsoMonth, MonthOutput>;
};

/** A month of a person: its weighted units and the share of it that the person was employed. */
export type PersonMonth = MonthOutput & { readonly month: IsoMonth; readonly share: number };

const NOTHING: MonthOutput = {
  units: 0,
  unitsByWeight: 0,
  items: 0,
  logged: 0,
  reopened: 0,
  feltMinutes: null,
};

/**
 * A person's months from `from` to `to`: none before the first logged item (what lies before was not
 * logged, or not yet worked), none outside employment; a month without output is a month with 0.
 * Who never logged anything has no months.
 */
export function personMonths(worker: Worker, from: IsoMonth, to: IsoMonth): PersonMonth[] {
  const logged = [...worker.output].filter(([, one]) => one.logged > 0).map(([month]) => month);
  if (logged.length === 0) return [];
  const first = logged.reduce((a, b) => (a < b ? a : b));
  return monthRange(first > from ? first : from, to).flatMap((month) => {
    const share = shareOfMonth(month, worker.startDay, worker.endDay);
    return share > 0 ? [{ ...(worker.output.get(month) ?? NOTHING), month, share }] : [];
  });
}

const BEFORE_SEAT = 3;
const KEPT_BEFORE = 6;
const LATEST = 12;
const EVER = '1970-01';

/**
 * The months in which a person shows what the role produces without a seat: before the
 * seat's first charge, without the 3 just before it where at least 6 others remain, of the rest the
 * latest 12; of a person who has no seat up to `month`, the latest 12 before the window. The month a
 * seat begins in is never among them.
 */
export function baselineMonths(
  worker: Worker,
  windowFrom: IsoMonth,
  month: IsoMonth,
): PersonMonth[] {
  const seat = worker.firstChargeDay === null ? null : monthOf(worker.firstChargeDay);
  if (seat === null || seat > month) {
    return personMonths(worker, EVER, addMonths(windowFrom, -1)).slice(-LATEST);
  }
  return latestWithoutLast(personMonths(worker, EVER, addMonths(seat, -1)), seat);
}

/**
 * Months before a change in `month`, without the 3 just before it where at least 6 others remain
 * (things change when people are swamped or idle), of the rest the latest 12.
 */
export function latestWithoutLast(before: readonly PersonMonth[], month: IsoMonth): PersonMonth[] {
  const last = addMonths(month, -BEFORE_SEAT);
  const others = before.filter((one) => one.month < last);
  return (others.length >= KEPT_BEFORE ? others : before).slice(-LATEST);
}

/**
 * The whole months (employed on all days) from which one sees how much a person's level moves: those
 * of `baselineMonths` and all before them, up to the seat's first charge or, without a seat, the window.
 */
export function levelMonths(worker: Worker, windowFrom: IsoMonth, month: IsoMonth): PersonMonth[] {
  const seat = worker.firstChargeDay === null ? null : monthOf(worker.firstChargeDay);
  const end = seat === null || seat > month ? windowFrom : seat;
  return personMonths(worker, EVER, addMonths(end, -1)).filter((one) => one.share === 1);
}

export type Sums = { readonly units: number; readonly months: number };

export function sumMonths(months: readonly PersonMonth[]): Sums {
  return {
    units: months.reduce((sum, one) => sum + one.units, 0),
    months: months.reduce((sum, one) => sum + one.share, 0),
  };
}
