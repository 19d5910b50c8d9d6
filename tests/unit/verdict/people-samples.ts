import { type IsoMonth, monthRange } from '../../../src/core/calendar.ts';
import type { SeatHolder, VerdictSettings } from '../../../src/core/verdict/month-verdicts.ts';
import type { MonthOutput } from '../../../src/core/verdict/output-months.ts';

/** A month of so many items of weight 1, all accepted. */
export function units(count: number): MonthOutput {
  return {
    units: count,
    unitsByWeight: count,
    items: count,
    logged: count,
    reopened: 0,
    feltMinutes: null,
  };
}

/** The same output in each month from `from` to `to`. */
export function steady(from: IsoMonth, to: IsoMonth, count: number): [IsoMonth, MonthOutput][] {
  return monthRange(from, to).map((month) => [month, units(count)]);
}

export function spendEach(from: IsoMonth, to: IsoMonth, each: number): Map<IsoMonth, number> {
  return new Map(monthRange(from, to).map((month) => [month, each]));
}

/** Somebody employed for years, without a seat, a cost or output, until said otherwise. */
export function person(id: number, about: Partial<SeatHolder> = {}): SeatHolder {
  return {
    id,
    key: `person ${id}`,
    role: 'developer',
    startDay: '2020-01-01',
    endDay: null,
    firstChargeDay: null,
    output: new Map(),
    spend: new Map(),
    valuation: { by: 'loaded-cost', monthly: 8000 },
    nothingFinished: new Set(),
    waitingMonths: new Set(),
    statedUnits: null,
    monthsAtLimit: null,
    ...about,
  };
}

export const settings: VerdictSettings = {
  windowMonths: 3,
  requiredReturn: 1,
  requiredUplift: null,
  sharedShock: true,
};
