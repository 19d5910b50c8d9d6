import { afterEach, describe, expect, it } from 'vitest';
import { addDays } from '../../src/core/calendar.ts';
import { openai } from '../../src/main/providers/openai/openai.ts';
import type { LimitChange } from '../../src/main/providers/provider.ts';
import { MANY, ofMany } from './servers/many.ts';
import {
  type OpenaiRecord,
  type OpenaiServer,
  openaiRecords,
  openaiServer,
} from './servers/openai.ts';
import { contextFor, emptyStore, syncInto, TEST_KEY, totalsOf } from './sync-harness.ts';

let server: OpenaiServer;
afterEach(() => server.close());
const start = async (records: OpenaiRecord[]): Promise<void> => {
  server = await openaiServer(records, TEST_KEY);
};
const context = (changes = {}) => contextFor(openai, server.base, changes);

function expected(records: readonly OpenaiRecord[]) {
  const sum = (of: (record: OpenaiRecord) => number): number =>
    records.reduce((total, record) => total + of(record), 0);
  return {
    costMicro: records.reduce((total, { cost }) => total + cost / 10n, 0n),
    inputTokens: sum((record) => record.input - record.cached),
    cacheReadTokens: sum((record) => record.cached),
    outputTokens: sum((record) => record.output),
    requests: sum((record) => record.requests),
  };
}

describe('OpenAI', () => {
  it('adds up many records with numbers, texts and exponents, cut off after any unit', async () => {
    await start(openaiRecords('2026-09-01', 66, ofMany(770)));
    expect(server.records.length).toBeGreaterThan(MANY);
    server.pageSize = 5;
    const store = emptyStore();
    for (const units of [2, 7, 11]) await syncInto(store, openai, context(), units);
    await syncInto(store, openai, context());
    expect(totalsOf(store)).toMatchObject(expected(server.records));
    expect(store.rows.every(({ moneyFrom }) => moneyFrom === 'cost-report')).toBe(true);
  });

  it('asks for the rest of a window anew where an old page cursor is refused', async () => {
    await start(openaiRecords('2026-09-01', 66, 3));
    server.pageSize = 4;
    const store = await syncInto(emptyStore(), openai, context(), 10);
    server.run += 1;
    await syncInto(store, openai, context());
    expect(totalsOf(store)).toMatchObject(expected(server.records));
  });

  it('tells the limits in force, of the organization and of each project', async () => {
    await start([]);
    server.limits.set('spend_limit', 600_000);
    server.limits.set('projects/proj_1/spend_limit', 2_550);
    const { limits } = await syncInto(emptyStore(), openai, context());
    expect(limits).toMatchObject([
      { scope: 'organization', target: null, limit: { amountMicro: 6_000_000_000n } },
      { scope: 'project', target: 'proj_1', limit: { amountMicro: 25_500_000n, period: 'month' } },
    ]);
  });

  it('replaces the last five days when they are restated', async () => {
    await start(openaiRecords('2026-10-01', 36, 2));
    const store = await syncInto(emptyStore(), openai, context());
    server.records = server.records.map((record) =>
      record.day >= '2026-11-01' ? { ...record, cost: record.cost * 3n } : record,
    );
    await syncInto(store, openai, context());
    expect(totalsOf(store)).toMatchObject(expected(server.records));
  });

  it('reads costs as dollars, though limits are cents', async () => {
    await start([
      {
        day: '2026-11-04',
        key: 1,
        model: 'm',
        input: 1,
        cached: 0,
        output: 1,
        requests: 1,
        cost: 597_300n,
      },
    ]);
    const store = await syncInto(emptyStore(), openai, context());
    expect(totalsOf(store).costMicro).toBe(59_730n);
    const charge = store.rows.find(({ row }) => row.kind === 'charge')?.row;
    expect(charge).toMatchObject({ identity: 'key_1', model: 'm', currency: 'USD' });
  });

  it('names a key and its owner, so that the spend finds its person', async () => {
    await start([]);
    const store = await syncInto(emptyStore(), openai, context());
    expect(store.keys.map(({ id }) => id).sort()).toEqual([
      'key_0',
      'key_1',
      'key_2',
      'key_3',
      'key_4',
      'key_5',
    ]);
  });

  it('tells which admin keys end within thirty days, and reads on where they are closed', async () => {
    await start([]);
    const seconds = (day: string): number => Date.parse(`${day}T12:00:00Z`) / 1000;
    const { today } = context();
    server.adminKeys = [
      { name: 'Sync', expires_at: seconds(addDays(today, 30)) },
      { name: 'Later', expires_at: seconds(addDays(today, 31)) },
      { name: 'Gone', expires_at: seconds(addDays(today, -1)) },
      { name: null, expires_at: seconds(today) },
      { name: 'For good', expires_at: null },
    ];
    const { notes } = await syncInto(emptyStore(), openai, context());
    expect(notes.map(({ code, details }) => [code, details])).toEqual([
      ['key_expires', { key: 'Sync', day: addDays(today, 30) }],
      ['key_expires', { key: '–', day: today }],
    ]);
    server.closed.add('admin_api_keys');
    const store = await syncInto(emptyStore(), openai, context());
    expect(store.notes).toEqual([]);
    expect(store.keys.length).toBe(6);
  });

  it('counts uses of every kind, each by what it can be grouped by', async () => {
    await start([]);
    server.others = new Map([
      ['images', { images: 4, num_model_requests: 2, api_key_id: 'key_1', model: 'image-1' }],
      ['web_search_calls', { num_requests: 7, num_model_requests: 6, user_id: 'user-1' }],
      ['file_search_calls', { num_requests: 5, api_key_id: 'key_2' }],
      ['code_interpreter_sessions', { num_sessions: 3, project_id: 'proj_1' }],
    ]);
    const store = await syncInto(emptyStore(), openai, context());
    expect(store.done).toBe(true);
    const rows = store.rows.map(({ row }) => row);
    expect(
      rows.map((row) => row.kind === 'usage' && [row.description, row.identity, row.requests]),
    ).toEqual([
      ['images', 'key_1', 2],
      ['web_search_calls', 'user-1', 7],
      ['file_search_calls', 'key_2', 5],
      ['code_interpreter_sessions', null, 3],
    ]);
    expect(rows.at(-1)?.project).toBe('proj_1');
  });

  it('tells how tokens were asked for, and takes what the provider calls uncached as it stands', async () => {
    await start([]);
    const figures = { output_tokens: 2, num_model_requests: 1, model: 'gpt-5.5', api_key_id: 'k' };
    const results = [
      { input_tokens: 100, input_cached_tokens: 60, input_uncached_tokens: 30, batch: false },
      { input_tokens: 100, input_cached_tokens: 60, input_cache_write_tokens: 15, batch: true },
      { input_tokens: 100, input_cached_tokens: 120, service_tier: 'priority' },
      { input_tokens: 100, service_tier: 'default', batch: null },
      { input_tokens: 100, service_tier: 'flex', batch: true },
    ].map((one) => ({ ...figures, ...one }));
    server.bend.answer = ({ path, query }, reply) => {
      if (!path.endsWith('usage/completions')) return reply;
      expect(query.getAll('group_by')).toEqual(expect.arrayContaining(['batch', 'service_tier']));
      const start_time = Date.parse('2026-11-03') / 1000;
      const data = [{ object: 'bucket', start_time, results }];
      return { json: { object: 'page', data, has_more: false, next_page: null } };
    };
    const at = context({ firstDay: '2026-11-03' });
    const store = await syncInto(emptyStore(), openai, at);
    const rows = store.rows.flatMap(({ row }) => (row.kind === 'usage' ? [row] : []));
    expect(
      rows.map((row) => [
        row.inputTokens,
        row.cacheReadTokens,
        row.cacheWriteTokens,
        row.tier?.serviceTier,
      ]),
    ).toEqual([
      [30, 60, 0, null],
      [25, 60, 15, 'batch'],
      [0, 120, 0, 'priority'],
      [100, 0, 0, null],
      [100, 0, 0, 'batch+flex'],
    ]);
  });

  it('goes on without the reports that are closed, but not where everything is', async () => {
    await start(openaiRecords('2026-11-01', 3, 1));
    server.closed.add('costs');
    const store = await syncInto(emptyStore(), openai, context());
    expect(store.notes.map(({ details }) => details['stream'])).toEqual(['costs']);
    for (const path of ['users', 'projects', 'usage/completions']) server.closed.add(path);
    expect(await openai.check(context())).toMatchObject({
      ok: false,
      failure: { code: 'nothing_permitted' },
    });
  });
});

describe('writing to OpenAI', () => {
  const limit: LimitChange = {
    scope: 'project',
    target: 'proj_1',
    amountMicro: 60_000_000n,
    currency: 'USD',
    period: 'month',
  };

  it('says exactly what would be sent, sends nothing, and then sends that and reads it back', async () => {
    await start([]);
    const plan = await openai.limits?.planLimit(context(), limit);
    expect(plan).toMatchObject({
      method: 'POST',
      url: `${server.base}/v1/organization/projects/proj_1/spend_limit`,
      body: '{"threshold_amount":6000,"currency":"USD","interval":"month"}',
      words: { code: 'limit_set' },
    });
    expect(JSON.stringify(plan)).not.toContain(TEST_KEY);
    expect(server.asked).toEqual([]);
    const set = await openai.limits?.doLimit(context(), limit);
    expect(set).toEqual({ amountMicro: 60_000_000n, currency: 'USD', period: 'month' });
    expect(JSON.stringify(server.asked[0]?.body)).toBe(plan?.body);
    await openai.limits?.doLimit(context(), { ...limit, amountMicro: null });
    expect(server.limits.size).toBe(0);
  });

  it('refuses what the provider cannot do instead of doing something else', async () => {
    await start([]);
    const plan = (change: Partial<LimitChange>) =>
      openai.limits?.planLimit(context(), { ...limit, ...change });
    await expect(plan({ scope: 'person' })).rejects.toMatchObject({ code: 'limit_not_possible' });
    await expect(plan({ period: 'week' })).rejects.toMatchObject({ code: 'limit_not_possible' });
    await expect(plan({ amountMicro: 5n })).rejects.toMatchObject({ code: 'limit_not_whole' });
  });

  it('says delete where it means delete', async () => {
    await start([]);
    const change = { keyId: 'key_2', paused: true, project: 'proj_0' };
    const plan = await openai.pause?.planPause(context(), change);
    expect(plan).toMatchObject({
      method: 'DELETE',
      reversible: false,
      words: { code: 'key_delete' },
    });
    expect(await openai.pause?.doPause(context(), change)).toBe('deleted');
    const back = openai.pause?.planPause(context(), { ...change, paused: false });
    await expect(back).rejects.toMatchObject({ code: 'resume_not_possible' });
  });
});
