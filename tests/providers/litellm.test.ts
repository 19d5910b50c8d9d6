import { afterEach, describe, expect, it } from 'vitest';
import { litellm } from '../../src/main/providers/litellm/litellm.ts';
import type { LimitChange } from '../../src/main/providers/provider.ts';
import {
  type LitellmRecord,
  type LitellmServer,
  litellmRecords,
  litellmServer,
} from './servers/litellm.ts';
import { MANY, ofMany } from './servers/many.ts';
import {
  contextFor,
  emptyStore,
  quickNetwork,
  type Store,
  syncInto,
  TEST_KEY,
  totalsOf,
} from './sync-harness.ts';

let server: LitellmServer;
afterEach(() => server.close());
const start = async (records: LitellmRecord[]): Promise<void> => {
  server = await litellmServer(records, TEST_KEY);
};
const context = (changes = {}) => contextFor(litellm, server.base, changes);

function expected(records: readonly LitellmRecord[]) {
  const sum = (of: (record: LitellmRecord) => number): number =>
    records.reduce((total, record) => total + of(record), 0);
  return {
    costMicro: BigInt(sum((record) => record.cost)),
    inputTokens: sum((record) => record.prompt - record.read),
    cacheReadTokens: sum((record) => record.read),
    outputTokens: sum((record) => record.completion),
    requests: sum((record) => record.requests),
  };
}

const identities = (store: Store): Set<string | null> =>
  new Set(store.rows.map(({ row }) => row.identity));

describe('LiteLLM', () => {
  it('adds up many records, whose pages cut through days, cut off after any unit', async () => {
    await start(litellmRecords('2026-09-06', 60, ofMany(210), 8));
    expect(server.records.length).toBeGreaterThan(MANY);
    const store = emptyStore();
    for (const units of [1, 4, 9, 30]) await syncInto(store, litellm, context(), units);
    await syncInto(store, litellm, context());
    expect(totalsOf(store)).toMatchObject(expected(server.records));
    expect(store.rows.every(({ moneyFrom }) => moneyFrom === 'usage')).toBe(true);
  });

  it.each(['finest', 'money', 'keys'] as const)(
    'keeps every token and cent with the breakdown "%s"',
    async (shape) => {
      await start(litellmRecords('2026-11-01', 3, 3, 2));
      server.shape = shape;
      const store = await syncInto(emptyStore(), litellm, context());
      const { costMicro, outputTokens, requests } = expected(server.records);
      expect(totalsOf(store)).toMatchObject({ costMicro, outputTokens, requests });
      const { inputTokens, cacheReadTokens } = totalsOf(store);
      const prompts = server.records.reduce((total, { prompt }) => total + prompt, 0);
      expect(inputTokens + cacheReadTokens).toBe(prompts);
      expect(identities(store)).toEqual(new Set(['p0@example.com', 'u-1', 'token2']));
    },
  );

  it('does not book a model without a price as free', async () => {
    await start(litellmRecords('2026-11-01', 1, 1, 1).map((record) => ({ ...record, cost: 0 })));
    const store = await syncInto(emptyStore(), litellm, context());
    expect(store.rows[0]?.row).toMatchObject({ model: 'model-0', costMicro: null });
  });

  it('only splits what another account is billed for', async () => {
    await start(litellmRecords('2026-11-01', 2, 2, 1));
    const store = await syncInto(
      emptyStore(),
      litellm,
      context({ settings: { chargedElsewhere: true } }),
    );
    expect(totalsOf(store).costMicro).toBe(0n);
    expect(store.rows.every(({ moneyFrom }) => moneyFrom === 'cost-report')).toBe(true);
    expect(totalsOf(store).inputTokens).toBe(expected(server.records).inputTokens);
  });

  it('keeps reserved capacity apart from use', async () => {
    await start([]);
    server.flat = 1.5;
    const store = await syncInto(emptyStore(), litellm, context({ firstDay: '2026-11-05' }));
    expect(
      store.rows.map(({ row }) => [row.description, row.kind === 'usage' && row.costMicro]),
    ).toEqual([['reserved capacity', 1_500_000n]]);
  });

  it.each(['day', 'midnight'] as const)(
    'reads the logs of single requests where there are no sums by day; a span ends with the %s',
    async (logsEnd) => {
      await start(litellmRecords('2026-10-28', 9, 4, 2));
      server.daily = false;
      server.logsEnd = logsEnd;
      const store = emptyStore();
      for (const units of [3, 5]) await syncInto(store, litellm, context(), units);
      await syncInto(store, litellm, context());
      const { costMicro, outputTokens, requests } = expected(server.records);
      expect(totalsOf(store)).toMatchObject({ costMicro, outputTokens, requests });
      expect(identities(store)).toEqual(new Set(['u-0', 'u-1', 'token2', 'u-3']));
      const text = JSON.stringify(store, (_, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      );
      expect(text).not.toMatch(/never/);
      expect(text).not.toMatch(/request_id/);
    },
  );

  it('never reads a day from both, whichever of the two opens or closes', async () => {
    await start(litellmRecords('2026-10-01', 36, 3, 2));
    const expects = (store: Store, until: string) =>
      expect(totalsOf(store).costMicro).toBe(
        expected(server.records.filter(({ day }) => day <= until)).costMicro,
      );
    const on = (today: string, changes = {}) => context({ today, ...changes });
    const store = await syncInto(emptyStore(), litellm, on('2026-10-10'));
    expects(store, '2026-10-10');
    server.daily = false;
    await syncInto(store, litellm, on('2026-10-20'));
    expects(store, '2026-10-20');
    server.daily = true;
    await syncInto(store, litellm, on('2026-10-25'));
    expects(store, '2026-10-25');
    await syncInto(store, litellm, on('2026-11-05', { retryClosed: true }));
    expects(store, '2026-11-05');
    expect(new Set(store.rows.map(({ stream }) => stream))).toEqual(new Set(['activity', 'logs']));
  });

  it('loses no day to a clock that was a month ahead, and says that it is', async () => {
    await start(litellmRecords('2026-10-01', 36, 2, 1));
    const told = server.records;
    server.records = told.filter(({ day }) => day <= '2026-10-10');
    server.clock.shows = new Date('2026-10-10T12:00:00Z');
    const network = {
      ...quickNetwork(),
      nowMs: () => Date.parse('2026-11-09T12:00:00Z'),
    };
    const wrong = { today: '2026-11-09', network };
    const store = await syncInto(emptyStore(), litellm, context(wrong));
    expect(store.notes).toMatchObject([
      { code: 'clock_ahead', details: { today: '2026-11-09', providerToday: '2026-10-10' } },
    ]);
    server.records = told;
    server.clock.shows = null;
    await syncInto(store, litellm, context());
    expect(totalsOf(store).costMicro).toBe(expected(told).costMicro);
  });

  it('goes on after a clock that left a day that has not come yet', async () => {
    await start(litellmRecords('2026-11-01', 5, 2, 1));
    const store = await syncInto(emptyStore(), litellm, context({ today: '2027-11-05' }));
    server.records = server.records.map((one) =>
      one.day >= '2026-11-03' ? { ...one, cost: one.cost + 7 } : one,
    );
    await syncInto(store, litellm, context());
    expect(totalsOf(store).costMicro).toBe(expected(server.records).costMicro);
  });

  it('lists the limits of people and teams, and sets a team’s in dollars', async () => {
    await start([]);
    const { limits } = await syncInto(emptyStore(), litellm, context());
    expect(limits).toEqual([
      {
        scope: 'person',
        target: 'u-0',
        name: 'p0@example.com',
        limit: { amountMicro: 60_000_000n, currency: 'USD', period: 'month' },
        usedMicro: 41_200_000n,
      },
      {
        scope: 'team',
        target: 'team-dev',
        name: 'Dev',
        limit: { amountMicro: 500_000_000n, currency: 'USD', period: 'lifetime' },
        usedMicro: 41_200_000n,
      },
    ]);
    const change: LimitChange = {
      scope: 'team',
      target: 'team-ops',
      amountMicro: 250_500_000n,
      currency: 'USD',
      period: 'month',
    };
    expect((await litellm.limits?.planLimit(context(), change))?.body).toBe(
      '{"team_id":"team-ops","max_budget":250.5,"budget_duration":"30d"}',
    );
    expect(await litellm.limits?.doLimit(context(), change)).toEqual({
      amountMicro: 250_500_000n,
      currency: 'USD',
      period: 'month',
    });
    expect(server.teams[1]?.max_budget).toBe(250.5);
    const gone = litellm.limits?.doLimit(context(), { ...change, target: 'team-none' });
    await expect(gone).rejects.toMatchObject({ code: 'not_found' });
  });

  it('never sends a time zone, and stops at a page that repeats', async () => {
    await start(litellmRecords('2026-11-01', 1, 210, 8));
    await syncInto(emptyStore(), litellm, context());
    expect(server.asked.some(({ query }) => query.has('timezone'))).toBe(false);
    server.stuck = true;
    const { outcomes } = await syncInto(emptyStore(), litellm, context());
    expect(outcomes.find(({ stream }) => stream === 'activity')).toMatchObject({
      failure: { code: 'cursor_loop' },
    });
  });

  it('blocks a key and unblocks it, and limits it in dollars', async () => {
    await start([]);
    const change = { keyId: 'token1', project: null };
    expect(await litellm.pause?.doPause(context(), { ...change, paused: true })).toBe('paused');
    expect(await litellm.pause?.doPause(context(), { ...change, paused: false })).toBe('active');
    const limit: LimitChange = {
      scope: 'key',
      target: 'token1',
      amountMicro: 12_500_000n,
      currency: 'USD',
      period: 'month',
    };
    expect((await litellm.limits?.planLimit(context(), limit))?.body).toBe(
      '{"key":"token1","max_budget":12.5,"budget_duration":"30d"}',
    );
    expect(await litellm.limits?.doLimit(context(), limit)).toEqual({
      amountMicro: 12_500_000n,
      currency: 'USD',
      period: 'month',
    });
  });
});
