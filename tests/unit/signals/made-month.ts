import { plainCalendar } from '../../../src/core/allowances/company-calendar.ts';
import { MICRO } from '../../../src/core/money.ts';
import type { PaidSeat, SignalInput } from '../../../src/core/signals/signal-input.ts';

export const units = (amount: number): bigint => BigInt(amount) * MICRO;

const person = (name: string) => ({
  id: name.toLowerCase(),
  name,
  startDay: null,
  endDay: null,
});

/** June 2026 of a company in which nothing happens: Ann, Li and Zoe. */
export function month(more: Partial<SignalInput>): SignalInput {
  return {
    month: '2026-06',
    lastDay: '2026-06-30',
    calendar: plainCalendar,
    currency: 'USD',
    noteworthyMicro: units(10),
    people: [person('Zoe'), person('Ann'), person('Li')],
    daySpend: [],
    spenderDays: [],
    watched: [],
    months: [],
    periods: [],
    seats: [],
    toolUse: [],
    jobs: new Map(),
    beyondAccounts: [],
    modelUse: [],
    lowerClass: () => null,
    claimLines: [],
    ...more,
  };
}

export function seat(more: Partial<PaidSeat>): PaidSeat {
  return {
    id: 'seat',
    tool: 'Claude',
    person: 'li',
    startDay: '2026-01-01',
    endDay: null,
    renewalDay: null,
    priceMicro: units(20),
    currency: 'USD',
    cadence: 'month',
    monthMicro: units(20),
    hasAccess: null,
    isUseSeen: true,
    ...more,
  };
}
