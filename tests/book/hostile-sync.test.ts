import { expect, it, onTestFinished } from 'vitest';
import { accountShow } from '../../src/contract/accounts.ts';
import { bookVerify } from '../../src/contract/book.ts';
import { syncRejects } from '../../src/contract/syncs.ts';
import { cursorEvents, cursorServer } from '../providers/servers/cursor.ts';
import { litellmRecords, litellmServer } from '../providers/servers/litellm.ts';
import { openaiRecords, openaiServer } from '../providers/servers/openai.ts';
import type { TestServer } from '../providers/servers/test-server.ts';
import { TEST_KEY } from '../providers/sync-harness.ts';
import { bookTotals, connect, connectedBook, sync } from './connected-account.ts';

const FIRST = '2026-11-02';

/** What texts and numbers are turned into, wherever they stand in an answer. */
const TURNS: readonly [string, (text: string) => string][] = [
  ['every text is empty', (text) => text.replace(/:"[^"]*"/g, ':""')],
  ['every text is half a character', (text) => text.replace(/:"[^"]*"/g, ':"\\ud800"')],
  ['every text is a zero byte', (text) => text.replace(/:"[^"]*"/g, ':"\\u0000"')],
  ['every text is a formula', (text) => text.replace(/:"[^"]*"/g, ':"=1+1"')],
  ['every text is long', (text) => text.replace(/:"[^"]*"/g, `:"${'x'.repeat(100_000)}"`)],
  ['every number is below zero', (text) => text.replace(/:(\d)/g, ':-$1')],
  ['every number is huge', (text) => text.replace(/:\d+(\.\d+)?/g, ':999999999')],
  ['every number is beyond a float', (text) => text.replace(/:\d+(\.\d+)?/g, ':1e999')],
  [
    'every second field is gone',
    (text) =>
      text.replace(/"(\w+)":/g, (field, name: string) => (name.length % 2 === 0 ? '"x":' : field)),
  ],
];

const SERVERS = {
  litellm: () => litellmServer(litellmRecords(FIRST, 3, 3, 2), TEST_KEY),
  cursor: () => cursorServer(cursorEvents(FIRST, 3, 30), TEST_KEY),
  openai: () => openaiServer(openaiRecords(FIRST, 3, 2), TEST_KEY),
} as const satisfies Record<string, () => Promise<TestServer>>;

const cases = (['litellm', 'cursor', 'openai'] as const).flatMap((provider) =>
  TURNS.map(([what, turn]) => [provider, what, turn] as const),
);

it.each(cases)('%s, where %s, leaves a sound book that goes on', async (provider, _, turn) => {
  const server = await SERVERS[provider]();
  onTestFinished(() => server.close());
  const { services } = connectedBook();
  await connect(services, provider, server.base, { firstDay: FIRST });
  server.bend.answer = (_asked, { json, text, ...rest }) => ({
    ...rest,
    text: turn(text ?? JSON.stringify(json)),
  });
  const doc = await sync(services);
  if (doc.error !== null) expect(doc.error.message).toMatch(/^[A-Z].{20,}[.]$/);
  expect((await services.call(syncRejects, { sync: doc.id })).count).toBe(doc.rejected);
  await services.call(accountShow, { account: 'Test account' });
  const { checks } = await services.call(bookVerify, {});
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  server.bend.answer = null;
  expect(await sync(services, { again: 'all' })).toMatchObject({ status: 'done', error: null });
  const healed = bookTotals(services);
  const { services: untouched } = connectedBook();
  await connect(untouched, provider, server.base, { firstDay: FIRST });
  await sync(untouched);
  expect(healed).toEqual(bookTotals(untouched));
});
