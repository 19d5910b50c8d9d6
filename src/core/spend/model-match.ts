import type { Micro } from '../money.ts';
import { isShortDay, type ModelDay, movableSaving } from './movable-work.ts';

export type ModelMatch = {
  readonly requests: number;
  /** Tokens per request; `null` where requests are not known. */
  readonly meanIn: number | null;
  readonly meanOut: number | null;
  readonly chargedMicro: Micro;
  readonly apiMicro: Micro;
  readonly lowerMicro: Micro;
  /** API value ÷ cost on the lower model; `null` of nothing. */
  readonly breakEven: number | null;
  readonly movable: {
    readonly days: number;
    readonly requests: number;
    readonly savesMicro: Micro;
    readonly savesApiMicro: Micro;
  };
};

/**
 * A month of one person on one model, held against the next model down: what the same tokens would
 * have cost there, how many times the tokens it might take before it costs as much, and what days of
 * short requests would save, worked out day by day. Whether the lower model is good enough is unseen.
 */
export function modelMatch(days: readonly ModelDay[]): ModelMatch {
  const sum = (pick: (day: ModelDay) => number): number =>
    days.reduce((total, day) => total + pick(day), 0);
  const micro = (pick: (day: ModelDay) => Micro): Micro =>
    days.reduce((total, day) => total + pick(day), 0n);
  const requests = sum((day) => day.requests);
  const apiMicro = micro((day) => day.apiMicro);
  const lowerMicro = micro((day) => day.lowerMicro);
  const short = days.filter(isShortDay);
  const tokensIn = sum((day) => day.inputTokens + day.cacheReadTokens + day.cacheWriteTokens);
  return {
    requests,
    meanIn: requests === 0 ? null : tokensIn / requests,
    meanOut: requests === 0 ? null : sum((day) => day.outputTokens) / requests,
    chargedMicro: micro((day) => day.chargedMicro),
    apiMicro,
    lowerMicro,
    breakEven: lowerMicro === 0n ? null : Number(apiMicro) / Number(lowerMicro),
    movable: {
      days: short.length,
      requests: short.reduce((total, day) => total + day.requests, 0),
      savesMicro: movableSaving(days),
      savesApiMicro: short.reduce(
        (total, day) =>
          day.apiMicro > day.lowerMicro ? total + day.apiMicro - day.lowerMicro : total,
        0n,
      ),
    },
  };
}
