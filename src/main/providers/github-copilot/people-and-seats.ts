import { z } from 'zod';
import { dayOfInstant, optional, optionalText } from '../answer-fields.ts';
import { anyList, readAnswer, readList } from '../answer-list.ts';
import type { ProviderContext, SeatSeen } from '../provider.ts';
import type { Answer } from '../provider-client.ts';
import type { Stream } from '../stream.ts';
import { COPILOT, organizationOf, TOOL } from './words.ts';

const member = z.object({ login: z.string().min(1), type: optionalText });
const seat = z.object({
  last_activity_at: optional(dayOfInstant),
  // A cancelled seat runs to the end of the billing cycle.
  pending_cancellation_date: optional(dayOfInstant),
  plan_type: optionalText,
  assignee: z.object({ login: z.string().min(1) }),
});

/** The number of the next page, where the `Link` header names one. */
function nextPage(answer: Answer, page: string | null): string | null {
  return /;\s*rel="?next"?/.test(answer.link ?? '') ? String(Number(page ?? '1') + 1) : null;
}

/** Logins that hold a seat, as the last reading of the seats found them. */
export function seatLogins(facts: Readonly<Record<string, string>>): string[] {
  return z.array(z.string()).parse(JSON.parse(facts['seats'] ?? '[]'));
}

export function peopleAndSeatsStreams(context: ProviderContext): Stream[] {
  const organization = organizationOf(context);
  const ask = (path: string, page: string | null): Promise<Answer> =>
    context.client.send({
      method: 'GET',
      path: `/orgs/${organization}/${path}`,
      query: [
        ['page', page ?? '1'],
        ['per_page', '100'],
      ],
    });
  const members: Stream = {
    name: 'members',
    moneyFrom: 'usage',
    days: null,
    read: async ({ page }) => {
      const answer = await ask('members', page);
      const list = readAnswer(COPILOT, answer, anyList);
      const { items, rejects } = readList(COPILOT, answer, list, member);
      return {
        // GitHub tells no e-mail address: the login is assigned by hand.
        members: items.map(({ login }) => ({
          identity: login,
          email: null,
          name: null,
          role: null,
          active: true,
        })),
        rejects,
        next: nextPage(answer, page),
        entries: list.length,
      };
    },
  };
  const seats: Stream = {
    name: 'seats',
    moneyFrom: 'usage',
    days: null,
    read: async ({ page, facts }) => {
      const answer = await ask('copilot/billing/seats', page);
      const { seats: list } = readAnswer(COPILOT, answer, z.object({ seats: anyList }));
      const { items, rejects } = readList(COPILOT, answer, list, seat);
      // One who is in several teams comes once per assignment.
      const known = new Set(page === null ? [] : seatLogins(facts));
      const found: SeatSeen[] = [];
      for (const one of items) {
        if (known.has(one.assignee.login)) continue;
        known.add(one.assignee.login);
        found.push({
          identity: one.assignee.login,
          tool: TOOL,
          lastActivityDay: one.last_activity_at ?? null,
          plan: one.plan_type,
          priceMicro: null,
          currency: 'USD',
          endsDay: one.pending_cancellation_date ?? null,
        });
      }
      return {
        seats: found,
        rejects,
        next: nextPage(answer, page),
        entries: list.length,
        facts: { seats: JSON.stringify([...known]) },
      };
    },
  };
  return [members, seats];
}
