import type { CanonicalKind } from '../../core/spend/canonical-columns.ts';
import { canonicalColumns } from '../../core/spend/canonical-columns.ts';

export type { CanonicalKind } from '../../core/spend/canonical-columns.ts';

const EXAMPLES: Readonly<Record<CanonicalKind, Readonly<Record<string, string>>>> = {
  people: {
    name: 'Ana Lee',
    email: 'ana.lee@example.com',
    role: 'Developer',
    team: 'Product',
    start: '2025-03-01',
    monthly_cost: '7200.00',
    currency: 'USD',
  },
  subscriptions: {
    tool: 'Claude',
    email: 'ana.lee@example.com',
    start: '2026-01-01',
    price: '100.00',
    currency: 'USD',
    cadence: 'month',
    account: 'Anthropic',
    renewal: '2027-01-01',
    notice_days: '30',
    downgrade_price: '20.00',
  },
  usage: {
    date: '2026-06-30',
    identity: 'ana.lee@example.com',
    tool: 'Claude API',
    model: 'claude-sonnet-4-5',
    input_tokens: '120000',
    output_tokens: '8000',
    cache_read_tokens: '40000',
    cache_write_tokens: '6000',
    cache_write_1h_tokens: '2000',
    requests: '25',
    cost: '0.52',
    currency: 'USD',
    speed: 'standard',
    service_tier: 'batch',
    context_window: '<=200k',
    geo: 'us',
    searches: '3',
  },
  charges: {
    date: '2026-06-30',
    amount: '48.90',
    currency: 'USD',
    identity: 'ana.lee@example.com',
    tool: 'Cursor',
    description: 'Overage June',
    reference: 'INV-1042',
  },
  output: {
    date: '2026-06-30',
    email: 'ana.lee@example.com',
    kind: 'pull request',
    quantity: '1',
    title: 'Export the month as CSV',
    link: 'https://example.com/pulls/17',
    accepted_by: 'bo.ray@example.com',
    minutes_saved: '45',
  },
  rates: { date: '2026-06-30', from: 'EUR', to: 'USD', rate: '1.1684' },
  assets: {
    name: 'Prompt for release notes',
    kind: 'prompt',
    maker: 'ana.lee@example.com',
    from: '2026-05',
    to: '2026-06',
    share: '25',
    hours: '6',
    months: '12',
    place: 'https://example.com/prompts/release-notes',
    tool: 'Claude',
    survives: 'yes',
  },
};

/** The template of a kind of table as CSV text: its header and one made-up row. */
export function importTemplate(kind: CanonicalKind): string {
  const columns = canonicalColumns(kind);
  const example = EXAMPLES[kind];
  return `${columns.join(',')}\r\n${columns.map((name) => example[name] ?? '').join(',')}\r\n`;
}
