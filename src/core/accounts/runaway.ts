import { BURST_Z, burstScore } from '../burst-score.ts';
import { addMonths, daysBetween, type IsoDay, lastDay, monthOf } from '../calendar.ts';
import { median } from '../median.ts';

/** Spend of the finished hours or days of one person or account, oldest first, in units of its currency, and the one looked at. */
export type RunawayInput = {
  /** Finished buckets before the one looked at: of the same kind of day, or hours. */
  readonly history: readonly number[];
  readonly latest: number;
};

export type Runaway =
  | { readonly state: 'not enough' }
  | {
      readonly state: 'calm' | 'burst' | 'new level';
      /** How far out it is; above 5 is a burst. */
      readonly z: number;
      /** What a bucket usually costs: the median of those with any spend. */
      readonly usual: number;
    };

const LONGEST_HISTORY = 56;
const SHORTEST_HISTORY = 14;

function scored(history: readonly number[], latest: number): { z: number; usual: number } {
  const usual = median(history.filter((spend) => spend > 0));
  return { z: burstScore(history, latest, usual > 0 ? usual : 1), usual };
}

/**
 * Whether the latest hour or day is far outside this one's own history: the robust z-score of
 * RULES.md, The run-out date, step 1, `(ln(1 + x/m) − median) / max(0.25, 1.4826·MAD) > 5`, on up to 56 buckets
 * before it, bursts left out, m the median of the non-zero ones. Three of the last five are no
 * bursts but a new level. Under 14 buckets, or without any spend before, there is nothing to
 * compare with. It is a question to ask: usually a setting.
 */
export function runaway({ history, latest }: RunawayInput): Runaway {
  let kept: number[] = [];
  let recent: { spend: number; burst: boolean }[] = [];
  let answer: Runaway = { state: 'not enough' };
  for (const spend of [...history, latest]) {
    const before = kept.slice(-LONGEST_HISTORY);
    const comparable = before.length >= SHORTEST_HISTORY && before.some((value) => value > 0);
    const { z, usual } = comparable ? scored(before, spend) : { z: 0, usual: 0 };
    const burst = comparable && z > BURST_Z;
    recent = [...recent, { spend, burst }].slice(-5);
    const level = recent.filter((bucket) => bucket.burst);
    if (level.length >= 3) {
      kept = level.map((bucket) => bucket.spend);
      recent = [];
      answer = { state: 'new level', z, usual };
      continue;
    }
    if (!burst) kept.push(spend);
    answer = comparable ? { state: burst ? 'burst' : 'calm', z, usual } : { state: 'not enough' };
  }
  return answer;
}

const LEAST_DAYS_AHEAD = 3;

/**
 * Up to which day it is said what would follow if every day were like this one: the month's last, or,
 * where hardly any of it is left, the next month's: a night on the 31st is not told as "nothing more".
 */
export function projectedTo(day: IsoDay): IsoDay {
  const end = lastDay(monthOf(day));
  return daysBetween(day, end) >= LEAST_DAYS_AHEAD ? end : lastDay(addMonths(monthOf(day), 1));
}
