import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addMonths, type IsoMonth, monthRange } from '../../src/core/calendar.ts';
import { companyExperience } from '../../src/core/verdict/company-experience.ts';
import { wordFor } from '../../src/core/verdict/company-verdicts.ts';
import { splitDispersion } from '../../src/core/verdict/effect-likelihood.ts';
import { monthVerdicts, type SeatHolder } from '../../src/core/verdict/month-verdicts.ts';
import { beliefUnder, buffersFor, chancesOf } from '../../src/core/verdict/seat-belief.ts';
import type { SeatEvidence } from '../../src/core/verdict/seat-evidence.ts';
import { seatHolder } from './made-companies.ts';

/**
 * Real months of people who got no tool: seats that never were begin at each quarter, and every
 * "justified" is wrong. SEATWORTH_PLACEBO is a file `{ people: [{ id, company, first, months }] }` of
 * accepted output per month; without it, one beside the checkout is taken where there is one.
 */
const PLACES = [
  '../../../shared/data/placebo-output.json',
  '../../../../shared/data/placebo-output.json',
];
const WINDOWS = [3, 6];
const FIRST: IsoMonth = '2015-01';
const LAST: IsoMonth = '2022-05';
const MOST_JUSTIFIED = 0.07;
const MOST_Z = 1.25;
const COST = 8000;

type Person = {
  readonly id: string;
  readonly company: string;
  readonly first: IsoMonth;
  readonly months: readonly number[];
};

type Seen = {
  readonly person: string;
  readonly verdict: string;
  readonly lean: string | null;
  readonly evidence: SeatEvidence;
  readonly spend: number;
  readonly z: number;
  readonly zWithout: number;
  readonly wordWithout: string;
};

export async function run(): Promise<void> {
  const file =
    process.env['SEATWORTH_PLACEBO'] ??
    PLACES.map((place) => join(import.meta.dirname, place)).find(existsSync);
  if (file === undefined) {
    console.log(
      'No months of people without a tool are at hand: name a file in SEATWORTH_PLACEBO.',
    );
    return;
  }
  const { people } = JSON.parse(readFileSync(file, 'utf8')) as { people: readonly Person[] };
  for (const window of WINDOWS) report(window, play(people, window));
}

function play(people: readonly Person[], window: number): Seen[] {
  const seen: Seen[] = [];
  const companies = [...new Set(people.map(({ company }) => company))].sort();
  for (const company of companies) {
    for (let start = FIRST; addMonths(start, window) <= LAST; start = addMonths(start, 3)) {
      const having = people.filter((one) => one.company === company && hasSeat(one, start, window));
      if (having.length === 0) continue;
      const month = addMonths(start, window - 1);
      const holders = having.map((person, index) =>
        holderOf(person, index, start, month, 50 * 2 ** ((seen.length + index) % 6)),
      );
      seen.push(...judge(holders, having, month, window));
    }
  }
  return seen;
}

const countIn = (person: Person, month: IsoMonth): number =>
  person.months[monthRange(person.first, month).length - 1] ?? 0;

/** Nine months before, one after the window, and enough done on both sides to have something to hold. */
function hasSeat(person: Person, start: IsoMonth, window: number): boolean {
  const end = addMonths(person.first, person.months.length - 1);
  if (person.first > start || addMonths(start, window) > end) return false;
  const before = monthRange(person.first, addMonths(start, -1));
  if (before.length < 9) return false;
  const units = (months: readonly IsoMonth[]): number =>
    months.reduce((sum, one) => sum + countIn(person, one), 0);
  const baseline = before.slice(0, -3).slice(-12);
  const around = [...before.slice(-3), ...monthRange(start, addMonths(start, window - 1))];
  return units(baseline) >= 5 && units(around) >= 1;
}

function holderOf(
  person: Person,
  id: number,
  start: IsoMonth,
  month: IsoMonth,
  spend: number,
): SeatHolder {
  const from = [person.first, addMonths(start, -36)].reduce((a, b) => (a > b ? a : b));
  const counts = monthRange(from, month).map((one) => countIn(person, one));
  return seatHolder(id, { role: 'one', from, seatFrom: start, month, counts, spend, cost: COST });
}

function judge(
  holders: readonly SeatHolder[],
  people: readonly Person[],
  month: IsoMonth,
  window: number,
): Seen[] {
  const { seats, company } = monthVerdicts(month, holders, {
    windowMonths: window,
    requiredReturn: 1,
    requiredUplift: null,
    sharedShock: true,
  });
  const still = companyExperience(
    seats.flatMap(({ evidence }) => evidence ?? []),
    null,
    0,
  );
  return seats.flatMap(({ evidence, verdict, result, spend, windowMonths }, index) => {
    if (!evidence) return [];
    const { p } = chancesOf(evidence, beliefUnder(evidence, still, buffersFor(still)));
    return {
      person: people[index]?.id ?? '',
      verdict,
      lean: result?.lean ?? null,
      evidence,
      spend: spend / windowMonths.length,
      z: scoreOf(evidence, company.omega ** 2),
      zWithout: scoreOf(evidence, 0),
      wordWithout: wordFor(p),
    };
  });
}

/** The change in units of what the rule takes for chance; its root mean square is 1 where it is right. */
function scoreOf(seat: SeatEvidence, omega2: number): number {
  const { y0, t0, y1, t1 } = seat;
  const change = Math.log((y1 + 0.5) / t1 / ((y0 + 0.5) / t0));
  return change / Math.sqrt(splitDispersion(seat, omega2) * (1 / (y0 + 0.5) + 1 / (y1 + 0.5)));
}

function report(window: number, seen: readonly Seen[]): void {
  const share = (count: number): string => `${((100 * count) / seen.length).toFixed(1)} %`;
  const rms = (of: (one: Seen) => number): number =>
    Math.sqrt(seen.reduce((sum, one) => sum + of(one) ** 2, 0) / seen.length);
  const justified = seen.filter(({ verdict }) => verdict === 'justified').length;
  const not = seen.filter(({ verdict }) => verdict === 'not justified').length;
  const kept = seen.filter(({ verdict, lean }) => verdict !== 'not justified' && lean !== 'drop');
  const regret = kept.reduce((sum, { spend }) => sum + spend, 0) / seen.length;
  const z = rms((one) => one.z);
  const without = seen.filter(({ wordWithout }) => wordWithout === 'justified').length;
  console.log(
    `window ${window}: ${seen.length} seats of ${new Set(seen.map(({ person }) => person)).size} people: ` +
      `justified (all wrongly) ${share(justified)}, not justified ${share(not)}, root mean square of z ${z.toFixed(2)}, ` +
      `regret by word and lean ${regret.toFixed(0)} USD; without ω: justified ${share(without)}, z ${rms((one) => one.zWithout).toFixed(2)}`,
  );
  const holds = justified <= MOST_JUSTIFIED * seen.length && z <= MOST_Z;
  console.log(
    `  ${holds ? 'held' : 'MISSED'}: at most ${(MOST_JUSTIFIED * 100).toFixed(0)} % justified, root mean square of z at most ${MOST_Z}`,
  );
  if (!holds) process.exitCode = 1;
}
