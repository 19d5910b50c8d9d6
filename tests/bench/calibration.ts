import { addMonths, type IsoMonth } from '../../src/core/calendar.ts';
import { type MonthVerdict, monthVerdicts } from '../../src/core/verdict/month-verdicts.ts';
import {
  fiveWorlds,
  fourWorlds,
  type MadeSeat,
  madeCompany,
  SEAT_FROM,
  type World,
} from './made-companies.ts';
import { seeded } from './random-draws.ts';

/**
 * How often "justified" and "not justified" are right in made-up companies whose truth is known, and
 * what is lost against an owner who knows it: by acting on the word, on word and lean, and on a bare
 * before-and-after comparison. The whole rule is run, from monthly output on. Seeded: the same figures
 * on every machine. COMPANIES sets how many companies each world has.
 */
const COMPANIES = Number(process.env['COMPANIES'] ?? 400);
const WINDOWS = [3, 6] as const;
type Window = (typeof WINDOWS)[number];

/**
 * The limit: a judge who knows how each world is made, and works on the same sums. Undecided in % and
 * regret in USD per seat and month, from 1,000 companies of each world.
 */
const KNOWING: Readonly<Record<Window, Readonly<Record<string, readonly [number, number]>>>> = {
  3: {
    'a third without effect': [68.8, 267],
    hopeful: [47.4, 186],
    harsh: [26.9, 134],
    wide: [42.9, 280],
    narrow: [78.1, 163],
    'the five together': [52.8, 206],
    'months alike': [57.3, 239],
    'wide dispersion': [58.8, 243],
    learning: [51.8, 199],
    'bought when low': [54.0, 231],
    'the four together': [55.5, 228],
  },
  6: {
    'a third without effect': [60.6, 228],
    hopeful: [41.3, 167],
    harsh: [27.6, 119],
    wide: [37.8, 221],
    narrow: [75.8, 150],
    'the five together': [48.6, 177],
    'months alike': [54.9, 212],
    'wide dispersion': [54.6, 214],
    learning: [48.1, 171],
    'bought when low': [49.9, 202],
    'the four together': [51.9, 200],
  },
};

/** What the pooled figures have to reach: shares right in %, points undecided beyond the judge, regret. */
const BARS = {
  'the five together': { justified: 87, not: 87, beyond: 7, regret: 0.92 },
  'the four together': { justified: 84, not: 87, beyond: 8, regret: 0.95 },
} as const;

/** Sums of one company, which is a cluster: its seats share a role's φ, ω and the prior. */
type Tally = {
  seats: number;
  justified: number;
  right: number;
  not: number;
  rightNot: number;
  undecided: number;
  byWord: number;
  byLean: number;
  byBare: number;
};
const KEYS = [
  'seats',
  'justified',
  'right',
  'not',
  'rightNot',
  'undecided',
  'byWord',
  'byLean',
  'byBare',
] as const;

const nothing = (): Tally => ({
  seats: 0,
  justified: 0,
  right: 0,
  not: 0,
  rightNot: 0,
  undecided: 0,
  byWord: 0,
  byLean: 0,
  byBare: 0,
});

export async function run(): Promise<void> {
  for (const window of WINDOWS) {
    const month = addMonths(SEAT_FROM, window - 1);
    console.log(`\nwindow ${window}: ${COMPANIES} companies of 14 seats in each world`);
    printHead();
    const byData = new Map<string, Tally[]>();
    for (const [name, worlds, offset] of [
      ['the five together', fiveWorlds, 0],
      ['the four together', fourWorlds, fiveWorlds.length],
    ] as const) {
      const pooled = worlds.flatMap((world, index) => {
        const companies = playWorld(world, index + offset, month, window, byData);
        printRow(world.name, companies, KNOWING[window][world.name]);
        return companies;
      });
      printRow(name, pooled, KNOWING[window][name]);
      hold(name, pooled, KNOWING[window][name]?.[0] ?? 0);
    }
    for (const [name, companies] of [...byData].sort(([a], [b]) => (a < b ? -1 : 1))) {
      printRow(name, companies);
    }
  }
}

function playWorld(
  world: World,
  seed: number,
  month: IsoMonth,
  window: Window,
  byData: Map<string, Tally[]>,
): Tally[] {
  const omegas: number[] = [];
  const tallies = Array.from({ length: COMPANIES }, (_, company) => {
    const random = seeded(seed * 1_000_003 + company * 7919 + window);
    const made = madeCompany(world, company, month, random);
    const { seats, company: whole } = monthVerdicts(
      month,
      made.map(({ holder }) => holder),
      { windowMonths: window, requiredReturn: 1, requiredUplift: null, sharedShock: true },
    );
    omegas.push(whole.omega);
    const tally = nothing();
    const parts = new Map<string, Tally>();
    seats.forEach((seat, index) => {
      const truth = made[index];
      if (!truth) return;
      count(tally, seat, truth);
      const name = amountOf(seat);
      const part = parts.get(name) ?? nothing();
      parts.set(name, part);
      count(part, seat, truth);
    });
    for (const [name, part] of parts) byData.set(name, [...(byData.get(name) ?? []), part]);
    return tally;
  });
  const middle = omegas.sort((a, b) => a - b)[Math.floor(omegas.length / 2)] ?? 0;
  medianOmega.set(`${world.name} ${window}`, middle);
  return tallies;
}

const medianOmega = new Map<string, number>();

/** By units on both sides, over all worlds. */
function amountOf({ evidence }: MonthVerdict): string {
  const units = (evidence?.y0 ?? 0) + (evidence?.y1 ?? 0);
  return units < 50 ? '· 0 to 49 units' : units < 150 ? '· 50 to 149 units' : '· from 150 units on';
}

function count(
  tally: Tally,
  { verdict, result, evidence }: MonthVerdict,
  { net, cost, holder }: MadeSeat,
): void {
  tally.seats += 1;
  if (verdict === 'justified') {
    tally.justified += 1;
    if (net > 0) tally.right += 1;
  } else if (verdict === 'not justified') {
    tally.not += 1;
    if (net <= 0) tally.rightNot += 1;
  } else tally.undecided += 1;
  const regret = (isKept: boolean): number => Math.max(net, 0) - (isKept ? net : 0);
  tally.byWord += regret(verdict !== 'not justified');
  tally.byLean += regret(verdict !== 'not justified' && result?.lean !== 'drop');
  const { y0, t0, y1, t1 } = evidence ?? { y0: 1, t0: 1, y1: 1, t1: 1 };
  const spend = [...holder.spend.values()][0] ?? 0;
  tally.byBare += regret((y1 / t1 / (y0 / t0) - 1) * cost >= spend);
}

function hold(name: keyof typeof BARS, companies: readonly Tally[], knowing: number): void {
  const bar = BARS[name];
  const all = sum(companies);
  const said: [string, boolean][] = [
    [`justified right ≥ ${bar.justified} %`, 100 * all.right >= bar.justified * all.justified],
    [`not justified right ≥ ${bar.not} %`, 100 * all.rightNot >= bar.not * all.not],
    [
      `undecided at most ${bar.beyond} points beyond the judge`,
      (100 * all.undecided) / all.seats - knowing <= bar.beyond,
    ],
    [`lean loses ≤ ${bar.regret} of the bare comparison`, all.byLean <= bar.regret * all.byBare],
  ];
  for (const [what, holds] of said) {
    if (!holds) process.exitCode = 1;
    console.log(`  ${holds ? 'held' : 'MISSED'}: ${what}`);
  }
}

function sum(companies: readonly Tally[]): Tally {
  const all = nothing();
  for (const one of companies) for (const key of KEYS) all[key] += one[key];
  return all;
}

/** A ratio of two sums over companies, and its standard error with companies as clusters. */
function ratio(
  companies: readonly Tally[],
  part: keyof Tally,
  of: keyof Tally,
): { readonly value: number; readonly error: number } | null {
  const all = sum(companies);
  if (all[of] === 0) return null;
  const value = all[part] / all[of];
  const squares = companies.reduce((total, one) => total + (one[part] - value * one[of]) ** 2, 0);
  const spread = companies.length / Math.max(1, companies.length - 1);
  return { value, error: Math.sqrt(squares * spread) / all[of] };
}

const cell = (text: string): string => text.padStart(13);

function printHead(): void {
  const heads = [
    'justified',
    'right %',
    'not just.',
    'right %',
    'undecided %',
    'judge %',
    'lean',
    'word',
    'bare',
    'judge',
    'median ω',
  ];
  console.log(`${''.padEnd(24)}${heads.map(cell).join('')}`);
}

function printRow(
  name: string,
  companies: readonly Tally[],
  knowing?: readonly [number, number],
): void {
  const all = sum(companies);
  const share = (part: keyof Tally, of: keyof Tally): string => {
    const found = ratio(companies, part, of);
    return found ? `${(100 * found.value).toFixed(1)} ± ${(100 * found.error).toFixed(1)}` : '–';
  };
  const regret = (key: 'byLean' | 'byWord' | 'byBare'): string => {
    const found = ratio(companies, key, 'seats');
    return found ? `${found.value.toFixed(0)} ± ${found.error.toFixed(0)}` : '–';
  };
  const omega = WINDOWS.flatMap((window) => medianOmega.get(`${name} ${window}`) ?? []).at(-1);
  const cells = [
    String(all.justified),
    share('right', 'justified'),
    String(all.not),
    share('rightNot', 'not'),
    share('undecided', 'seats'),
    knowing?.[0].toFixed(1) ?? '',
    regret('byLean'),
    regret('byWord'),
    regret('byBare'),
    knowing?.[1].toFixed(0) ?? '',
    omega?.toFixed(2) ?? '',
  ];
  console.log(`${name.padEnd(24)}${cells.map(cell).join('')}`);
}
