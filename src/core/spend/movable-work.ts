import { divideHalfEven, type Micro } from '../money.ts';

/** A request is short with so few tokens in (cached ones included) and out, on the average of its day. */
const SHORT_INPUT = 2_000;
const SHORT_OUTPUT = 300;

/** A day of one person, tool and model. */
export type ModelDay = {
  readonly requests: number;
  readonly inputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly outputTokens: number;
  /** What it was charged, in base currency; 0 where a plan covers it. */
  readonly chargedMicro: Micro;
  /** What its tokens cost by the price list, and what they would cost on the next model down. */
  readonly apiMicro: Micro;
  readonly lowerMicro: Micro;
};

/** Whether the day's average request is short. */
export function isShortDay(
  day: Omit<ModelDay, 'chargedMicro' | 'apiMicro' | 'lowerMicro'>,
): boolean {
  const { requests, inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens } = day;
  return (
    requests > 0 &&
    inputTokens + cacheReadTokens + cacheWriteTokens <= SHORT_INPUT * requests &&
    outputTokens <= SHORT_OUTPUT * requests
  );
}

/**
 * What short days would have saved on the next model down: charged × max(0, 1 − lower ÷ API value),
 * day by day, each rounded half-even to the micro. Covered use saves no money.
 */
export function movableSaving(days: readonly ModelDay[]): Micro {
  return days.reduce((sum, day) => {
    const { chargedMicro, apiMicro, lowerMicro } = day;
    if (!isShortDay(day) || chargedMicro <= 0n || lowerMicro >= apiMicro) return sum;
    return sum + divideHalfEven(chargedMicro * (apiMicro - lowerMicro), apiMicro);
  }, 0n);
}
