import { firstDay } from '../calendar.ts';
import type { Micro } from '../money.ts';
import { isShortDay } from '../spend/movable-work.ts';
import { type ModelPrice, priceUsage } from '../spend/pricing.ts';
import { count, money, named, ratio, type Signal } from './signal.ts';
import type { SignalInput } from './signal-input.ts';

const LEAST_REQUESTS = 50;
const LEAST_SHARE = 0.5;

type Tally = { requests: number; short: number; cost: Micro; lowerCost: Micro; lower: ModelPrice };

/**
 * A flagship model used mostly for short work in the month: at least 50 requests, half of them on days
 * whose average request is short. Beside it what those tokens cost by the price list, and what the
 * same tokens would have cost in the next class down (US dollars).
 */
export function flagshipForShortWork(input: SignalInput): Signal[] {
  const from = firstDay(input.month);
  return input.people.flatMap(({ id }) => {
    const tallies = new Map<string, Tally>();
    for (const { person, day, model, requests, tokens } of input.modelUse) {
      if (person !== id || day < from || day > input.lastDay || requests === 0) continue;
      const prices = input.lowerClass(model, day);
      if (prices === null || prices.price.modelClass !== 'flagship') continue;
      const tally = tallies.get(model) ?? {
        requests: 0,
        short: 0,
        cost: 0n,
        lowerCost: 0n,
        lower: prices.lower,
      };
      tally.requests += requests;
      if (isShortDay({ ...tokens, requests })) {
        tally.short += requests;
        tally.cost += priceUsage(tokens, prices.price).micro;
        tally.lowerCost += priceUsage(tokens, prices.lower).micro;
      }
      tallies.set(model, tally);
    }
    return [...tallies].flatMap(([model, tally]) => signalOf(input, id, model, tally));
  });
}

function signalOf(input: SignalInput, person: string, model: string, tally: Tally): Signal[] {
  const { requests, short, cost, lowerCost, lower } = tally;
  if (requests < LEAST_REQUESTS || short < LEAST_SHARE * requests) return [];
  if (cost - lowerCost < input.noteworthyMicro) return [];
  return [
    {
      code: 'flagship-for-short-work',
      person,
      subject: model,
      severity: 'low',
      evidence: {
        model: named(model),
        lowerModel: named(lower.model),
        requests: count(short),
        share: ratio(short / requests),
        cost: money(cost, 'USD'),
        lowerCost: money(lowerCost, 'USD'),
      },
    },
  ];
}
