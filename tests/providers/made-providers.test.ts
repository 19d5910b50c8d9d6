import { afterEach, describe, expect, it } from 'vitest';
import { alibabaSignature } from '../../src/main/providers/alibaba/sign.ts';
import { findProvider } from '../../src/main/providers/registry.ts';
import { volcengineSignature } from '../../src/main/providers/volcengine/sign.ts';
import { bendFirst, REQUEST } from './bend-first.ts';
import { MADE, type MadeProvider } from './servers/made.ts';
import type { TestServer } from './servers/test-server.ts';
import { contextFor, emptyStore, type Store, syncInto } from './sync-harness.ts';

let server: TestServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

const providerOf = ({ id }: MadeProvider) => {
  const found = findProvider(id);
  if (!found) throw new Error(`no provider ${id}`);
  return found;
};
const begin = async (made: MadeProvider): Promise<TestServer> => {
  server = await made.serve();
  return server;
};
const contextOf = (made: MadeProvider, base: string, key = made.key) =>
  contextFor(providerOf(made), base, {
    key,
    settings: { organization: 'acme' },
    firstDay: '2026-10-28',
  });
const synced = (made: MadeProvider, base: string, store = emptyStore(), units = 1_000_000) =>
  syncInto(store, providerOf(made), contextOf(made, base), units);

function cameTo({ rows, seats, notes, members, keys }: Store) {
  const charged: Record<string, bigint> = {};
  let credits = 0n;
  const tokens = [0, 0, 0];
  for (const { row, moneyFrom } of rows) {
    const isPriced = row.kind === 'charge' || moneyFrom === 'usage';
    const micro = row.kind === 'charge' ? row.amountMicro : (row.costMicro ?? 0n);
    const unit = row.currency ?? '';
    if (isPriced && micro !== 0n) charged[unit] = (charged[unit] ?? 0n) + micro;
    if (row.kind !== 'usage') continue;
    credits += row.creditsMicro ?? 0n;
    tokens[0] = (tokens[0] ?? 0) + row.inputTokens;
    tokens[1] = (tokens[1] ?? 0) + row.cacheReadTokens;
    tokens[2] = (tokens[2] ?? 0) + row.outputTokens;
  }
  return {
    charged,
    credits,
    tokens,
    identities: rows.map(({ row }) => row.identity ?? '').sort(),
    seats: Object.fromEntries(seats.map((seat) => [seat.identity, seat.lastActivityDay])),
    notes: [...new Set(notes.map(({ code }) => code))],
    members: new Set(members.map(({ identity }) => identity)).size,
    keys: new Set(keys.map(({ id }) => id)).size,
  };
}

const expectedOf = ({ charged, credits, tokens, seats, notes }: MadeProvider) => ({
  charged,
  credits,
  tokens,
  seats,
  notes,
});

describe.each(MADE)('$id', (made) => {
  it('comes to what its server holds, however often it is cut off, and once more to the same', async () => {
    const { base } = await begin(made);
    const store = await synced(made, base);
    expect(store.rejects).toEqual([]);
    expect(cameTo(store)).toMatchObject(expectedOf(made));
    expect(new Set(cameTo(store).identities)).toEqual(new Set(made.identities));
    const cut = emptyStore();
    for (let units = 0; units < 200 && !cut.done; units += 1) await synced(made, base, cut, 1);
    expect(cut.done).toBe(true);
    expect(cameTo(cut)).toEqual(cameTo(store));
    expect(cameTo(await synced(made, base, store))).toEqual(cameTo(cut));
    expect(store.outcomes.map(({ state }) => state)).not.toContain('failed');
  });

  it('checks its key: what it opens, and what kind is needed where it is refused', async () => {
    const { base } = await begin(made);
    const provider = providerOf(made);
    expect(await provider.check(contextOf(made, base))).toMatchObject({
      ok: true,
      found: made.found,
    });
    for (const other of ['other-id:another-secret', 'without-a-colon-0123456789'])
      expect(await provider.check(contextOf(made, base, other))).toMatchObject({
        ok: false,
        failure: { code: 'key_refused', details: { keyHint: provider.keyHint, plan: 'ask' } },
      });
  });

  it('sends its key or secret to nobody in the open where it is signed or exchanged', async () => {
    const { base, asked } = await begin(made);
    await synced(made, base);
    const secret = made.key.includes(':') ? made.key.slice(made.key.indexOf(':') + 1) : null;
    for (const { path, headers, text, query } of secret === null ? [] : asked) {
      if (path.endsWith('/token')) continue;
      expect(JSON.stringify([path, headers, text, [...query]])).not.toContain(secret);
    }
    expect(asked.length).toBeGreaterThan(0);
  });

  it.each(made.places)(
    'takes a bad field of $path for not told, or its record alone',
    async (place) => {
      const running = await begin(made);
      const straight = cameTo(await synced(made, running.base));
      for (const field of place.optional) {
        const found = bendFirst(running, place, field);
        const store = await synced(made, running.base);
        expect(found.bent, field).toBe(true);
        expect(store.rejects, field).toEqual([]);
        expect(cameTo(store).charged, field).toEqual(straight.charged);
        expect(cameTo(store).notes, field).toContain('fields_spoiled');
      }
      for (const field of place.required) {
        const found = bendFirst(running, place, field);
        const store = await synced(made, running.base);
        expect(found.bent, field).toBe(true);
        expect(store.done, field).toBe(true);
        expect(store.rejects, field).toMatchObject([{ code: 'provider_field' }]);
        expect(store.rejects[0]?.reason, field).toContain(REQUEST);
        expect(cameTo(store).identities.length, field).toBeGreaterThanOrEqual(
          Math.max(0, straight.identities.length - 2),
        );
      }
    },
  );

  it('waits where it is told to, and goes on where a line broke', async () => {
    const running = await begin(made);
    running.faults.set(1, { kind: 'status', status: 429, headers: { 'retry-after': '7' } });
    running.faults.set(3, { kind: 'cut' });
    const store = await synced(made, running.base);
    expect(cameTo(store)).toMatchObject(expectedOf(made));
  });
});

describe.each(MADE.filter(({ id }) => ['xai', 'mistral', 'fireworks'].includes(id)))(
  '$id, of several streams',
  (made) => {
    it('reads the others where one question is never answered', async () => {
      const running = await begin(made);
      const straight = await synced(made, running.base);
      const paths = new Set(running.asked.map(({ path }) => path));
      const failed = new Set<string>();
      for (const path of paths) {
        running.bend.answer = (asked, reply) =>
          asked.path === path ? { status: 500, json: { error: 'no' } } : reply;
        const store = emptyStore();
        // Without its team or accounts nothing can be asked at all.
        const failure = await synced(made, running.base, store).then(
          () => null,
          (error: unknown) => error,
        );
        if (failure !== null) {
          expect(failure).toMatchObject({ code: expect.stringMatching(/provider_down|changed/) });
          continue;
        }
        const lost = store.outcomes.filter(({ state }) => state === 'failed');
        for (const { stream } of lost) failed.add(stream);
        expect(lost.length, path).toBeGreaterThan(0);
        const kept = straight.outcomes.filter(
          ({ stream }) => !lost.some((one) => one.stream === stream),
        );
        for (const { stream } of kept)
          expect(store.rows.filter((one) => one.stream === stream).length, stream).toBe(
            straight.rows.filter((one) => one.stream === stream).length,
          );
      }
      expect(failed.size).toBeGreaterThan(1);
    });
  },
);

describe('signatures', () => {
  const key = 'YourAccessKeyId:YourAccessKeySecret';

  it('are those of the example that Alibaba Cloud publishes', () => {
    const sent = {
      method: 'POST',
      url: new URL(
        'https://ecs.cn-shanghai.aliyuncs.com/?RegionId=cn-shanghai&ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd',
      ),
      headers: { 'x-acs-action': 'RunInstances', 'x-acs-version': '2014-05-26', accept: '*/*' },
      body: '',
      nowMs: Date.UTC(2023, 9, 26, 10, 22, 32),
    };
    const shown = alibabaSignature('Alibaba', key, sent, '3156853299f313e23d1673dc12e1703d');
    expect(shown['authorization']).toBe(
      'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
    );
  });

  it('are those of the example that Volcengine publishes', () => {
    const sent = {
      method: 'GET',
      url: new URL(
        'https://iam.volcengineapi.com/?Action=ListUsers&Version=2018-01-01&Limit=10&Offset=0',
      ),
      headers: {},
      body: '',
      nowMs: Date.UTC(2024, 5, 19, 7, 13, 6),
    };
    const secret = 'WkRZeE1EQmxPVGhsWWpWak5HVmtNbUUxTXpZeU9UVXlOMlE1TmpZeVlqTQ==';
    const shown = volcengineSignature('Volcengine', `ID:${secret}`, sent, {
      service: 'iam',
      region: 'cn-beijing',
    });
    expect(shown['authorization']).toBe(
      'HMAC-SHA256 Credential=ID/20240619/cn-beijing/iam/request, SignedHeaders=host;x-date, Signature=e31c4558bcfe08a286001f59cedbf0791ffd0b2362f10e55ee2627467bcdde93',
    );
  });

  it('are made anew for every try, by the clock that the provider has shown', async () => {
    const alibaba = MADE.find(({ id }) => id === 'alibaba');
    if (!alibaba) throw new Error('no alibaba');
    const running = await begin(alibaba);
    running.clock.shows = new Date('2026-11-05T08:00:00Z');
    running.faults.set(1, {
      kind: 'status',
      status: 400,
      body: '{"Code":"InvalidTimeStamp.Expired","Message":"no"}',
    });
    const checked = await providerOf(alibaba).check(contextOf(alibaba, running.base));
    expect(checked.ok).toBe(true);
    const [first, second] = running.asked.map(({ headers }) => headers);
    expect(first?.['x-acs-date']).toBe('2026-11-05T00:00:00Z');
    expect(second?.['x-acs-date']).toMatch(/^2026-11-05T08:00:0/);
    expect(second?.['x-acs-signature-nonce']).not.toBe(first?.['x-acs-signature-nonce']);
  });
});
