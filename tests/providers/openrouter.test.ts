import { afterEach, describe, expect, it } from 'vitest';
import { openrouter } from '../../src/main/providers/openrouter/openrouter.ts';
import type { LimitChange } from '../../src/main/providers/provider.ts';
import { MANY, ofMany } from './servers/many.ts';
import {
  type OpenrouterRecord,
  type OpenrouterServer,
  openrouterRecords,
  openrouterServer,
} from './servers/openrouter.ts';
import {
  contextFor,
  emptyStore,
  type Store,
  syncInto,
  TEST_KEY,
  TODAY,
  totalsOf,
} from './sync-harness.ts';

let server: OpenrouterServer;
afterEach(() => server.close());
const start = async (records: OpenrouterRecord[]): Promise<void> => {
  server = await openrouterServer(records, TEST_KEY, TODAY);
};
const context = (changes = {}) => contextFor(openrouter, server.base, changes);

function expected(records: readonly OpenrouterRecord[]) {
  const told = records.filter(({ day }) => day < TODAY);
  const sum = (of: (record: OpenrouterRecord) => number): number =>
    told.reduce((total, record) => total + of(record), 0);
  return {
    costMicro: BigInt(sum((record) => record.cost)),
    inputTokens: sum((record) => record.input),
    outputTokens: sum((record) => record.output),
    requests: sum((record) => record.requests),
  };
}

const costOf = (store: Store, identity: string | null): bigint =>
  store.rows.reduce(
    (total, { row }) =>
      row.kind === 'usage' && row.identity === identity ? total + (row.costMicro ?? 0n) : total,
    0n,
  );

describe('OpenRouter', () => {
  it('adds up many records by key, the rest unassigned, cut off after any unit', async () => {
    await start(openrouterRecords('2026-10-06', 30, ofMany(60), 56));
    expect(server.records.length).toBeGreaterThan(MANY);
    const store = emptyStore();
    for (const units of [2, 5]) await syncInto(store, openrouter, context(), units);
    await syncInto(store, openrouter, context());
    expect(totalsOf(store)).toMatchObject(expected(server.records));
    const deleted = server.records.filter(({ key }) => key === -1);
    expect(costOf(store, null)).toBe(expected(deleted).costMicro);
    expect(costOf(store, 'hash5')).toBe(
      expected(server.records.filter(({ key }) => key === 5)).costMicro,
    );
  });

  it('goes on in the middle of the keys with what the earlier ones took', async () => {
    await start(openrouterRecords('2026-10-20', 10, 8, 2));
    const store = emptyStore();
    for (let cut = 0; cut < 30 && !store.done; cut += 1)
      await syncInto(store, openrouter, context(), 1);
    expect(store.done).toBe(true);
    expect(totalsOf(store)).toMatchObject(expected(server.records));
    expect(server.asked.filter(({ path }) => path.endsWith('/activity')).length).toBe(9);
  });

  it('finds the keys of every workspace once', async () => {
    await start(openrouterRecords('2026-11-01', 1, 250, 1));
    const store = await syncInto(emptyStore(), openrouter, context());
    expect(new Set(store.keys.map(({ id }) => id)).size).toBe(250);
    expect(store.keys.length).toBe(250);
  });

  it('never counts what one’s own provider key was charged elsewhere', async () => {
    await start(openrouterRecords('2026-11-04', 1, 0, 1).map((record) => ({ ...record, cost: 2 })));
    const store = await syncInto(emptyStore(), openrouter, context());
    expect(totalsOf(store).costMicro).toBe(2n);
  });

  it('keeps what is older than 30 days, and says which days were missed', async () => {
    await start(openrouterRecords('2026-10-06', 30, 1, 1));
    const store = await syncInto(emptyStore(), openrouter, context());
    const before = totalsOf(store);
    server.today = '2026-12-20';
    await syncInto(store, openrouter, context({ today: '2026-12-20' }));
    expect(store.notes.at(-1)).toMatchObject({
      code: 'history_gap',
      details: { from: '2026-11-05', to: '2026-11-19' },
    });
    expect(totalsOf(store)).toEqual(before);
  });

  it('reads what is left of the credits, and believes no ordinary key’s zeros', async () => {
    await start([]);
    server.credits = { bought: '400', used: '3.12845e2' };
    const store = await syncInto(emptyStore(), openrouter, context());
    expect(store.credit).toEqual({
      leftMicro: 87_155_000n,
      boughtMicro: 400_000_000n,
      currency: 'USD',
    });
    expect(totalsOf(store).costMicro).toBe(0n);
    server.management = false;
    const other = await syncInto(emptyStore(), openrouter, context());
    expect(other.credit).toBeNull();
  });

  it('lists keys that are paused too', async () => {
    await start(openrouterRecords('2026-11-04', 1, 3, 1));
    for (const key of server.keys) key.disabled = true;
    const store = await syncInto(emptyStore(), openrouter, context());
    expect(store.keys.map(({ status }) => status)).toEqual(['paused', 'paused', 'paused']);
    expect(totalsOf(store)).toMatchObject(expected(server.records));
  });

  it('takes no ordinary key, which gets answers too', async () => {
    await start([]);
    server.management = false;
    expect(await openrouter.check(context())).toMatchObject({
      ok: false,
      failure: { code: 'key_refused', details: { keyHint: 'key_openrouter_management' } },
    });
    server.management = true;
    expect(await openrouter.check(context())).toMatchObject({
      ok: true,
      found: ['activity', 'keys', 'credits'],
    });
  });

  it('pauses a key and takes it up again, sets and takes away its limit', async () => {
    await start(openrouterRecords('2026-11-04', 1, 1, 1));
    const change = { keyId: 'hash0', project: null };
    expect(await openrouter.pause?.doPause(context(), { ...change, paused: true })).toBe('paused');
    expect(await openrouter.pause?.doPause(context(), { ...change, paused: false })).toBe('active');
    const limit: LimitChange = {
      scope: 'key',
      target: 'hash0',
      amountMicro: 60_250_000n,
      currency: 'USD',
      period: 'month',
    };
    const plan = await openrouter.limits?.planLimit(context(), limit);
    expect(plan?.body).toBe('{"limit":60.25,"limit_reset":"monthly"}');
    expect(await openrouter.limits?.doLimit(context(), limit)).toMatchObject({
      amountMicro: 60_250_000n,
    });
    const none = await openrouter.limits?.doLimit(context(), { ...limit, amountMicro: null });
    expect(none).toMatchObject({ amountMicro: null });
  });
});
