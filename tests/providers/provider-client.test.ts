import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Failure } from '../../src/core/failure.ts';
import { accountAddress, mayCall } from '../../src/main/providers/allowed-hosts.ts';
import { type ClientInput, providerClient } from '../../src/main/providers/provider-client.ts';
import { redacted } from '../../src/main/providers/redact.ts';
import { type Fault, type TestServer, testServer } from './servers/test-server.ts';
import { NOW_MS, quickNetwork, TEST_KEY } from './sync-harness.ts';

let server: TestServer;
let network: ReturnType<typeof quickNetwork>;
beforeEach(async () => {
  network = quickNetwork();
  server = await testServer((asked) => ({ json: { path: asked.path } }));
});
afterEach(() => server.close());

const client = (changes: Partial<ClientInput> = {}) =>
  providerClient({
    provider: 'Acme',
    base: new URL(server.base),
    key: TEST_KEY,
    version: '9.9.9',
    rules: {
      pace: {},
      firstWaitSeconds: 1,
      headers: {},
      authorize: (key) => ({ authorization: `Bearer ${key}` }),
      downloadHosts: ['files.example.com'],
    },
    network,
    ...changes,
  });

const faulty = (...faults: Fault[]): void => {
  faults.forEach((fault, index) => {
    server.faults.set(index + 1, fault);
  });
};
const status = (code: number, headers: Record<string, string> = {}): Fault => ({
  kind: 'status',
  status: code,
  headers,
});
const get = { method: 'GET', path: '/x' } as const;
const failureOf = (work: Promise<unknown>): Promise<Failure> =>
  work.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: unknown) => error as Failure,
  );

describe('waiting and trying again', () => {
  it('waits the seconds that Retry-After asks for', async () => {
    faulty(status(429, { 'retry-after': '7' }));
    expect((await client().send(get)).status).toBe(200);
    expect(network.slept).toEqual([7000]);
  });

  it('waits until the date that Retry-After names', async () => {
    const at = new Date(NOW_MS + 33_000).toUTCString();
    faulty(status(429, { 'retry-after': at }));
    await client().send(get);
    expect(network.slept).toEqual([33_000]);
  });

  it('takes that date by the clock of whoever sent it, however wrong this one is', async () => {
    server.clock.shows = new Date(NOW_MS - 86_400_000);
    const at = new Date(NOW_MS - 86_400_000 + 33_000).toUTCString();
    faulty(status(429, { 'retry-after': at }));
    const asking = client();
    await asking.send(get);
    expect(network.slept).toEqual([33_000]);
    const seconds = (NOW_MS - 86_400_000) / 1000;
    // The clock of the test has moved by the wait; the server's stands still.
    expect(asking.providerSeconds()).toBe(seconds);
  });

  it('waits a minute and then two where the provider is known to want it', async () => {
    faulty(status(429), status(429), status(429));
    const base = { pace: {}, headers: {}, authorize: () => ({}), downloadHosts: [] };
    await client({ rules: { ...base, firstWaitSeconds: 60 } }).send(get);
    expect(network.slept).toEqual([60_000, 120_000, 120_000]);
  });

  it('doubles its own wait from 1 s on, up to 60 s, where nothing is asked', async () => {
    faulty(...Array.from({ length: 8 }, () => status(429)));
    const failure = await failureOf(client().send(get));
    expect(network.slept).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000]);
    expect(failure).toMatchObject({ code: 'rate_limited', details: { plan: 'wait' } });
  });

  it('does not sit out a long wait but says when to come back', async () => {
    faulty(status(429, { 'retry-after': '3600' }));
    const failure = await failureOf(client().send(get));
    expect(network.slept).toEqual([]);
    expect(failure.details['nextTry']).toBe(new Date(NOW_MS + 3_600_000).toISOString());
  });

  it("takes GitHub's 403 with no requests left for what it is", async () => {
    const reset = String(NOW_MS / 1000 + 12);
    faulty(status(403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }));
    await client().send(get);
    expect(network.slept).toEqual([12_000]);
  });

  it('tries five times where the provider has trouble of its own', async () => {
    faulty(...Array.from({ length: 5 }, () => status(503)));
    expect(await failureOf(client().send(get))).toMatchObject({ code: 'provider_down' });
    expect(server.asked.length).toBe(5);
  });

  it('takes up after a cut line, rubbish and a silence', async () => {
    faulty({ kind: 'cut' }, { kind: 'rubbish' }, { kind: 'hang' });
    // The true answer has to come in time too, on a busy machine.
    expect((await client({ timeoutMs: 1_500 }).send(get)).body).toEqual({ path: '/x' });
  });

  it.each<[Fault, string]>([
    [{ kind: 'cut' }, 'line_cut'],
    [{ kind: 'rubbish' }, 'answer_unreadable'],
    [{ kind: 'hang' }, 'timed_out'],
    [status(401), 'key_refused'],
    [status(403), 'not_permitted'],
    [status(404), 'not_found'],
    [status(422), 'request_refused'],
  ])('names trouble for what it is: %o is %s', async (fault, code) => {
    faulty(...Array.from({ length: 9 }, () => fault));
    const timeoutMs = fault.kind === 'hang' ? 40 : 60_000;
    const failure = await failureOf(client({ timeoutMs }).send(get));
    expect(failure.code).toBe(code);
    expect(failure.message.length).toBeGreaterThan(20);
    expect(['retry', 'wait', 'ask']).toContain(failure.details['plan']);
  });

  it('is offline where nobody answers, which is a state and not a fault', async () => {
    const gone = new URL(server.base);
    await server.close();
    const failure = await failureOf(client({ base: gone }).send(get));
    expect(failure).toMatchObject({ code: 'offline', details: { plan: 'retry' } });
    server = await testServer(() => ({ json: {} }));
  });

  it('never sends a write a second time after it may have arrived', async () => {
    faulty(status(500), status(500));
    const write = { method: 'POST', path: '/x', body: '{}', writes: true } as const;
    expect(await failureOf(client().send(write))).toMatchObject({ code: 'provider_down' });
    expect(server.asked.length).toBe(1);
  });

  it('stops where the person stops it', async () => {
    const stop = new AbortController();
    stop.abort();
    const failure = await failureOf(client({ signal: stop.signal }).send(get));
    expect(failure.code).toBe('cancelled');
    expect(server.asked).toEqual([]);
  });

  it('lets a burst through and spreads the rest', async () => {
    const rules = {
      pace: { other: { perMinute: 20, burst: 2 } },
      firstWaitSeconds: 1,
      headers: {},
      authorize: () => ({}),
      downloadHosts: [],
    };
    const paced = client({ rules });
    for (let index = 0; index < 4; index += 1) await paced.send(get);
    expect(network.slept).toEqual([3000, 3000]);
  });
});

describe('where a request may go', () => {
  it('goes to the account’s own address and says who it is', async () => {
    await client().send({ ...get, query: [['a', 'b c']] });
    expect(server.asked[0]?.headers['user-agent']).toBe('Seatworth/9.9.9');
    expect(server.asked[0]?.headers.authorization).toBe(`Bearer ${TEST_KEY}`);
    expect(server.asked[0]?.query.get('a')).toBe('b c');
  });

  it('refuses to be sent elsewhere', async () => {
    const other = await testServer(() => ({ json: {} }));
    for (const to of [`${other.base}/x`, 'https://evil.example/x', 'http://evil.example/']) {
      server.faults.set(server.asked.length + 1, { kind: 'redirect', to });
      expect((await failureOf(client().send(get))).code).toBe('host_not_allowed');
    }
    expect(other.asked).toEqual([]);
    await other.close();
  });

  it('follows a redirect within the same address, but not for ever', async () => {
    faulty({ kind: 'redirect', to: '/y' });
    expect((await client().send(get)).body).toEqual({ path: '/y' });
    for (let number = 3; number < 20; number += 1)
      server.faults.set(number, { kind: 'redirect', to: '/x' });
    expect((await failureOf(client().send(get))).code).toBe('host_not_allowed');
  });

  it('downloads from a named host only, and without the key', async () => {
    const text = await client().download(`${server.base}/report`);
    expect(text).toContain('/report');
    expect(server.asked[0]?.headers.authorization).toBeUndefined();
    const failure = await failureOf(
      client().download('https://elsewhere.example.org/report?sig=1'),
    );
    expect(failure).toMatchObject({ code: 'host_not_allowed' });
  });

  it('knows its hosts', () => {
    const base = new URL('https://api.github.com');
    const may = (target: string): boolean => mayCall(base, new URL(target), ['files.example.com']);
    expect(may('https://api.github.com/x')).toBe(true);
    expect(may('https://a.files.example.com/x')).toBe(true);
    for (const not of [
      'http://api.github.com/x',
      'https://api.github.com:8443/x',
      'https://user:pass@api.github.com/x',
      'https://api.github.com.evil.org/x',
      'https://notfiles.example.com/x',
      'http://a.files.example.com/x',
      'http://169.254.169.254/latest',
      'http://localhost/x',
    ])
      expect(may(not)).toBe(false);
  });

  it('takes plain http on this computer, and in the own network for a gateway that one runs oneself', () => {
    for (const typed of ['http://127.0.0.1:4000', 'http://localhost:4000/', 'http://[::1]:1'])
      for (const own of [true, false]) expect(accountAddress(typed, own).protocol).toBe('http:');
    for (const typed of [
      'http://10.0.0.5:4000',
      'http://192.168.1.9',
      'http://litellm',
      'http://ai.lan',
      'https://ai.example.com/proxy',
    ])
      expect(accountAddress(typed, true).href).toContain(typed);
    for (const [typed, own] of [
      ['http://10.0.0.5:4000', false],
      ['http://example.com', true],
      ['http://10.0.0.5.example.com', true],
      ['ftp://10.0.0.5', true],
      ['https://key@example.com', true],
      ['https://example.com/?key=1', true],
      ['nonsense', true],
      ['', true],
    ] as const)
      expect(() => accountAddress(typed, own)).toThrow(/cannot be used/);
  });
});

describe('what a hostile or talkative answer can do', () => {
  it('is read no further than the bound', async () => {
    await server.close();
    server = await testServer(() => ({ text: `"${'x'.repeat(100_000)}"` }));
    const failure = await failureOf(client({ largestAnswerBytes: 50_000 }).send(get));
    expect(failure.code).toBe('answer_too_large');
  });

  it('is unreadable where it is nested beyond reason, and nothing breaks', async () => {
    await server.close();
    server = await testServer(() => ({ text: '['.repeat(1_000_000) }));
    expect((await failureOf(client().send(get))).code).toBe('answer_unreadable');
  });

  it('never brings the key into a failure, however the provider spells it', async () => {
    const basic = Buffer.from(`${TEST_KEY}:`).toString('base64');
    const said = `bad key ${TEST_KEY} / ${encodeURIComponent(TEST_KEY)} / Basic ${basic} / sk-proj-somebodyelses`;
    faulty({ kind: 'status', status: 401, body: JSON.stringify({ error: { message: said } }) });
    const failure = await failureOf(client().send(get));
    const everything = `${failure.message} ${JSON.stringify(failure.details)} ${failure.stack}`;
    expect(failure.details['said']).toContain('bad key [key]');
    for (const secret of [TEST_KEY, basic, 'somebodyelses'])
      expect(everything).not.toContain(secret);
  });

  it('is put on one short line', () => {
    expect(redacted(`a\n\u0007b ${'c'.repeat(500)}`, TEST_KEY).length).toBeLessThanOrEqual(200);
    expect(redacted('a\n b', TEST_KEY)).toBe('a b');
  });
});
