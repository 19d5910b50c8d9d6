import type {
  ChargeExportRow,
  ClaimExportRow,
  SeatExportRow,
} from '../../../src/core/close/export-rows.ts';
import type { JournalAccounts } from '../../../src/core/close/journal.ts';

export const ana = {
  name: 'Ana Łee; "A"',
  email: 'ana@example.com',
  role: 'Developer',
  team: 'Produkt',
};

export const chargeOf = (change: Partial<ChargeExportRow> = {}): ChargeExportRow => ({
  day: '2026-06-02',
  lastDay: '2026-06-02',
  month: '2026-06',
  source: 'usage',
  person: ana,
  cause: null,
  provider: 'Anthropic',
  tool: 'Claude API',
  account: 'Anthropic main',
  identity: 'ana@example.com',
  model: 'claude-sonnet-4-5',
  project: null,
  description: null,
  invoiceNumber: null,
  reference: null,
  accountCode: null,
  costCentre: change.person === null ? null : 'Produkt',
  tokens: 120_500,
  requests: 12,
  amountMicro: 12_345_678n,
  currency: 'USD',
  listMicro: null,
  baseMicro: 12_345_678n,
  baseCurrency: 'USD',
  correctsMonth: null,
  ...change,
});

export const charges: readonly ChargeExportRow[] = [
  chargeOf(),
  chargeOf({
    source: 'cost-report',
    tokens: null,
    requests: null,
    amountMicro: -500_000n,
    baseMicro: -500_000n,
  }),
  chargeOf({ source: 'cost-report', tokens: null, requests: null, description: '=HYPERLINK("x")' }),
  chargeOf({
    source: 'subscription',
    lastDay: '2026-06-30',
    tool: 'Claude',
    currency: 'EUR',
    baseMicro: 13_000_001n,
  }),
  chargeOf({ source: 'claim', account: null, provider: null, accountCode: '4930' }),
  chargeOf({
    source: 'invoice-variance',
    person: null,
    cause: 'no-identity',
    invoiceNumber: 'INV-1',
  }),
  chargeOf({
    source: 'manual',
    person: null,
    cause: 'no-identity',
    tool: null,
    account: null,
    provider: null,
    correctsMonth: '2026-04',
  }),
];

export const accounts: JournalAccounts = {
  expense: { code: '4806', name: 'Software:AI tools' },
  others: [{ code: '4930', name: 'Claims' }],
  vendors: { code: '70001', name: 'AI vendors' },
  claims: { code: '1740', name: 'Owed to staff' },
};

export const seats: readonly SeatExportRow[] = [ana, null].map((person) => ({
  month: '2026-06',
  person,
  currency: 'USD',
  spendMicro: 15_500_000n,
  bySource: {
    usage: 12_500_000n,
    'cost-report': 0n,
    subscription: 3_000_000n,
    'invoice-variance': 0n,
    claim: 0n,
    manual: 0n,
  },
  allowanceMicro: person ? 50_000_000n : null,
  leftMicro: person ? 34_500_000n : null,
  outputUnits: person ? 12.5 : null,
  outputItems: person ? 14 : null,
  verdict: person ? 'justified' : null,
  probability: person ? 0.9131234567 : null,
  advice: person ? 'Keep' : null,
}));

export const claimRow: ClaimExportRow = {
  claimId: 'c1',
  lineId: 'a',
  person: ana,
  state: 'paid',
  day: '2026-06-10',
  tool: 'Claude',
  vendor: 'Anthropic',
  invoiceNumber: 'INV-0042',
  purpose: '+1 month',
  periodStart: '2026-06-10',
  periodEnd: '2026-07-09',
  amountMicro: 20_000_000n,
  currency: 'EUR',
  workPercent: '62.5',
  claimedMicro: 12_500_000n,
  approvedMicro: 12_500_000n,
  baseMicro: 13_750_000n,
  baseCurrency: 'USD',
  chargedMonth: '2026-06',
  decidedBy: 'boss',
  why: null,
  paidDay: '2026-07-02',
  paymentReference: 'C-1',
  receiptHashes: ['1'.repeat(64)],
};
