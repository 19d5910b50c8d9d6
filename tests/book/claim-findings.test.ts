import { describe, expect, test } from 'vitest';
import * as claims from '../../src/contract/claims.ts';
import { freshBook } from './fresh-book.ts';
import { codes, company, decide, EMAIL, line, only, submit } from './made-claims.ts';

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
    const { waiting } = await book.services.call(claims.claimsList, {});
    expect(waiting).toMatchObject({ count: 1, withoutRate: 1, base: { amount: '30.80' } });
  });

  test.each(['EUR', 'CNY'])(
    'a company in %s learns that a cap in dollars waits for a rate, and what it is once there is one',
    async (currency) => {
      const book = freshBook({ currency, now: () => '2026-07-10T09:00:00.000Z' });
      const limit = { amount: '1000.00', currency: 'USD' };
      await book.services.call(claims.claimsPolicySet, {
        caps: [{ scope: 'company', of: null, cadence: 'year', limit }],
      });
      await book.take('people.csv', 'name,email\nLi Na,li@example.com\nEva Boss,eva@example.com\n');
      const amount = { amount: '9000.00', currency };
      const claim = await submit(book, [line({ amount, receipts: [] })]);
      expect(claim.findings).toMatchObject([
        { code: 'cap_rate_missing', severity: 'warns', line: null, params: { month: '2026-06' } },
        { code: 'receipt_missing' },
      ]);
      const { review } = await book.services.call(claims.claimsShow, { id: claim.id });
      expect(review?.caps).toMatchObject([
        { limit: { amount: '1000.00', currency: 'USD' }, used: { currency } },
      ]);
      await expect(decide(book, claim.id, 'approve')).rejects.toMatchObject({
        code: 'claim_reason_needed',
      });
      await book.take('rates.csv', `date,from,to,rate\n2026-06-10,USD,${currency},5\n`);
      const shown = only(await book.services.call(claims.claimsShow, { id: claim.id }));
      expect(shown.findings).toMatchObject([
        { code: 'receipt_missing' },
        { code: 'over_year_cap', params: { limit: '5000.00', over: '4000.00', currency } },
      ]);
    },
  );

  test.each([
    ['EUR', '1000.00'],
    ['CNY', '7000.00'],
  ])(
    'a new company in %s is held to a cap in its own currency, and waits for no rate',
    async (currency, limit) => {
      const book = freshBook({ currency, now: () => '2026-07-10T09:00:00.000Z' });
      await book.take('people.csv', 'name,email\nLi Na,li@example.com\nEva Boss,eva@example.com\n');
      const claim = await submit(book, [line({ amount: { amount: '20.00', currency } })]);
      expect(claim.findings).toEqual([]);
      const { review } = await book.services.call(claims.claimsShow, { id: claim.id });
      expect(review?.caps).toMatchObject([{ limit: { amount: limit, currency } }]);
    },
  );

  test('a line paid before or after the person worked here, and a cap for a mistyped person', async () => {
    const book = await company();
    await book.take(
      'left.csv',
      'name,email,start,end\nGo Ne,gone@example.com,2026-01-01,2026-06-11\n',
    );
    const gone = 'gone@example.com';
    expect(codes(await submit(book, [line()], gone))).toEqual(['not_employed']);
    expect(codes(await submit(book, [line({ day: '2026-06-04' })], gone))).toEqual([]);
    const limit = { amount: '5.00', currency: 'USD' };
    await expect(
      book.services.call(claims.claimsPolicySet, {
        caps: [{ scope: 'person', of: 'gone@example.con', cadence: 'year', limit }],
      }),
    ).rejects.toMatchObject({ code: 'person_missing' });
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
