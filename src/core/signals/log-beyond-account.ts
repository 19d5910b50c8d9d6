import type { BeyondAccount } from '../spend/log-projects.ts';
import { count, money, named, onDay, type Signal } from './signal.ts';
import type { SignalInput } from './signal-input.ts';

/** Below this part of what the log counts, clocks and rounding explain the difference. */
const LEAST_SHARE = 0.02;

/**
 * Use that a person's computer counted and the account that should have it does not: another key or
 * another account pays for it, or the account has not told all yet. One question a person and tool.
 */
export function logsBeyondAccounts(input: SignalInput): Signal[] {
  const byPair = Map.groupBy(
    input.beyondAccounts.filter(({ share }) => share >= LEAST_SHARE),
    ({ personId, tool }) => `${personId}\n${tool ?? ''}`,
  );
  return [...byPair.values()].flatMap((found): Signal[] => {
    const [first] = found;
    if (first === undefined) return [];
    const worth = found.reduce((sum, { baseMicro }) => sum + (baseMicro ?? 0n), 0n);
    const isKnown = found.every(({ baseMicro }) => baseMicro !== null);
    if (isKnown && worth < input.noteworthyMicro) return [];
    const days = found.flatMap(({ fromDay, toDay }) => [fromDay, toDay]).sort();
    return [
      {
        code: 'log-beyond-account',
        person: String(first.personId),
        subject: first.tool ?? 'log',
        severity: 'low',
        evidence: {
          tool: named(first.tool ?? ''),
          tokens: count(found.reduce((sum, one) => sum + tokensOf(one), 0)),
          fromDay: onDay(days[0] ?? input.lastDay),
          toDay: onDay(days.at(-1) ?? input.lastDay),
          ...(isKnown ? { worth: money(worth, input.currency) } : {}),
        },
      },
    ];
  });
}

const tokensOf = (one: BeyondAccount): number =>
  one.inputTokens + one.outputTokens + one.cacheReadTokens + one.cacheWriteTokens;
