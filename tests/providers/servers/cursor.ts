import { dayNumber } from '../../../src/core/calendar.ts';
import { type Asked, type Reply, seeded, type TestServer, testServer } from './test-server.ts';

export type CursorEvent = {
  at: number;
  email: string | null;
  model: string;
  charged: boolean;
  input: number;
  output: number;
  write: number;
  read: number;
  /** Hundred-thousandths of a cent. */
  cost: bigint;
};
type State = {
  events: CursorEvent[];
  stuck: boolean;
  limits: Map<string, number | null>;
  refuses: boolean;
  /** The day on which the current billing cycle began. */
  cycleStart: string;
  /** Teams that may not see what they spend. */
  spendClosed: boolean;
};
export type CursorServer = TestServer & State;

export function cursorEvents(firstDay: string, days: number, count: number): CursorEvent[] {
  const random = seeded(13);
  const whole = (most: number): number => Math.floor(random() * most);
  const start = dayNumber(firstDay) * 86_400_000;
  return Array.from({ length: count }, (_, index) => ({
    // The very first and last millisecond of days are among them.
    at:
      start +
      (index % 50 === 0
        ? whole(days) * 86_400_000 - (index % 100 === 0 ? 0 : -86_399_999)
        : whole(days * 86_400_000)),
    email: index % 97 === 0 ? null : `p${whole(12)}@example.com`,
    model: ['claude-4.5-sonnet', 'gpt-5'][whole(2)] ?? '',
    charged: whole(3) > 0,
    input: whole(9000),
    output: whole(2000),
    write: whole(4000),
    read: whole(60_000),
    cost: BigInt(whole(3_000_000)),
  })).sort((a, b) => b.at - a.at);
}

export async function cursorServer(events: CursorEvent[], key: string): Promise<CursorServer> {
  const state: State = {
    events,
    stuck: false,
    limits: new Map(),
    refuses: false,
    cycleStart: '2026-10-15',
    spendClosed: false,
  };
  const basic = `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
  const server = await testServer((asked) => {
    if (asked.headers.authorization !== basic)
      return { status: 401, json: { error: 'Invalid API key' } };
    switch (`${asked.method} ${asked.path}`) {
      case 'GET /teams/members':
        return { json: { teamMembers: members } };
      case 'POST /teams/daily-usage-data':
        return {
          json: {
            data: [0, 1].map((user) => ({
              userId: user,
              day: '2026-11-03',
              email: `p${user}@example.com`,
              isActive: true,
            })),
            pagination: { page: 1, totalPages: 1, hasNextPage: false },
          },
        };
      case 'POST /teams/filtered-usage-events':
        return page(asked, state);
      case 'POST /teams/user-spend-limit':
        if (state.refuses) return { json: { outcome: 'error', message: 'Enterprise only' } };
        state.limits.set(
          String(asked.body['userEmail']),
          asked.body['spendLimitDollars'] as number | null,
        );
        return { json: { outcome: 'success', message: 'ok' } };
      case 'POST /teams/spend':
        return spend(asked, state);
    }
    return { status: 404, json: { error: 'Not found' } };
  });
  return Object.assign(state, server);
}

const members = [
  { id: 'user_0', name: 'P 0', email: 'p0@example.com', role: 'member', isRemoved: false },
  { id: 'user_1', name: 'P 1', email: 'p1@example.com', role: 'member', isRemoved: true },
  { id: 'user_2', name: 'P 2', email: 'p2@example.com', role: 'free-owner', isRemoved: false },
];

/** The current cycle alone, one member a page here; the search narrows the list. */
function spend(asked: Asked, { limits, cycleStart, spendClosed }: State): Reply {
  if (spendClosed) return { status: 403, json: { error: 'Enterprise only' } };
  const number = Number(asked.body['page'] ?? 1);
  const word = String(asked.body['searchTerm'] ?? '');
  const found = members.filter(({ email }) => email.includes(word));
  const shown = found.slice(number - 1, number);
  const teamMemberSpend = shown.map(({ email, name }) => ({
    userId: 'user_7Qk2',
    name,
    email,
    spendCents: 1312.407715,
    overallSpendCents: 3312.407715,
    hardLimitOverrideDollars: 0,
    monthlyLimitDollars: limits.get(email) ?? null,
  }));
  const subscriptionCycleStart = dayNumber(cycleStart) * 86_400_000;
  return { json: { teamMemberSpend, subscriptionCycleStart, totalPages: found.length } };
}

/** Both ends are included, the newest first; amounts are floats in cents, written by hand. */
function page(asked: Asked, state: State): Reply {
  const [from, to] = [Number(asked.body['startDate']), Number(asked.body['endDate'])];
  const number = Number(asked.body['page'] ?? 1);
  const size = Math.min(1000, Number(asked.body['pageSize'] ?? 100));
  if (to - from > 30 * 86_400_000) return { status: 400, json: { error: 'Range too long' } };
  const found = state.events.filter(({ at }) => at >= from && at <= to);
  const shown = state.stuck ? 1 : number;
  const events = found.slice((shown - 1) * size, shown * size).map((event) => {
    const text = event.cost.toString().padStart(6, '0');
    const cents = `${text.slice(0, -5)}.${text.slice(-5)}`;
    return `{"timestamp":"${event.at}","userEmail":${JSON.stringify(event.email)},"conversationId":"never read","model":"${event.model}","kind":"${event.charged ? 'Usage-based' : 'Included in Business'}","requestsCosts":3,"isTokenBasedCall":true,"isChargeable":${event.charged},"tokenUsage":{"inputTokens":${event.input},"outputTokens":${event.output},"cacheWriteTokens":${event.write},"cacheReadTokens":${event.read},"totalCents":${cents}},"chargedCents":${cents}}`;
  });
  const pages = Math.ceil(found.length / size);
  return {
    text: `{"totalUsageEventsCount":${found.length},"pagination":{"numPages":${pages},"currentPage":${shown},"pageSize":${size},"hasNextPage":${state.stuck || number < pages}},"usageEvents":[${events.join(',')}]}`,
  };
}
