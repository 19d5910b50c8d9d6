import { join } from 'node:path';
import {
  type ClaimLineDraft,
  claimsBankSet,
  claimsDecide,
  claimsPay,
  claimsPolicySet,
  claimsSave,
} from '../../../contract/claims.ts';
import { openServices, type Services } from '../services.ts';

type SampleClaim = Pick<ClaimLineDraft, 'day' | 'tool' | 'vendor' | 'purpose' | 'amount'> & {
  readonly email: string;
  readonly number?: string;
  /** With the sample's own receipt. */
  readonly hasReceipt?: boolean;
  readonly share?: string;
  readonly decision?: 'approve' | 'pay';
};

/** One of each: paid back, approved, waiting, and a second claim for one invoice. */
const CLAIMS: readonly SampleClaim[] = [
  {
    email: 'elif@fernwerk.example',
    day: '2026-06-09',
    tool: 'Midjourney',
    vendor: 'Midjourney, Inc.',
    purpose: 'Pictures for the spring campaign',
    amount: { amount: '24.00', currency: 'EUR' },
    decision: 'pay',
  },
  {
    email: 'kenji@fernwerk.example',
    day: '2026-06-18',
    tool: 'Cursor',
    vendor: 'Anysphere',
    purpose: 'Trying the editor for a month',
    amount: { amount: '20.00', currency: 'USD' },
    decision: 'approve',
  },
  {
    email: 'lucy@fernwerk.example',
    day: '2026-06-22',
    tool: 'DeepL',
    vendor: 'DeepL SE',
    purpose: 'Press texts in three languages',
    amount: { amount: '8.74', currency: 'EUR' },
    share: '60',
  },
  {
    email: 'omar@fernwerk.example',
    day: '2026-06-24',
    tool: 'Perplexity',
    vendor: 'Perplexity AI',
    purpose: 'Research before calls',
    amount: { amount: '20.00', currency: 'USD' },
    number: 'PX-20417',
    hasReceipt: true,
  },
  {
    email: 'sofia@fernwerk.example',
    day: '2026-06-29',
    tool: 'Perplexity',
    vendor: 'Perplexity AI',
    purpose: 'Shared plan',
    amount: { amount: '20.00', currency: 'USD' },
    number: 'PX-20417',
    hasReceipt: true,
  },
];

/** Adds a few claims to the sample company, through the same requests as anybody's. */
export async function addSampleClaims(file: string, resources: string): Promise<void> {
  const services = openServices({
    file,
    mode: 'write',
    resources,
    who: 'maya@fernwerk.example',
    now: () => '2026-07-02T09:00:00.000Z',
  });
  try {
    // The sample stands still while the calendar goes on: its claims do not grow too old.
    await services.call(claimsPolicySet, { maxAgeDays: null });
    await services.call(claimsBankSet, {
      person: 'kenji@fernwerk.example',
      holder: 'Kenji Sato',
      iban: 'DE89370400440532013000',
      bic: null,
      accountNumber: null,
      bankName: null,
    });
    const receipt = join(resources, 'sample', 'receipt.pdf');
    for (const claim of CLAIMS) await fileSample(services, claim, receipt);
  } finally {
    services.close();
  }
}

async function fileSample(services: Services, claim: SampleClaim, receipt: string): Promise<void> {
  const { email, number = null, share = '100', hasReceipt, decision, ...line } = claim;
  const { claims } = await services.call(claimsSave, {
    id: null,
    person: email,
    submit: true,
    by: email,
    lines: [
      {
        ...line,
        invoiceNumber: number,
        workPercent: share,
        periodStart: null,
        periodEnd: null,
        receipts: hasReceipt ? [{ file: receipt }] : [],
      },
    ],
  });
  const id = claims[0]?.id;
  if (id === undefined || decision === undefined) return;
  await services.call(claimsDecide, { id, decision: 'approve', reason: 'Useful for the job' });
  if (decision === 'pay') {
    await services.call(claimsPay, { ids: [id], date: '2026-07-02', reference: 'July run' });
  }
}
