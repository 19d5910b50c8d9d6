import { describe, expect, it, onTestFinished } from 'vitest';
import { bookVerify } from '../../src/contract/book.ts';
import { overviewMonth } from '../../src/contract/month.ts';
import { anthropicRecords, anthropicServer } from '../providers/servers/anthropic.ts';
import { cursorEvents, cursorServer } from '../providers/servers/cursor.ts';
import { copilotRecords, copilotServer } from '../providers/servers/github-copilot.ts';
import { litellmRecords, litellmServer } from '../providers/servers/litellm.ts';
import { openaiRecords, openaiServer } from '../providers/servers/openai.ts';
import { openrouterRecords, openrouterServer } from '../providers/servers/openrouter.ts';
import type { TestServer } from '../providers/servers/test-server.ts';
import { TEST_KEY, TODAY } from '../providers/sync-harness.ts';
import { bookTotals, connect, connectedBook, sync } from './connected-account.ts';

async function served<T extends TestServer>(starting: Promise<T>): Promise<T> {
  const server = await starting;
  onTestFinished(() => server.close());
  return server;
}

const microOf = (records: readonly { cost: number | bigint }[]): bigint =>
  records.reduce((sum, { cost }) => sum + BigInt(cost), 0n);

describe('a sync', () => {
  it('takes 100,000 records of Anthropic into the book, to the micro', async () => {
    const server = await served(anthropicServer(anthropicRecords('2026-09-01', 66, 510), TEST_KEY));
    const { services } = connectedBook();
    await connect(services, 'anthropic', server.base);
    const doc = await sync(services);
    expect(doc).toMatchObject({ status: 'done', error: null, rejected: 0 });
    expect(doc.added).toBe(server.records.length);
    expect(bookTotals(services).chargedMicro).toBe(microOf(server.records));
    const { checks } = await services.call(bookVerify, {});
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  }, 60_000);

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
