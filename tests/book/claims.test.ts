import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { auditList, bookVerify } from '../../src/contract/book.ts';
import * as claims from '../../src/contract/claims.ts';
import { overviewMonth, seatsMonth } from '../../src/contract/month.ts';
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

async function company(currency = 'USD'): Promise<FreshBook> {
  const book = freshBook({ currency, now: () => '2026-07-10T09:00:00.000Z' });
  await book.take('people.csv', PEOPLE);
  await book.take('rates.csv', RATES);
  return book;
}

const line = (change: Partial<claims.ClaimLineDraft> = {}): claims.ClaimLineDraft => ({
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

async function submit(
  { services }: FreshBook,
  lines: claims.ClaimLineDraft[],
  person = 'li@example.com',
): Promise<claims.ClaimDoc> {
  return only(await services.call(claims.claimsSave, { id: null, person, lines, submit: true }));
}

function only(document: { readonly claims: readonly claims.ClaimDoc[] }): claims.ClaimDoc {
  const [claim] = document.claims;
  if (!claim || document.claims.length > 1) throw new Error('One claim was expected.');
  return claim;
}

async function decide(
  { services }: FreshBook,
  id: number,
  decision: 'approve' | 'reject' | 'ask' | 'reopen',
  more: { grants?: { line: number; amount: string }[]; reason?: string; by?: string } = {},
): Promise<claims.ClaimDoc> {
  return only(
    await services.call(claims.claimsDecide, { id, decision, by: 'eva@example.com', ...more }),
  );
}

const pay = ({ services }: FreshBook, id: number, reference = 'T1') =>
  services.call(claims.claimsPay, { ids: [id], date: '2026-07-11', reference });

const claimed = async ({ services }: FreshBook, month: string): Promise<string | undefined> =>
  (await services.call(overviewMonth, { month })).bySource.claim?.amount;

const codes = (claim: { readonly findings: readonly claims.FindingDoc[] }): string[] =>
  claim.findings.map(({ code }) => code);

describe('an approved claim', () => {
  test('is a charge on the person’s seat in its month, in base currency to the micro', async () => {
    const book = await company();
    const claim = await submit(book, [
      line({ amount: { amount: '20.01', currency: 'EUR' }, workPercent: '62.5' }),
    ]);
    // 20.01 × 62.5 % = 12.50625 EUR; × 1.1003 = 13.760626875, half-even to the micro.
    expect(claim).toMatchObject({
      state: 'submitted',
      total: { amount: '12.50625', currency: 'EUR' },
      base: { amount: '13.760627', currency: 'USD' },
      findings: [],
    });
    expect(await claimed(book, '2026-06')).toBe('0.00');
    const approved = await decide(book, claim.id, 'approve');
    expect(approved).toMatchObject({
      state: 'approved',
      approved: { amount: '13.760627', currency: 'USD' },
      owed: [{ amount: '12.51', currency: 'EUR' }],
    });
    expect(await claimed(book, '2026-06')).toBe('13.760627');
    const { seats } = await book.services.call(seatsMonth, { month: '2026-06' });
    expect(seats.map(({ person, spend }) => [person.name, spend.amount])).toEqual([
      ['Li Na', '13.760627'],
    ]);
    expect((await book.services.call(bookVerify, {})).ok).toBe(true);
  });

  test('dated in a closed month is posted in the open one, at the rate of its own day', async () => {
    const book = await company();
    const claim = await submit(book, [line({ amount: { amount: '10.00', currency: 'EUR' } })]);
    book.services.book.run(
      "INSERT INTO closed_month (month, at, who, total_micro, digest) VALUES ('2026-06', '', '', 0, '')",
    );
    const shown = only(await book.services.call(claims.claimsShow, { id: claim.id }));
    expect(codes(shown)).toEqual(['month_closed']);
    const approved = await decide(book, claim.id, 'approve', { reason: 'late, but right' });
    expect(approved.lines[0]?.chargedMonth).toBe('2026-07');
    expect(await claimed(book, '2026-07')).toBe('11.003');
    expect(await claimed(book, '2026-06')).toBe('0.00');
  });

  test('keeps the rate it was approved with when rates change later', async () => {
    const book = await company();
    const claim = await submit(book, [line({ amount: { amount: '10.00', currency: 'EUR' } })]);
    await decide(book, claim.id, 'approve');
    await book.take('again.csv', 'date,from,to,rate\n2026-06-01,EUR,USD,1.5\n');
    expect(await claimed(book, '2026-06')).toBe('11.003');
  });

  test('is taken back as a whole when the decision is reopened before payment', async () => {
    const book = await company();
    const claim = await submit(book, [line(), line({ day: '2026-06-20', tool: 'Claude' })]);
    await decide(book, claim.id, 'approve');
    expect(await claimed(book, '2026-06')).toBe('40.00');
    const reopened = await decide(book, claim.id, 'reopen', { reason: 'wrong person' });
    expect(reopened).toMatchObject({ state: 'submitted', approved: null });
    expect(await claimed(book, '2026-06')).toBe('0.00');
    expect((await book.services.call(seatsMonth, { month: '2026-06' })).seats).toEqual([]);
    await decide(book, claim.id, 'approve');
    expect(await claimed(book, '2026-06')).toBe('40.00');
  });

  test('of a month closed since is taken back in the open month', async () => {
    const book = await company();
    const claim = await submit(book, [line()]);
    await decide(book, claim.id, 'approve');
    book.services.book.run(
      "INSERT INTO closed_month (month, at, who, total_micro, digest) VALUES ('2026-06', '', '', 0, '')",
    );
    await decide(book, claim.id, 'reopen', { reason: 'wrong person' });
    expect(await claimed(book, '2026-06')).toBe('20.00');
    expect(await claimed(book, '2026-07')).toBe('-20.00');
    await decide(book, claim.id, 'approve', { reason: 'right after all' });
    expect(await claimed(book, '2026-07')).toBe('0.00');
  });

  test('may be granted in part, line by line, with a reason', async () => {
    const book = await company();
    const claim = await submit(book, [line(), line({ day: '2026-06-20', tool: 'Claude' })]);
    await expect(
      decide(book, claim.id, 'approve', { grants: [{ line: 2, amount: '5' }] }),
    ).rejects.toMatchObject({ code: 'claim_reason_needed' });
    const approved = await decide(book, claim.id, 'approve', {
      grants: [{ line: 2, amount: '5' }],
      reason: 'half for private use',
    });
    expect(approved.lines.map((one) => one.approved?.amount)).toEqual(['20.00', '5.00']);
    expect(await claimed(book, '2026-06')).toBe('25.00');
    await expect(
      decide(book, (await submit(book, [line({ day: '2026-06-27', tool: 'X' })])).id, 'approve', {
        grants: [{ line: 1, amount: '20.01' }],
        reason: 'more',
      }),
    ).rejects.toMatchObject({ code: 'claim_grant_too_high' });
  });
});

describe('who decides', () => {
  test.each(['li@example.com', 'Li Na', 'LI NA', 'li'])('never the claimant, as %s', async (by) => {
    const book = await company();
    const claim = await submit(book, [line()]);
    await expect(decide(book, claim.id, 'approve', { by })).rejects.toMatchObject({
      code: 'claim_own_decision',
    });
  });

  test('an approver by name or e-mail, a stand-in, and above an amount a second one', async () => {
    const book = await company();
    await book.services.call(claims.claimsPolicySet, {
      approvers: ['eva@example.com', 'Max Roth'],
      standIns: [{ approver: 'Eva Boss', standIn: 'ole@example.com' }],
      secondApproverAbove: { amount: '15.00', currency: 'USD' },
    });
    const claim = await submit(book, [line()]);
    await expect(decide(book, claim.id, 'approve', { by: 'somebody' })).rejects.toMatchObject({
      code: 'claim_not_approver',
    });
    const first = await decide(book, claim.id, 'approve', { by: 'Ole Stand' });
    expect(first).toMatchObject({ state: 'submitted', firstApprover: 'Ole Stand' });
    expect(first.history.at(-1)).toMatchObject({ by: 'Ole Stand', standsInFor: 'Eva Boss' });
    expect(await claimed(book, '2026-06')).toBe('0.00');
    await expect(
      decide(book, claim.id, 'approve', { by: 'ole@example.com' }),
    ).rejects.toMatchObject({ code: 'claim_second_approver' });
    expect(await decide(book, claim.id, 'approve', { by: 'max@example.com' })).toMatchObject({
      state: 'approved',
    });
  });

  test('only the claimant withdraws, and nobody after the decision', async () => {
    const book = await company();
    const { id } = await submit(book, [line()]);
    const withdraw = (by: string) => book.services.call(claims.claimsWithdraw, { id, by });
    await expect(withdraw('eva@example.com')).rejects.toMatchObject({ code: 'claim_not_claimant' });
    expect(only(await withdraw('Li Na')).state).toBe('withdrawn');
    await expect(decide(book, id, 'approve')).rejects.toMatchObject({
      code: 'claim_step_not_possible',
    });
  });

  test('a question goes back to the claimant, whose answer stands in the history', async () => {
    const book = await company();
    const { id } = await submit(book, [line()]);
    await expect(decide(book, id, 'ask')).rejects.toMatchObject({ code: 'claim_reason_needed' });
    expect((await decide(book, id, 'ask', { reason: 'Which project?' })).state).toBe(
      'needs information',
    );
    const answered = only(
      await book.services.call(claims.claimsSave, {
        id,
        lines: [line({ purpose: 'Shop project' })],
        submit: true,
        answer: 'The shop.',
        by: 'li@example.com',
      }),
    );
    expect(answered).toMatchObject({ state: 'submitted', lines: [{ purpose: 'Shop project' }] });
    expect(answered.history.map(({ kind, why }) => [kind, why])).toEqual([
      ['edit', null],
      ['submit', null],
      ['ask', 'Which project?'],
      ['edit', null],
      ['submit', 'The shop.'],
    ]);
  });
});

describe('findings', () => {
  test('the same receipt under two names of two people blocks, and names no colleague to the claimant', async () => {
    const book = await company();
    const one = book.write('a.eml', EMAIL);
    const two = book.write('b.eml', EMAIL);
    const first = await submit(book, [line({ receipts: [{ file: one }] })]);
    const second = await submit(
      book,
      [line({ day: '2026-06-25', vendor: 'Other', tool: 'Other', receipts: [{ file: two }] })],
      'max@example.com',
    );
    expect(second.findings).toMatchObject([
      { code: 'duplicate_receipt', severity: 'blocks', other: null },
    ]);
    expect(JSON.stringify(second)).not.toContain('Li Na');
    const review = await book.services.call(claims.claimsShow, { id: second.id });
    expect(only(review).findings[0]?.other).toMatchObject({
      claim: first.id,
      person: { name: 'Li Na' },
    });
    await expect(decide(book, second.id, 'approve', { reason: 'whatever' })).rejects.toMatchObject({
      code: 'claim_blocked',
    });
  });

  test('the same vendor and number, or amount within three days, across people', async () => {
    const book = await company();
    await submit(book, [line({ invoiceNumber: 'A-17' })]);
    const number = await submit(
      book,
      [
        line({
          invoiceNumber: 'a 17',
          day: '2026-06-29',
          amount: { amount: '7.00', currency: 'USD' },
        }),
      ],
      'max@example.com',
    );
    expect(codes(number)).toEqual(['duplicate_invoice']);
    expect(codes(await submit(book, [line({ day: '2026-06-15' })], 'max@example.com'))).toContain(
      'duplicate_amount',
    );
    expect(codes(await submit(book, [line({ day: '2026-06-19' })], 'eva@example.com'))).toEqual([]);
  });

  test('a later claim does not make an earlier one a duplicate, unless it was approved first', async () => {
    const book = await company();
    const first = await submit(book, [line({ invoiceNumber: 'A-17' })]);
    const later = await submit(book, [line({ invoiceNumber: 'A-17' })], 'max@example.com');
    const shown = async (id: number) =>
      codes(only(await book.services.call(claims.claimsShow, { id })));
    expect(await shown(first.id)).toEqual([]);
    expect(await shown(later.id)).toEqual(['duplicate_invoice']);
    await decide(book, first.id, 'reject', { reason: 'private' });
    await decide(book, later.id, 'approve');
    const again = await decide(book, first.id, 'reopen', { reason: 'was right' });
    expect(codes(again)).toEqual(['duplicate_invoice']);
  });

  test('a withdrawn or rejected claim leaves its receipt free again', async () => {
    const book = await company();
    const file = book.write('a.eml', EMAIL);
    const first = await submit(book, [line({ receipts: [{ file }] })]);
    await decide(book, first.id, 'reject', { reason: 'wrong month' });
    expect(codes(await submit(book, [line({ receipts: [{ file }] })]))).toEqual([]);
  });

  test('the company pays for a plan of the tool on that day', async () => {
    const book = await company();
    await book.take(
      'plans.csv',
      'tool,email,start,end,price,currency,cadence\nCursor Business,li@example.com,2026-06-10,2026-06-30,40,USD,month\n',
    );
    expect(codes(await submit(book, [line()]))).toEqual(['company_pays_seat']);
    expect(codes(await submit(book, [line({ day: '2026-07-02' })]))).toEqual([]);
    expect(
      codes(await submit(book, [line({ day: '2026-06-20', tool: 'Claude', vendor: 'Anthropic' })])),
    ).toEqual([]);
  });

  test('caps count what was granted and what waits, per month and year, by the most specific scope', async () => {
    const book = await company();
    await book.services.call(claims.claimsPolicySet, {
      receiptAbove: null,
      caps: [
        {
          scope: 'company',
          of: null,
          cadence: 'month',
          limit: { amount: '10.00', currency: 'USD' },
        },
        {
          scope: 'role',
          of: 'developer',
          cadence: 'month',
          limit: { amount: '50.00', currency: 'USD' },
        },
        {
          scope: 'company',
          of: null,
          cadence: 'year',
          limit: { amount: '90.00', currency: 'USD' },
        },
      ],
    });
    expect(codes(await submit(book, [line()], 'max@example.com'))).toContain('over_month_cap');
    const first = await submit(book, [line({ amount: { amount: '45.00', currency: 'USD' } })]);
    expect(codes(first)).toEqual([]);
    const second = await submit(book, [
      line({ day: '2026-06-20', tool: 'Claude', vendor: 'A', receipts: [] }),
    ]);
    expect(second.findings).toMatchObject([
      { code: 'over_month_cap', params: { used: '45.00', left: '5.00', over: '15.00' } },
    ]);
    await decide(book, first.id, 'approve', {
      grants: [{ line: 1, amount: '25' }],
      reason: 'half',
    });
    const review = await book.services.call(claims.claimsShow, { id: second.id });
    expect(codes(only(review))).toEqual([]);
    expect(review.review?.caps).toMatchObject([
      { cadence: 'month', scope: 'role', used: { amount: '25.00' }, limit: { amount: '50.00' } },
      { cadence: 'year', scope: 'company', used: { amount: '25.00' } },
    ]);
    expect(
      codes(
        await submit(book, [
          line({ day: '2026-07-01', amount: { amount: '50.00', currency: 'USD' } }),
        ]),
      ),
    ).toEqual(['over_year_cap']);
  });

  test('a missing rate, a currency, a tool, age and receipt by the policy', async () => {
    const book = await company();
    await book.services.call(claims.claimsPolicySet, {
      tools: ['Claude'],
      currencies: ['USD', 'GBP'],
      maxAgeDays: 20,
      receiptAbove: { amount: '15.00', currency: 'USD' },
    });
    const claim = await submit(book, [
      line(),
      line({ day: '2026-07-01', tool: 'Claude Pro', amount: { amount: '9.00', currency: 'GBP' } }),
      line({ day: '2026-07-02', tool: 'Claude', amount: { amount: '9.00', currency: 'EUR' } }),
    ]);
    const found = claim.findings.map(({ line: no, code }) => `${no} ${code}`);
    expect(found.sort()).toEqual([
      '1 receipt_missing',
      '1 too_old',
      '1 tool_not_listed',
      '2 rate_missing',
      '3 currency_not_allowed',
    ]);
    expect(claim.base).toBeNull();
  });

  test('are told before anything is filed, and nothing is written', async () => {
    const book = await company();
    await submit(book, [line()]);
    const checked = await book.services.call(claims.claimsCheck, {
      id: null,
      person: 'max@example.com',
      lines: [line({ day: '2026-06-13' })],
    });
    expect(codes(checked)).toEqual(['duplicate_amount']);
    expect((await book.services.call(claims.claimsList, {})).claims).toHaveLength(1);
  });

  test('of a decided claim stay as they were when it was decided', async () => {
    const book = await company();
    const claim = await submit(book, [line({ day: '2026-04-01' })]);
    expect(codes(claim)).toEqual(['too_old']);
    await decide(book, claim.id, 'approve', { reason: 'was ill' });
    await book.services.call(claims.claimsPolicySet, { maxAgeDays: null });
    expect(codes(only(await book.services.call(claims.claimsShow, { id: claim.id })))).toEqual([
      'too_old',
    ]);
  });
});

describe('paying back', () => {
  test('a claim twice is refused, and a failed transfer makes it payable again', async () => {
    const book = await company();
    const { id } = await submit(book, [line()]);
    await expect(pay(book, id)).rejects.toMatchObject({ code: 'claim_step_not_possible' });
    await decide(book, id, 'approve');
    const paid = only(await pay(book, id));
    expect(paid).toMatchObject({
      state: 'paid',
      payments: [
        { reference: 'T1', day: '2026-07-11', amount: { amount: '20.00' }, failed: false },
      ],
    });
    await expect(pay(book, id, 'T2')).rejects.toMatchObject({ code: 'claim_step_not_possible' });
    await expect(decide(book, id, 'reopen', { reason: 'x' })).rejects.toMatchObject({
      code: 'claim_step_not_possible',
    });
    const failed = only(
      await book.services.call(claims.claimsFailed, { id, reason: 'account closed' }),
    );
    expect(failed).toMatchObject({
      state: 'approved',
      owed: [{ amount: '20.00' }],
      payments: [{ failed: true }],
    });
    await expect(pay(book, id, 'T1')).rejects.toMatchObject({ code: 'claim_reference_used' });
    expect(only(await pay(book, id, 'T2')).state).toBe('paid');
    expect(await claimed(book, '2026-06')).toBe('20.00');
  });

  test('a batch holds each transfer once, until it is marked as paid or never sent', async () => {
    const book = await company('EUR');
    await book.services.call(claims.claimsPolicySet, {
      payer: { holder: 'Test GmbH', iban: 'DE89 3704 0044 0532 0130 00', bic: null },
    });
    const out = join(book.folder, 'pay.xml');
    const batch = () => book.services.call(claims.claimsBatch, { format: 'sepa', out });
    await expect(batch()).rejects.toMatchObject({ code: 'payout_nothing' });
    const { id } = await submit(book, [line({ amount: { amount: '20.00', currency: 'EUR' } })]);
    const dollars = await submit(book, [line()], 'max@example.com');
    await decide(book, id, 'approve');
    await decide(book, dollars.id, 'approve');
    await expect(batch()).rejects.toMatchObject({ code: 'payout_account_missing' });
    expect(existsSync(out)).toBe(false);
    for (const person of ['li@example.com', 'max@example.com']) {
      await book.services.call(claims.claimsBankSet, {
        person,
        holder: person,
        iban: 'NL91ABNA0417164300',
        bic: null,
        accountNumber: null,
        bankName: null,
      });
    }
    const made = await batch();
    expect(made.batch).toMatchObject({ count: 2, totals: [{ amount: '38.18', currency: 'EUR' }] });
    const xml = readFileSync(out, 'utf8');
    expect(xml).toContain('<EndToEndId>C1-EUR-1</EndToEndId>');
    expect(xml).toContain('<InstdAmt Ccy="EUR">18.18</InstdAmt>');
    expect(made.claims.map(({ state, inBatch }) => [state, inBatch])).toEqual([
      ['approved', 1],
      ['approved', 1],
    ]);
    await expect(batch()).rejects.toMatchObject({ code: 'payout_nothing', details: { batch: 1 } });
    await expect(decide(book, id, 'reopen', { reason: 'x' })).rejects.toMatchObject({
      code: 'claim_in_batch',
    });
    await book.services.call(claims.claimsBatchCancel, { batch: 1 });
    await batch();
    expect(readFileSync(out, 'utf8')).toContain('<EndToEndId>C1-EUR-2</EndToEndId>');
    const { batches } = await book.services.call(claims.claimsBatchPaid, {
      batch: 2,
      date: '2026-07-12',
    });
    expect(batches.map(({ id: no, state }) => [no, state])).toEqual([
      [2, 'paid'],
      [1, 'cancelled'],
    ]);
    const listed = await book.services.call(claims.claimsList, { state: 'paid' });
    expect(listed.claims.map(({ payments }) => payments[0]?.reference)).toEqual([
      'C1-EUR-2',
      'C2-USD-2',
    ]);
    await expect(
      book.services.call(claims.claimsBatchPaid, { batch: 2, date: '2026-07-12' }),
    ).rejects.toMatchObject({ code: 'batch_not_sent' });
  });

  test('a batch in several currencies is marked as paid while it is written', async () => {
    const book = await company();
    const { id } = await submit(book, [
      line(),
      line({ day: '2026-06-20', amount: { amount: '72.00', currency: 'CNY' } }),
    ]);
    await decide(book, id, 'approve', { reason: 'receipts seen' });
    const out = join(book.folder, 'pay.csv');
    const made = await book.services.call(claims.claimsBatch, {
      format: 'csv',
      out,
      date: '2026-07-12',
      reference: 'RUN-7',
    });
    expect(only(made)).toMatchObject({ state: 'paid', inBatch: null });
    expect(readFileSync(out, 'utf8').split('\r\n').filter(Boolean)).toHaveLength(3);
  });
});

test('what people paid and did not get back is listed by name, with how long it took', async () => {
  const book = await company();
  const back = await submit(book, [line()]);
  await decide(book, back.id, 'approve');
  await pay(book, back.id);
  await submit(book, [line({ day: '2026-07-01', tool: 'Claude', vendor: 'A' })]);
  await submit(book, [line({ day: '2026-07-03', tool: 'X', vendor: 'X' })], 'eva@example.com');
  const { people } = await book.services.call(claims.claimsPayCut, {});
  expect(people).toMatchObject([
    { person: { name: 'Eva Boss' }, waiting: { amount: '20.00' }, longestWaitDays: 7 },
    {
      person: { name: 'Li Na' },
      paid: { amount: '40.00' },
      paidBack: { amount: '20.00' },
      medianDaysToPayBack: 29,
    },
  ]);
});

test('every step of a claim stands in the trail, which verifies', async () => {
  const book = await company();
  const { id } = await submit(book, [line()]);
  await decide(book, id, 'approve');
  await pay(book, id);
  const { entries } = await book.services.call(auditList, {});
  const steps = entries.filter(({ subject }) => subject === `C${id}`).map(({ action }) => action);
  expect(steps.sort()).toEqual(['claim: approve', 'claim: edit', 'claim: pay', 'claim: submit']);
  expect(() => book.services.book.run('DELETE FROM claim_step')).toThrow('claim_step_append_only');
  expect(() => book.services.book.run("UPDATE claim_step SET why = 'x'")).toThrow();
  expect(() => book.services.book.run('DELETE FROM claim_payment')).toThrow();
});

describe('receipts', () => {
  test('of an e-mail the attached picture is kept, and known again as a file of its own', async () => {
    const book = await company();
    const claim = await submit(book, [line({ receipts: [{ file: book.write('a.eml', EMAIL) }] })]);
    const [kept] = claim.lines[0]?.receipts ?? [];
    expect(kept).toMatchObject({ file: 'receipt.png', mediaType: 'image/png' });
    const shown = await book.services.call(claims.claimsReceipt, { sha256: kept?.sha256 ?? '' });
    expect(Buffer.from(shown.picture ?? '', 'base64').equals(PNG)).toBe(true);
    expect(existsSync(shown.path)).toBe(true);
  });

  test('that are no receipt are refused with a sentence, and nothing is filed', async () => {
    const book = await company();
    const file = book.write('a.txt', 'just words');
    await expect(submit(book, [line({ receipts: [{ file }] })])).rejects.toMatchObject({
      code: 'receipt_format_unknown',
    });
    await expect(
      submit(book, [line({ receipts: [{ file: join(book.folder, 'none.pdf') }] })]),
    ).rejects.toMatchObject({ code: 'file_missing' });
    expect((await book.services.call(claims.claimsList, {})).claims).toEqual([]);
  });
});

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const EMAIL = [
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
