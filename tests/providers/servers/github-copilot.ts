import { addDays } from '../../../src/core/calendar.ts';
import { type Asked, type Reply, seeded, type TestServer, testServer } from './test-server.ts';

export type CopilotRecord = {
  day: string;
  /** -1: somebody without a seat. */
  user: number;
  model: string;
  /** Millionths of a dollar. */
  gross: number;
  net: number;
  interactions: number;
  promptTokens: number;
};
type ReportShape = 'lines' | 'array' | 'wrapped';
type Budget = {
  id: string;
  user: string;
  budget_amount: number;
  budget_scope: string;
  /** The list shows one or the other. */
  budget_product_skus?: string[];
  budget_product_sku?: string;
  consumed_amount?: number;
};
type State = {
  records: CopilotRecord[];
  seats: number;
  report: ReportShape;
  /** Reports of this day and later are not ready yet. */
  reportsUntil: string;
  reportHost: string | null;
  closed: RegExp | null;
  /** The enterprise that owns the organization: its own bill is not found then. */
  enterprise: string | null;
  budgets: Budget[];
  /** The day on which the seat of this number ends, once it is cancelled. */
  cancelled: Map<number, string>;
};
export type CopilotServer = TestServer & State;

const MODELS = ['GPT-5', 'Claude Sonnet 5'];

export function copilotRecords(firstDay: string, days: number, users: number): CopilotRecord[] {
  const random = seeded(23);
  const whole = (most: number): number => Math.floor(random() * most);
  const records: CopilotRecord[] = [];
  for (let day = 0; day < days; day += 1)
    for (let user = -1; user < users; user += 1)
      for (const model of MODELS) {
        const gross = 10_000 * (1 + whole(300));
        records.push({
          day: addDays(firstDay, day),
          user,
          model,
          gross,
          net: whole(3) === 0 ? gross : 0,
          interactions: whole(40),
          promptTokens: whole(9000),
        });
      }
  return records;
}

const login = (user: number): string => (user < 0 ? 'guest' : `dev-${user}`);
const error = (status: number, message: string): Reply => ({
  status,
  json: { message, documentation_url: 'https://docs.github.com', status: String(status) },
});

export async function copilotServer(records: CopilotRecord[], key: string): Promise<CopilotServer> {
  const state: State = {
    records,
    seats: 1 + Math.max(0, ...records.map(({ user }) => user)),
    report: 'lines',
    reportsUntil: '9999-12-31',
    reportHost: null,
    closed: null,
    enterprise: null,
    budgets: [],
    cancelled: new Map(),
  };
  const server = await testServer((asked, base) => {
    if (asked.path.startsWith('/signed/')) {
      // Signed links are answered without a token, and refused with one.
      if (asked.headers.authorization !== undefined)
        return error(403, 'one way to sign in at most');
      return reportText(asked.path.slice('/signed/'.length), state);
    }
    if (asked.headers.authorization !== `Bearer ${key}`) return error(401, 'Bad credentials');
    const ofEnterprise = asked.path.startsWith('/enterprises/');
    if (asked.headers['x-github-api-version'] !== (ofEnterprise ? '2026-03-10' : '2022-11-28'))
      return error(400, 'version');
    if (state.closed?.test(asked.path))
      return error(403, 'Resource not accessible by personal access token');
    if (asked.path === '/orgs/acme')
      return {
        json: { login: 'acme', enterprise: state.enterprise && { slug: state.enterprise } },
      };
    if (state.enterprise !== null && asked.path.startsWith('/organizations/'))
      return error(404, 'Not Found');
    if (ofEnterprise && !asked.path.startsWith(`/enterprises/${state.enterprise}/`))
      return error(404, 'Not Found');
    const path = asked.path.replace(/^\/(orgs|organizations|enterprises)\/[^/]+\//, '');
    // Nothing older than 24 months is told.
    if (/_(credit|request)\/usage$/.test(path) && spanOf(asked) < '2024-11')
      return error(400, 'Too far in the past');
    switch (path) {
      case 'members':
        return { json: [{ login: 'dev-0', id: 1, type: 'User' }] };
      case 'copilot/billing/seats':
        return seatPage(asked, base, state);
      case 'settings/billing/ai_credit/usage':
        return credits(asked, state, spanOf(asked) >= '2026-06', 'AI Credits');
      case 'settings/billing/premium_request/usage':
        return credits(asked, state, spanOf(asked) < '2026-06', 'Premium Request');
      case 'settings/billing/usage':
        return { json: { usageItems: bill(asked) } };
      case 'copilot/metrics/reports/users-1-day': {
        const day = asked.query.get('day') ?? '';
        if (day >= state.reportsUntil || recordsOf(state.records, day).length === 0)
          return { status: 204 };
        return {
          json: { download_links: [`${state.reportHost ?? base}/signed/${day}`], report_day: day },
        };
      }
    }
    if (path.startsWith('settings/billing/budgets'))
      return budgets(asked, path.split('/')[3] ?? null, state);
    return error(404, 'Not Found');
  });
  return Object.assign(state, server);
}

const two = (text: string | null): string => (text ?? '').padStart(2, '0');
/** The day that was asked for, or the month. */
const spanOf = ({ query }: Asked): string =>
  [
    query.get('year'),
    two(query.get('month')),
    ...(query.has('day') ? [two(query.get('day'))] : []),
  ].join('-');

/** One who is in two teams comes twice, here on two pages. */
function seatPage(asked: Asked, base: string, { seats, cancelled }: State): Reply {
  const page = Number(asked.query.get('page'));
  const all = Array.from({ length: seats }, (_, user) => ({
    created_at: '2026-01-08T10:00:00Z',
    pending_cancellation_date: cancelled.get(user) ?? null,
    last_activity_at: user === 1 ? null : '2026-11-03T14:02:11Z',
    plan_type: 'business',
    assignee: { login: login(user), id: user, type: 'User' },
    assigning_team: null,
  }));
  const first = all[0];
  if (first) all.push(first);
  const shown = all.slice((page - 1) * 100, page * 100);
  const more = page * 100 < all.length;
  const link = `<${base}${asked.path}?page=${page + 1}>; rel="next", <${base}>; rel="last"`;
  return { json: { total_seats: seats, seats: shown }, ...(more ? { headers: { link } } : {}) };
}

let grouped: { records: CopilotRecord[]; byDay: Map<string, CopilotRecord[]> } | null = null;
function recordsOf(records: CopilotRecord[], day: string): CopilotRecord[] {
  if (grouped?.records !== records)
    grouped = { records, byDay: Map.groupBy(records, (one) => one.day) };
  return grouped.byDay.get(day) ?? [];
}

let monthly: { records: CopilotRecord[]; byMonth: Map<string, CopilotRecord[]> } | null = null;
function recordsIn(records: CopilotRecord[], span: string): CopilotRecord[] {
  if (span.length > 7) return recordsOf(records, span);
  if (monthly?.records !== records)
    monthly = { records, byMonth: Map.groupBy(records, ({ day }) => day.slice(0, 7)) };
  return monthly.byMonth.get(span) ?? [];
}

const dollars = (micro: number): number => micro / 1_000_000;

/** The organization's day, or one user's; never a breakdown. */
function credits(asked: Asked, { records }: State, right: boolean, sku: string): Reply {
  const user = asked.query.get('user');
  const found = right
    ? recordsIn(records, spanOf(asked)).filter((one) => user === null || login(one.user) === user)
    : [];
  const usageItems = [...Map.groupBy(found, ({ model }) => model)].map(([model, some]) => {
    const gross = some.reduce((sum, one) => sum + one.gross, 0);
    const net = some.reduce((sum, one) => sum + one.net, 0);
    return {
      product: 'Copilot',
      sku: `Copilot ${sku}`,
      model,
      unitType: 'credits',
      pricePerUnit: 0.01,
      grossQuantity: gross / 10_000,
      grossAmount: dollars(gross),
      discountAmount: dollars(gross - net),
      netQuantity: net / 10_000,
      netAmount: dollars(net),
    };
  });
  return { json: { organization: 'acme', usageItems } };
}

/** The bill of all products: licences count here, credits do not, other products are not ours. */
function bill(asked: Asked): unknown[] {
  const date = `${asked.query.get('year')}-${two(asked.query.get('month'))}-01T00:00:00Z`;
  const item = {
    date,
    quantity: 12,
    pricePerUnit: 19.0,
    grossAmount: 228.0,
    discountAmount: 0.0,
    netAmount: 228.0,
    organizationName: 'acme',
  };
  return [
    { ...item, product: 'copilot', sku: 'Copilot Business', unitType: 'user-months' },
    { ...item, product: 'Copilot', sku: 'Copilot AI Credits', unitType: 'credits' },
    { ...item, product: 'Copilot', sku: 'Copilot Premium Request', unitType: 'requests' },
    { ...item, product: 'actions', sku: 'Actions Linux', unitType: 'minutes' },
  ];
}

function reportText(day: string, { records, report }: State): Reply {
  const users = [...Map.groupBy(recordsOf(records, day), ({ user }) => user)];
  const entries = users.map(([user, some]) => ({
    day,
    user_id: user,
    user_login: login(user),
    ai_credits_used: some.reduce((sum, one) => sum + one.gross, 0) / 10_000,
    user_initiated_interaction_count: some.reduce((sum, one) => sum + one.interactions, 0),
    totals_by_cli: {
      request_count: 1,
      token_usage: {
        prompt_tokens_sum: some.reduce((sum, one) => sum + one.promptTokens, 0),
        output_tokens_sum: 0,
        avg_tokens_per_request: 4800.5,
      },
    },
  }));
  if (report === 'array') return { json: entries };
  if (report === 'wrapped') return { json: { report_start_day: day, day_totals: entries } };
  return { text: entries.map((entry) => `${JSON.stringify(entry)}\n`).join('') };
}

function budgets(asked: Asked, id: string | null, state: State): Reply {
  const { body, method } = asked;
  if (method === 'POST') {
    if (body['user'] === undefined) return error(400, 'budget_entity_name is missing');
    const made = {
      id: `b${state.budgets.length}`,
      user: String(body['user']),
      budget_amount: Number(body['budget_amount']),
      budget_scope: 'user',
      budget_product_skus: ['ai_credits'],
    };
    state.budgets.push(made);
    return { json: { message: 'created', budget: made } };
  }
  const found = state.budgets.find((one) => one.id === id);
  if (method === 'PATCH' && found)
    return { json: { message: 'ok', budget: Object.assign(found, body) } };
  if (method === 'DELETE') {
    state.budgets = state.budgets.filter((one) => one.id !== id);
    return { json: { message: 'deleted' } };
  }
  const scope = asked.query.get('scope');
  const listed = state.budgets.filter((one) => scope === null || one.budget_scope === scope);
  const size = Number(asked.query.get('per_page') ?? 10);
  const from = (Number(asked.query.get('page') ?? 1) - 1) * size;
  const shown = listed.slice(from, from + size);
  const more = from + shown.length < listed.length;
  return { json: { budgets: shown, has_next_page: more, total_count: listed.length } };
}
