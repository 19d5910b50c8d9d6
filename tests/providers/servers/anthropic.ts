import { addDays, daysBetween } from '../../../src/core/calendar.ts';
import { type Asked, type Reply, seeded, type TestServer, testServer } from './test-server.ts';

export type AnthropicRecord = {
  day: string;
  user: number;
  key: number;
  model: string;
  input: number;
  read: number;
  write5m: number;
  write1h: number;
  output: number;
  requests: number;
  /** Ten-thousandths of a cent: a fraction that a float would bend. */
  cost: bigint;
};

export type AnthropicServer = TestServer & {
  records: AnthropicRecord[];
  analytics: boolean;
  /** Its own day, from which it looks back. */
  today: string;
  /** How much of Claude Code's use its own report tells, in percent: it may be late, or say more than the bill. */
  codeShare: number;
  /** Use of Claude Code that a plan covers: told by its report alone. */
  /** Members of an Enterprise organization with a limit; `null` for the Console, which has no such list. */
  memberLimits: { user: number; amount: string | null; period: string; spent: string }[] | null;
  planUse: { day: string; email: string; input: number; cents: number }[];
  closed: Set<string>;
  pageSize: number;
  loops: boolean;
  /** Put in place of the answer of this path. */
  instead: Map<string, unknown>;
};

const MODELS = ['claude-opus-5', 'claude-sonnet-5', 'claude-haiku-5'];
const centText = (cost: bigint): string =>
  `${cost / 10_000n}.${(cost % 10_000n).toString().padStart(4, '0')}`;

export function anthropicRecords(firstDay: string, days: number, users: number): AnthropicRecord[] {
  const random = seeded(7);
  const whole = (most: number): number => Math.floor(random() * most);
  const records: AnthropicRecord[] = [];
  for (let day = 0; day < days; day += 1)
    for (let user = 0; user < users; user += 1)
      for (const model of MODELS)
        records.push({
          day: addDays(firstDay, day),
          user,
          key: user % 7,
          model,
          input: whole(90_000),
          read: whole(900_000),
          write5m: whole(40_000),
          write1h: whole(9_000),
          output: whole(30_000),
          requests: whole(400),
          cost: BigInt(whole(30_000_000)),
        });
  return records;
}

const error = (status: number, type: string): Reply => ({
  status,
  json: {
    type: 'error',
    error: { type, message: `${type} for sk-ant-admin01-SECRET-of-the-test-0123456789` },
    request_id: 'req_1',
  },
});

export async function anthropicServer(
  records: AnthropicRecord[],
  key: string,
): Promise<AnthropicServer> {
  const state: Omit<AnthropicServer, keyof TestServer> = {
    records,
    analytics: true,
    today: '2026-11-05',
    codeShare: 100,
    memberLimits: [],
    planUse: [],
    closed: new Set(),
    pageSize: 1000,
    loops: false,
    instead: new Map(),
  };
  const server = await testServer((asked) => {
    if (asked.headers['x-api-key'] !== key) return error(401, 'authentication_error');
    if (asked.headers['anthropic-version'] !== '2023-06-01')
      return error(400, 'invalid_request_error');
    const path = asked.path.replace('/v1/organizations/', '');
    if (state.closed.has(path)) return error(403, 'permission_error');
    if (state.instead.has(path)) return { json: state.instead.get(path) };
    if (path === 'users') return users(asked, state.records);
    if (path === 'api_keys') return keys();
    if (path === 'workspaces') return workspaces();
    if (path === 'spend_limits/effective') return effectiveLimits(asked, state);
    if (path === 'usage_report/claude_code') return claudeCode(asked, state);
    if (path.startsWith('analytics/')) {
      if (!state.analytics || asked.headers['anthropic-beta'] === undefined)
        return error(404, 'not_found_error');
      const from = (asked.query.get('starting_at') ?? '').slice(0, 10);
      // Nothing before 2026, and nothing older than 365 days.
      if (from < '2026-01-01' || daysBetween(from, state.today) > 365)
        return error(400, 'invalid_request_error');
      return flat(asked, path === 'analytics/cost', state);
    }
    if (path === 'usage_report/messages' || path === 'cost_report')
      return buckets(asked, path === 'cost_report', state);
    return error(404, 'not_found_error');
  });
  return Object.assign(state, server);
}

function users(asked: Asked, records: readonly AnthropicRecord[]): Reply {
  const all = [...new Set(records.map(({ user }) => user))];
  const after = asked.query.get('after_id');
  const from = after === null ? 0 : Number(after.slice(5)) + 1;
  const page = all.slice(from, from + Number(asked.query.get('limit') ?? 20));
  const data = page.map((user) => ({
    type: 'user',
    id: `user_${user}`,
    email: `p${user}@example.com`,
    name: `P ${user}`,
    role: user === 0 ? 'a_new_role' : 'developer',
    added_at: '2026-01-05T09:00:00Z',
  }));
  return {
    json: {
      data,
      first_id: null,
      last_id: data.at(-1)?.id ?? null,
      has_more: from + page.length < all.length,
    },
  };
}

function keys(): Reply {
  const data = [0, 1, 2, 3, 4, 5, 6].map((key) => ({
    type: 'api_key',
    id: `apikey_${key}`,
    name: `Laptop ${key}`,
    status: key === 6 ? 'inactive' : 'active',
    created_by: key === 5 ? null : { id: `user_${key}`, type: 'user' },
  }));
  return { json: { data, first_id: 'apikey_0', last_id: 'apikey_6', has_more: false } };
}

/** Everybody's Claude Code goes through one key, in the workspace that it made for itself. */
const CODE_KEY = 3;
const workspaceOf = ({ key }: AnthropicRecord): string | null =>
  key === CODE_KEY ? 'wrkspc_code' : null;

function workspaces(): Reply {
  const data = [
    { type: 'workspace', id: 'wrkspc_prod', name: 'Production' },
    { type: 'workspace', id: 'wrkspc_code', name: 'Claude Code' },
  ];
  return { json: { data, first_id: 'wrkspc_prod', last_id: 'wrkspc_code', has_more: false } };
}

/** One member a page; a cursor is bound to its filters. */
function effectiveLimits(asked: Asked, state: Omit<AnthropicServer, keyof TestServer>): Reply {
  if (state.memberLimits === null) return error(400, 'invalid_request_error');
  const from = Number(asked.query.get('page')?.slice(5) ?? 0);
  const data = state.memberLimits.slice(from, from + 1).map((one) => ({
    actor: { type: 'user_actor', user_id: `user_${one.user}`, name: `P ${one.user}` },
    amount: one.amount,
    currency: 'USD',
    period: one.period,
    source: 'user',
    spend_limit_id: 'spl_01',
    period_to_date_spend: one.spent,
  }));
  const more = from + 1 < state.memberLimits.length;
  return { json: { data, next_page: more ? `page_${from + 1}` : null } };
}

/** Exactly one UTC day per request; the day comes as a day or as an instant, as the documents differ. */
function claudeCode(asked: Asked, state: Omit<AnthropicServer, keyof TestServer>): Reply {
  const day = asked.query.get('starting_at') ?? '';
  const limit = Number(asked.query.get('limit') ?? 20);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || limit < 1 || limit > 1000)
    return error(400, 'invalid_request_error');
  const share = (tokens: number): number => Math.floor((tokens * state.codeShare) / 100);
  const users = Map.groupBy(
    state.records.filter((record) => record.day === day && record.key === CODE_KEY),
    ({ user }) => user,
  );
  const rest = {
    organization_id: '0f3c',
    terminal_type: 'vscode',
    core_metrics: { num_sessions: 5 },
    tool_actions: {},
  };
  const all = [
    ...[...users].map(([user, some]) => ({
      ...rest,
      date: user % 2 === 0 ? day : `${day}T00:00:00Z`,
      actor: { type: 'user_actor', email_address: `p${user}@example.com` },
      customer_type: 'api',
      model_breakdown: some.map((record) => ({
        model: record.model,
        tokens: {
          input: share(record.input),
          output: share(record.output),
          cache_read: share(record.read),
          cache_creation: share(record.write5m + record.write1h),
        },
        estimated_cost: { currency: 'USD', amount: 792 },
      })),
    })),
    // One that signs in with an API key: the usage report names the key already.
    ...(users.size > 0
      ? [
          {
            ...rest,
            date: day,
            actor: { type: 'api_actor', api_key_name: 'ci' },
            customer_type: 'api',
            model_breakdown: [
              {
                model: MODELS[0],
                tokens: { input: 5, output: 5, cache_read: 5, cache_creation: 5 },
              },
            ],
          },
        ]
      : []),
    ...state.planUse
      .filter((one) => one.day === day)
      .map((one) => ({
        ...rest,
        date: day,
        actor: { type: 'user_actor', email_address: one.email },
        customer_type: 'subscription',
        model_breakdown: [
          {
            model: MODELS[0],
            tokens: { input: one.input, output: 0, cache_read: 0, cache_creation: 0 },
            estimated_cost: { currency: 'USD', amount: one.cents },
          },
        ],
      })),
  ];
  const from = Number(asked.query.get('page')?.slice(5) ?? 0);
  const data = all.slice(from, from + Math.min(limit, state.pageSize));
  const more = from + data.length < all.length;
  return { json: { data, has_more: more, next_page: more ? `page_${from + data.length}` : null } };
}

const inSpan = (asked: Asked, day: string): boolean =>
  day >= (asked.query.get('starting_at') ?? '').slice(0, 10) &&
  day < (asked.query.get('ending_at') ?? '').slice(0, 10);

let sorted: { records: AnthropicRecord[]; span: string; found: AnthropicRecord[] } | null = null;
/** The last span's answer is kept: a server does not sort again for every page. */
function biggestFirst(asked: Asked, records: AnthropicRecord[]): AnthropicRecord[] {
  const span = `${asked.query.get('starting_at')}${asked.query.get('ending_at')}`;
  if (sorted === null || sorted.records !== records || sorted.span !== span) {
    const found = records
      .filter(({ day }) => inSpan(asked, day))
      .sort((a, b) => b.input - a.input || (a.day < b.day ? -1 : 1));
    sorted = { records, span, found };
  }
  return sorted.found;
}

/** Flat rows, the biggest first, in pages that cut through days. */
function flat(asked: Asked, costs: boolean, state: Omit<AnthropicServer, keyof TestServer>): Reply {
  const limit = Number(asked.query.get('limit') ?? 500);
  if (limit > state.pageSize) return error(400, 'invalid_request_error');
  const groups = asked.query.getAll('group_by[]');
  const found = biggestFirst(asked, state.records);
  const from = Number(asked.query.get('page')?.slice(5) ?? 0);
  const data = found.slice(from, from + limit).map((record) => ({
    starting_at: `${record.day}T00:00:00Z`,
    ending_at: `${addDays(record.day, 1)}T00:00:00Z`,
    group: {
      actor: groups.includes('actor')
        ? {
            type: 'user_actor',
            user_id: `user_${record.user}`,
            email_address: `p${record.user}@example.com`,
            deleted: false,
          }
        : null,
      model: record.model,
      api_key_id: `apikey_${record.key}`,
      workspace_id: null,
    },
    ...(costs
      ? {
          cost: {
            amount: centText(record.cost),
            currency: 'USD',
            list_amount: centText(record.cost * 2n),
            requests: 4,
          },
        }
      : { usage: usageOf(record) }),
  }));
  const more = from + data.length < found.length;
  return {
    json: {
      data,
      has_more: more,
      next_page: more
        ? state.loops && from > 0
          ? `page_${from}`
          : `page_${from + data.length}`
        : null,
    },
  };
}

const usageOf = (record: AnthropicRecord) => ({
  uncached_input_tokens: record.input,
  cache_read_input_tokens: record.read,
  cache_creation: {
    ephemeral_5m_input_tokens: record.write5m,
    ephemeral_1h_input_tokens: record.write1h,
  },
  output_tokens: record.output,
  requests: record.requests,
  server_tool_use: { web_search_requests: 3 },
});

/** Daily buckets; a page holds whole buckets. */
function buckets(
  asked: Asked,
  costs: boolean,
  state: Omit<AnthropicServer, keyof TestServer>,
): Reply {
  const start = (asked.query.get('starting_at') ?? '').slice(0, 10);
  const end = (asked.query.get('ending_at') ?? '').slice(0, 10);
  const limit = Math.min(Number(asked.query.get('limit') ?? 7), 31, state.pageSize);
  const from = Number(asked.query.get('page')?.slice(5) ?? 0);
  const total = daysBetween(start, end);
  const data = Array.from({ length: Math.min(limit, total - from) }, (_, index) => {
    const day = addDays(start, from + index);
    const results = state.records
      .filter((record) => record.day === day)
      .map((record) =>
        costs
          ? costOf(record)
          : {
              ...usageOf(record),
              requests: undefined,
              account_id: null,
              api_key_id: `apikey_${record.key}`,
              workspace_id: workspaceOf(record),
              model: record.model,
            },
      );
    return { starting_at: `${day}T00:00:00Z`, ending_at: `${addDays(day, 1)}T00:00:00Z`, results };
  });
  const more = from + data.length < total;
  const next = state.loops && from > 0 ? `page_${from}` : `page_${from + data.length}`;
  return { json: { data, has_more: more, next_page: more ? next : null } };
}

const costOf = (record: AnthropicRecord) => ({
  amount: centText(record.cost),
  currency: 'USD',
  description: `${record.model} Usage`,
  cost_type: 'tokens',
  model: record.model,
  workspace_id: workspaceOf(record),
});
