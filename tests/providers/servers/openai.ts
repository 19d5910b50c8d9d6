import { addDays, dayOfNumber } from '../../../src/core/calendar.ts';
import { type Asked, type Reply, seeded, type TestServer, testServer } from './test-server.ts';

export type OpenaiRecord = {
  day: string;
  key: number;
  model: string;
  input: number;
  cached: number;
  output: number;
  requests: number;
  /** Ten-millionths of a dollar. */
  cost: bigint;
};

type State = {
  records: OpenaiRecord[];
  pageSize: number;
  /** Page cursors of an earlier run are refused from this run on. */
  run: number;
  limits: Map<string, number>;
  deleted: Set<string>;
  /** Admin keys and when they end, in seconds. */
  adminKeys: { name: string | null; expires_at: number | null }[];
  closed: Set<string>;
  /** Results of other kinds of usage, by kind, all of them on one day. */
  others: Map<string, Record<string, unknown>>;
  othersDay: string;
};
export type OpenaiServer = TestServer & State;

const MODELS = ['gpt-5.5-2026-04-23', 'gpt-5.5-mini'];
/** Number, text and exponent: all three are in use for the same field. */
const COSTS = ['number', 'text', 'exponent'] as const;

export function openaiRecords(firstDay: string, days: number, keys: number): OpenaiRecord[] {
  const random = seeded(11);
  const whole = (most: number): number => Math.floor(random() * most);
  const records: OpenaiRecord[] = [];
  for (let day = 0; day < days; day += 1)
    for (let key = 0; key < keys; key += 1)
      for (const model of MODELS) {
        const cached = whole(90_000);
        const input = cached + whole(50_000);
        const cost = BigInt(whole(90_000_000)) * 10n;
        records.push({
          day: addDays(firstDay, day),
          key,
          model,
          input,
          cached,
          output: whole(9000),
          requests: whole(90),
          cost,
        });
      }
  return records;
}

const error = (status: number, code: string): Reply => ({
  status,
  json: { error: { message: code, type: 'invalid_request_error', param: null, code } },
});

export async function openaiServer(records: OpenaiRecord[], key: string): Promise<OpenaiServer> {
  const state: State = {
    records,
    pageSize: 31,
    run: 0,
    limits: new Map(),
    deleted: new Set(),
    adminKeys: [],
    closed: new Set(),
    others: new Map(),
    othersDay: '2026-11-03',
  };
  const server = await testServer((asked) => {
    if (asked.headers.authorization !== `Bearer ${key}`) return error(401, 'invalid_api_key');
    const path = asked.path.replace('/v1/organization/', '');
    if (state.closed.has(path)) return error(403, 'insufficient_permissions');
    if (path === 'users')
      return list(
        asked,
        [0, 1, 2].map((id) => ({
          id: `user-${id}`,
          name: null,
          email: `p${id}@example.com`,
          role: 'owner',
          added_at: 1,
        })),
      );
    if (path === 'admin_api_keys')
      return list(
        asked,
        state.adminKeys.map((one, id) => ({ id: `admin_${id}`, ...one })),
      );
    if (path === 'projects')
      return list(
        asked,
        [0, 1].map((id) => ({ id: `proj_${id}`, name: `Project ${id}`, status: 'active' })),
      );
    const keyPath = /^projects\/proj_(\d)\/api_keys(?:\/(.+))?$/.exec(path);
    if (keyPath && asked.method === 'DELETE') {
      state.deleted.add(keyPath[2] ?? '');
      return { json: { object: 'organization.project.api_key.deleted', deleted: true } };
    }
    if (keyPath) return list(asked, keysOf(Number(keyPath[1]), state));
    if (path.endsWith('spend_limit')) return spendLimit(asked, path, state);
    if (path === 'usage/completions') return buckets(asked, false, state);
    if (path.startsWith('usage/')) return otherUsage(asked, path.slice('usage/'.length), state);
    if (path === 'costs') return buckets(asked, true, state);
    return error(404, 'not_found');
  });
  return Object.assign(state, server);
}

function list(asked: Asked, all: { id: string }[]): Reply {
  const after = asked.query.get('after');
  const from = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
  const data = all.slice(from, from + 2);
  return {
    json: {
      object: 'list',
      data,
      first_id: data[0]?.id ?? null,
      last_id: data.at(-1)?.id ?? null,
      has_more: from + 2 < all.length,
    },
  };
}

const keysOf = (project: number, { deleted }: State) =>
  [0, 1, 2]
    .map((key) => key * 2 + project)
    .map((key) => ({
      id: `key_${key}`,
      name: `Key ${key}`,
      owner:
        key === 5
          ? {
              type: 'service_account',
              service_account: { id: 'svc_1', name: 'ci', role: 'member' },
            }
          : {
              type: 'user',
              user: { id: `user-${key % 3}`, email: `p${key % 3}@example.com`, name: null },
            },
    }))
    .filter(({ id }) => !deleted.has(id));

function spendLimit(asked: Asked, path: string, { limits }: State): Reply {
  if (asked.method === 'POST') limits.set(path, Number(asked.body['threshold_amount']));
  if (asked.method === 'DELETE') return { json: { deleted: limits.delete(path) } };
  const threshold = limits.get(path);
  if (threshold === undefined) return error(404, 'not_found');
  return {
    json: {
      object: 'project.spend_limit',
      threshold_amount: threshold,
      currency: 'USD',
      interval: 'month',
      enforcement: { status: 'inactive' },
    },
  };
}

/** What each of the other kinds can be grouped by; anything else is refused. */
const BASE = ['project_id', 'user_id', 'api_key_id', 'model'];
const GROUPS: Record<string, string[]> = {
  embeddings: BASE,
  moderations: BASE,
  images: [...BASE, 'size', 'source'],
  audio_speeches: BASE,
  audio_transcriptions: BASE,
  web_search_calls: [...BASE, 'context_level'],
  file_search_calls: ['project_id', 'user_id', 'api_key_id', 'vector_store_id'],
  code_interpreter_sessions: ['project_id'],
  vector_stores: ['project_id'],
};

function otherUsage(asked: Asked, kind: string, { others, othersDay }: State): Reply {
  const known = GROUPS[kind];
  if (!known) return error(404, 'not_found');
  if (asked.query.getAll('group_by').some((name) => !known.includes(name)))
    return error(400, 'invalid_group_by');
  const result = others.get(kind);
  const start = Date.parse(othersDay) / 1000;
  const asksFor =
    start >= Number(asked.query.get('start_time')) && start < Number(asked.query.get('end_time'));
  const bucket = { object: 'bucket', start_time: start, results: [result] };
  const data = result && asksFor ? [bucket] : [];
  return { json: { object: 'page', data, has_more: false, next_page: null } };
}

function costText(cost: bigint, index: number): string {
  const digits = cost.toString().padStart(8, '0');
  const plain = `${digits.slice(0, -7)}.${digits.slice(-7)}`;
  const kind = COSTS[index % COSTS.length];
  return kind === 'text' ? `"${plain}"` : kind === 'number' ? plain : `${cost}e-7`;
}

let grouped: { records: OpenaiRecord[]; byDay: Map<string, OpenaiRecord[]> } | null = null;
function recordsOf(records: OpenaiRecord[], day: string): OpenaiRecord[] {
  if (grouped?.records !== records)
    grouped = { records, byDay: Map.groupBy(records, (one) => one.day) };
  return grouped.byDay.get(day) ?? [];
}

/** Daily buckets, whole ones only; empty days have empty results. The amount's text is written by hand. */
function buckets(asked: Asked, costs: boolean, state: State): Reply {
  const start = Number(asked.query.get('start_time')) / 86_400;
  const end = Number(asked.query.get('end_time')) / 86_400;
  const [run = String(state.run), from = '0'] = (asked.query.get('page') ?? `${state.run}:0`).split(
    ':',
  );
  if (Number(run) !== state.run) return error(400, 'invalid_page');
  const size = Math.min(state.pageSize, Number(asked.query.get('limit') ?? 7));
  const first = start + Number(from);
  const count = Math.max(0, Math.min(size, end - first));
  const data = Array.from({ length: count }, (_, index) => {
    const results = recordsOf(state.records, dayOfNumber(first + index)).map((record, number) =>
      costs
        ? `{"object":"organization.costs.result","amount":{"value":${costText(record.cost, number)},"currency":"usd"},"line_item":"${record.model}, input","project_id":"proj_${record.key % 2}","api_key_id":"key_${record.key}"}`
        : JSON.stringify({
            object: 'organization.usage.completions.result',
            input_tokens: record.input,
            input_cached_tokens: record.cached,
            input_uncached_tokens: record.input - record.cached,
            output_tokens: record.output,
            num_model_requests: record.requests,
            project_id: `proj_${record.key % 2}`,
            user_id: `user-${record.key % 3}`,
            api_key_id: `key_${record.key}`,
            model: record.model,
            batch: null,
          }),
    );
    return `{"object":"bucket","start_time":${(first + index) * 86_400},"end_time":${(first + index + 1) * 86_400},"results":[${results.join(',')}]}`;
  });
  const more = first + count < end;
  const next = more ? `"${state.run}:${Number(from) + count}"` : 'null';
  return {
    text: `{"object":"page","data":[${data.join(',')}],"has_more":${more},"next_page":${next}}`,
  };
}
