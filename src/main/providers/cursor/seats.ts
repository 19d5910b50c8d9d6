import { z } from 'zod';
import { addDays, type IsoDay } from '../../../core/calendar.ts';
import { optional, optionalText } from '../answer-fields.ts';
import { anyList, readAnswer, readList } from '../answer-list.ts';
import type { ProviderContext, SeatSeen } from '../provider.ts';
import type { Stream } from '../stream.ts';
import { nextPage } from './events.ts';
import { CURSOR, spanBody, TOOL } from './words.ts';

const member = z.object({
  name: optionalText,
  email: z.string().min(1),
  role: optionalText,
  isRemoved: optional(z.boolean()),
});

const activity = z.object({
  day: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  email: optionalText,
  isActive: optional(z.boolean()),
});

const seatOf = (identity: string, lastActivityDay: IsoDay | null): SeatSeen => ({
  identity,
  tool: TOOL,
  lastActivityDay,
  plan: null,
  priceMicro: null,
  currency: 'USD',
});

/** Who held a seat when the members were last read. */
function seatHolders(facts: Readonly<Record<string, string>>): ReadonlySet<string> {
  return new Set(z.array(z.string()).parse(JSON.parse(facts['seats'] ?? '[]')));
}

/** Every member that is not removed holds a seat; free owners do not. */
export function membersStream({ client }: ProviderContext): Stream {
  return {
    name: 'members',
    moneyFrom: 'usage',
    days: null,
    read: async () => {
      const answer = await client.send({ method: 'GET', path: '/teams/members' });
      const { teamMembers } = readAnswer(CURSOR, answer, z.object({ teamMembers: anyList }));
      const { items, rejects } = readList(CURSOR, answer, teamMembers, member);
      const holders = items
        .filter(({ isRemoved, role }) => isRemoved !== true && role !== 'free-owner')
        .map(({ email }) => email);
      return {
        members: items.map(({ name, email, role, isRemoved }) => ({
          identity: email,
          email,
          name,
          role,
          active: isRemoved !== true,
        })),
        seats: holders.map((email) => seatOf(email, null)),
        facts: { seats: JSON.stringify(holders) },
        rejects,
        next: null,
        entries: teamMembers.length,
      };
    },
  };
}

/** Who was active in the last 30 days: for "seat without use" alone, its counts are no billable units. */
export function lastActivityStream({ client, today }: ProviderContext): Stream {
  return {
    name: 'last-activity',
    moneyFrom: 'usage',
    days: null,
    read: async ({ page, facts }) => {
      const asked = Number(page ?? '1');
      const holders = seatHolders(facts);
      const answer = await client.send({
        method: 'POST',
        path: '/teams/daily-usage-data',
        body: JSON.stringify({
          ...spanBody(addDays(today, -29), today),
          page: asked,
          pageSize: 1000,
        }),
      });
      const shape = z.object({ data: anyList, pagination: nextPage('page', 'totalPages') });
      const { data, pagination } = readAnswer(CURSOR, answer, shape);
      const { items, rejects } = readList(CURSOR, answer, data, activity);
      const last = new Map<string, IsoDay>();
      // One who was active and has been removed since holds no seat any more.
      for (const { day, email, isActive } of items)
        if (
          isActive === true &&
          email !== null &&
          holders.has(email) &&
          day > (last.get(email) ?? '')
        )
          last.set(email, day);
      return {
        seats: [...last].map(([email, day]) => seatOf(email, day)),
        rejects,
        next: pagination(asked),
        entries: data.length,
      };
    },
  };
}
