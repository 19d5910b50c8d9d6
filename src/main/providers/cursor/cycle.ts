import { z } from 'zod';
import { addDays, addMonthsToDay, type IsoDay } from '../../../core/calendar.ts';
import { cents, dayOfMilliseconds, dollars, optional, optionalText } from '../answer-fields.ts';
import { anyList, readAnswer, readList } from '../answer-list.ts';
import type { LimitSeen, ProviderContext } from '../provider.ts';
import type { Stream } from '../stream.ts';
import { CURSOR } from './words.ts';

/**
 * The current billing cycle: when it began, and what each member may spend in it. Its totals are a
 * gauge and enter no sum; charges come from the events.
 */

// Cents (spend) and dollars (limits) stand side by side in one object.
const memberSpend = z.object({
  email: optionalText,
  name: optionalText,
  spendCents: optional(cents),
  monthlyLimitDollars: optional(dollars),
});

const spendPage = z.object({
  teamMemberSpend: anyList,
  subscriptionCycleStart: optional(dayOfMilliseconds),
  totalPages: optional(z.number().int()),
});

/**
 * From which day on events are read anew because a cycle is being settled: the whole cycle on its
 * last day, and once more when the next one has begun. `null` on all other days.
 */
function cycleToReadAgain(
  known: IsoDay | undefined,
  current: IsoDay,
  today: IsoDay,
): IsoDay | null {
  if (known !== undefined && known < current) return known;
  const cycleLast = addDays(addMonthsToDay(current, 1), -1);
  return today >= cycleLast ? current : null;
}

function limitSeen(one: z.infer<typeof memberSpend>): LimitSeen[] {
  const { email, name, monthlyLimitDollars: amountMicro, spendCents } = one;
  if (email === null || amountMicro === null || amountMicro === undefined) return [];
  // That the limit holds for the cycle is unconfirmed.
  const limit = { amountMicro, currency: 'USD', period: 'cycle' } as const;
  return [{ scope: 'person', target: email, name, limit, usedMicro: spendCents ?? null }];
}

/** The cycle's pages; it writes from which day on the events are to be read again. */
export function cycleStream({ client, today }: ProviderContext): Stream {
  return {
    name: 'cycle',
    moneyFrom: 'usage',
    days: null,
    read: async ({ page, facts }) => {
      const asked = Number(page ?? '1');
      const answer = await client.send({
        method: 'POST',
        path: '/teams/spend',
        body: JSON.stringify({ page: asked, pageSize: 100, sortBy: 'user', sortDirection: 'asc' }),
      });
      const read = readAnswer(CURSOR, answer, spendPage);
      const { items, rejects } = readList(CURSOR, answer, read.teamMemberSpend, memberSpend);
      const start = read.subscriptionCycleStart ?? null;
      const again = start === null ? null : cycleToReadAgain(facts['cycle'], start, today);
      const found = start === null ? {} : { cycle: start, cycleAgain: again ?? '' };
      return {
        limits: items.flatMap(limitSeen),
        rejects,
        entries: read.teamMemberSpend.length,
        next: asked < (read.totalPages ?? 1) ? String(asked + 1) : null,
        // The first page has said it; the next ones would find the cycle known already.
        facts: page === null ? found : {},
      };
    },
  };
}
