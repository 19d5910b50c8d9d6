import {
  addMonths,
  type IsoDay,
  type IsoMonth,
  lastDay,
  monthOf,
  monthRange,
} from '../calendar.ts';
import type { Micro } from '../money.ts';
import { isSameName } from '../same-name.ts';
import { firstSeatMonth } from '../verdict/judged-window.ts';
import { changesSpend, type Decision, type PacePart, spendIn } from './decision.ts';

/** One month of a decision: what its scope cost, and what of the difference is this decision's. */
export type SavedMonth = {
  readonly month: IsoMonth;
  readonly actual: Micro;
  readonly saved: Micro;
};

const MOST_MONTHS = 12;

/** The first whole month under a decision: what its follow-ups count from. */
export const firstMonthOf = ({ from }: Pick<Decision, 'from'>): IsoMonth => firstSeatMonth(from);

/**
 * What each decision on one person's seat saved, month by month, up to the month `until`: from its
 * first whole month on, 12 months at most, while the person works here and until it is taken back.
 *
 * Of the decisions in force on one scope, in the order of their days, each saves its own pace less the
 * next one's, and the last its pace less what was spent; so nothing is claimed twice. What is decided
 * on a tool alone is left out of the seat's pace and spend in those months. Decisions that only keep
 * or talk save nothing and stand in nobody's way; a licence that was handed on saves nothing either,
 * but what it took off this seat is not another decision's saving. Months whose spend is not known yet
 * (`spend` gives `null`) are none.
 */
export function savedMonths(
  decisions: readonly Decision[],
  spend: (month: IsoMonth) => readonly PacePart[] | null,
  until: IsoMonth,
  lastWorkDay: IsoDay | null,
): Map<number, SavedMonth[]> {
  const months = new Map(decisions.map((one) => [one.id, monthsOf(one, until, lastWorkDay)]));
  const isIn = (one: Decision, month: IsoMonth): boolean =>
    changesSpend(one) && (months.get(one.id)?.includes(month) ?? false);
  const inOrder = [...decisions].sort((a, b) =>
    a.from === b.from ? a.id - b.id : a.from < b.from ? -1 : 1,
  );
  const found = new Map<number, SavedMonth[]>();
  for (const one of inOrder) {
    const list = (months.get(one.id) ?? []).flatMap((month): SavedMonth[] => {
      const spent = spend(month);
      if (spent === null) return [];
      const apart =
        one.tool === null
          ? inOrder.flatMap((other) =>
              other.tool !== null && isIn(other, month) ? [other.tool] : [],
            )
          : [];
      const of = (parts: readonly PacePart[]): Micro => spendIn(parts, one.tool, apart);
      const actual = of(spent);
      if (!changesSpend(one) || one.isHandedOn) return [{ month, actual, saved: 0n }];
      const chain = inOrder.filter(
        (other) => isSameName(other.tool ?? '', one.tool ?? '') && isIn(other, month),
      );
      const next = chain[chain.indexOf(one) + 1];
      const saved = of(one.pace) - (next === undefined ? actual : of(next.pace));
      return [{ month, actual, saved }];
    });
    found.set(one.id, list);
  }
  return found;
}

/** The months that count: whole ones from the effective day on; that of a take-back or of leaving is none. */
function monthsOf(one: Decision, until: IsoMonth, lastWorkDay: IsoDay | null): IsoMonth[] {
  const first = firstMonthOf(one);
  const last = addMonths(first, MOST_MONTHS - 1);
  return monthRange(first, last < until ? last : until).filter(
    (month) =>
      (one.takenBack === null || month < monthOf(one.takenBack)) &&
      (lastWorkDay === null || lastDay(month) <= lastWorkDay),
  );
}
