import { isWorkingDay, plainCalendar } from '../../src/core/allowances/company-calendar.ts';
import type { DayAmount } from '../../src/core/allowances/day-bursts.ts';
import { endOfPeriod } from '../../src/core/allowances/end-of-period.ts';
import { runOut } from '../../src/core/allowances/run-out.ts';
import { addDays } from '../../src/core/calendar.ts';

/**
 * How often the forecast's 80 % range holds in made-up companies whose future is known. Seeded: the
 * same figures on every machine. Printed, never asserted on; 75 to 93 of 100 are asked for in the
 * worlds marked with a star. ROUNDS sets how many companies each world has.
 */
const ROUNDS = Number(process.env['ROUNDS'] ?? 300);
const START = '2025-01-06';
const FUTURE_DAYS = 700;
/** People have busy weeks and holidays: weeks differ by more than their days would. */
const WEEK_NOISE = 0.15;

type Random = () => number;
/** What a made-up company draws once: the mood of each week, and where its level has wandered to. */
type Company = { readonly weeks: readonly number[]; level: number };
type World = {
  readonly name: string;
  readonly isAsked: boolean;
  /** What a day takes; `t` counts from the last whole day (0), so that the future is positive. */
  readonly day: (t: number, isWork: boolean, random: Random, company: Company) => number;
};

/** Mulberry32 (T. Ettinger, public domain): 32 bits of state, enough for drawing worlds. */
function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const noise = (sd: number, random: Random): number => Math.exp(sd * normal(random) - (sd * sd) / 2);
const rhythm = (isWork: boolean): number => (isWork ? 100 : 12);
const grown = (perMonth: number, t: number): number => (1 + perMonth) ** (t / 30.44);

const WORLDS: readonly World[] = [
  { name: 'steady', isAsked: true, day: (_t, _w, r) => 100 * noise(0.6, r) },
  {
    name: 'spiky',
    isAsked: true,
    day: (_t, w, r) => rhythm(w) * noise(0.8, r) * (r() < 0.05 ? 4 : 1),
  },
  { name: 'weekly rhythm', isAsked: true, day: (_t, w, r) => rhythm(w) * noise(0.5, r) },
  {
    name: 'growth 5 % a month',
    isAsked: true,
    day: (t, w, r) => rhythm(w) * grown(0.05, t) * noise(0.5, r),
  },
  {
    name: 'one runaway night',
    isAsked: true,
    day: (t, w, r) => rhythm(w) * noise(0.5, r) + (t === -6 ? 3000 : 0),
  },
  {
    name: 'growth 10 % a month',
    isAsked: false,
    day: (t, w, r) => rhythm(w) * grown(0.1, t) * noise(0.5, r),
  },
  {
    name: 'wandering level',
    isAsked: false,
    day: (_t, w, r, company) => {
      company.level += 0.03 * normal(r);
      return rhythm(w) * Math.exp(company.level) * noise(0.5, r);
    },
  },
  { name: 'every day alike', isAsked: false, day: (_t, _w, r) => 100 * noise(0.1, r) },
  ...[4, 9, 18, 30].map((days) => ({
    name: `tripled ${days} days ago`,
    isAsked: false,
    day: (t: number, w: boolean, r: Random) => rhythm(w) * (t > -days ? 3 : 1) * noise(0.5, r),
  })),
];

type Tally = {
  rounds: number;
  known: number;
  held: number;
  early: number;
  late: number;
  ends: number;
  endsHeld: number;
  fresh: number;
};

function play(world: World, seed: number, historyDays: number, tally: Tally): void {
  const random = seeded(seed);
  const weeks = Array.from({ length: 130 }, () => noise(WEEK_NOISE, random));
  const company: Company = { weeks, level: 0 };
  const all: DayAmount[] = [];
  for (let index = 0; index < historyDays + FUTURE_DAYS; index += 1) {
    const day = addDays(START, index);
    const t = index - historyDays + 1;
    const mood = weeks[Math.floor(index / 7)] ?? 1;
    const isWork = isWorkingDay(day, plainCalendar);
    all.push({ day, amount: mood * world.day(t, isWork, random, company) });
  }
  const days = all.slice(0, historyDays);
  // What is left lasts for two weeks to half a year.
  const truth = historyDays - 1 + 14 + Math.floor(random() * 168);
  const left =
    all.slice(historyDays, truth + 1).reduce((sum, { amount }) => sum + amount, 0) - 1e-6;
  const answer = runOut({ days, calendar: plainCalendar, left, agreed: [] });
  tally.rounds += 1;
  if (answer.state !== 'known') return;
  tally.known += 1;
  const { earliest, latest } = answer;
  const trueDay = all[truth]?.day ?? '';
  if (answer.pace?.isLevelFresh) tally.fresh += 1;
  if (earliest !== null && trueDay < earliest) tally.early += 1;
  else if (latest !== null && trueDay > latest) tally.late += 1;
  else tally.held += 1;
  const periodEnd = all[historyDays + 3 + Math.floor(random() * 25)]?.day ?? '';
  const end = endOfPeriod({ days, calendar: plainCalendar, used: 0, periodEnd });
  if ('state' in end) return;
  const sum = all
    .filter(({ day }) => day > (days.at(-1)?.day ?? '') && day <= periodEnd)
    .reduce((total, { amount }) => total + amount, 0);
  tally.ends += 1;
  if (sum >= end.low80 && sum <= end.high80) tally.endsHeld += 1;
}

/** Plays every world and prints how often the ranges held. */
export async function run(): Promise<void> {
  console.log(`forecast: 80 % ranges, ${ROUNDS} companies a world and length of history, of 100`);
  console.log(
    'world                    history  held  earlier  later  said new  end of period held',
  );
  for (const [index, world] of WORLDS.entries()) {
    for (const historyDays of [28, 56, 112]) {
      const tally: Tally = {
        rounds: 0,
        known: 0,
        held: 0,
        early: 0,
        late: 0,
        ends: 0,
        endsHeld: 0,
        fresh: 0,
      };
      for (let round = 0; round < ROUNDS; round += 1) {
        play(
          world,
          1_000_003 * (index + 1) + 7919 * historyDays + round,
          historyDays + (round % 7),
          tally,
        );
      }
      const of100 = (count: number, all: number): string =>
        (all === 0 ? '-' : ((100 * count) / all).toFixed(0)).padStart(3);
      const { known, held, early, late, ends, endsHeld, fresh } = tally;
      console.log(
        `${world.isAsked ? '*' : ' '} ${world.name.padEnd(22)} ${String(historyDays).padStart(5)}   ${of100(held, known)}     ${of100(early, known)}    ${of100(late, known)}       ${of100(fresh, known)}       ${of100(endsHeld, ends)}`,
      );
    }
  }
}

if (process.argv[1]?.endsWith('forecast.ts')) await run();
