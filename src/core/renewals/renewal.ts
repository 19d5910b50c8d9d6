import { addDays, addMonths, addMonthsToDay, firstDay, type IsoDay, monthOf } from '../calendar.ts';

/** When a subscription renews, and until when one has to give notice. */
export type RenewalTerms = {
  readonly startDay: IsoDay;
  /** The last day it runs; `null` while it runs on. */
  readonly endDay: IsoDay | null;
  readonly cadence: 'month' | 'year';
  /** A day on which it renews, as the contract says; `null`: by its start and cadence. */
  readonly renewalDay: IsoDay | null;
  /** So many days before it notice must be given. */
  readonly noticeDays: number;
};

export type Renewal = {
  readonly renewal: IsoDay;
  /** The last day on which notice is in time. */
  readonly noticeDay: IsoDay;
};

const MOST_TERMS = 1200;

/**
 * The next renewal that can still be stopped on a day: it lies ahead, and its notice day is not past;
 * `null` where the subscription ends before.
 */
export function nextRenewal(terms: RenewalTerms, asOf: IsoDay): Renewal | null {
  return renewalFrom(terms, ({ renewal, noticeDay }) => renewal > asOf && noticeDay >= asOf);
}

/** The next day after `day` on which it renews; `null` where it ends before. */
export function renewalAfter(terms: RenewalTerms, day: IsoDay): IsoDay | null {
  return renewalFrom(terms, ({ renewal }) => renewal > day)?.renewal ?? null;
}

function renewalFrom(
  { startDay, endDay, cadence, renewalDay, noticeDays }: RenewalTerms,
  fits: (one: Renewal) => boolean,
): Renewal | null {
  const step = cadence === 'year' ? 12 : 1;
  // It begins on its start, and renews a term later; a day that the contract names is a renewal itself.
  for (let term = renewalDay === null ? 1 : 0; term < MOST_TERMS; term += 1) {
    const renewal = addMonthsToDay(renewalDay ?? startDay, term * step);
    if (endDay !== null && endDay < renewal) return null;
    const one = { renewal, noticeDay: addDays(renewal, -noticeDays) };
    if (fits(one)) return one;
  }
  return null;
}

/**
 * The first charge that ending it as soon as possible saves. By the month it can end today, unless the
 * contract names a renewal or a notice; else it runs up to its renewal. Monthly prices are charged on
 * the first of a month, yearly ones from the renewal on.
 */
export function firstSavedCharge(
  { cadence, renewalDay, noticeDays }: RenewalTerms,
  { renewal }: Renewal,
  asOf: IsoDay,
): IsoDay {
  if (cadence === 'year') return renewal;
  const lastDay = renewalDay === null && noticeDays === 0 ? asOf : addDays(renewal, -1);
  return firstDay(addMonths(monthOf(lastDay), 1));
}

const REMINDERS = [1, 7, 30] as const;

/** Which reminder a notice day has reached: 30, 7 or 1 days ahead; `null` before and after. */
export function reminderFor(noticeDay: IsoDay, asOf: IsoDay): 30 | 7 | 1 | null {
  if (noticeDay < asOf) return null;
  return REMINDERS.find((days) => addDays(noticeDay, -days) <= asOf) ?? null;
}
