import * as claims from '../../src/contract/claims.ts';
import { settingsSet } from '../../src/contract/company.ts';
import { overviewMonth } from '../../src/contract/month.ts';
import { type FreshBook, freshBook } from './fresh-book.ts';

const PEOPLE = `name,email,role,team
Li Na,li@example.com,developer,Platform
Max Roth,max@example.com,designer,Product
Eva Boss,eva@example.com,owner,
Ole Stand,ole@example.com,owner,
`;
const RATES = `date,from,to,rate
2026-06-01,EUR,USD,1.1003
2026-07-01,EUR,USD,1.2
2026-06-01,USD,CNY,7.2
`;

export async function company(currency = 'USD'): Promise<FreshBook> {
  const book = freshBook({
    currency,
    now: () => '2026-07-10T09:00:00.000Z',
    who: 'eva@example.com',
  });
  await book.take('people.csv', PEOPLE);
  await book.take('rates.csv', RATES);
  return book;
}

/** Claims that are approved from now on are paid in the currency they were claimed in. */
export const payInClaimed = ({ services }: FreshBook) =>
  services.call(settingsSet, { key: 'claims.pay-in', value: 'claimed' });

export const line = (change: Partial<claims.ClaimLineDraft> = {}): claims.ClaimLineDraft => ({
  day: '2026-06-12',
  tool: 'Cursor',
  vendor: 'Anysphere',
  invoiceNumber: null,
  purpose: 'Pro plan',
  amount: { amount: '20.00', currency: 'USD' },
  workPercent: '100',
  periodStart: null,
  periodEnd: null,
  receipts: [],
  ...change,
});

export async function submit(
  { services }: FreshBook,
  lines: claims.ClaimLineDraft[],
  person = 'li@example.com',
): Promise<claims.ClaimDoc> {
  return only(await services.call(claims.claimsSave, { id: null, person, lines, submit: true }));
}

export function only(document: { readonly claims: readonly claims.ClaimDoc[] }): claims.ClaimDoc {
  const [claim] = document.claims;
  if (!claim || document.claims.length > 1) throw new Error('One claim was expected.');
  return claim;
}

export async function decide(
  { services }: FreshBook,
  id: number,
  decision: 'approve' | 'reject' | 'ask' | 'reopen',
  more: { grants?: { line: number; amount: string }[]; reason?: string; by?: string } = {},
): Promise<claims.ClaimDoc> {
  return only(
    await services.call(claims.claimsDecide, { id, decision, by: 'eva@example.com', ...more }),
  );
}

export const pay = ({ services }: FreshBook, id: number, reference = 'T1') =>
  services.call(claims.claimsPay, { ids: [id], date: '2026-07-11', reference });

export const claimed = async (
  { services }: FreshBook,
  month: string,
): Promise<string | undefined> =>
  (await services.call(overviewMonth, { month })).bySource.claim?.amount;

export const codes = (claim: { readonly findings: readonly claims.FindingDoc[] }): string[] =>
  claim.findings.map(({ code }) => code);

export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
export const EMAIL = [
  'From: billing@vendor.example',
  'To: li@example.com',
  'Subject: Your receipt',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="b"',
  '',
  '--b',
  'Content-Type: text/plain',
  '',
  'Thank you.',
  '--b',
  'Content-Type: image/png; name="receipt.png"',
  'Content-Disposition: attachment; filename="receipt.png"',
  'Content-Transfer-Encoding: base64',
  '',
  PNG.toString('base64'),
  '--b--',
  '',
].join('\r\n');
