import { expect, it, onTestFinished } from 'vitest';
import {
  keysPause,
  keysPlanPause,
  limitsPlan,
  limitsPush,
} from '../../src/contract/account-writes.ts';
import {
  accountShow,
  accountsAdd,
  accountsChange,
  accountsCheck,
  accountsKey,
  accountsList,
  accountsPeople,
  accountsRemove,
} from '../../src/contract/accounts.ts';
import { allowanceSet } from '../../src/contract/allowances.ts';
import { auditList } from '../../src/contract/book.ts';
import { overviewMonth } from '../../src/contract/month.ts';
import { runawaysList, syncRun } from '../../src/contract/syncs.ts';
import { Failure } from '../../src/core/failure.ts';
import { type Keychain, runOnlyKeys } from '../../src/main/keychain.ts';
import { SyncClock } from '../../src/main/shell/sync-clock.ts';
import { anthropicRecords, anthropicServer } from '../providers/servers/anthropic.ts';
import { cursorEvents, cursorServer } from '../providers/servers/cursor.ts';
import { litellmRecords, litellmServer } from '../providers/servers/litellm.ts';
import { hastyNetwork, NOW, TEST_KEY } from './account-network.ts';
import { connect, connectedBook, sync } from './connected-account.ts';
import { freshBook } from './fresh-book.ts';
import { rawBook } from './raw-book.ts';

const account = 'Test account';

async function gateway(records = litellmRecords('2026-11-01', 4, 3, 1)) {
  const server = await litellmServer(records, TEST_KEY);
  onTestFinished(() => server.close());
  return server;
}

it('adds no account whose key is not accepted, and keeps no key of it', async () => {
  const server = await gateway();
  const keychain = runOnlyKeys();
  const kept: string[] = [];
  const watched: Keychain = {
    ...keychain,
    set: async (name, key) => {
      kept.push(name);
      await keychain.set(name, key);
    },
  };
  const { services } = freshBook({ now: () => NOW, keychain: watched, network: hastyNetwork() });
  await expect(
    connect(services, 'litellm', server.base, { key: 'sk-wrong-key-of-nobody' }),
  ).rejects.toMatchObject({ code: 'key_refused' });
  expect(kept).toEqual([]);
  expect((await services.call(accountsList, {})).accounts).toEqual([]);
});

it.each([
  ['https://user:pass@llm.example.com', 'address_refused'],
  ['http://llm.example.com', 'address_refused'],
  ['ftp://127.0.0.1', 'address_refused'],
])('calls no server at %s', async (url, code) => {
  const { services } = connectedBook();
  await expect(
    services.call(accountsAdd, { account, provider: 'litellm', key: TEST_KEY, url }),
  ).rejects.toMatchObject({ code });
});

it('says of a key that is refused what kind it has to be', async () => {
  const server = await gateway();
  const { services } = connectedBook();
  await expect(
    services.call(accountsAdd, {
      account,
      provider: 'litellm',
      key: 'sk-of-another-kind-000000',
      url: server.base,
    }),
  ).rejects.toMatchObject({
    code: 'key_refused',
    message: expect.stringMatching(
      /does not accept this key.* What it takes: The proxy’s master key/,
    ),
    details: { keyHint: 'key_litellm_proxy_admin' },
  });
});

it('sends a key of a provider with one address nowhere else', async () => {
  const { services } = connectedBook();
  await expect(
    services.call(accountsAdd, {
      account,
      provider: 'anthropic',
      key: TEST_KEY,
      url: 'https://anthropic.example.com',
    }),
  ).rejects.toMatchObject({ code: 'address_fixed' });
});

it('adds an account with a key for this run only where the keychain is closed', async () => {
  const server = await gateway();
  const closed = async (): Promise<never> => {
    throw new Failure('keychain_locked', 'The keychain is locked.', { plan: 'ask' });
  };
  const keychain: Keychain = { get: closed, set: closed, remove: closed, check: closed };
  const { services } = freshBook({ now: () => NOW, keychain, network: hastyNetwork() });
  await expect(connect(services, 'litellm', server.base)).rejects.toMatchObject({
    code: 'keychain_locked',
  });
  await connect(services, 'litellm', server.base, { keepKey: 'run' });
  expect(await sync(services)).toMatchObject({ status: 'done' });
  expect(await services.call(accountsRemove, { account })).toMatchObject({ keyLeft: true });
});

it('says that a key is locked away or missing, and syncs once it is entered', async () => {
  const server = await gateway();
  const keys = runOnlyKeys();
  let isLocked = false;
  const keychain: Keychain = {
    ...keys,
    get: async (entry) => {
      if (isLocked)
        throw new Failure('keychain_locked', 'The keychain is locked.', { plan: 'ask' });
      return keys.get(entry);
    },
  };
  const { services } = freshBook({ now: () => NOW, keychain, network: hastyNetwork() });
  const state = async () => (await services.call(accountsList, {})).accounts[0]?.key;
  await connect(services, 'litellm', server.base);
  isLocked = true;
  expect(await sync(services)).toMatchObject({
    status: 'failed',
    error: { code: 'keychain_locked' },
  });
  expect(await state()).toBe('locked');
  expect(await sync(services, { key: TEST_KEY })).toMatchObject({ status: 'done' });
  isLocked = false;
  await services.call(accountsKey, { account, key: TEST_KEY });
  expect(await state()).toBe('set');
});

it.each(['keychain', 'run'] as const)(
  'sends a key that is kept (%s) only where it was kept for, whatever the book says later',
  async (keepKey) => {
    const own = await gateway();
    const foreign = await gateway();
    const { services } = connectedBook();
    await connect(services, 'litellm', own.base, { keepKey });
    const asked = () => [own, foreign].map((server) => server.asked.length);
    const before = asked();
    rawBook(services.book).run('UPDATE account SET base_url = ?', foreign.base);
    const refused = {
      code: 'key_for_elsewhere',
      details: { account, address: foreign.base, plan: 'ask' },
    };
    expect(await sync(services)).toMatchObject({
      status: 'failed',
      error: { code: 'key_for_elsewhere', plan: 'ask' },
    });
    await expect(services.call(accountsCheck, { account })).rejects.toMatchObject(refused);
    await expect(
      services.call(limitsPlan, {
        account,
        scope: 'key',
        target: 'token0',
        amount: { amount: '5.00', currency: 'USD' },
        period: 'month',
      }),
    ).rejects.toMatchObject(refused);
    expect(asked()).toEqual(before);
    expect((await services.call(accountsList, {})).accounts[0]?.key).toBe('missing');
    await services.call(accountsKey, { account, key: TEST_KEY, keepKey });
    expect(await sync(services)).toMatchObject({ status: 'done' });
  },
);

it('sends a key neither under another provider nor on another authority’s word', async () => {
  const server = await gateway();
  const { services } = connectedBook();
  await connect(services, 'litellm', server.base);
  const asked = server.asked.length;
  for (const [column, other] of [
    ['provider', 'openrouter'],
    ['extra_ca', '-----BEGIN CERTIFICATE-----'],
  ] as const) {
    const was = rawBook(services.book).get<Record<string, string>>(
      `SELECT ${column} AS was FROM account`,
    );
    rawBook(services.book).run(`UPDATE account SET ${column} = ?`, other);
    expect(await sync(services)).toMatchObject({ error: { code: 'key_for_elsewhere' } });
    rawBook(services.book).run(`UPDATE account SET ${column} = ?`, was?.['was'] ?? null);
  }
  expect(server.asked).toHaveLength(asked);
  expect(await sync(services)).toMatchObject({ status: 'done' });
});

it('sends no key that an earlier version kept without a place, nor the key of another entry', async () => {
  const [one, two] = [await gateway(), await gateway()];
  const keychain = runOnlyKeys();
  const { services } = freshBook({ now: () => NOW, keychain, network: hastyNetwork() });
  await connect(services, 'litellm', one.base);
  await connect(services, 'litellm', two.base, { account: 'Second' });
  const entry = (name: string): string =>
    rawBook(services.book).get<{ entry: string }>(
      'SELECT key_entry AS entry FROM account WHERE name = ?',
      name,
    )?.entry ?? '';
  const asked = one.asked.length;
  const own = entry(account);
  rawBook(services.book).run(
    'UPDATE account SET key_entry = ? WHERE name = ?',
    entry('Second'),
    account,
  );
  expect(await sync(services)).toMatchObject({ error: { code: 'key_for_elsewhere' } });
  rawBook(services.book).run('UPDATE account SET key_entry = ? WHERE name = ?', own, account);
  await keychain.set(own, TEST_KEY);
  expect(await sync(services)).toMatchObject({ error: { code: 'key_for_elsewhere' } });
  expect(one.asked).toHaveLength(asked);
});

it('takes a key for one run only with the account that it is for', async () => {
  const server = await gateway();
  const { services } = connectedBook();
  await connect(services, 'litellm', server.base);
  await expect(services.call(syncRun, { key: TEST_KEY })).rejects.toMatchObject({
    code: 'account_needed',
  });
});

it('replaces a key only by one that is accepted', async () => {
  const server = await gateway();
  const { services } = connectedBook();
  await connect(services, 'litellm', server.base);
  await expect(
    services.call(accountsKey, { account, key: 'sk-another-wrong-key' }),
  ).rejects.toMatchObject({ code: 'key_refused' });
  expect(await services.call(accountsCheck, { account })).toMatchObject({ ok: true, key: 'set' });
  expect(await services.call(accountsCheck, { account, key: 'sk-wrong-key-1234' })).toMatchObject({
    ok: false,
    error: { code: 'key_refused', plan: 'ask' },
  });
});

it('keeps what was synced when an account is removed, and counts it once when it is added again', async () => {
  const records = litellmRecords('2026-11-01', 4, 2, 1);
  const server = await gateway(records);
  const { services } = connectedBook();
  await connect(services, 'litellm', server.base);
  await sync(services);
  const total = async () => (await services.call(overviewMonth, { month: '2026-11' })).total;
  const before = await total();
  expect(await services.call(accountsRemove, { account })).toEqual({
    account,
    keyLeft: false,
    gone: false,
  });
  await expect(services.call(syncRun, { account })).rejects.toMatchObject({
    code: 'account_not_connected',
  });
  expect(await total()).toEqual(before);
  await connect(services, 'litellm', server.base);
  await sync(services);
  expect(await total()).toEqual(before);
});

it('syncs by itself only what it was told to, and nothing that waits for a person', async () => {
  const server = await gateway();
  const { services } = connectedBook();
  await connect(services, 'litellm', server.base);
  const automatic = async () => (await services.call(syncRun, { automatic: true })).syncs.length;
  const asked = server.asked.length;
  expect(await automatic()).toBe(0);
  expect(server.asked.length).toBe(asked);
  await services.call(accountsChange, { account, automatic: true });
  expect(await automatic()).toBe(1);
  server.faults.set(server.asked.length + 1, { kind: 'status', status: 401 });
  expect(await automatic()).toBe(1);
  expect(await automatic()).toBe(0);
});

it('looks at the clock when a book is opened and every four hours', async () => {
  let nowMs = 0;
  let book: string | null = null;
  const asked: string[] = [];
  const clock = new SyncClock({
    book: async () => book,
    ask: async (name) => {
      asked.push(name);
      return { ok: true, value: { syncs: [] } };
    },
    changed: () => asked.push('changed'),
    nowMs: () => nowMs,
  });
  expect(await clock.look()).toBe(false);
  book = '/a';
  expect([await clock.look(), await clock.look()]).toEqual([true, false]);
  nowMs += 4 * 3_600_000 - 1;
  expect(await clock.look()).toBe(false);
  nowMs += 1;
  expect(await clock.look()).toBe(true);
  book = '/b';
  expect(await clock.look()).toBe(true);
  const both = ['sync/run', 'trackers/sync'];
  expect(asked).toEqual([...both, ...both, ...both]);
});

it('shows what a pause sends, sends it when confirmed, reads it back, and undoes it', async () => {
  const server = await gateway();
  const { services } = connectedBook();
  await connect(services, 'litellm', server.base);
  await sync(services);
  const change = { account, key: 'token1', paused: true };
  const plan = await services.call(keysPlanPause, change);
  expect(plan).toMatchObject({ method: 'POST', url: `${server.base}/key/block`, reversible: true });
  expect(server.keys[1]?.blocked).toBe(null);
  expect(await services.call(keysPause, { ...change, confirmed: true })).toMatchObject({
    status: 'paused',
    sent: plan,
  });
  expect(server.keys[1]?.blocked).toBe(true);
  await services.call(keysPause, { ...change, paused: false, confirmed: true });
  expect(server.keys[1]?.blocked).toBe(false);
  const { keyList, writes } = await services.call(accountShow, { account });
  expect(keyList[1]).toMatchObject({ id: 'token1', status: 'active' });
  expect(writes.map(({ answered }) => answered)).toEqual(['active', 'paused']);
  const { entries } = await services.call(auditList, {});
  expect(entries.filter(({ action }) => /^key_|read back/.test(action)).length).toBe(4);
  await expect(
    services.call(keysPlanPause, { account, key: 'nobody', paused: true }),
  ).rejects.toMatchObject({ code: 'key_unknown' });
});

it('pushes a limit and says what the provider then shows', async () => {
  const server = await gateway();
  const { services } = connectedBook();
  await connect(services, 'litellm', server.base);
  await sync(services);
  const change = {
    account,
    scope: 'key' as const,
    target: 'token0',
    amount: { amount: '60.00', currency: 'USD' },
    period: 'month' as const,
  };
  const before = server.asked.length;
  const plan = await services.call(limitsPlan, change);
  expect(server.asked.slice(before).every(({ method }) => method === 'GET')).toBe(true);
  expect(plan.words.text).toContain('60.00');
  const { limit } = await services.call(limitsPush, { ...change, confirmed: true });
  expect(limit).toEqual({ amount: { amount: '60.00', currency: 'USD' }, period: 'month' });
  const { keyList } = await services.call(accountShow, { account });
  expect(keyList[0]?.limit).toEqual(limit);
});

it('finds a day far outside the usual, with what it costs if it goes on and the key to pause', async () => {
  const records = litellmRecords('2026-09-20', 47, 1, 1).map((one) => ({
    ...one,
    cost: one.day === '2026-11-04' ? 400_000_000 : 2_000_000,
  }));
  const server = await gateway(records);
  const { services } = connectedBook();
  await connect(services, 'litellm', server.base);
  await sync(services);
  const { runaways } = await services.call(runawaysList, {});
  expect(runaways).toMatchObject([
    {
      identity: 'p0@example.com',
      day: '2026-11-04',
      spend: { amount: '400.00', currency: 'USD' },
      usual: { amount: '2.00' },
      projected: { amount: '10400.00' },
      until: '2026-11-30',
      pausable: 'token0',
    },
  ]);
  const { signals } = await services.call(overviewMonth, { month: '2026-11' });
  expect(signals.map(({ code }) => code)).toContain('runaway');
});

it('keeps the list price beside what was charged, and counts where they differ by more than 2 %', async () => {
  const server = await anthropicServer(anthropicRecords('2026-11-01', 4, 2), TEST_KEY);
  onTestFinished(() => server.close());
  const { services } = connectedBook();
  await connect(services, 'anthropic', server.base);
  await sync(services);
  const { truth } = await services.call(accountShow, { account });
  expect(truth.lines.length).toBeGreaterThan(0);
  const off = truth.lines.filter(({ difference }) => Math.abs(difference) > 0.02);
  expect(truth.differing).toBe(off.length);
  for (const { charged, listed, difference } of truth.lines)
    expect(Number(charged.amount) / Number(listed.amount) - 1).toBeCloseTo(difference, 3);
});

it('leaves out of that comparison what the provider names and a seat covers', async () => {
  const events = cursorEvents('2026-11-01', 4, 200).filter(({ email }) => email !== null);
  const truthOf = async (some: typeof events) => {
    const server = await cursorServer(some, TEST_KEY);
    onTestFinished(() => server.close());
    const { services } = connectedBook();
    await connect(services, 'cursor', server.base);
    await sync(services);
    return (await services.call(accountShow, { account })).truth;
  };
  const charged = events.filter((one) => one.charged);
  expect(charged.length).toBeLessThan(events.length);
  expect((await truthOf(charged)).lines.length).toBeGreaterThan(0);
  expect(await truthOf(events)).toEqual(await truthOf(charged));
});

it('says after how many such days the allowance is used up', async () => {
  const records = litellmRecords('2026-09-20', 47, 1, 1).map((one) => ({
    ...one,
    cost: one.day === '2026-11-04' ? 40_000_000 : 1_000_000,
  }));
  const server = await gateway(records);
  const { services } = connectedBook();
  await connect(services, 'litellm', server.base);
  await sync(services);
  await services.call(accountsPeople, { account });
  await services.call(allowanceSet, {
    scope: 'person:p0@example.com',
    modelClass: 'all',
    cadence: 'month',
    limit: '150',
    from: '2026-11-01',
    why: 'test',
  });
  const { runaways } = await services.call(runawaysList, {});
  // 150 less what November took so far (the 5th included), by 40 a day.
  const used = records.reduce((sum, { day, cost }) => (day < '2026-11-01' ? sum : sum + cost), 0);
  expect(runaways[0]?.allowanceDays).toBe(Math.ceil((150e6 - used) / 40e6));
});
