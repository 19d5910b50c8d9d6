// Makes the files of the sample company (resources/sample): 14 people, January 2025 to June 2026.
// Deterministic: the same files each time. Run: npx -c 'node tools/make-sample-company.ts'
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  addDays,
  daysInMonth,
  type IsoMonth,
  lastDay,
  monthRange,
  weekdayOf,
} from '../src/core/calendar.ts';

const out = join(import.meta.dirname, '../resources/sample');
const MONTHS = monthRange('2025-01', '2026-06');

/** Marsaglia's xorshift on 32 bits: small, seeded, good enough for a sample. */
let state = 20_260_630;
function random(): number {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) / 2 ** 32;
}

/** A Poisson count by Knuth's method; the means here are small. */
function poisson(mean: number): number {
  const limit = Math.exp(-mean);
  let product = random();
  let count = 0;
  while (product > limit) {
    product *= random();
    count += 1;
  }
  return count;
}

type Member = {
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly team: string;
  readonly cost: number;
  readonly start?: string;
  /** Items a month before the seat, and how many times as many with it. */
  readonly rate: number;
  readonly uplift: number;
  readonly seatFrom?: IsoMonth;
  readonly plan?: { readonly tool: string; readonly price: string };
  /** Input tokens on a working day, in thousands, and the model that takes them. */
  readonly daily?: { readonly thousands: number; readonly model: string };
  readonly logsOutput?: false;
  /** Minutes a person believes to save per item. */
  readonly felt?: number;
};

const MEMBERS: readonly Member[] = [
  {
    name: 'Ana Petrova',
    email: 'ana@fernwerk.example',
    role: 'product',
    team: 'Product',
    cost: 7800,
    rate: 9,
    uplift: 1.12,
    seatFrom: '2025-11',
    plan: { tool: 'ChatGPT Business', price: '30' },
    daily: { thousands: 380, model: 'gpt-5' },
    felt: 40,
  },
  {
    name: 'Chen Wei',
    email: 'chen.wei@fernwerk.example',
    role: 'developer',
    team: 'Platform',
    cost: 8600,
    rate: 13,
    uplift: 1.55,
    seatFrom: '2025-10',
    plan: { tool: 'Claude Max', price: '100' },
    daily: { thousands: 1500, model: 'claude-sonnet-4-5' },
    felt: 35,
  },
  {
    name: 'Dana Ortiz',
    email: 'dana@fernwerk.example',
    role: 'support',
    team: 'Support',
    cost: 4900,
    rate: 44,
    uplift: 1.3,
    seatFrom: '2025-12',
    plan: { tool: 'ChatGPT Business', price: '30' },
    felt: 6,
  },
  {
    name: 'Elif Kaya',
    email: 'elif@fernwerk.example',
    role: 'designer',
    team: 'Product',
    cost: 6900,
    rate: 12,
    uplift: 0.82,
    seatFrom: '2025-10',
    plan: { tool: 'Claude Max', price: '200' },
    daily: { thousands: 2600, model: 'claude-opus-4-5' },
    felt: 60,
  },
  {
    name: 'Jonas Weber',
    email: 'jonas@fernwerk.example',
    role: 'developer',
    team: 'Platform',
    cost: 8200,
    rate: 11,
    uplift: 1.06,
    seatFrom: '2025-11',
    plan: { tool: 'Claude Max', price: '100' },
    daily: { thousands: 2900, model: 'claude-sonnet-4-5' },
    felt: 50,
  },
  {
    name: 'Kenji Sato',
    email: 'kenji@fernwerk.example',
    role: 'developer',
    team: 'Apps',
    cost: 8400,
    rate: 12,
    uplift: 1.4,
    seatFrom: '2025-10',
    plan: { tool: 'Cursor Pro', price: '20' },
    daily: { thousands: 900, model: 'claude-sonnet-4-5' },
    felt: 25,
  },
  {
    name: '李晓梅',
    email: 'li.xiaomei@fernwerk.example',
    role: 'developer',
    team: 'Apps',
    cost: 8100,
    rate: 12,
    uplift: 1.6,
    seatFrom: '2025-11',
    plan: { tool: 'Claude Max', price: '100' },
    daily: { thousands: 1200, model: 'claude-sonnet-4-5' },
  },
  {
    name: 'Lucy Grant',
    email: 'lucy@fernwerk.example',
    role: 'marketing',
    team: 'Market',
    cost: 5600,
    rate: 16,
    uplift: 1.35,
    seatFrom: '2026-01',
    plan: { tool: 'ChatGPT Business', price: '30' },
    felt: 30,
  },
  {
    name: 'Maya Cohen',
    email: 'maya@fernwerk.example',
    role: 'support',
    team: 'Support',
    cost: 4700,
    rate: 0,
    uplift: 1,
    seatFrom: '2026-02',
    plan: { tool: 'ChatGPT Business', price: '30' },
    logsOutput: false,
  },
  {
    name: 'Omar Haddad',
    email: 'omar@fernwerk.example',
    role: 'sales',
    team: 'Market',
    cost: 5900,
    rate: 15,
    uplift: 1,
  },
  {
    name: 'Priya Nair',
    email: 'priya@fernwerk.example',
    role: 'developer',
    team: 'Apps',
    cost: 8000,
    rate: 12,
    uplift: 1.02,
    seatFrom: '2026-01',
    plan: { tool: 'GitHub Copilot Business', price: '19' },
    daily: { thousands: 9500, model: 'gpt-5-pro' },
    felt: 20,
  },
  {
    name: 'Sofia Rossi',
    email: 'sofia@fernwerk.example',
    role: 'designer',
    team: 'Product',
    cost: 6600,
    rate: 10,
    uplift: 1.02,
    seatFrom: '2026-01',
    plan: { tool: 'ChatGPT Business', price: '30' },
  },
  {
    name: 'Tom Becker',
    email: 'tom@fernwerk.example',
    role: 'support',
    team: 'Support',
    cost: 4800,
    rate: 41,
    uplift: 1,
  },
  {
    name: 'Zoë Martin',
    email: 'zoe@fernwerk.example',
    role: 'developer',
    team: 'Platform',
    cost: 7900,
    start: '2026-04-01',
    rate: 11,
    uplift: 1.1,
    seatFrom: '2026-05',
    plan: { tool: 'Claude Max', price: '100' },
    daily: { thousands: 700, model: 'claude-haiku-4-5' },
  },
];

const KINDS: Readonly<Record<string, string>> = {
  developer: 'pull request',
  product: 'specification',
  support: 'ticket',
  designer: 'design',
  marketing: 'campaign piece',
  sales: 'proposal',
};

function isWorkingDay(day: string): boolean {
  return !['saturday', 'sunday'].includes(weekdayOf(day));
}

function workingDays(month: IsoMonth): string[] {
  const days = Array.from({ length: daysInMonth(month) }, (_, index) =>
    addDays(`${month}-01`, index),
  );
  return days.filter(isWorkingDay);
}

const pick = <T>(items: readonly T[]): T => {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('Nothing to pick from.');
  return item;
};

function csv(
  name: string,
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): void {
  const lines = [header, ...rows].map((row) => row.join(','));
  writeFileSync(join(out, `${name}.csv`), `${lines.join('\n')}\n`);
}

function outputRows(member: Member): (string | number)[][] {
  if (member.logsOutput === false) return [];
  const kind = KINDS[member.role] ?? 'task';
  return MONTHS.filter((month) => (member.start ?? '2024-01-01') <= lastDay(month)).flatMap(
    (month) => {
      const hasSeat = member.seatFrom !== undefined && month >= member.seatFrom;
      const count = poisson(member.rate * (hasSeat ? member.uplift : 1));
      const days = workingDays(month);
      return Array.from({ length: count }, () => {
        const felt =
          hasSeat && member.felt !== undefined && random() < 0.4
            ? Math.round(member.felt * (0.5 + random()))
            : '';
        return [
          pick(days),
          member.email,
          kind,
          1,
          '',
          pick(MEMBERS.filter((one) => one !== member)).email,
          felt,
        ];
      });
    },
  );
}

function usageRows(member: Member): (string | number)[][] {
  const { daily, seatFrom } = member;
  if (!daily || !seatFrom) return [];
  return MONTHS.filter((month) => month >= seatFrom).flatMap((month) =>
    workingDays(month).flatMap((day) => {
      if (random() < 0.12) return [];
      const input = Math.round(daily.thousands * 1000 * (0.4 + 1.2 * random()));
      const tool = daily.model.startsWith('gpt') ? 'OpenAI API' : 'Claude API';
      const reads = tool === 'Claude API' ? Math.round(input * 2.2) : 0;
      return [
        [
          day,
          member.email,
          tool,
          daily.model,
          input,
          Math.round(input * 0.08),
          reads,
          Math.round(reads * 0.04),
          Math.round(20 + random() * 60),
        ],
      ];
    }),
  );
}

/** The build server's key, which nobody holds yet. */
function buildKeyRows(): (string | number)[][] {
  return monthRange('2026-03', '2026-06').flatMap((month) =>
    workingDays(month).map((day) => {
      const input = Math.round(500_000 * (0.5 + random()));
      return [
        day,
        'build-server-key',
        'Claude API',
        'claude-haiku-4-5',
        input,
        Math.round(input * 0.05),
        0,
        0,
        12,
      ];
    }),
  );
}

/** Who of the members writes in the company's repository, as its host knows them. */
const LOGINS: Readonly<Record<string, string>> = {
  'kenji@fernwerk.example': 'kenji-sato',
  'li.xiaomei@fernwerk.example': 'li-xiaomei',
  'priya@fernwerk.example': 'priya-n',
};
const REPOSITORY = 'https://github.com/fernwerk/storefront/pull';
/** Outside help and a machine, who are nobody of the company: each of its own number of pull requests. */
const STRANGERS = [
  { login: 'extern-jw', every: 41 },
  { login: 'dependabot[bot]', every: 29 },
];

/** The output with the links of its pull requests, and these as the host tells them. */
function withPullRequests(output: readonly (string | number)[][]): {
  output: (string | number)[][];
  pulls: (string | number)[][];
} {
  const pulls: (string | number)[][] = [];
  const logins = Object.values(LOGINS);
  const add = (author: string, email: string | null, merged: string): number => {
    const number = pulls.length + 1;
    const others = logins.filter((one) => one !== author);
    const isCutSmall = author === 'kenji-sato' && merged >= '2025-10-01';
    const lines = Math.round((isCutSmall ? 24 : 60) * (0.3 + random() * (isCutSmall ? 4 : 6)));
    const opened = addDays(merged, -Math.floor(random() * random() * 9));
    const rounds = random() < 0.3 ? 1 + Math.floor(random() * 2) : 0;
    const merger = email !== null && random() < 0.08 ? author : pick(others);
    pulls.push([number, author, merger, opened, merged, lines, rounds]);
    return number;
  };
  const linked = output.map((row) => {
    const [day = '', email = ''] = row.map(String);
    const login = LOGINS[email];
    if (login === undefined) return [...row, ''];
    for (const { login: stranger, every } of STRANGERS)
      if ((pulls.length + 1) % every === 0) add(stranger, null, day);
    return [...row, `${REPOSITORY}/${add(login, email, day)}`];
  });
  return { output: linked, pulls };
}

mkdirSync(out, { recursive: true });
csv(
  'people',
  ['name', 'email', 'role', 'team', 'start', 'end', 'monthly_cost', 'currency'],
  MEMBERS.map((one) => [
    one.name,
    one.email,
    one.role,
    one.team,
    one.start ?? '2024-01-01',
    '',
    one.cost,
    'USD',
  ]),
);
csv(
  'subscriptions',
  ['tool', 'email', 'start', 'end', 'price', 'currency', 'cadence'],
  [
    ...MEMBERS.flatMap((one) =>
      one.plan && one.seatFrom
        ? [[one.plan.tool, one.email, `${one.seatFrom}-01`, '', one.plan.price, 'USD', 'month']]
        : [],
    ),
    ['ChatGPT Business', '', '2026-03-01', '', '30', 'USD', 'month'],
    ['Grammarly', 'lucy@fernwerk.example', '2025-09-15', '', '144', 'EUR', 'year'],
  ],
);
csv(
  'usage',
  [
    'date',
    'identity',
    'tool',
    'model',
    'input_tokens',
    'output_tokens',
    'cache_read_tokens',
    'cache_write_tokens',
    'requests',
    'context_window',
  ],
  [...MEMBERS.flatMap(usageRows), ...buildKeyRows()]
    .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : String(a[0]) > String(b[0]) ? 1 : 0))
    // Sums of many requests say that none of them was long, as the company's gateway knows.
    .map((row) => [...row, 'short']),
);
const { output, pulls } = withPullRequests(
  MEMBERS.flatMap(outputRows).sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
);
csv(
  'output',
  ['date', 'email', 'kind', 'quantity', 'title', 'accepted_by', 'minutes_saved', 'link'],
  output,
);
csv(
  'pull-requests',
  ['number', 'author', 'merged_by', 'opened', 'merged', 'lines', 'rounds'],
  pulls,
);
csv(
  'rates',
  ['date', 'from', 'to', 'rate'],
  MONTHS.map((month, index) => [`${month}-01`, 'EUR', 'USD', (1.08 + index * 0.004).toFixed(4)]),
);
