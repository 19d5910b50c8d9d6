import { afterEach, describe, expect, it } from 'vitest';
import { litellm } from '../../src/main/providers/litellm/litellm.ts';
import type { LimitChange } from '../../src/main/providers/provider.ts';
import {
  type LitellmRecord,
  type LitellmServer,
  litellmRecords,
  litellmServer,
} from './servers/litellm.ts';
import {
  contextFor,
  emptyStore,
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
  it('adds up 100,000 records, whose pages cut through days, cut off after any unit', async () => {
    await start(litellmRecords('2026-09-06', 60, 210, 8));
    expect(server.records.length).toBeGreaterThan(100_000);
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

  it('never sends a time zone, and stops at a page that repeats', async () => {
    await start(litellmRecords('2026-11-01', 1, 210, 8));
    await syncInto(emptyStore(), litellm, context());
    expect(server.asked.some(({ query }) => query.has('timezone'))).toBe(false);
    server.stuck = true;
    await expect(syncInto(emptyStore(), litellm, context())).rejects.toMatchObject({
      code: 'cursor_loop',
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
