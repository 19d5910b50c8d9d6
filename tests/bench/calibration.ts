import { addMonths, type IsoMonth, monthRange } from '../../src/core/calendar.ts';
import {
  type MonthVerdict,
  monthVerdicts,
  type SeatHolder,
} from '../../src/core/verdict/month-verdicts.ts';
import type { MonthOutput } from '../../src/core/verdict/output-months.ts';
import {
  between,
  logBetween,
  normal,
  overdispersed,
  type Random,
  seeded,
  wholeBetween,
} from './random-draws.ts';

/**
 * How often "justified" and "not justified" are right in made-up companies whose truth is known
 * (DESIGN §8: pooled over the worlds at least 85 of 100 of each). The whole rule is run, from monthly
 * output on: baseline, dispersion and controls are the app's own. Seeded: the same figures on every
 * machine. COMPANIES sets how many companies each world has.
 */
const COMPANIES = Number(process.env['COMPANIES'] ?? 400);
const SEATS = 14;
const ROLES = ['one', 'two', 'three'];
const MONTH: IsoMonth = '2026-06';
const SEAT_FROM: IsoMonth = '2026-04';
const ASKED = 0.85;

type World = { readonly name: string; readonly effect: (random: Random) => number };

const some = (share: number, mean: number, deviation: number) => (random: Random) =>
  random() < share ? 0 : mean + deviation * normal(random);

const worlds: readonly World[] = [
  { name: 'a third without effect', effect: some(1 / 3, 0.2, 0.3) },
  { name: 'hopeful', effect: some(0.1, 0.35, 0.3) },
  { name: 'harsh', effect: some(0.3, -0.1, 0.2) },
  { name: 'wide', effect: some(0.15, 0.1, 0.6) },
  { name: 'narrow', effect: some(0.15, 0.05, 0.1) },
];

/** What happens to everyone in the window, and how many people without a seat show it. */
type Season = { readonly name: string; readonly deviation: number; readonly controls: number };

const seasons: readonly Season[] = [
  { name: 'no season, everyone has a seat', deviation: 0, controls: 0 },
  { name: 'a season, and 6 people without a seat', deviation: 0.15, controls: 6 },
  { name: 'a season that nobody shows: the rule cannot see it', deviation: 0.15, controls: 0 },
];

type Tally = { justified: number; right: number; not: number; rightNot: number; all: number };
const nothing = (): Tally => ({ justified: 0, right: 0, not: 0, rightNot: 0, all: 0 });

type Truth = { readonly isWorth: boolean };

export async function run(): Promise<void> {
  for (const season of seasons) {
    const pooled = nothing();
    const byData = new Map<string, Tally>();
    console.log(`\n${season.name}: ${worlds.length} × ${COMPANIES} companies of ${SEATS} seats`);
    printHead();
    for (const [index, world] of worlds.entries()) {
      const tally = nothing();
      for (let company = 0; company < COMPANIES; company += 1) {
        const random = seeded(index * 1_000_003 + company * 7919 + 1);
        play(world, season, random, (verdict, truth) => {
          for (const one of [tally, pooled, amountOf(verdict, byData)]) count(one, verdict, truth);
        });
      }
      printRow(world.name, tally);
    }
    for (const name of ['· 0 to 50 units', '· 50 to 150 units', '· over 150 units'])
      printRow(name, byData.get(name) ?? nothing());
    printRow('pooled', pooled);
    if (season === seasons[0]) judgePooled(pooled);
  }
}

function judgePooled({ justified, right, not, rightNot }: Tally): void {
  const holds = right / justified >= ASKED && rightNot / not >= ASKED;
  console.log(`at least ${ASKED * 100} of 100 of each, pooled: ${holds ? 'held' : 'MISSED'}`);
  if (!holds) process.exitCode = 1;
}

function play(
  world: World,
  season: Season,
  random: Random,
  each: (verdict: MonthVerdict, truth: Truth) => void,
): void {
  const phis = ROLES.map(() => between(random, 1, 3));
  const shock = season.deviation * normal(random);
  const truths = new Map<number, Truth>();
  const people: SeatHolder[] = [];
  for (let id = 0; id < SEATS + season.controls; id += 1) {
    const hasSeat = id < SEATS;
    const effect = hasSeat ? world.effect(random) : 0;
    const monthly = logBetween(random, 50, 2000);
    const cost = between(random, 4000, 12_000);
    const rate = logBetween(random, 3, 20);
    const role = wholeBetween(random, 0, ROLES.length - 1);
    // 9 to 15 months leave 6 to 12 after the 3 just before the seat: baselines of 3 to 12 months.
    const past = hasSeat ? wholeBetween(random, 3, 15) : 12;
    const output = new Map<IsoMonth, MonthOutput>();
    for (const month of monthRange(addMonths(SEAT_FROM, -past), MONTH)) {
      const change = month >= SEAT_FROM ? Math.exp(effect + shock) : 1;
      output.set(month, items(overdispersed(random, rate * change, phis[role] ?? 1)));
    }
    truths.set(id, { isWorth: (Math.exp(effect) - 1) * cost > monthly });
    people.push({
      id,
      role: ROLES[role] ?? null,
      startDay: `${addMonths(SEAT_FROM, -past)}-01`,
      endDay: null,
      firstChargeDay: hasSeat ? `${SEAT_FROM}-01` : null,
      output,
      spend: new Map(hasSeat ? monthRange(SEAT_FROM, MONTH).map((one) => [one, monthly]) : []),
      valuation: { by: 'loaded-cost', monthly: cost },
      nothingFinished: new Set(),
      waitingMonths: new Set(),
      statedUnits: null,
      monthsAtLimit: null,
    });
  }
  const { seats } = monthVerdicts(MONTH, people, {
    windowMonths: 3,
    requiredReturn: 1,
    requiredUplift: null,
    sharedShock: true,
  });
  for (const seat of seats) {
    const truth = truths.get(seat.id);
    if (truth) each(seat, truth);
  }
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

function amountOf({ evidence }: MonthVerdict, tallies: Map<string, Tally>): Tally {
  const units = (evidence?.y0 ?? 0) + (evidence?.y1 ?? 0);
  const name =
    units < 50 ? '· 0 to 50 units' : units < 150 ? '· 50 to 150 units' : '· over 150 units';
  const tally = tallies.get(name) ?? nothing();
  tallies.set(name, tally);
  return tally;
}

function count(tally: Tally, { verdict }: MonthVerdict, { isWorth }: Truth): void {
  tally.all += 1;
  if (verdict === 'justified') {
    tally.justified += 1;
    if (isWorth) tally.right += 1;
  }
  if (verdict === 'not justified') {
    tally.not += 1;
    if (!isWorth) tally.rightNot += 1;
  }
}

const cell = (text: string): string => text.padStart(12);

function printHead(): void {
  const heads = ['justified', 'right', 'not just.', 'right', 'undecided'];
  console.log(`${''.padEnd(26)}${heads.map(cell).join('')}`);
}

function printRow(name: string, { all, justified, right, not, rightNot }: Tally): void {
  const share = (part: number, of: number): string =>
    of === 0 ? '–' : `${((100 * part) / of).toFixed(1)} %`;
  const cells = [
    String(justified),
    share(right, justified),
    String(not),
    share(rightNot, not),
    share(all - justified - not, all),
  ];
  console.log(`${name.padEnd(26)}${cells.map(cell).join('')}`);
}
