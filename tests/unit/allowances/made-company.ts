import type {
  AllowanceKey,
  AllowanceLine,
  AllowancePerson,
} from '../../../src/core/allowances/allowance-line.ts';
import type { AllowanceMove } from '../../../src/core/allowances/allowance-move.ts';
import type { AllowanceInput } from '../../../src/core/allowances/allowances-on.ts';
import { plainCalendar } from '../../../src/core/allowances/company-calendar.ts';
import type { DaySpend } from '../../../src/core/allowances/day-spend.ts';
import { MICRO } from '../../../src/core/money.ts';

export const units = (amount: number): bigint => BigInt(amount) * MICRO;

export const li: AllowancePerson = {
  id: 'li',
  name: 'Li',
  role: 'engineer',
  team: 'web',
  startDay: null,
};

export const monthly: AllowanceKey = {
  modelClass: 'all',
  cadence: 'month',
  unit: 'money',
  purse: 'spend',
};

export function lineOf(amount: number | null, more: Partial<AllowanceLine> = {}): AllowanceLine {
  return {
    id: 'line',
    scope: { kind: 'company' },
    modelClass: 'all',
    cadence: 'month',
    limit: { unit: 'money', amount: amount === null ? null : units(amount), currency: 'USD' },
    atLimit: 'ask',
    informAt: [],
    approver: 'owner',
    carryOverPeriods: 0,
    counts: ['spend'],
    from: '2026-01-01',
    to: null,
    at: '2026-01-01',
    by: 'owner',
    why: 'policy',
    ...more,
  };
}

export function spent(day: string, amount: number, more: Partial<DaySpend> = {}): DaySpend {
  return {
    day,
    modelClass: 'standard',
    kind: 'spend',
    micro: units(amount),
    tokens: BigInt(amount) * 1000n,
    ...more,
  };
}

export function topUp(
  amount: number,
  day: string,
  more: Partial<Extract<AllowanceMove, { kind: 'top-up' }>> = {},
): AllowanceMove {
  return {
    id: `top-up ${day}`,
    kind: 'top-up',
    key: monthly,
    person: 'li',
    quantity: { unit: 'money', amount: units(amount), currency: 'USD' },
    day,
    at: day,
    by: 'owner',
    why: 'launch',
    isPermanent: false,
    endDay: null,
    pool: null,
    ...more,
  };
}

export function asked(more: Partial<AllowanceInput>): AllowanceInput {
  const day = more.day ?? '2026-06-30';
  return {
    day,
    lastWholeDay: day,
    person: li,
    lines: [],
    pools: [],
    slices: [],
    moves: [],
    spend: [],
    calendar: plainCalendar,
    baseCurrency: 'USD',
    convert: (micro, from, to) => (from === to ? micro : null),
    ...more,
  };
}
