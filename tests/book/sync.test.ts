import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { accountShow, accountsList, accountsPeople } from '../../src/contract/accounts.ts';
import { bookVerify } from '../../src/contract/book.ts';
import { closeMonth } from '../../src/contract/close.ts';
import { peopleList } from '../../src/contract/company.ts';
import { importsList, importsUndo } from '../../src/contract/imports.ts';
import { overviewMonth } from '../../src/contract/month.ts';
import { usageShow } from '../../src/contract/spend.ts';
import { syncRun } from '../../src/contract/syncs.ts';
import { runOnlyKeys } from '../../src/main/keychain.ts';
import type { Services } from '../../src/main/services/services.ts';
import { anthropicRecords, anthropicServer } from '../providers/servers/anthropic.ts';
import { cursorEvents, cursorServer } from '../providers/servers/cursor.ts';
import { copilotRecords, copilotServer } from '../providers/servers/github-copilot.ts';
import { litellmRecords, litellmServer } from '../providers/servers/litellm.ts';
import { MANY, ofMany } from '../providers/servers/many.ts';
import { openaiRecords, openaiServer } from '../providers/servers/openai.ts';
import { openrouterRecords, openrouterServer } from '../providers/servers/openrouter.ts';
import type { TestServer } from '../providers/servers/test-server.ts';
import { TEST_KEY, TODAY } from '../providers/sync-harness.ts';
import { hastyNetwork, NOW } from './account-network.ts';
import { bookTotals, connect, connectedBook, sync } from './connected-account.ts';
import { freshBook } from './fresh-book.ts';

async function served<T extends TestServer>(starting: Promise<T>): Promise<T> {
  const server = await starting;
  onTestFinished(() => server.close());
  return server;
}

const microOf = (records: readonly { cost: number | bigint }[]): bigint =>
  records.reduce((sum, { cost }) => sum + BigInt(cost), 0n);

describe('a sync', () => {
  it('takes many records into the book, killed in the middle, to the micro', async () => {
    const server = await served(
      anthropicServer(anthropicRecords('2026-09-01', 66, ofMany(510)), TEST_KEY),
    );
    expect(server.records.length).toBeGreaterThan(MANY);
    const { services, file } = connectedBook();
    await connect(services, 'anthropic', server.base);
    await syncAndKill(file, server, 60);
    const before = bookTotals(services).rows;
    expect(before).toBeGreaterThan(0);
    const doc = await sync(services);
    expect(doc).toMatchObject({ status: 'done', error: null, rejected: 0, removed: 0 });
    expect(bookTotals(services).rows).toBe(server.records.length);
    expect(bookTotals(services).chargedMicro).toBe(microOf(server.records));
    const { checks } = await services.call(bookVerify, {});
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  }, 300_000);

  it('replaces restated days, keeps the rest, and removes what is told no more', async () => {
    const server = await served(anthropicServer(anthropicRecords('2026-10-01', 36, 5), TEST_KEY));
    const { services } = connectedBook();
    await connect(services, 'anthropic', server.base);
    await sync(services);
    server.records = server.records
      .filter(({ day, user }) => day < '2026-11-04' || user !== 1)
      .map((record) =>
        record.day >= '2026-11-03' ? { ...record, cost: record.cost + 5n } : record,
      );
    const doc = await sync(services);
    expect(doc).toMatchObject({ status: 'done', added: 0 });
    expect(doc.replaced).toBeGreaterThan(0);
    expect(doc.removed).toBeGreaterThan(0);
    expect(bookTotals(services).chargedMicro).toBe(microOf(server.records));
    const third = await sync(services);
    expect(third).toMatchObject({ added: 0, replaced: 0, removed: 0 });
    expect(third.unchanged).toBeGreaterThan(0);
    const { checks } = await services.call(bookVerify, {});
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  });

  it('splits OpenAI costs over its keys, to the micro, and charges its tokens nothing beside them', async () => {
    const records = openaiRecords('2026-09-01', 66, 4);
    const server = await served(openaiServer(records, TEST_KEY));
    const { services } = connectedBook();
    await connect(services, 'openai', server.base);
    expect(await sync(services)).toMatchObject({ status: 'done', error: null });
    const paid = records.reduce((sum, { cost }) => sum + cost / 10n, 0n);
    expect(bookTotals(services).chargedMicro).toBe(paid);
  });

  it('takes Copilot, OpenRouter, LiteLLM and Cursor', async () => {
    const firstDay = '2026-10-20';
    const copilot = await served(copilotServer(copilotRecords(firstDay, 17, 3), TEST_KEY));
    const openrouter = await served(
      openrouterServer(openrouterRecords(firstDay, 16, 2, 2), TEST_KEY, TODAY),
    );
    const litellm = await served(litellmServer(litellmRecords(firstDay, 17, 3, 2), TEST_KEY));
    const cursor = await served(cursorServer(cursorEvents(firstDay, 17, 300), TEST_KEY));
    for (const [provider, server] of [
      ['github-copilot', copilot],
      ['openrouter', openrouter],
      ['litellm', litellm],
      ['cursor', cursor],
    ] as const) {
      const { services } = connectedBook();
      await connect(services, provider, server.base, { firstDay, organization: 'acme' });
      const doc = await sync(services);
      expect(doc, provider).toMatchObject({ status: 'done', error: null });
      const totals = bookTotals(services);
      expect(totals.rows, provider).toBeGreaterThan(0);
      expect(totals.chargedMicro, provider).toBeGreaterThan(0n);
      const again = await sync(services);
      expect(again, provider).toMatchObject({ status: 'done', added: 0, replaced: 0, removed: 0 });
      expect(bookTotals(services), provider).toEqual(totals);
      const { checks } = await services.call(bookVerify, {});
      expect(
        checks.filter(({ ok }) => !ok),
        provider,
      ).toEqual([]);
      const overview = await services.call(overviewMonth, { month: '2026-10' });
      expect(Number(overview.total.amount), provider).toBeGreaterThan(0);
    }
  });
});

/** A person may kill the app at any moment: the child is killed after so many requests. */
async function syncAndKill(file: string, server: TestServer, after: number): Promise<void> {
  const start = server.asked.length;
  const child = spawn(process.execPath, [join(import.meta.dirname, 'sync-in-process.ts'), file], {
    stdio: 'inherit',
  });
  const ended = once(child, 'exit');
  const watch = setInterval(() => {
    if (server.asked.length - start >= after) child.kill('SIGKILL');
  }, 1);
  const [, signal] = (await ended) as [number | null, string | null];
  clearInterval(watch);
  expect(signal).toBe('SIGKILL');
}

describe('a sync that is cut off', () => {
  it('goes on after kills at any moment and ends with equal totals', async () => {
    const records = litellmRecords('2026-10-01', 36, 8, 3);
    const server = await served(litellmServer(records, TEST_KEY));
    const { services, file } = connectedBook();
    await connect(services, 'litellm', server.base, { firstDay: '2026-10-01' });
    for (const after of [5, 9, 13]) await syncAndKill(file, server, after);
    expect(await sync(services)).toMatchObject({ status: 'done' });
    expect(bookTotals(services).chargedMicro).toBe(microOf(records));
    const { history } = await services.call(accountShow, { account: 'Test account' });
    expect(history.map(({ error }) => error?.code ?? null)).toEqual([
      null,
      'sync_interrupted',
      'sync_interrupted',
      'sync_interrupted',
    ]);
    const { checks } = await services.call(bookVerify, {});
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  }, 300_000);

  it('keeps what came when it is cancelled, and says so', async () => {
    const records = litellmRecords('2026-10-01', 36, 3, 2);
    const server = await served(litellmServer(records, TEST_KEY));
    const { services } = connectedBook();
    await connect(services, 'litellm', server.base, { firstDay: '2026-10-01' });
    const stop = new AbortController();
    const asked = services.call(syncRun, { account: 'Test account' }, stop.signal);
    while (server.asked.length < 20) await new Promise((resolve) => setTimeout(resolve, 1));
    stop.abort();
    const { syncs } = await asked;
    expect(syncs[0]).toMatchObject({ status: 'partial', error: { code: 'cancelled' } });
    expect(bookTotals(services).rows).toBeGreaterThan(0);
    await sync(services);
    expect(bookTotals(services).chargedMicro).toBe(microOf(records));
  });
});

describe('what a provider does wrong', () => {
  it('counts the details that it spoiled over all days, and does not call costs missing of which a part came', async () => {
    const server = await served(litellmServer(litellmRecords('2026-10-30', 6, 2, 2), TEST_KEY));
    server.bend.answer = ({ path, query }, reply) => {
      if (path !== '/user/daily/activity') return reply;
      const day = query.get('start_date') ?? '';
      if (day === '2026-11-03') return { text: 'Bad gateway' };
      const text = JSON.stringify(reply.json).replace(
        /"api_requests":\d+/,
        '"api_requests":"many"',
      );
      return day < '2026-11-01' ? { text } : reply;
    };
    const { services } = connectedBook();
    await connect(services, 'litellm', server.base, { firstDay: '2026-10-30' });
    const doc = await sync(services);
    expect(doc).toMatchObject({ status: 'partial', error: { code: 'answer_unreadable' } });
    expect(doc.notes).toMatchObject([
      { code: 'fields_spoiled', details: { stream: 'activity', count: 2 } },
    ]);
    expect(doc.streams.filter(({ state }) => state === 'failed')).toMatchObject([
      { stream: 'activity', tellsMoney: true, error: { code: 'answer_unreadable' } },
    ]);
    server.bend.answer = null;
    expect(await sync(services)).toMatchObject({ status: 'done', error: null, notes: [] });
    expect(bookTotals(services).chargedMicro).toBe(microOf(server.records));
  });

  it.each([
    [{ kind: 'status', status: 401 }, 'key_refused', 'ask', 'partial'],
    [
      { kind: 'status', status: 429, headers: { 'retry-after': '9999' } },
      'rate_limited',
      'wait',
      'partial',
    ],
    [{ kind: 'status', status: 400 }, 'request_refused', 'ask', 'partial'],
    [{ kind: 'redirect', to: 'https://elsewhere.example/' }, 'host_not_allowed', 'ask', 'partial'],
  ] as const)('%j is told as %s with the plan %s', async (fault, code, plan, status) => {
    const server = await served(litellmServer(litellmRecords('2026-11-01', 3, 2, 1), TEST_KEY));
    const { services } = connectedBook();
    await connect(services, 'litellm', server.base);
    server.faults.set(server.asked.length + 1, fault);
    const doc = await sync(services);
    expect(doc).toMatchObject({ status, error: { code, plan } });
    expect(doc.error?.message).toMatch(/[a-z].*\.$/);
    expect(doc.nextTry === null).toBe(plan !== 'wait');
    expect(await sync(services)).toMatchObject({ status: 'done', error: null });
  });

  it.each([[{ kind: 'status', status: 503 }], [{ kind: 'cut' }], [{ kind: 'rubbish' }]] as const)(
    '%j once is tried again without a word',
    async (fault) => {
      const records = litellmRecords('2026-11-01', 3, 2, 1);
      const server = await served(litellmServer(records, TEST_KEY));
      const { services } = connectedBook();
      await connect(services, 'litellm', server.base);
      server.faults.set(server.asked.length + 4, fault);
      expect(await sync(services)).toMatchObject({ status: 'done', error: null });
      expect(bookTotals(services).chargedMicro).toBe(microOf(records));
    },
  );

  it.each([[{ kind: 'status', status: 500 }], [{ kind: 'cut' }]] as const)(
    '%j for good ends the sync with what came before, and it goes on later',
    async (fault) => {
      const records = litellmRecords('2026-10-20', 10, 2, 1);
      const server = await served(litellmServer(records, TEST_KEY));
      const { services } = connectedBook();
      await connect(services, 'litellm', server.base, { firstDay: '2026-10-20' });
      const first = server.asked.length + 6;
      for (let n = first; n < first + 30; n += 1) server.faults.set(n, fault);
      expect((await sync(services)).status).toBe('partial');
      server.faults.clear();
      expect(await sync(services)).toMatchObject({ status: 'done' });
      expect(bookTotals(services).chargedMicro).toBe(microOf(records));
    },
  );

  it('shows limits in force, credit left and seats that end, and drops what is told no more', async () => {
    const firstDay = '2026-11-04';
    const show = async (services: Services) =>
      services.call(accountShow, { account: 'Test account' });
    const router = await served(openrouterServer([], TEST_KEY, TODAY));
    const routed = connectedBook().services;
    await connect(routed, 'openrouter', router.base, { firstDay });
    await sync(routed);
    expect((await show(routed)).credit).toMatchObject({
      left: { amount: '87.155', currency: 'USD' },
      bought: { amount: '400.00' },
    });
    const gateway = await served(litellmServer([], TEST_KEY));
    const { services } = connectedBook();
    await connect(services, 'litellm', gateway.base, { firstDay });
    await sync(services);
    await services.call(accountsPeople, { account: 'Test account' });
    expect((await show(services)).limitList).toMatchObject([
      {
        scope: 'person',
        target: 'u-0',
        person: 'p0@example.com',
        limit: { amount: { amount: '60.00' }, period: 'month' },
        used: { amount: '41.20' },
      },
      { scope: 'team', target: 'team-dev', name: 'Dev', limit: { amount: { amount: '500.00' } } },
    ]);
    gateway.teams = [];
    await sync(services);
    expect((await show(services)).limitList.map(({ scope }) => scope)).toEqual(['person']);
    const copilot = await served(copilotServer(copilotRecords(firstDay, 1, 2), TEST_KEY));
    copilot.cancelled.set(1, '2026-11-30');
    const seated = connectedBook().services;
    await connect(seated, 'github-copilot', copilot.base, { firstDay, organization: 'acme' });
    await sync(seated);
    const ends = async () => (await show(seated)).seatList.map((seat) => seat.ends);
    expect(await ends()).toEqual([null, '2026-11-30']);
    copilot.cancelled.clear();
    await sync(seated);
    expect(await ends()).toEqual([null, null]);
  });

  it('says after which day a provider that keeps few days forgets', async () => {
    const server = await served(openrouterServer([], TEST_KEY, TODAY));
    let now = NOW;
    const book = freshBook({ now: () => now, keychain: runOnlyKeys(), network: hastyNetwork() });
    await connect(book.services, 'openrouter', server.base);
    await sync(book.services);
    const lost = async () =>
      (await book.services.call(accountShow, { account: 'Test account' })).lostAfter;
    now = '2026-11-24T12:00:00.000Z';
    expect(await lost()).toBeNull();
    now = '2026-11-25T12:00:00.000Z';
    expect(await lost()).toBe('2026-12-04');
  });

  it('stops on a cursor that goes in circles', async () => {
    const server = await served(litellmServer(litellmRecords('2026-11-01', 3, 2, 1), TEST_KEY));
    const { services } = connectedBook();
    await connect(services, 'litellm', server.base);
    server.stuck = true;
    expect(await sync(services)).toMatchObject({
      status: 'partial',
      error: { code: 'cursor_loop' },
    });
  });

  it('does without what the key is not let see, and says it', async () => {
    const server = await served(litellmServer(litellmRecords('2026-11-01', 3, 2, 1), TEST_KEY));
    const { services } = connectedBook();
    await connect(services, 'litellm', server.base);
    server.faults.set(server.asked.length + 1, { kind: 'status', status: 403 });
    const doc = await sync(services);
    expect(doc.status).toBe('done');
    expect(doc.notes.map(({ code }) => code)).toContain('feature_closed');
    const { streams } = await services.call(accountShow, { account: 'Test account' });
    expect(streams.filter(({ closed }) => closed !== null).length).toBe(1);
  });

  it('takes no network for what it is: work goes on, the next sync fetches the rest', async () => {
    const server = await litellmServer(litellmRecords('2026-11-01', 3, 2, 1), TEST_KEY);
    const { services } = connectedBook();
    await connect(services, 'litellm', server.base);
    await server.close();
    expect(await sync(services)).toMatchObject({
      status: 'failed',
      error: { code: 'offline', plan: 'retry' },
      nextTry: null,
    });
  });
});

describe('what a sync leaves alone', () => {
  it('counts no day twice that a file brought for the account already', async () => {
    const records = litellmRecords('2026-10-01', 36, 2, 1);
    const server = await served(litellmServer(records, TEST_KEY));
    const { services, take } = connectedBook();
    const file = await take('may.csv', 'date,identity,cost,currency\n2026-10-03,a@b.c,7.00,USD\n', {
      account: 'Test account',
    });
    await connect(services, 'litellm', server.base);
    const doc = await sync(services);
    expect(doc.notes).toContainEqual(
      expect.objectContaining({
        code: 'days_from_files',
        details: { count: 1, from: '2026-10-03', to: '2026-10-03' },
      }),
    );
    const others = microOf(records.filter(({ day }) => day !== '2026-10-03'));
    expect(bookTotals(services).chargedMicro).toBe(others + 7_000_000n);
    await services.call(importsUndo, { id: file.id ?? 0 });
    await sync(services, { again: 'all' });
    expect(bookTotals(services).chargedMicro).toBe(microOf(records));
  });

  it('leaves a closed month as it was closed, and says so', async () => {
    const records = litellmRecords('2026-10-28', 9, 2, 1);
    const server = await served(litellmServer(records, TEST_KEY));
    const { services } = connectedBook();
    await connect(services, 'litellm', server.base, { firstDay: '2026-10-28' });
    await sync(services);
    await services.call(closeMonth, { month: '2026-10', anyway: 'for the test' });
    const before = bookTotals(services);
    server.records = records.map((one) => ({
      ...one,
      cost: one.cost + (one.day < '2026-11-01' ? 9 : 0),
    }));
    const doc = await sync(services, { again: 'all' });
    expect(doc).toMatchObject({ status: 'done', replaced: 0, removed: 0 });
    expect(doc.notes.map(({ code }) => code)).toContain('month_closed_kept');
    expect(bookTotals(services)).toEqual(before);
    const { checks } = await services.call(bookVerify, {});
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  });

  it('stands in no list of imports', async () => {
    const server = await served(litellmServer(litellmRecords('2026-11-01', 3, 2, 1), TEST_KEY));
    const { services } = connectedBook();
    await connect(services, 'litellm', server.base);
    await sync(services);
    expect((await services.call(importsList, {})).imports).toEqual([]);
  });
});

describe('people', () => {
  it('are found by the e-mail that the account tells, and suggested where they are new', async () => {
    const server = await served(litellmServer(litellmRecords('2026-11-01', 4, 1, 1), TEST_KEY));
    const { services } = connectedBook();
    await connect(services, 'litellm', server.base);
    await sync(services);
    const before = await services.call(accountsList, {});
    expect(before.accounts[0]).toMatchObject({ members: 1, newPeople: 1, key: 'set' });
    expect(await services.call(accountsPeople, { account: 'Test account' })).toEqual({ added: 1 });
    const { people } = await services.call(peopleList, {});
    expect(people.map(({ email }) => email)).toEqual(['p0@example.com']);
    const usage = await services.call(usageShow, {
      from: '2026-11-01',
      to: '2026-11-05',
      by: ['person'],
    });
    expect(usage.rows.map((row) => JSON.stringify(row))).toEqual([
      expect.stringContaining('p0@example.com'),
    ]);
  });
});
