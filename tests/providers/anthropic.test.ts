import { afterEach, describe, expect, it } from 'vitest';
import { anthropic } from '../../src/main/providers/anthropic/anthropic.ts';
import {
  type AnthropicRecord,
  type AnthropicServer,
  anthropicRecords,
  anthropicServer,
} from './servers/anthropic.ts';
import { MANY, ofMany } from './servers/many.ts';
import {
  contextFor,
  emptyStore,
  type Store,
  syncInto,
  TEST_KEY,
  totalsOf,
} from './sync-harness.ts';

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
  it('adds up many records, joined with their costs, whole or cut off after any unit', async () => {
    await start(anthropicRecords('2026-09-01', 66, ofMany(510)));
    expect(server.records.length).toBeGreaterThan(MANY);
    const store = emptyStore();
    for (const units of [1, 3, 17])
      await syncInto(store, anthropic, contextFor(anthropic, server.base), units);
    await syncInto(store, anthropic, contextFor(anthropic, server.base));
    expect(store.done).toBe(true);
    expect(totalsOf(store)).toMatchObject(expected(server.records));
    expect(store.rows.length).toBe(server.records.length);
    expect(store.members.length).toBeGreaterThanOrEqual(ofMany(510));
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

  it.each([
    ['2026-11-05', '2026-01-01'],
    ['2027-06-01', '2026-06-02'],
  ])(
    'on %s reads the days from %s on by person, and those before from the older reports',
    async (today, floor) => {
      await start(anthropicRecords('2024-11-06', 720, 2));
      server.today = today;
      const at = { firstDay: '2024-11-05', today };
      const store = await syncInto(emptyStore(), anthropic, contextFor(anthropic, server.base, at));
      expect(store.outcomes.every(({ state }) => state === 'done')).toBe(true);
      const newer = store.rows.filter(({ stream }) => stream === 'analytics');
      const older = store.rows.filter(({ stream }) => stream === 'costs');
      expect(newer[0] && newer.every(({ row }) => row.day >= floor)).toBe(true);
      expect(older[0] && older.every(({ row }) => row.day < floor)).toBe(true);
      expect(totalsOf(store).costMicro).toBe(expected(server.records).costMicro);
      server.today = today === '2026-11-05' ? '2026-12-05' : '2027-07-01';
      await syncInto(
        store,
        anthropic,
        contextFor(anthropic, server.base, { ...at, today: server.today }),
      );
      expect(totalsOf(store).costMicro).toBe(expected(server.records).costMicro);
    },
    300_000,
  );

  it('goes on with members and keys where the costs fail, and the other way round', async () => {
    await start(anthropicRecords('2026-11-01', 4, 2));
    for (const [path, failed] of [
      ['/v1/organizations/analytics/cost', 'analytics'],
      ['/v1/organizations/users', 'members'],
      ['/v1/organizations/api_keys', 'keys'],
    ]) {
      server.bend.answer = (asked, reply) =>
        asked.path === path ? { status: 500, json: { error: { message: 'no' } } } : reply;
      const store = await syncInto(emptyStore(), anthropic, contextFor(anthropic, server.base));
      expect(store.done).toBe(true);
      expect(store.outcomes.filter(({ state }) => state !== 'done')).toMatchObject([
        { stream: failed, failure: { code: 'provider_down' } },
      ]);
      server.bend.answer = null;
      await syncInto(store, anthropic, contextFor(anthropic, server.base));
      expect(totalsOf(store)).toMatchObject(expected(server.records));
    }
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
    await syncInto(store, anthropic, contextFor(anthropic, server.base));
    expect(store.outcomes).toMatchObject([
      { stream: 'members', state: 'done' },
      { stream: 'keys', state: 'done' },
      { stream: 'analytics', state: 'failed', failure: { code: 'cursor_loop' } },
    ]);
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
          starting_at: '2026-11-05T00:00:00Z',
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
    const store = await syncInto(emptyStore(), anthropic, contextFor(anthropic, server.base));
    expect(store.outcomes.at(-1)).toMatchObject({
      stream: 'costs',
      state: 'failed',
      failure: { code: 'answer_changed', details: { field: 'data', plan: 'ask' } },
    });
  });
});

describe('Anthropic, the Claude Code report', () => {
  const older = async (records: AnthropicRecord[]): Promise<void> => {
    await start(records);
    server.analytics = false;
  };
  const context = (changes = {}) => contextFor(anthropic, server.base, changes);
  /** Tokens by kind, of each day and model. */
  const sums = (store: Store): Map<string, number[]> => {
    const found = new Map<string, number[]>();
    for (const { row } of store.rows) {
      if (row.kind !== 'usage') continue;
      const key = `${row.day} ${row.model}`;
      const kinds = [
        row.inputTokens,
        row.outputTokens,
        row.cacheReadTokens,
        row.cacheWriteTokens,
        row.cacheWrite1hTokens,
      ];
      found.set(
        key,
        kinds.map((tokens, index) => tokens + (found.get(key)?.[index] ?? 0)),
      );
    }
    return found;
  };
  const usageOf = (store: Store) =>
    store.rows.flatMap(({ row }) => (row.kind === 'usage' ? [row] : []));

  it.each([100, 60, 0, 250])(
    'adds no token to what the usage report says, telling %i percent of it',
    async (share) => {
      await older(anthropicRecords('2026-10-20', 17, 15));
      server.closed.add('usage_report/claude_code');
      const without = await syncInto(emptyStore(), anthropic, context());
      expect(without.notes.map(({ code }) => code)).toEqual(['claude_code_closed']);
      server.closed.clear();
      server.codeShare = share;
      server.pageSize = 2;
      const store = emptyStore();
      for (let cut = 0; cut < 400 && !store.done; cut += 1)
        await syncInto(store, anthropic, context(), 3);
      expect(store.notes).toEqual([]);
      expect(sums(store)).toEqual(sums(without));
      expect(totalsOf(store)).toMatchObject(expected(server.records));
      for (const row of usageOf(store))
        expect(row.cacheWrite1hTokens).toBeLessThanOrEqual(row.cacheWriteTokens);
      // Only Claude Code's own key gives, and what its report does not tell stays with it.
      const ofKey = (key: number) =>
        expected(server.records.filter((record) => record.key === key)).inputTokens;
      const held = (key: string) =>
        usageOf(store).reduce((sum, row) => sum + (row.identity === key ? row.inputTokens : 0), 0);
      for (const key of [0, 1, 2, 4, 5, 6]) expect(held(`apikey_${key}`)).toBe(ofKey(key));
      if (share >= 100) expect(held('apikey_3')).toBe(0);
      if (share === 0) expect(held('apikey_3')).toBe(ofKey(3));
      const persons = usageOf(store).filter(({ identity }) => identity?.includes('@'));
      expect(persons.length > 0).toBe(share > 0);
      expect(
        persons.every(({ project, costMicro }) => project === 'wrkspc_code' && costMicro === null),
      ).toBe(true);
    },
  );

  it('gives each person exactly their own use where the two reports agree', async () => {
    await older(anthropicRecords('2026-11-01', 4, 12));
    const store = await syncInto(emptyStore(), anthropic, context());
    for (const user of [3, 10]) {
      const own = expected(server.records.filter((record) => record.user === user));
      const rows = usageOf(store).filter(({ identity }) => identity === `p${user}@example.com`);
      expect(rows.reduce((sum, row) => sum + row.inputTokens, 0)).toBe(own.inputTokens);
      expect(rows.reduce((sum, row) => sum + row.cacheWriteTokens, 0)).toBe(own.cacheWriteTokens);
    }
  });

  it('keeps what a plan covers apart: it costs nothing, and shows what it is worth', async () => {
    await older(anthropicRecords('2026-11-01', 4, 4));
    server.planUse.push({
      day: '2026-11-02',
      email: 'on-a-plan@example.com',
      input: 900,
      cents: 792,
    });
    const store = await syncInto(emptyStore(), anthropic, context());
    const rows = usageOf(store).filter(({ identity }) => identity === 'on-a-plan@example.com');
    expect(rows).toMatchObject([
      { inputTokens: 900, costMicro: 0n, grossMicro: 7_920_000n, currency: 'USD' },
    ]);
    expect(totalsOf(store).costMicro).toBe(expected(server.records).costMicro);
  });

  it('is asked for whole days only, and not where the newer reports know the person', async () => {
    await start(anthropicRecords('2026-11-01', 4, 4));
    await syncInto(emptyStore(), anthropic, context());
    expect(server.asked.some(({ path }) => path.endsWith('claude_code'))).toBe(false);
  });

  it('is asked for again on request, and may be closed in the middle', async () => {
    await older(anthropicRecords('2026-10-20', 17, 8));
    server.closed.add('usage_report/claude_code');
    const store = await syncInto(emptyStore(), anthropic, context());
    server.closed.clear();
    await syncInto(store, anthropic, context());
    const named = () => usageOf(store).some(({ identity }) => identity?.includes('@'));
    expect(named()).toBe(false);
    await syncInto(store, anthropic, context({ retryClosed: true }));
    expect(named()).toBe(true);
    const dayPages = server.asked.filter(({ path }) => path.endsWith('claude_code')).length;
    expect(dayPages).toBeGreaterThan(2);
    await syncInto(store, anthropic, context(), 4);
    server.closed.add('usage_report/claude_code');
    await syncInto(store, anthropic, context());
    expect(store.done).toBe(true);
    expect(totalsOf(store)).toMatchObject(expected(server.records));
  });
});

const ENTERPRISE_KEY = 'sk-ant-api01-SECRET-of-an-enterprise-0123456789';

describe('Anthropic, the limits', () => {
  it('are listed for the members of an Enterprise organization, in cents', async () => {
    server = await anthropicServer([], ENTERPRISE_KEY);
    server.memberLimits = [
      { user: 0, amount: '6000', period: 'monthly', spent: '1234.5' },
      { user: 1, amount: null, period: 'weekly', spent: '0' },
    ];
    const { limits } = await syncInto(
      emptyStore(),
      anthropic,
      contextFor(anthropic, server.base, { key: ENTERPRISE_KEY }),
    );
    const usd = (amountMicro: bigint | null, period: string) => ({
      amountMicro,
      currency: 'USD',
      period,
    });
    expect(limits).toMatchObject([
      { target: 'user_0', limit: usd(60_000_000n, 'month'), usedMicro: 12_345_000n },
      { target: 'user_1', limit: usd(null, 'week'), usedMicro: null },
    ]);
  });

  it('are never asked for with the key of a Console organization, which has none', async () => {
    await start(anthropicRecords('2026-11-01', 2, 2));
    server.memberLimits = null;
    const store = await syncInto(emptyStore(), anthropic, contextFor(anthropic, server.base));
    expect(store.done).toBe(true);
    expect(store.notes).toEqual([]);
    expect(server.asked.some(({ path }) => path.includes('spend_limits'))).toBe(false);
  });
});

describe('Anthropic, the key', () => {
  it('is checked: what it opens is listed', async () => {
    await start(anthropicRecords('2026-11-04', 1, 1));
    server.closed.add('cost_report');
    expect(await anthropic.check(contextFor(anthropic, server.base))).toMatchObject({
      ok: true,
      found: ['members', 'keys', 'analytics', 'usage', 'claude-code'],
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
