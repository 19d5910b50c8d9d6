import { blend, companyExperience, type Experience } from './company-experience.ts';
import { CELLS, deltaAt, type EffectDistribution, massAbove0, quantile } from './effect-grid.ts';
import { type LevelHistory, levelVariance } from './level-variance.ts';
import { type MeasuredShare, measuredShare } from './measured-share.ts';
import {
  averaged,
  type Buffers,
  beliefUnder,
  buffersFor,
  type Chances,
  chancesOf,
  expectedNet,
} from './seat-belief.ts';
import { type Controls, extraUnitsAt, gainAt, type SeatEvidence } from './seat-evidence.ts';

export type VerdictWord = 'justified' | 'not justified' | 'undecided' | 'no data';

/** Where an undecided seat's expected net gain points. */
export type Lean = 'keep' | 'drop';

export type Range = { readonly low80: number; readonly median: number; readonly high80: number };

export type SeatVerdict = Chances & {
  readonly verdict: Exclude<VerdictWord, 'no data'>;
  /** Of an undecided seat: what costs least until it is decided; others have none. */
  readonly lean: Lean | null;
  /** Gain less required return, expected per month, in units of the base currency. */
  readonly expectedNet: number;
  /** What knowing the truth would be worth per month, in units of the base currency. */
  readonly worthKnowing: number;
  /** A change beyond what the grid holds (20 times): a quantity or a weight is likely wrong. */
  readonly beyondGrid: 'up' | 'down' | null;
  /** Least number of further months that would decide it; `null` where decided, or never at this size. */
  readonly moreMonths: number | null;
  /** What the gain is worth over the window, in units of the base currency. */
  readonly value: Range;
  /** e^δ − 1. */
  readonly uplift: Range;
  /** Weighted units more than without the seat, over the window, at the middle of the range. */
  readonly extraUnits: number;
};

export type CompanyVerdicts = {
  readonly seats: readonly SeatVerdict[];
  /** What a further seat may be expected to bring; ω; and in how many seats a change was measured. */
  readonly company: Range & {
    readonly noEffectShare: number;
    readonly omega: number;
    readonly measured: MeasuredShare;
  };
  readonly experience: Experience;
};

const JUSTIFIED_FROM = 0.8;
const NOT_JUSTIFIED_UP_TO = 0.2;
const MOST_MONTHS = 12;
/** δ at the grid's ends. */
const GREATEST_CHANGE = deltaAt(CELLS - 1);

/**
 * Is each seat's spend justified by its output? All seats at once, because the company's own
 * experience sets what is believable. Sums over a grid: the same input gives the same digits, in
 * whatever order it comes. `history` is what tells how much levels move by themselves.
 */
export function companyVerdicts(
  seats: readonly SeatEvidence[],
  controls: Controls | null,
  history: readonly LevelHistory[],
): CompanyVerdicts {
  const experience = companyExperience(seats, controls, levelVariance(history));
  const prior = blend(experience.shocks.map(({ weight, prior: effect }) => ({ weight, effect })));
  const buffers = buffersFor(experience);
  const judged = seats.map((seat) => seatVerdict(seat, experience, buffers));
  return {
    seats: judged.map(({ verdict }) => verdict),
    company: {
      ...upliftOf(prior),
      noEffectShare: prior.point,
      omega: Math.sqrt(experience.omega2),
      measured: measuredShare(
        judged.map(({ verdict: { uplift }, pRise }) => ({ ...uplift, pRise })),
      ),
    },
    experience,
  };
}

/** The word for a probability. */
export function wordFor(p: number): SeatVerdict['verdict'] {
  if (p >= JUSTIFIED_FROM) return 'justified';
  return p <= NOT_JUSTIFIED_UP_TO ? 'not justified' : 'undecided';
}

type Judged = { readonly verdict: SeatVerdict; readonly pRise: number };

function seatVerdict(seat: SeatEvidence, experience: Experience, buffers: Buffers): Judged {
  const parts = beliefUnder(seat, experience, buffers);
  const chances = chancesOf(seat, parts);
  const word = wordFor(chances.p);
  const { expected, worthKnowing } = expectedNet(seat, parts);
  const effect = averaged(parts);
  const { meanShock } = experience;
  const verdict: SeatVerdict = {
    ...chances,
    verdict: word,
    lean: word === 'undecided' ? (expected >= 0 ? 'keep' : 'drop') : null,
    expectedNet: expected,
    worthKnowing,
    beyondGrid: beyondGrid(seat, meanShock),
    value: rangeOf(effect, (delta) => gainAt(seat, delta, meanShock)),
    uplift: upliftOf(effect),
    extraUnits: extraUnitsAt(seat, quantile(effect, 0.5), meanShock),
    moreMonths: word === 'undecided' ? monthsToDecide(seat, experience, buffers) : null,
  };
  return { verdict, pRise: massAbove0(effect) };
}

/** At the present rates of output and spend, the prior kept. The buffers are filled anew. */
function monthsToDecide(
  seat: SeatEvidence,
  experience: Experience,
  buffers: Buffers,
): number | null {
  for (let months = 1; months <= MOST_MONTHS; months += 1) {
    const factor = (seat.t1 + months) / seat.t1;
    const later = {
      ...seat,
      y1: seat.y1 * factor,
      t1: seat.t1 + months,
      spend: seat.spend * factor,
    };
    const { p } = chancesOf(later, beliefUnder(later, experience, buffers));
    if (wordFor(p) !== 'undecided') return months;
  }
  return null;
}

/**
 * Whether the counts themselves say more than twenty times, or less than a twentieth, of before.
 * Nothing at all, before or since, is a thing that happens and no sign of a wrong quantity.
 */
function beyondGrid(seat: SeatEvidence, meanShock: number): SeatVerdict['beyondGrid'] {
  const { y0, t0, y1, t1 } = seat;
  const seen = Math.log(y1 / t1 / (y0 / t0)) - meanShock;
  if (seen > GREATEST_CHANGE && y0 > 0) return 'up';
  return seen < -GREATEST_CHANGE && y1 > 0 ? 'down' : null;
}

function rangeOf(effect: EffectDistribution, worth: (delta: number) => number): Range {
  return {
    low80: worth(quantile(effect, 0.1)),
    median: worth(quantile(effect, 0.5)),
    high80: worth(quantile(effect, 0.9)),
  };
}

function upliftOf(effect: EffectDistribution): Range {
  return rangeOf(effect, (delta) => Math.exp(delta) - 1);
}
