import { afterEach, describe, expect, it } from 'vitest';
import { divideHalfEven } from '../../src/core/money.ts';
import { cursor } from '../../src/main/providers/cursor/cursor.ts';
import type { LimitChange } from '../../src/main/providers/provider.ts';
import {
  type CursorEvent,
  type CursorServer,
  cursorEvents,
  cursorServer,
} from './servers/cursor.ts';
import { MANY } from './servers/many.ts';
import { contextFor, emptyStore, syncInto, TEST_KEY, totalsOf } from './sync-harness.ts';

let server: CursorServer;
afterEach(() => server.close());
const start = async (events: CursorEvent[]): Promise<void> => {
  server = await cursorServer(events, TEST_KEY);
};
const context = (changes = {}) => contextFor(cursor, server.base, changes);

/** The exact sum of each day, person and model, rounded once. */
function expected(events: readonly CursorEvent[]) {
  const sums = new Map<string, bigint>();
  for (const { at, email, model, charged, cost } of events) {
    if (!charged) continue;
    const cell = JSON.stringify([Math.floor(at / 86_400_000), email, model]);
    sums.set(cell, (sums.get(cell) ?? 0n) + cost);
  }
  const sum = (of: (event: CursorEvent) => number): number =>
    events.reduce((total, event) => total + of(event), 0);
  return {
    costMicro: [...sums.values()].reduce((total, cost) => total + divideHalfEven(cost, 10n), 0n),
    inputTokens: sum((event) => event.input),
    outputTokens: sum((event) => event.output),
    cacheReadTokens: sum((event) => event.read),
    cacheWriteTokens: sum((event) => event.write),
    requests: events.length,
  };
}

/** The provider settles a cycle: every charge before this day grows. */
function restateBefore(day: string): void {
  server.events = server.events.map((event) =>
    event.at < Date.parse(day) ? { ...event, cost: event.cost + 100_000n } : event,
  );
}

async function syncTwice(today: string): Promise<void> {
  const store = await syncInto(emptyStore(), cursor, context({ today }));
  server.asked.length = 0;
  await syncInto(store, cursor, context({ today }));
}

/** The first day that the last sync asked events for. */
function daysAskedFrom(): string {
  const starts = server.asked
    .filter(({ path, body }) => path === '/teams/filtered-usage-events' && body['pageSize'] !== 1)
    .map(({ body }) => Number(body['startDate']));
  return new Date(Math.min(...starts)).toISOString().slice(0, 10);
}

describe('Cursor', () => {
  it('adds up many events, charged and covered apart, cut off after any unit', async () => {
    await start(cursorEvents('2026-09-01', 60, MANY));
    const store = emptyStore();
    for (const units of [1, 5, 9, 30]) await syncInto(store, cursor, context(), units);
    await syncInto(store, cursor, context());
    expect(totalsOf(store)).toMatchObject(expected(server.events));
  });

  it('reads the first and the last millisecond of a day once each', async () => {
    const [one] = cursorEvents('2026-11-01', 1, 1);
    if (!one) throw new Error('no event');
    const midnight = Date.UTC(2026, 10, 3);
    await start(
      [midnight, midnight - 1].map((at) => ({ ...one, at, charged: true, cost: 1_555_415n })),
    );
    const store = await syncInto(emptyStore(), cursor, context());
    expect(store.rows.map(({ row }) => row.day).sort()).toEqual(['2026-11-02', '2026-11-03']);
    // 15.55415 cents.
    expect(store.rows[0]?.row).toMatchObject({ costMicro: 155_542n });
  });

  it('charges nothing for what the plan covers, and keeps its worth', async () => {
    const [one] = cursorEvents('2026-11-01', 1, 1);
    if (!one) throw new Error('no event');
    await start([{ ...one, charged: false, cost: 1_000_000n }]);
    const store = await syncInto(emptyStore(), cursor, context());
    expect(store.rows[0]?.row).toMatchObject({ costMicro: 0n, grossMicro: 100_000n });
  });

  it('never keeps a conversation’s id', async () => {
    await start(cursorEvents('2026-11-01', 3, 50));
    const store = await syncInto(emptyStore(), cursor, context());
    const text = JSON.stringify(store, (_key, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    expect(text).not.toContain('never read');
  });

  it('stops at a server that shows the same page for ever', async () => {
    await start(cursorEvents('2026-11-01', 3, 3000));
    server.stuck = true;
    const { outcomes } = await syncInto(emptyStore(), cursor, context());
    expect(outcomes.at(-1)).toMatchObject({ stream: 'events', failure: { code: 'cursor_loop' } });
  });

  it('says from when on there are events, and asks for no earlier ones', async () => {
    await start(cursorEvents('2026-09-01', 60, 100));
    const store = await syncInto(emptyStore(), cursor, context({ firstDay: '2024-01-01' }));
    expect(store.notes).toMatchObject([{ code: 'history_from', details: { from: '2026-08-08' } }]);
    expect(totalsOf(store)).toMatchObject(expected(server.events));
    expect(server.asked.length).toBeLessThan(30);
  });

  it('counts members that are there and not free as seats, with their last activity', async () => {
    await start([]);
    const { members, seats } = await syncInto(emptyStore(), cursor, context());
    expect(members.map(({ active }) => active)).toEqual([true, false, true]);
    expect(seats).toMatchObject([
      { identity: 'p0@example.com', lastActivityDay: null },
      { identity: 'p0@example.com', lastActivityDay: '2026-11-03' },
    ]);
  });

  it('lists what each member may spend in the cycle, and what of it is used', async () => {
    await start([]);
    server.limits.set('p1@example.com', 40);
    const { limits } = await syncInto(emptyStore(), cursor, context());
    expect(limits).toEqual([
      {
        scope: 'person',
        target: 'p1@example.com',
        name: 'P 1',
        limit: { amountMicro: 40_000_000n, currency: 'USD', period: 'cycle' },
        usedMicro: 13_124_077n,
      },
    ]);
  });

  it('reads only the last three days again within a cycle', async () => {
    await start(cursorEvents('2026-10-01', 35, 400));
    const store = await syncInto(emptyStore(), cursor, context());
    const before = totalsOf(store).costMicro;
    restateBefore('2026-11-03');
    await syncInto(store, cursor, context());
    expect(totalsOf(store).costMicro).toBe(before);
  });

  it.each([
    ['on its last day', '2026-10-06', '2026-11-05'],
    ['on its last day, where months have other lengths', '2026-10-31', '2026-11-29'],
    ['on the shorter month’s last day', '2027-01-31', '2027-02-27'],
  ])('reads a restated cycle again %s', async (_, cycleStart, today) => {
    await start(cursorEvents('2026-10-01', 35, 400));
    server.cycleStart = cycleStart;
    await syncTwice(today);
    expect(daysAskedFrom()).toBe(cycleStart);
  });

  it('reads the last cycle again once when the next one has begun', async () => {
    await start(cursorEvents('2026-10-01', 35, 400));
    server.cycleStart = '2026-10-03';
    const store = await syncInto(emptyStore(), cursor, context({ today: '2026-10-25' }));
    restateBefore('2026-10-20');
    server.cycleStart = '2026-11-03';
    // Stopped twice on the way: the cycle is read to its end all the same.
    for (const units of [6, 2]) await syncInto(store, cursor, context(), units);
    await syncInto(store, cursor, context());
    const again = store.rows.filter(({ row }) => row.day >= '2026-10-03');
    const exact = server.events.filter(({ at }) => at >= Date.UTC(2026, 9, 3));
    expect(totalsOf({ ...store, rows: again }).costMicro).toBe(expected(exact).costMicro);
    server.asked.length = 0;
    await syncInto(store, cursor, context());
    expect(daysAskedFrom()).toBe('2026-11-03');
  });

  it('does without the cycle where the team may not see it', async () => {
    await start(cursorEvents('2026-10-20', 16, 50));
    server.spendClosed = true;
    const store = await syncInto(emptyStore(), cursor, context());
    expect(store.notes[0]).toMatchObject({ code: 'feature_closed', details: { stream: 'cycle' } });
    expect(totalsOf(store)).toMatchObject(expected(server.events));
  });

  it('sets a limit in whole dollars and believes the page, not the status', async () => {
    await start([]);
    const limit: LimitChange = {
      scope: 'person',
      target: 'p0@example.com',
      amountMicro: 60_000_000n,
      currency: 'USD',
      period: 'cycle',
    };
    expect(await cursor.limits?.doLimit(context(), limit)).toMatchObject({
      amountMicro: 60_000_000n,
    });
    await expect(
      cursor.limits?.planLimit(context(), { ...limit, amountMicro: 60_500_000n }),
    ).rejects.toMatchObject({ code: 'limit_not_whole' });
    server.refuses = true;
    await expect(cursor.limits?.doLimit(context(), limit)).rejects.toMatchObject({
      code: 'write_refused',
    });
  });
});
