import { addDays } from '../../../src/core/calendar.ts';
import { type Asked, type Reply, seeded, type TestServer, testServer } from './test-server.ts';

export type OpenrouterRecord = {
  day: string;
  /** -1: a key that was deleted since. */
  key: number;
  model: string;
  endpoint: number;
  input: number;
  output: number;
  requests: number;
  /** Millionths of a dollar. */
  cost: number;
};
type Key = { hash: string; disabled: boolean; limit: number | null; limit_reset: string | null };
type State = {
  records: OpenrouterRecord[];
  today: string;
  management: boolean;
  keys: Key[];
  /** Dollars bought and used over the account's life, as they are written. */
  credits: { bought: string; used: string };
};
export type OpenrouterServer = TestServer & State;

export function openrouterRecords(
  firstDay: string,
  days: number,
  keys: number,
  models: number,
): OpenrouterRecord[] {
  const random = seeded(17);
  const whole = (most: number): number => Math.floor(random() * most);
  const records: OpenrouterRecord[] = [];
  for (let day = 0; day < days; day += 1)
    for (let key = -1; key < keys; key += 1)
      for (let model = 0; model < models; model += 1)
        records.push({
          day: addDays(firstDay, day),
          key,
          model: `lab/model-${model}`,
          endpoint: whole(3),
          input: whole(90_000),
          output: whole(9000),
          requests: 1 + whole(50),
          cost: whole(900_000),
        });
  return records;
}

const error = (code: number, message: string): Reply => ({
  status: code,
  json: { error: { code, message } },
});

export async function openrouterServer(
  records: OpenrouterRecord[],
  key: string,
  today: string,
): Promise<OpenrouterServer> {
  const count = Math.max(0, ...records.map((record) => record.key + 1));
  const keys = Array.from({ length: count }, (_, index) => ({
    hash: `hash${index}`,
    disabled: false,
    limit: null,
    limit_reset: null,
  }));
  const credits = { bought: '400', used: '312.845' };
  const state: State = { records, today, management: true, keys, credits };
  const server = await testServer((asked) => {
    if (asked.headers.authorization !== `Bearer ${key}`)
      return error(401, 'No auth credentials found');
    const path = asked.path.replace('/api/v1', '');
    if (path === '/key') return { json: { data: { is_management_key: state.management } } };
    if (path === '/organization/members') return error(404, 'Not an organization');
    if (path === '/workspaces') return { json: { data: [{ id: 'ws_default' }, { id: 'ws_2' }] } };
    // An ordinary key is answered with zeros, not refused.
    if (path === '/credits') {
      const { bought, used } = state.management ? state.credits : { bought: '0', used: '0' };
      return { text: `{"data":{"total_credits":${bought},"total_usage":${used}}}` };
    }
    if (!state.management) return error(403, 'Only management keys can perform this operation');
    if (path === '/keys') return listKeys(asked, state);
    const one = state.keys.find(({ hash }) => path === `/keys/${hash}`);
    if (one)
      return { json: { data: asked.method === 'PATCH' ? Object.assign(one, asked.body) : one } };
    if (path === '/activity') return activity(asked, state);
    return error(404, 'Not found');
  });
  return Object.assign(state, server);
}

/** Every third key lives in the second workspace; the default one comes with and without its name. */
function listKeys(asked: Asked, { keys }: State): Reply {
  const second = asked.query.get('workspace_id') === 'ws_2';
  const offset = Number(asked.query.get('offset') ?? 0);
  const all = asked.query.get('include_disabled') === 'true';
  const found = keys.filter(
    ({ disabled }, index) => (index % 3 === 2) === second && (all || !disabled),
  );
  const data = found.slice(offset, offset + 100).map((key) => ({
    ...key,
    name: `Key ${key.hash}`,
    creator_user_id: null,
    workspace_id: second ? 'ws_2' : 'ws_default',
  }));
  return { json: { data } };
}

/** The last 30 completed days, summed by day, model and endpoint; amounts with exponents where small. */
function activity(asked: Asked, { records, today }: State): Reply {
  const hash = asked.query.get('api_key_hash');
  const oldest = addDays(today, -30);
  const cells = new Map<string, OpenrouterRecord>();
  for (const record of records) {
    if (record.day < oldest || record.day >= today) continue;
    if (hash !== null && `hash${record.key}` !== hash) continue;
    const cell = `${record.day}|${record.model}|${record.endpoint}`;
    const sum = cells.get(cell) ?? { ...record, input: 0, output: 0, requests: 0, cost: 0 };
    for (const name of ['input', 'output', 'requests', 'cost'] as const) sum[name] += record[name];
    cells.set(cell, sum);
  }
  const data = [...cells.values()].map(
    (sum) =>
      `{"date":"${sum.day}","model":"${sum.model}","model_permaslug":"${sum.model}","endpoint_id":"e${sum.endpoint}","provider_name":"Host ${sum.endpoint}","usage":${sum.cost}e-06,"byok_usage_inference":77.5,"requests":${sum.requests},"prompt_tokens":${sum.input},"completion_tokens":${sum.output},"reasoning_tokens":3}`,
  );
  return { text: `{"data":[${data.join(',')}]}` };
}
