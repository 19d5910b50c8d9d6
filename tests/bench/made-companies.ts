import { addMonths, type IsoMonth, monthRange } from '../../src/core/calendar.ts';
import type { SeatHolder } from '../../src/core/verdict/month-verdicts.ts';
import type { MonthOutput } from '../../src/core/verdict/output-months.ts';
import {
  between,
  logBetween,
  normal,
  overdispersed,
  type Random,
  wholeBetween,
} from './random-draws.ts';

/** What a tool does to people, and what besides makes months what they are. */
export type World = {
  readonly name: string;
  readonly effect: (random: Random, company: number) => number;
  /** Stationary standard deviation of a level that wanders from month to month. */
  readonly wander: number;
  readonly mostPhi: number;
  /** Growth a month, before and after the seat alike. */
  readonly learning: number;
  readonly isBoughtWhenLow: boolean;
};

/** A seat of a made-up company, with its truth: what it nets a month. */
export type MadeSeat = { readonly holder: SeatHolder; readonly net: number; readonly cost: number };

export const SEAT_FROM: IsoMonth = '2026-01';
const SEATS = 14;
const ROLES = ['one', 'two', 'three'];

type Effect = { readonly none: number; readonly mean: number; readonly deviation: number };

const EFFECTS: readonly (Effect & { readonly name: string })[] = [
  { name: 'a third without effect', none: 1 / 3, mean: 0.2, deviation: 0.3 },
  { name: 'hopeful', none: 0.1, mean: 0.35, deviation: 0.3 },
  { name: 'harsh', none: 0.3, mean: -0.1, deviation: 0.2 },
  { name: 'wide', none: 0.15, mean: 0.1, deviation: 0.6 },
  { name: 'narrow', none: 0.15, mean: 0.05, deviation: 0.1 },
];

const draw = (random: Random, { none, mean, deviation }: Effect): number =>
  random() < none ? 0 : mean + deviation * normal(random);

const PLAIN = { wander: 0, mostPhi: 3, learning: 0, isBoughtWhenLow: false };

/** Five kinds of effect, months otherwise as the rule takes them to be. */
export const fiveWorlds: readonly World[] = EFFECTS.map((effect) => ({
  ...PLAIN,
  name: effect.name,
  effect: (random) => draw(random, effect),
}));

/** Company k has the effects of the five by turns. */
const byTurns: World['effect'] = (random, company) => {
  const effect = EFFECTS[company % EFFECTS.length];
  return effect ? draw(random, effect) : 0;
};

/** Four in which months are not as the rule takes them to be. */
export const fourWorlds: readonly World[] = [
  { ...PLAIN, name: 'months alike', effect: byTurns, wander: 0.25 },
  { ...PLAIN, name: 'wide dispersion', effect: byTurns, mostPhi: 6 },
  { ...PLAIN, name: 'learning', effect: byTurns, learning: 0.01 },
  { ...PLAIN, name: 'bought when low', effect: byTurns, isBoughtWhenLow: true },
];

/** A company of 14 seats from the 1st of the first month on, looked at up to `month`. */
export function madeCompany(
  world: World,
  company: number,
  month: IsoMonth,
  random: Random,
): MadeSeat[] {
  const phis = ROLES.map(() => between(random, 1, world.mostPhi));
  return Array.from({ length: SEATS }, (_, id) => {
    for (;;) {
      const seat = madeSeat(world, company, id, month, phis, random);
      if (seat) return seat;
    }
  });
}

const MEMORY = 0.6;
const LOW = -0.7;

/** One person; `null` where a tool would not have been bought for this one. */
function madeSeat(
  world: World,
  company: number,
  id: number,
  month: IsoMonth,
  phis: readonly number[],
  random: Random,
): MadeSeat | null {
  const role = wholeBetween(random, 0, ROLES.length - 1);
  const phi = phis[role] ?? 1;
  const rate = logBetween(random, 3, 20);
  const past = wholeBetween(random, 3, 15);
  const cost = between(random, 4000, 12_000);
  const spend = logBetween(random, 50, 2000);
  const delta = world.effect(random, company);
  const months = monthRange(addMonths(SEAT_FROM, -past), month);
  let level = world.wander * normal(random);
  const counts = months.map((_, index) => {
    if (index > 0) {
      level = MEMORY * level + world.wander * Math.sqrt(1 - MEMORY ** 2) * normal(random);
    }
    const at = index - past;
    const change = level + world.learning * at + (at >= 0 ? delta : 0);
    return overdispersed(random, rate * Math.exp(change), phi);
  });
  if (world.isBoughtWhenLow) {
    const before = counts.slice(past - 3, past).reduce((sum, one) => sum + one, 0);
    if ((before - 3 * rate) / Math.sqrt(3 * rate * phi) >= LOW) return null;
  }
  return {
    net: (Math.exp(delta) - 1) * cost - spend,
    cost,
    holder: seatHolder(id, {
      role: ROLES[role] ?? null,
      from: months[0] ?? SEAT_FROM,
      seatFrom: SEAT_FROM,
      month,
      counts,
      spend,
      cost,
    }),
  };
}

/** A person with a seat from the 1st of a month on, whose counts go from `from` to `month`. */
export function seatHolder(
  id: number,
  about: {
    readonly role: string | null;
    readonly from: IsoMonth;
    readonly seatFrom: IsoMonth;
    readonly month: IsoMonth;
    readonly counts: readonly number[];
    readonly spend: number;
    readonly cost: number;
  },
): SeatHolder {
  const { role, from, seatFrom, month, counts, spend, cost } = about;
  return {
    id,
    key: String(id).padStart(4, '0'),
    role,
    startDay: `${from}-01`,
    endDay: null,
    firstChargeDay: `${seatFrom}-01`,
    output: new Map(counts.map((count, index) => [addMonths(from, index), items(count)])),
    spend: new Map(monthRange(seatFrom, month).map((one) => [one, spend])),
    valuation: { by: 'loaded-cost', monthly: cost },
    nothingFinished: new Set(),
    waitingMonths: new Set(),
    statedUnits: null,
    monthsAtLimit: null,
  };
}

/** An idle month was logged as well: what is judged here is the rule, not who forgot to log. */
function items(count: number): MonthOutput {
  return {
    units: count,
    unitsByWeight: count,
    items: count,
    logged: Math.max(1, count),
    reopened: 0,
    feltMinutes: null,
  };
}
