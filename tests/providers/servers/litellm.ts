import { addDays } from '../../../src/core/calendar.ts';
import { type Asked, type Reply, seeded, type TestServer, testServer } from './test-server.ts';

export type LitellmRecord = {
  day: string;
  key: number;
  model: string;
  prompt: number;
  completion: number;
  read: number;
  requests: number;
  /** Millionths of a dollar. */
  cost: number;
};
/** `finest`: model and key; `money`: only the money by key; `keys`: keys without models, as older proxies do. */
type Shape = 'finest' | 'money' | 'keys';
type Key = {
  token: string;
  user_id: string | null;
  blocked: boolean | null;
  max_budget: number | null;
  budget_duration: string | null;
};
type Team = { team_id: string; team_alias: string; max_budget: number | null; spend: number };
type State = {
  records: LitellmRecord[];
  shape: Shape;
  flat: number;
  stuck: boolean;
  keys: Key[];
  teams: Team[];
  /** Whether a change that it confirms is there when one looks again. */
  keepsChanges: boolean;
  /** Rows that come with every day that has any, in whatever shape. */
  oddRows: unknown[];
  /** An older proxy has no sums by day, only the logs of single requests. */
  daily: boolean;
  /** Whether the logs take the end of a span as the whole day or as its midnight. */
  logsEnd: 'day' | 'midnight';
};
export type LitellmServer = TestServer & State;

export function litellmRecords(
  firstDay: string,
  days: number,
  keys: number,
  models: number,
): LitellmRecord[] {
  const random = seeded(19);
  const whole = (most: number): number => Math.floor(random() * most);
  const records: LitellmRecord[] = [];
  for (let day = 0; day < days; day += 1)
    for (let key = 0; key < keys; key += 1)
      for (let model = 0; model < models; model += 1) {
        const read = whole(40_000);
        records.push({
          day: addDays(firstDay, day),
          key,
          model: `model-${model}`,
          prompt: read + whole(50_000),
          completion: whole(9000),
          read,
          requests: 1 + whole(20),
          cost: 1 + whole(900_000),
        });
      }
  return records;
}

export async function litellmServer(records: LitellmRecord[], key: string): Promise<LitellmServer> {
  const keys = [0, 1, 2].map((number) => ({
    token: `token${number}`,
    user_id: number === 2 ? null : `u-${number}`,
    blocked: null,
    max_budget: null,
    budget_duration: null,
  }));
  const teams = [
    { team_id: 'team-dev', team_alias: 'Dev', max_budget: 500, spend: 41.2 },
    { team_id: 'team-ops', team_alias: 'Ops', max_budget: null, spend: 3 },
  ];
  const state: State = {
    records,
    shape: 'finest',
    flat: 0,
    stuck: false,
    keys,
    teams,
    keepsChanges: true,
    oddRows: [],
    daily: true,
    logsEnd: 'midnight',
  };
  const server = await testServer((asked) => {
    if (asked.headers.authorization !== `Bearer ${key}`)
      return {
        status: 401,
        json: {
          error: {
            message: 'Authentication Error',
            type: 'auth_error',
            param: 'None',
            code: '401',
          },
        },
      };
    if (asked.query.has('timezone')) return { status: 422, json: { detail: [{ msg: 'no' }] } };
    switch (asked.path) {
      case '/user/list':
        return {
          json: {
            users: [
              {
                user_id: 'u-0',
                user_email: 'p0@example.com',
                user_role: 'internal_user',
                spend: 41.2,
                max_budget: 60.0,
                budget_duration: '30d',
              },
            ],
            total: 1,
            page: 1,
            total_pages: 1,
          },
        };
      case '/key/list':
        return { json: { keys: state.keys, total_count: 3, current_page: 1, total_pages: 1 } };
      case '/key/update':
        return { json: Object.assign(keyOf(asked, state), asked.body) };
      case '/key/block':
      case '/key/unblock':
        return {
          json: Object.assign(state.keepsChanges ? keyOf(asked, state) : {}, {
            blocked: asked.path === '/key/block',
          }),
        };
      case '/team/list':
        return { json: state.teams };
      case '/team/update': {
        const found = state.teams.find(({ team_id }) => team_id === asked.body['team_id']);
        return found
          ? { json: { data: Object.assign(found, asked.body) } }
          : { status: 404, json: { detail: { error: 'Team not found' } } };
      }
      case '/spend/logs':
        return logs(asked, state);
      case '/user/daily/activity':
        if (state.daily) return daily(asked, state);
    }
    return { status: 404, json: { detail: 'Not Found' } };
  });
  return Object.assign(state, server);
}

const keyOf = (asked: Asked, { keys }: State): Key => {
  const found = keys.find(({ token }) => token === asked.body['key']);
  if (!found) throw new Error('no such key');
  return found;
};

type Sum = { prompt: number; completion: number; read: number; requests: number; cost: number };
const sumOf = (records: readonly LitellmRecord[]): Sum =>
  records.reduce(
    (sum, record) => ({
      prompt: sum.prompt + record.prompt,
      completion: sum.completion + record.completion,
      read: sum.read + record.read,
      requests: sum.requests + record.requests,
      cost: sum.cost + record.cost,
    }),
    { prompt: 0, completion: 0, read: 0, requests: 0, cost: 0 },
  );
const metrics = (records: readonly LitellmRecord[]) => {
  const sum = sumOf(records);
  return {
    spend: sum.cost / 1_000_000,
    prompt_tokens: sum.prompt,
    completion_tokens: sum.completion,
    cache_read_input_tokens: sum.read,
    cache_creation_input_tokens: 0,
    api_requests: sum.requests,
  };
};
const metadata = (key: number) => ({
  key_alias: `alias${key}`,
  team_id: null,
  user_id: key === 2 ? null : `u-${key}`,
  user_email: key === 0 ? 'p0@example.com' : null,
  key_exists: key !== 1,
});

/** Single requests; what people wrote stands in them where the company keeps it. */
function logs(asked: Asked, { records, logsEnd }: State): Reply {
  const start = asked.query.get('start_date') ?? '';
  const end = asked.query.get('end_date') ?? '';
  const found = records.filter(
    ({ day }) => day >= start && (logsEnd === 'day' ? day <= end : day < end),
  );
  if (asked.query.get('summarize') !== 'false') return { json: [{ startTime: start, spend: 0 }] };
  const rows = found.flatMap((record) =>
    Array.from({ length: record.requests }, (_, index) => ({
      request_id: `r${index}`,
      api_key: `token${record.key}`,
      user: record.key === 2 ? '' : `u-${record.key}`,
      team_id: null,
      model: record.model,
      spend: index === 0 ? record.cost / 1_000_000 : 0,
      prompt_tokens: index === 0 ? record.prompt : 0,
      completion_tokens: index === 0 ? record.completion : 0,
      total_tokens: 0,
      startTime: `${record.day}T23:59:59.999000+00:00`,
      endTime: `${addDays(record.day, 1)}T00:00:03+00:00`,
      metadata: { user_api_key: 'never kept' },
      messages: [{ role: 'user', content: 'never read' }],
      response: { text: 'never read' },
    })),
  );
  return { json: rows };
}

let grouped: { records: LitellmRecord[]; byDay: Map<string, LitellmRecord[]> } | null = null;

/** Pages cut the database's rows: the same date comes again with the rest of its rows. */
function daily(asked: Asked, state: State): Reply {
  const { records, shape, flat, stuck } = state;
  if (grouped?.records !== records)
    grouped = { records, byDay: Map.groupBy(records, (one) => one.day) };
  const date = asked.query.get('start_date') ?? '';
  const number = Number(asked.query.get('page'));
  const size = Math.min(1000, Number(asked.query.get('page_size') ?? 50));
  const all = date === asked.query.get('end_date') ? (grouped.byDay.get(date) ?? []) : records;
  const rows = all.slice((number - 1) * size, number * size);
  const keysOf = (some: readonly LitellmRecord[], bare: boolean) =>
    Object.fromEntries(
      [...Map.groupBy(some, ({ key }) => key)].map(([key, own]) => [
        `token${key}`,
        { metrics: bare ? { spend: metrics(own).spend } : metrics(own), metadata: metadata(key) },
      ]),
    );
  const models = [...Map.groupBy(rows, ({ model }) => model)].map(([model, some]) => [
    model,
    {
      metrics: metrics(some),
      metadata: {},
      ...(shape === 'keys' ? {} : { api_key_breakdown: keysOf(some, shape === 'money') }),
    },
  ]);
  const pages = Math.max(1, Math.ceil(all.length / size));
  const result = {
    date,
    metrics: { ...metrics(rows), flat_cost: number === 1 ? flat : 0.0 },
    breakdown: {
      models: Object.fromEntries(models),
      api_keys: shape === 'keys' ? keysOf(rows, false) : {},
      providers: {},
    },
  };
  return {
    json: {
      results: rows.length === 0 && flat === 0 ? [] : [result, ...state.oddRows],
      metadata: { page: stuck ? 1 : number, total_pages: pages, has_more: stuck || number < pages },
    },
  };
}
