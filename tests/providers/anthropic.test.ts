import { afterEach, describe, expect, it } from 'vitest';
import { anthropic } from '../../src/main/providers/anthropic/anthropic.ts';
import {
  type AnthropicRecord,
  type AnthropicServer,
  anthropicRecords,
  anthropicServer,
} from './servers/anthropic.ts';
import { contextFor, emptyStore, syncInto, TEST_KEY, totalsOf } from './sync-harness.ts';

let server: AnthropicServer;
afterEach(() => server.close());

const start = async (records: AnthropicRecord[]): Promise<void> => {
  server = await anthropicServer(records, TEST_KEY);
};

function expected(records: readonly AnthropicRecord[]) {
  const sum = (of: (record: AnthropicRecord) => number): number =>
    records.reduce((total, record) => total + of(record), 0);
  return {
    // Ten-thousandths of a cent are micro-dollars.
    costMicro: records.reduce((total, { cost }) => total + cost, 0n),
    inputTokens: sum((record) => record.input),
    outputTokens: sum((record) => record.output),
    cacheReadTokens: sum((record) => record.read),
    cacheWriteTokens: sum((record) => record.write5m + record.write1h),
  };
}

describe('Anthropic, newer reports', () => {
  it('adds up 100,000 records, joined with their costs, whole or cut off after any unit', async () => {
    await start(anthropicRecords('2026-09-01', 66, 510));
    expect(server.records.length).toBeGreaterThan(100_000);
    const store = emptyStore();
    for (const units of [1, 3, 17])
      await syncInto(store, anthropic, contextFor(anthropic, server.base), units);
    await syncInto(store, anthropic, contextFor(anthropic, server.base));
    expect(store.done).toBe(true);
    expect(totalsOf(store)).toMatchObject(expected(server.records));
    expect(store.rows.length).toBe(server.records.length);
    expect(store.members.length).toBeGreaterThanOrEqual(510);
  });

  it('replaces the days that the provider restates instead of adding them', async () => {
    await start(anthropicRecords('2026-10-01', 36, 5));
    const store = await syncInto(emptyStore(), anthropic, contextFor(anthropic, server.base));
    server.records = server.records
      .filter(({ day, user }) => day < '2026-11-04' || user !== 1)
      .map((record) =>
        record.day >= '2026-11-03' ? { ...record, cost: record.cost + 5n } : record,
      );
    await syncInto(store, anthropic, contextFor(anthropic, server.base));
    expect(totalsOf(store)).toMatchObject(expected(server.records));
  });

  it('reads an amount as cents: "1234.5675" is 12.345675 USD', async () => {
    await start(
      anthropicRecords('2026-11-04', 1, 1)
        .slice(0, 1)
        .map((record) => ({ ...record, cost: 12_345_675n })),
    );
    const store = await syncInto(emptyStore(), anthropic, contextFor(anthropic, server.base));
    expect(totalsOf(store).costMicro).toBe(12_345_675n);
    expect(store.rows[0]?.row).toMatchObject({
      identity: 'p0@example.com',
      grossMicro: 24_691_350n,
    });
  });

  it('asks for the default page size where the great one is refused', async () => {
    await start(anthropicRecords('2026-11-01', 4, 60));
    server.pageSize = 500;
    const store = await syncInto(emptyStore(), anthropic, contextFor(anthropic, server.base));
    expect(totalsOf(store)).toMatchObject(expected(server.records));
  });

  it('stops at a cursor that loops and keeps what came', async () => {
    await start(anthropicRecords('2026-10-27', 7, 160));
    server.loops = true;
    const store = emptyStore();
    await expect(
      syncInto(store, anthropic, contextFor(anthropic, server.base)),
    ).rejects.toMatchObject({
      code: 'cursor_loop',
      details: { plan: 'retry' },
    });
    server.loops = false;
    await syncInto(store, anthropic, contextFor(anthropic, server.base));
    expect(totalsOf(store)).toMatchObject(expected(server.records));
  });

  it('never mixes the two kinds of report in one day', async () => {
    await start(anthropicRecords('2026-10-01', 30, 4));
    server.analytics = false;
    const store = await syncInto(
      emptyStore(),
      anthropic,
      contextFor(anthropic, server.base, { today: '2026-10-20' }),
    );
    server.analytics = true;
    await syncInto(store, anthropic, contextFor(anthropic, server.base, { retryClosed: true }));
    expect(new Set(store.rows.map(({ stream }) => stream))).toEqual(
      new Set(['usage', 'costs', 'analytics']),
    );
    expect(totalsOf(store)).toMatchObject(expected(server.records));
  });
});

describe('Anthropic, older reports', () => {
  const older = async (records: AnthropicRecord[]): Promise<void> => {
    await start(records);
    server.analytics = false;
  };

  it('adds up the same, whole or cut off after any unit', async () => {
    await older(anthropicRecords('2026-09-01', 66, 100));
    server.pageSize = 3;
    const store = emptyStore();
    for (const units of [1, 3, 17])
      await syncInto(store, anthropic, contextFor(anthropic, server.base), units);
    await syncInto(store, anthropic, contextFor(anthropic, server.base));
    expect(totalsOf(store)).toMatchObject(expected(server.records));
    expect(store.rows.every(({ moneyFrom }) => moneyFrom === 'cost-report')).toBe(true);
  });

  it('leaves out what the key may not read, remembers it, and asks again on request', async () => {
    await older(anthropicRecords('2026-11-01', 4, 2));
    server.closed.add('cost_report');
    const store = await syncInto(emptyStore(), anthropic, contextFor(anthropic, server.base));
    expect(store.notes).toMatchObject([
      { code: 'feature_closed', details: { stream: 'costs', why: 'not_permitted' } },
    ]);
    expect(totalsOf(store).costMicro).toBe(0n);
    server.closed.clear();
    await syncInto(store, anthropic, contextFor(anthropic, server.base));
    expect(totalsOf(store).costMicro).toBe(0n);
    await syncInto(store, anthropic, contextFor(anthropic, server.base, { retryClosed: true }));
    expect(totalsOf(store).costMicro).toBeGreaterThan(0n);
  });

  it('rejects a row without a readable amount and takes the others', async () => {
    await older([]);
    const bucket = (amount: unknown) => ({
      amount,
      currency: 'USD',
      model: 'm',
      workspace_id: null,
    });
    server.instead.set('cost_report', {
      data: [
        {
          starting_at: '2026-09-01T00:00:00Z',
          results: [bucket('1e2'), bucket('a lot'), bucket(7.5)],
        },
      ],
      has_more: false,
      next_page: null,
    });
    const store = await syncInto(
      emptyStore(),
      anthropic,
      contextFor(anthropic, server.base, { firstDay: '2026-11-05' }),
    );
    expect(store.rejects).toMatchObject([{ line: 2, field: 'amount', value: 'a lot' }]);
    expect(totalsOf(store).costMicro).toBe(1_075_000n);
  });

  it('says that the answer changed where it has another shape', async () => {
    await older([]);
    server.instead.set('cost_report', { rows: [] });
    await expect(
      syncInto(emptyStore(), anthropic, contextFor(anthropic, server.base)),
    ).rejects.toMatchObject({
      code: 'answer_changed',
      details: { field: 'data', plan: 'ask' },
    });
  });
});

describe('Anthropic, the key', () => {
  it('is checked: what it opens is listed', async () => {
    await start(anthropicRecords('2026-11-04', 1, 1));
    server.closed.add('cost_report');
    expect(await anthropic.check(contextFor(anthropic, server.base))).toMatchObject({
      ok: true,
      found: ['members', 'keys', 'analytics', 'usage'],
    });
  });

  it('is refused with the hint of which kind is needed, and named nowhere', async () => {
    await start([]);
    const result = await anthropic.check(
      contextFor(anthropic, server.base, { key: 'sk-ant-api03-of-a-workspace' }),
    );
    expect(result).toMatchObject({
      ok: false,
      failure: { code: 'key_refused', details: { plan: 'ask', keyHint: 'key_anthropic_admin' } },
    });
    if (!result.ok)
      expect(JSON.stringify([result.failure.message, result.failure.details])).not.toMatch(
        /SECRET|workspace"/,
      );
  });
});
