import { afterEach, describe, expect, it } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import type { ProviderContext } from '../../src/main/providers/provider.ts';
import { PROVIDERS } from '../../src/main/providers/registry.ts';
import { anthropicRecords, anthropicServer } from './servers/anthropic.ts';
import { cursorEvents, cursorServer } from './servers/cursor.ts';
import { copilotRecords, copilotServer } from './servers/github-copilot.ts';
import { litellmRecords, litellmServer } from './servers/litellm.ts';
import { MADE } from './servers/made.ts';
import { openaiRecords, openaiServer } from './servers/openai.ts';
import { openrouterRecords, openrouterServer } from './servers/openrouter.ts';
import type { Reply, TestServer } from './servers/test-server.ts';
import { contextFor, emptyStore, type Store, syncInto, TEST_KEY, TODAY } from './sync-harness.ts';

/**
 * Every field of every answer of every provider is bent, one after the other: no sync may break, loop or guess.
 * Each place meets a third of the bends, the next place the next third; `SEATWORTH_EVERY_BEND=1` tries all on each.
 */

const FROM = '2026-11-02';
const SERVERS: Readonly<Record<string, () => Promise<TestServer>>> = {
  anthropic: () => anthropicServer(anthropicRecords(FROM, 3, 2), TEST_KEY),
  'anthropic (older reports)': async () => {
    const server = await anthropicServer(anthropicRecords(FROM, 3, 2), TEST_KEY);
    server.analytics = false;
    return server;
  },
  openai: () => openaiServer(openaiRecords(FROM, 3, 2), TEST_KEY),
  'github-copilot': () => copilotServer(copilotRecords(FROM, 3, 2), TEST_KEY),
  openrouter: () => openrouterServer(openrouterRecords(FROM, 3, 2, 2), TEST_KEY, TODAY),
  litellm: () => litellmServer(litellmRecords(FROM, 3, 3, 2), TEST_KEY),
  'litellm (logs)': async () => {
    const server = await litellmServer(litellmRecords(FROM, 3, 3, 2), TEST_KEY);
    server.daily = false;
    return server;
  },
  cursor: () => cursorServer(cursorEvents(FROM, 3, 40), TEST_KEY),
  ...Object.fromEntries(MADE.map(({ id, serve }) => [id, serve])),
};
/** Providers that are asked few questions. */
const SMALL = new Map(MADE.map((made) => [made.id as string, made]));

let server: TestServer;
afterEach(() => server.close());

const providerOf = (name: string) => {
  const id = name.split(' ')[0];
  const found = PROVIDERS.find((one) => one.id === id);
  if (!found) throw new Error(`no provider ${name}`);
  return found;
};
const contextOf = (name: string): ProviderContext =>
  contextFor(providerOf(name), server.base, {
    firstDay: FROM,
    settings: { organization: 'acme' },
    timeoutMs: 2_000,
    ...(SMALL.has(name) ? { key: SMALL.get(name)?.key ?? '' } : {}),
  });

type Outcome = { store: Store; failure: Failure | null };
/** What a sync comes to; anything but a `Failure` is a bug and is thrown. */
async function outcomeOf(name: string): Promise<Outcome> {
  const store = emptyStore();
  try {
    await syncInto(store, providerOf(name), contextOf(name));
    return { store, failure: null };
  } catch (error) {
    if (error instanceof Failure) return { store, failure: error };
    throw error;
  }
}

function expectTold({ store, failure }: Outcome, what: string): void {
  if (failure === null) {
    expect(store.done, what).toBe(true);
    return;
  }
  expect(failure.message, what).toMatch(/^(?:xAI|[\p{Lu}\p{Lo}]).{20,}[.]$/u);
  expect(['retry', 'wait', 'ask'], what).toContain(failure.details['plan']);
}

/** Amounts that a book can hold, counts that are none below zero. */
function expectSane({ rows }: Store, what: string): void {
  for (const { row } of rows) {
    expect(row.day, what).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    const micro =
      row.kind === 'charge' ? [row.amountMicro] : [row.costMicro ?? 0n, row.grossMicro ?? 0n];
    for (const one of micro) expect(one < 2n ** 63n && one > -(2n ** 63n), what).toBe(true);
    if (row.kind !== 'usage') continue;
    for (const count of [row.inputTokens, row.outputTokens, row.cacheReadTokens, row.requests])
      expect(Number.isSafeInteger(count) && count >= 0, `${what}: ${count}`).toBe(true);
  }
}

type Path = readonly (string | number)[];
/** Every place in an answer, of lists the first element only. */
function placesIn(value: unknown, path: Path = []): Path[] {
  if (Array.isArray(value))
    return [path, ...(value.length > 0 ? placesIn(value[0], [...path, 0]) : [])];
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, one]) => placesIn(one, [...path, name]))];
}

/** The answer's text with another JSON text in one place. */
function bent(value: unknown, path: Path, text: string): string {
  const mark = '\u0001here\u0001';
  const put = (at: unknown, [name, ...rest]: Path): unknown => {
    if (name === undefined) return mark;
    if (Array.isArray(at)) return at.map((one, index) => (index === name ? put(one, rest) : one));
    return { ...(at as object), [name]: put((at as Record<string, unknown>)[name], rest) };
  };
  return JSON.stringify(put(value, path)).replace(JSON.stringify(mark), () => text);
}

const BENDS = [
  'null',
  '""',
  '"rubbish"',
  '-1',
  '0.5',
  '1e400',
  '99999999999999999999',
  'true',
  '[]',
  '{}',
  '[null]',
  '"\\ud800"',
  '"2026-02-30"',
  `"${'9'.repeat(5000)}"`,
];

const bendsAt = (place: number): readonly string[] =>
  process.env['SEATWORTH_EVERY_BEND']
    ? BENDS
    : BENDS.filter((_, index) => (index + place) % 3 === 0);

const textOf = ({ json, text }: Reply): string => text ?? JSON.stringify(json ?? null);
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The first good answer to each question of a sync. */
async function answersOf(name: string): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>();
  server.bend.answer = ({ path }, reply) => {
    const value = parsed(textOf(reply));
    if ((reply.status ?? 200) === 200 && value !== undefined && !found.has(path))
      found.set(path, value);
    return reply;
  };
  expectTold(await outcomeOf(name), 'straight');
  server.bend.answer = null;
  return found;
}

describe.each(Object.keys(SERVERS))('%s', (name) => {
  it('takes any field in any shape: a reject, a closed feature or a sentence, never a crash', async () => {
    server = (await (SERVERS[name] ?? SERVERS['litellm'])?.()) as TestServer;
    const answers = await answersOf(name);
    expect(answers.size).toBeGreaterThan(SMALL.has(name) ? 0 : 2);
    let tried = 0;
    let places = 0;
    for (const [path, value] of answers)
      for (const place of placesIn(value).slice(0, 40)) {
        places += 1;
        for (const text of bendsAt(places)) {
          const what = `${path} ${place.join('.')} = ${text.slice(0, 30)}`;
          server.bend.answer = (asked, reply) =>
            asked.path === path ? { text: bent(value, place, text) } : reply;
          server.asked.length = 0;
          const outcome = await outcomeOf(name);
          expectTold(outcome, what);
          expectSane(outcome.store, what);
          expect(server.asked.length, what).toBeLessThan(500);
          tried += 1;
        }
      }
    expect(tried).toBeGreaterThan(SMALL.has(name) ? 30 : 100);
  }, 300_000);

  it.each([
    ['nothing', ''],
    ['a cut document', '{"data":[{"a":1'],
    ['a page of another server', '<html><body>Please sign in</body></html>'],
    ['a number', '7'],
    ['ten thousand empty lists', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
  ])('says so where every answer is %s', async (_, text) => {
    server = (await (SERVERS[name] ?? SERVERS['litellm'])?.()) as TestServer;
    server.bend.answer = () => ({ text });
    const outcome = await outcomeOf(name);
    expect(outcome.failure).not.toBeNull();
    expectTold(outcome, text.slice(0, 20));
    expect(outcome.store.rows).toEqual([]);
  });

  it.each([
    [401, 'key_refused'],
    [429, 'rate_limited'],
    [500, 'provider_down'],
    [503, 'provider_down'],
    [422, 'request_refused'],
  ])('names status %i on every question as %s', async (status, code) => {
    server = (await (SERVERS[name] ?? SERVERS['litellm'])?.()) as TestServer;
    server.bend.answer = () => ({ status, json: { error: { message: 'no' } } });
    const { failure } = await outcomeOf(name);
    expect(failure?.code).toBe(code);
  });

  it.each([403, 404])(
    'says that the key opens nothing where every question meets %i',
    async (status) => {
      server = (await (SERVERS[name] ?? SERVERS['litellm'])?.()) as TestServer;
      server.bend.answer = () => ({ status, json: { error: { message: 'no' } } });
      const outcome = await outcomeOf(name);
      expectTold(outcome, String(status));
      expect(outcome.failure?.code).toBe('nothing_permitted');
    },
  );
});
