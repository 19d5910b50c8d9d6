import { readFileSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { bookVerify } from '../../src/contract/book.ts';
import { closeChecklist } from '../../src/contract/close.ts';
import { syncRejects, syncRejectsFile } from '../../src/contract/syncs.ts';
import type { RowReject } from '../../src/core/spend/rows.ts';
import { keepRejects, settleRejects } from '../../src/main/services/accounts/sync-rejects.ts';
import type { Services } from '../../src/main/services/services.ts';
import { anthropicServer } from '../providers/servers/anthropic.ts';
import { litellmRecords, litellmServer } from '../providers/servers/litellm.ts';
import type { TestServer } from '../providers/servers/test-server.ts';
import { TEST_KEY } from '../providers/sync-harness.ts';
import { connect, connectedBook, sync } from './connected-account.ts';
import { rawBook } from './raw-book.ts';

async function served<T extends TestServer>(starting: Promise<T>): Promise<T> {
  const server = await starting;
  onTestFinished(() => server.close());
  return server;
}

async function unreadIn(services: Services, month: string): Promise<number> {
  const { items } = await services.call(closeChecklist, { month });
  return items.find(({ code }) => code === 'unread')?.count ?? 0;
}

it('keeps the rows that could not be read with their sync, each once, to be looked at and saved', async () => {
  const server = await served(anthropicServer([], TEST_KEY));
  server.analytics = false;
  const bucket = (day: string, ...amounts: unknown[]) => ({
    starting_at: `${day}T00:00:00Z`,
    results: amounts.map((amount) => ({ amount, currency: 'USD', model: 'm' })),
  });
  // In two buckets the same row number is wrong; one value is a formula.
  const told = [bucket('2026-11-03', '100', '=HYPERLINK("x")'), bucket('2026-11-04', '100', null)];
  server.instead.set('cost_report', { data: told, has_more: false, next_page: null });
  const { services, file } = connectedBook();
  await connect(services, 'anthropic', server.base, { firstDay: '2026-11-01' });
  const doc = await sync(services);
  expect(doc).toMatchObject({ status: 'done', added: 2, rejected: 2 });
  const { rejects, count } = await services.call(syncRejects, { sync: doc.id });
  expect(count).toBe(2);
  expect(rejects).toMatchObject([
    {
      stream: 'costs/2026-11-01/2026-11-05',
      line: 2,
      field: 'amount',
      value: '=HYPERLINK("x")',
      code: 'provider_field',
    },
    { stream: 'costs/2026-11-01/2026-11-05', line: 2, field: 'amount', value: null },
  ]);
  const out = `${file}.rejects.csv`;
  expect(await services.call(syncRejectsFile, { sync: doc.id, out })).toEqual({
    file: out,
    rows: 2,
  });
  const [header, first] = readFileSync(out, 'utf8').split('\r\n');
  expect(header).toBe('stream,reject_line,reject_field,reject_value,reject_reason');
  expect(first).toMatch(/^costs\/2026-11-01\/2026-11-05,2,amount,"'=HYPERLINK/);
  const again = await sync(services);
  expect((await services.call(syncRejects, { sync: again.id })).count).toBe(2);
  // Met twice, it is one row to look at before the month is closed.
  expect(await unreadIn(services, '2026-11')).toBe(2);
  expect(await unreadIn(services, '2026-10')).toBe(0);
  server.instead.set('cost_report', {
    data: [bucket('2026-11-04', '100', '7')],
    has_more: false,
  });
  const mended = await sync(services);
  expect(mended.rejected).toBe(0);
  expect(await unreadIn(services, '2026-11')).toBe(0);
  expect((await services.call(syncRejects, { sync: mended.id })).rejects).toEqual([]);
  await expect(services.call(syncRejects, { sync: 999 })).rejects.toMatchObject({
    code: 'sync_missing',
  });
  const { checks } = await services.call(bookVerify, {});
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
});

it('seeks a row of an unknown day in the days that were not read again, each row once', async () => {
  const server = await served(litellmServer(litellmRecords('2026-11-01', 4, 2, 2), TEST_KEY));
  const { services } = connectedBook();
  await connect(services, 'litellm', server.base, { firstDay: '2026-11-01' });
  const { id: runId } = await sync(services);
  const accountId = rawBook(services.book).get<{ id: number }>(
    'SELECT account_id AS id FROM sync_run WHERE id = ?',
    runId,
  )?.id;
  const page = (fromDay: string, toDay: string) => ({
    stream: 'events',
    asked: { fromDay, toDay },
    rejects: [1, 2].map(
      (line): RowReject => ({
        ...{ kind: 'reject', line, field: 'tokens', value: 'x' },
        ...{ code: 'provider_field', reason: 'r', raw: [] },
      }),
    ),
  });
  const read = (run: number, fromDay: string, toDay: string, isMended = false) => {
    const told = page(fromDay, toDay);
    keepRejects(services.book, run, { ...told, rejects: isMended ? [] : told.rejects });
    settleRejects(services.book, run, { fromDay, toDay, stream: 'events' });
  };
  const nextRun = () =>
    rawBook(services.book).run(
      `INSERT INTO sync_run (account_id, at, who, automatic, status, requests, added, replaced, unchanged, removed, rejected, notes)
       VALUES (?, '2026-11-05T00:00:00Z', 'test', 0, 'done', 0, 0, 0, 0, 0, 0, '[]')`,
      accountId ?? 0,
    ).id;
  read(runId, '2026-10-25', '2026-11-03');
  expect(await unreadIn(services, '2026-10')).toBe(2);
  expect(await unreadIn(services, '2026-11')).toBe(2);
  read(nextRun(), '2026-11-01', '2026-11-05');
  expect(await unreadIn(services, '2026-11')).toBe(2);
  read(nextRun(), '2026-11-01', '2026-11-05', true);
  expect(await unreadIn(services, '2026-11')).toBe(0);
  // They may lie in October still: those days were not read again.
  expect(await unreadIn(services, '2026-10')).toBe(2);
  read(nextRun(), '2026-10-25', '2026-10-31', true);
  expect(await unreadIn(services, '2026-10')).toBe(0);
});
