import { afterEach, describe, expect, it } from 'vitest';
import { PROVIDERS } from '../../src/main/providers/registry.ts';
import { bendFirst, type Place, REQUEST } from './bend-first.ts';
import { anthropicRecords, anthropicServer } from './servers/anthropic.ts';
import { cursorEvents, cursorServer } from './servers/cursor.ts';
import { copilotRecords, copilotServer } from './servers/github-copilot.ts';
import { litellmRecords, litellmServer } from './servers/litellm.ts';
import { openaiRecords, openaiServer } from './servers/openai.ts';
import { openrouterRecords, openrouterServer } from './servers/openrouter.ts';
import type { TestServer } from './servers/test-server.ts';
import { contextFor, emptyStore, type Store, syncInto, TEST_KEY, TODAY } from './sync-harness.ts';

/**
 * What one bad record and one failing question may cost, for every adapter alike: a detail that cannot
 * be read is as if it was not told, a record whose key fields cannot be read is left out alone with
 * the provider's number of the request, and a stream that fails takes no other with it.
 */

const FROM = '2026-11-02';
type Adapter = { readonly server: () => Promise<TestServer>; readonly places: readonly Place[] };

const ADAPTERS: Readonly<Record<string, Adapter>> = {
  anthropic: {
    server: () => anthropicServer(anthropicRecords(FROM, 3, 2), TEST_KEY),
    places: [
      { path: /\/users$/, list: 'data', optional: ['name', 'email', 'role'], required: ['id'] },
      {
        path: /\/api_keys$/,
        list: 'data',
        optional: ['name', 'status', 'created_by', 'created_by.id'],
        required: ['id'],
      },
      {
        path: /analytics\/usage$/,
        list: 'data',
        optional: ['usage.requests', 'group.workspace_id'],
        required: ['starting_at', 'usage', 'usage.output_tokens'],
      },
      {
        path: /analytics\/cost$/,
        list: 'data',
        optional: ['cost.list_amount'],
        required: ['starting_at', 'cost.amount', 'cost.currency'],
      },
    ],
  },
  openai: {
    server: async () => {
      const server = await openaiServer(openaiRecords(FROM, 3, 2), TEST_KEY);
      server.limits.set('spend_limit', 600_000);
      server.limits.set('projects/proj_1/spend_limit', 2_550);
      return server;
    },
    places: [
      { path: /\/users$/, list: 'data', optional: ['name', 'email', 'role'], required: ['id'] },
      { path: /\/projects$/, list: 'data', optional: [], required: ['id'] },
      {
        path: /proj_0\/api_keys$/,
        list: 'data',
        optional: ['name', 'owner', 'owner.user', 'owner.user.email'],
        required: ['id'],
      },
      {
        path: /\/organization\/spend_limit$/,
        list: '',
        optional: [],
        required: ['threshold_amount', 'currency'],
        isAlone: true,
      },
      {
        path: /usage\/completions$/,
        list: 'data.0.results',
        optional: ['num_model_requests', 'user_id', 'batch', 'service_tier'],
        required: ['input_tokens', 'output_tokens'],
      },
      {
        path: /\/costs$/,
        list: 'data.0.results',
        optional: ['line_item', 'project_id'],
        required: ['amount', 'amount.value', 'amount.currency'],
      },
    ],
  },
  'github-copilot': {
    server: () => copilotServer(copilotRecords(FROM, 3, 2), TEST_KEY),
    places: [
      { path: /\/members$/, list: '', optional: ['type'], required: ['login'] },
      {
        path: /billing\/seats$/,
        list: 'seats',
        optional: ['last_activity_at', 'plan_type', 'pending_cancellation_date'],
        required: ['assignee', 'assignee.login'],
      },
      {
        path: /ai_credit\/usage$/,
        list: 'usageItems',
        optional: ['grossQuantity', 'sku', 'model'],
        required: ['netAmount', 'grossAmount'],
      },
      {
        path: /billing\/usage$/,
        list: 'usageItems',
        optional: ['sku', 'unitType'],
        required: ['date', 'netAmount'],
      },
    ],
  },
  openrouter: {
    server: () => openrouterServer(openrouterRecords(FROM, 3, 2, 2), TEST_KEY, TODAY),
    places: [
      { path: /\/workspaces$/, list: 'data', optional: [], required: ['id'] },
      {
        path: /\/keys$/,
        list: 'data',
        optional: ['name', 'disabled', 'limit', 'limit_reset', 'workspace_id'],
        required: ['hash'],
      },
      {
        path: /\/activity$/,
        list: 'data',
        optional: ['requests', 'model', 'provider_name'],
        required: ['date', 'usage', 'prompt_tokens'],
      },
    ],
  },
  litellm: {
    server: () => litellmServer(litellmRecords(FROM, 3, 3, 2), TEST_KEY),
    places: [
      {
        path: /\/user\/list$/,
        list: 'users',
        optional: ['user_email', 'user_role', 'max_budget', 'spend', 'budget_duration'],
        required: ['user_id'],
      },
      {
        path: /\/key\/list$/,
        list: 'keys',
        optional: ['user_id', 'blocked', 'max_budget'],
        required: ['token'],
      },
      {
        path: /\/team\/list$/,
        list: '',
        optional: ['team_alias', 'max_budget', 'spend'],
        required: ['team_id'],
      },
      {
        path: /daily\/activity$/,
        list: 'results',
        optional: ['metrics.api_requests', 'breakdown', 'breakdown.models', 'breakdown.api_keys'],
        required: ['date', 'metrics', 'metrics.spend'],
      },
    ],
  },
  cursor: {
    server: () => cursorServer(cursorEvents(FROM, 3, 40), TEST_KEY),
    places: [
      {
        path: /teams\/members$/,
        list: 'teamMembers',
        optional: ['name', 'role', 'isRemoved'],
        required: ['email'],
      },
      {
        path: /teams\/spend$/,
        list: 'teamMemberSpend',
        optional: ['name', 'spendCents', 'monthlyLimitDollars'],
        required: [],
      },
      {
        path: /daily-usage-data$/,
        list: 'data',
        optional: ['isActive'],
        required: ['day'],
      },
      {
        path: /filtered-usage-events$/,
        // The other one asks how far back there is anything.
        asks: ({ pageSize }) => pageSize !== 1,
        list: 'usageEvents',
        optional: ['model', 'isChargeable', 'serviceAccountId'],
        required: ['timestamp', 'chargedCents'],
      },
    ],
  },
};

let server: TestServer;
afterEach(() => server.close());

const provider = (id: string) => {
  const found = PROVIDERS.find((one) => one.id === id);
  if (!found) throw new Error(`no provider ${id}`);
  return found;
};

const synced = (id: string): Promise<Store> =>
  syncInto(
    emptyStore(),
    provider(id),
    contextFor(provider(id), server.base, {
      firstDay: FROM,
      settings: { organization: 'acme' },
      timeoutMs: 20_000,
    }),
  );

const states = ({ outcomes }: Store) => outcomes.map(({ stream, state }) => `${stream} ${state}`);
const moneyOf = ({ rows }: Store, stream?: string): bigint =>
  rows
    .filter((one) => stream === undefined || one.stream === stream)
    .reduce(
      (sum, { row }) => sum + (row.kind === 'charge' ? row.amountMicro : (row.costMicro ?? 0n)),
      0n,
    );
const countsOf = ({ members, seats, keys, limits }: Store) => ({
  members: new Set(members.map(({ identity }) => identity)).size,
  seats: new Set(seats.map(({ identity }) => identity)).size,
  keys: keys.length,
  limits: limits.length,
});

const cases = Object.entries(ADAPTERS).flatMap(([id, { places }]) =>
  places.flatMap((place) => ({ id, place, name: `${id} ${place.path.source}` })),
);

describe.each(cases)('a record of $name', ({ id, place }) => {
  const started = async (): Promise<Store> => {
    server = (await ADAPTERS[id]?.server()) as TestServer;
    return synced(id);
  };

  it.skipIf(place.optional.length === 0)(
    'stays where a detail of it cannot be read, and that is counted',
    async () => {
      const straight = await started();
      for (const field of place.optional) {
        const found = bendFirst(server, place, field);
        const store = await synced(id);
        expect(found.bent, field).toBe(true);
        expect(store.done, field).toBe(true);
        expect(store.rejects, field).toEqual([]);
        expect(states(store), field).toEqual(states(straight));
        const spoiled = store.notes.filter(({ code }) => code === 'fields_spoiled');
        expect(spoiled, field).toMatchObject([{ details: { count: 1 } }]);
        const { members, keys } = countsOf(store);
        expect({ members, keys }, field).toEqual({
          members: countsOf(straight).members,
          keys: countsOf(straight).keys,
        });
        expect(moneyOf(store), field).toBe(moneyOf(straight));
      }
    },
    300_000,
  );

  it.skipIf(place.required.length === 0)(
    'is left out alone where it cannot be read, with the number of its request',
    async () => {
      const straight = await started();
      for (const field of place.required) {
        const found = bendFirst(server, place, field);
        const store = await synced(id);
        expect(found.bent, field).toBe(true);
        expect(store.done, field).toBe(true);
        expect(states(store), field).toEqual(states(straight));
        expect(store.rejects, field).toMatchObject([{ code: 'provider_field' }]);
        expect(store.rejects[0]?.field, field).toMatch(new RegExp(`^${field}`));
        expect(store.rejects[0]?.reason, field).toContain(REQUEST);
        // Of everything else there is as much as ever, but for that one record.
        const [had, has] = [countsOf(straight), countsOf(store)];
        // The keys are asked for by project: those of one that is not known are not.
        const mostKeys = place.path.test('/organization/projects') ? 3 : 1;
        expect(had.members - has.members, field).toBeLessThanOrEqual(1);
        expect(had.keys - has.keys, field).toBeLessThanOrEqual(mostKeys);
        expect(had.limits - has.limits, field).toBeLessThanOrEqual(1);
        expect(has.members + has.keys + has.seats + store.rows.length, field).toBeGreaterThan(0);
      }
    },
    300_000,
  );
});

/** Questions of one kind: days, keys and projects in their addresses are left out. */
const kindOf = (path: string): string =>
  path.replace(/\d{4}-\d\d-\d\d|(proj|ws|hash|user|key)_?\d+/g, '*');

describe.each(Object.keys(ADAPTERS))('%s', (id) => {
  it('reads all the other streams where one question is never answered', async () => {
    server = (await ADAPTERS[id]?.server()) as TestServer;
    const straight = await synced(id);
    const kinds = new Set(server.asked.map(({ path }) => kindOf(path)));
    expect(kinds.size).toBeGreaterThan(3);
    const everFailed = new Set<string>();
    for (const kind of kinds)
      for (const failing of [
        { status: 500, json: { error: { message: 'no' } } },
        { text: '<html>sign in</html>' },
        { text: '{"something":"else"}' },
      ]) {
        server.bend.answer = (asked, reply) => (kindOf(asked.path) === kind ? failing : reply);
        const store = await synced(id);
        const what = `${kind} ${JSON.stringify(failing)}`;
        expect(store.done, what).toBe(true);
        const failed = store.outcomes
          .filter(({ state }) => state === 'failed')
          .map(({ stream }) => stream);
        for (const stream of failed) everFailed.add(stream);
        // One address serves one stream (Cursor's events: two); whatever else is told is told as ever.
        expect(failed.length, what).toBeLessThanOrEqual(kind.endsWith('usage-events') ? 2 : 1);
        for (const { stream } of straight.outcomes)
          if (!failed.includes(stream))
            expect(moneyOf(store, stream), `${what}: ${stream}`).toBe(moneyOf(straight, stream));
        for (const one of store.outcomes)
          if (one.state === 'failed')
            expect(one.failure?.message, what).toMatch(/^[A-Z].{20,}[.]$/);
      }
    expect(everFailed.size).toBeGreaterThanOrEqual(3);
    const money = straight.outcomes.filter(({ tellsMoney }) => tellsMoney);
    expect(money.some(({ stream }) => everFailed.has(stream))).toBe(true);
  }, 300_000);

  it('accepts a key of which one question cannot be answered, and lists that as lacking', async () => {
    server = (await ADAPTERS[id]?.server()) as TestServer;
    const asking = () =>
      contextFor(provider(id), server.base, {
        settings: { organization: 'acme' },
        timeoutMs: 20_000,
      });
    const kinds = new Set<string>();
    server.bend.answer = ({ path }, reply) => {
      if ((reply.status ?? 200) === 200) kinds.add(kindOf(path));
      return reply;
    };
    const straight = await provider(id).check(asking());
    if (!straight.ok) throw straight.failure;
    expect(kinds.size).toBeGreaterThan(1);
    for (const kind of kinds) {
      // OpenRouter alone asks first what kind of key it is, and goes no further without knowing.
      if (kind.endsWith('/v1/key')) continue;
      server.bend.answer = (asked, reply) =>
        kindOf(asked.path) === kind ? { text: '<html>sign in</html>' } : reply;
      const checked = await provider(id).check(asking());
      expect(checked.ok, kind).toBe(true);
      if (checked.ok)
        expect(straight.found, kind).toEqual(expect.arrayContaining([...checked.found]));
      // Whose the organization is, is no feature.
      if (checked.ok && !kind.endsWith('/orgs/acme'))
        expect(checked.found.length, kind).toBeLessThan(straight.found.length);
    }
  }, 300_000);
});
