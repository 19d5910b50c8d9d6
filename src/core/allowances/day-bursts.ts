import { BURST_Z, burstScore } from '../burst-score.ts';
import type { IsoDay } from '../calendar.ts';
import { median } from '../median.ts';
import { type CompanyCalendar, isWorkingDay } from './company-calendar.ts';

/** What one whole day took: units of a currency, or tokens. */
export type DayAmount = { readonly day: IsoDay; readonly amount: number };

/** A day as the pace sees it. */
export type CleanedDay = {
  readonly day: IsoDay;
  readonly amount: number;
  /** The amount, or what its kind of day usually takes where the day was a burst. */
  readonly paceAmount: number;
  readonly isWorkingDay: boolean;
  readonly isBurst: boolean;
  /** How far out it is of its own history; 0 where there was too little to compare with. */
  readonly z: number;
  /** What its kind of day usually took before it: the median, days without use included. */
  readonly usual: number;
};

type Marked = { day: IsoDay; amount: number; isBurst: boolean; z: number; usual: number };

const COMPARED_DAYS = 56;
/** A week's working days. With fewer days of its kind before it, nothing can be called unusual. */
const LEAST_COMPARED = 5;

/**
 * Marks the bursts among whole days, oldest first (RULES.md, The run-out date, step 1): a day is one if
 * `z = (ln(1 + x/m) − median) / max(0.25, 1.4826·MAD) > 5` over the up to 56 days before it of its
 * own kind (working day; week-end or holiday), bursts left out, m the median of the non-zero ones.
 * Where its kind never had any use before (a night run on the first busy week-end), m is that of all
 * days before it. Three of the last five days of a kind are no bursts but a new level.
 */
export function cleanedDays(
  days: readonly DayAmount[],
  calendar: CompanyCalendar,
): readonly CleanedDay[] {
  const kinds = { work: [] as Marked[], off: [] as Marked[] };
  return days
    .map(({ day, amount }) => {
      const isWork = isWorkingDay(day, calendar);
      const own = isWork ? kinds.work : kinds.off;
      const other = isWork ? kinds.off : kinds.work;
      const marked = markedDay({ day, amount }, own, other);
      own.push(marked);
      const lastFive = own.slice(-5);
      if (lastFive.filter(({ isBurst }) => isBurst).length >= 3) {
        for (const one of lastFive) one.isBurst = false;
      }
      return { marked, isWork };
    })
    .map(({ marked, isWork }) => ({
      ...marked,
      paceAmount: marked.isBurst ? marked.usual : marked.amount,
      isWorkingDay: isWork,
    }));
}

function markedDay(
  { day, amount }: DayAmount,
  own: readonly Marked[],
  other: readonly Marked[],
): Marked {
  const before = calmAmounts(own);
  const usual = median(before);
  if (before.length < LEAST_COMPARED && own.length + other.length < 2 * LEAST_COMPARED) {
    return { day, amount, isBurst: false, z: 0, usual };
  }
  const isKnownUse = (value: number): boolean => value > 0;
  const scale = median(before.filter(isKnownUse)) || median(calmAmounts(other).filter(isKnownUse));
  if (scale === 0 || before.length === 0) return { day, amount, isBurst: false, z: 0, usual };
  const z = burstScore(before, amount, scale);
  return { day, amount, isBurst: z > BURST_Z, z, usual };
}

const calmAmounts = (days: readonly Marked[]): number[] =>
  days
    .filter(({ isBurst }) => !isBurst)
    .slice(-COMPARED_DAYS)
    .map(({ amount }) => amount);
