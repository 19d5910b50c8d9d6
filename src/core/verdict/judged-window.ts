import {
  addMonths,
  firstDay,
  type IsoDay,
  type IsoMonth,
  monthOf,
  monthRange,
} from '../calendar.ts';

/** So that one odd month does not decide, also in a company whose first seat is new. */
const LEAST_MONTHS = 3;

/**
 * The window that ends with `month`: `most` whole months; while the company's oldest seat has fewer,
 * as many as that one has, but not under 3 (or `most`, if less).
 */
export function judgedWindow(
  month: IsoMonth,
  firstChargeDays: readonly (IsoDay | null)[],
  most: number,
): { readonly from: IsoMonth; readonly to: IsoMonth } {
  const oldest = firstChargeDays
    .flatMap((day) => (day === null || monthOf(day) > month ? [] : day))
    .reduce<IsoDay | null>((a, b) => (a !== null && a < b ? a : b), null);
  const had = oldest === null ? 0 : monthRange(firstSeatMonth(oldest), month).length;
  const months = Math.min(most, Math.max(had, LEAST_MONTHS));
  return { from: addMonths(month, 1 - months), to: month };
}

/** The first month of a seat that counts as one: the month after it began, unless it began on a 1st. */
export function firstSeatMonth(day: IsoDay): IsoMonth {
  return day === firstDay(monthOf(day)) ? monthOf(day) : addMonths(monthOf(day), 1);
}
