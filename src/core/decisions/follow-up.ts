import { controlShocks } from '../verdict/company-experience.ts';
import {
  CELLS,
  deltaAt,
  type EffectDistribution,
  massFrom,
  quantile,
} from '../verdict/effect-grid.ts';
import { type Counts, fillLikelihood } from '../verdict/effect-likelihood.ts';
import { type Controls, changeThatPays, gainAt, type Valuation } from '../verdict/seat-evidence.ts';

export const FOLLOW_UP_AFTER = [1, 3, 6] as const;
export type FollowUpAfter = (typeof FOLLOW_UP_AFTER)[number];

export type FollowUpWord = 'held' | 'fell' | 'paid' | 'not paid' | "can't tell" | 'no data';
export type Suggestion = 'confirm' | 'take back' | 'talk' | 'wait' | 'cannot be told at this size';

/** What a decision is followed up with; amounts in units of base currency. */
export type FollowUpInput = {
  readonly after: FollowUpAfter;
  /** Output before (0) and after (1) the decision. */
  readonly counts: Counts;
  /** Whether anything was logged after it, or "nothing finished" said. */
  readonly isLogged: boolean;
  readonly controls: Controls | null;
  readonly omega2: number;
  readonly isRaise: boolean;
  /** Of a raise: what the months after cost more than before. */
  readonly extraSpend: number;
  /** What the decision saved in those months. */
  readonly saved: number;
  readonly valuation: Valuation | null;
  readonly requiredReturn: number;
};

export type FollowUp = {
  readonly word: FollowUpWord;
  readonly p: number | null;
  /** By what share output changed: the middle, and 8 in 10. */
  readonly change: {
    readonly low80: number;
    readonly median: number;
    readonly high80: number;
  } | null;
  readonly suggest: Suggestion;
};

const LEAST_MONTHS = 2;
const LEAST_UNITS = 5;
/** Most decisions change output little, in either direction. */
const PRIOR_DEVIATION = 0.5;
/** Output that lost less than a tenth has held. */
const HELD_FROM = Math.log(0.9);
const LIKELY = 0.8;
const UNLIKELY = 0.2;

const PRIOR = Float64Array.from({ length: CELLS }, (_, cell) =>
  Math.exp(-0.5 * (deltaAt(cell) / PRIOR_DEVIATION) ** 2),
);

/**
 * What came of a decision: how output changed since, by the likelihood and the grid of the verdict,
 * with a normal prior about no change, averaged over what happened to everyone meanwhile. It held
 * where it is likely (8 in 10) that output lost less than a tenth; a raise paid where it is likely
 * that the gain is worth the extra spend.
 */
export function followUp(input: FollowUpInput): FollowUp {
  const { counts, isRaise, after, saved } = input;
  const canTell =
    counts.t0 >= LEAST_MONTHS &&
    counts.y0 >= LEAST_UNITS &&
    counts.t1 > 0 &&
    input.isLogged &&
    (!isRaise || input.valuation !== null);
  if (!canTell) {
    return { word: 'no data', p: null, change: null, suggest: unsettled(after) };
  }
  const { effect, p, meanShock } = belief(input);
  const word = wordFor(p, isRaise);
  const median = quantile(effect, 0.5);
  return {
    word,
    p,
    change: {
      low80: Math.expm1(quantile(effect, 0.1)),
      median: Math.expm1(median),
      high80: Math.expm1(quantile(effect, 0.9)),
    },
    suggest: suggestion(word, after, () =>
      input.valuation === null
        ? false
        : -gainAt(seatOf(input, input.valuation), median, meanShock) > saved,
    ),
  };
}

function belief(input: FollowUpInput): {
  effect: EffectDistribution;
  p: number;
  meanShock: number;
} {
  const { counts, controls, omega2 } = input;
  const shocks = controlShocks(controls, omega2);
  const found = shocks.map(({ z, epsilon }) => {
    const cells = new Float64Array(CELLS);
    fillLikelihood(counts, omega2, epsilon, cells);
    let sum = 0;
    for (let cell = 0; cell < CELLS; cell += 1) {
      const mass = (cells[cell] ?? 0) * (PRIOR[cell] ?? 0);
      cells[cell] = mass;
      sum += mass;
    }
    // The mass is how likely the counts are under this shock, up to what all shocks have in common.
    return { epsilon, cells, sum, weight: Math.exp(-0.5 * z * z) * sum };
  });
  const total = found.reduce((sum, { weight }) => sum + weight, 0);
  const cells = new Float64Array(CELLS);
  let p = 0;
  for (const one of found) {
    const share = one.weight / total;
    for (let cell = 0; cell < CELLS; cell += 1) {
      one.cells[cell] = (one.cells[cell] ?? 0) / one.sum;
      cells[cell] = (cells[cell] ?? 0) + share * (one.cells[cell] ?? 0);
    }
    p += share * massFrom({ cells: one.cells, point: 0 }, leastChange(input, one.epsilon));
  }
  const middle = shocks[(shocks.length - 1) / 2];
  return { effect: { cells, point: 0 }, p: Math.min(1, p), meanShock: middle?.epsilon ?? 0 };
}

/** The change from which on it held, or paid. */
function leastChange(input: FollowUpInput, epsilon: number): number {
  if (!input.isRaise || input.valuation === null) return HELD_FROM;
  const least = changeThatPays(seatOf(input, input.valuation), epsilon);
  // Where less is spent than before, no loss is too large to be paid for.
  return Number.isNaN(least) ? Number.NEGATIVE_INFINITY : least;
}

const seatOf = ({ counts, extraSpend, requiredReturn }: FollowUpInput, valuation: Valuation) => ({
  ...counts,
  id: '',
  spend: extraSpend,
  valuation,
  requiredReturn,
  requiredUplift: null,
  isStated: false,
});

function wordFor(p: number, isRaise: boolean): FollowUpWord {
  if (p >= LIKELY) return isRaise ? 'paid' : 'held';
  if (p <= UNLIKELY) return isRaise ? 'not paid' : 'fell';
  return "can't tell";
}

const LAST: FollowUpAfter = 6;
const unsettled = (after: FollowUpAfter): Suggestion =>
  after === LAST ? 'cannot be told at this size' : 'wait';

function suggestion(
  word: FollowUpWord,
  after: FollowUpAfter,
  losesMore: () => boolean,
): Suggestion {
  switch (word) {
    case 'held':
    case 'paid':
      return 'confirm';
    case 'fell':
    case 'not paid':
      return losesMore() ? 'take back' : 'talk';
    default:
      return unsettled(after);
  }
}
