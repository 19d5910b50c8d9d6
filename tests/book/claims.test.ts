import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { auditList, bookVerify } from '../../src/contract/book.ts';
import * as claims from '../../src/contract/claims.ts';
import { seatsMonth } from '../../src/contract/month.ts';
import {
  claimed,
  codes,
  company,
  decide,
  EMAIL,
  line,
  only,
  PNG,
  pay,
  submit,
} from './made-claims.ts';
import { rawBook } from './raw-book.ts';

describe('an approved claim', () => {
  test('is a charge on the person’s seat in its month, rounded once to what is paid', async () => {
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
      approved: { amount: '13.76', currency: 'USD' },
      owed: [{ amount: '13.76', currency: 'USD' }],
      lines: [
        {
          approved: { amount: '12.51', currency: 'EUR' },
          payable: { amount: '13.76', currency: 'USD' },
        },
      ],
    });
    expect(await claimed(book, '2026-06')).toBe('13.76');
    const { seats } = await book.services.call(seatsMonth, { month: '2026-06' });
    expect(seats.map(({ person, spend }) => [person.name, spend.amount])).toEqual([
      ['Li Na', '13.76'],
    ]);
    expect((await book.services.call(bookVerify, {})).ok).toBe(true);
  });

  test('dated in a closed month is posted in the open one, at the rate of its own day', async () => {
    const book = await company();
    const claim = await submit(book, [line({ amount: { amount: '10.00', currency: 'EUR' } })]);
    rawBook(book.services.book).run(
      "INSERT INTO closed_month (month, at, who, total_micro, digest) VALUES ('2026-06', '', '', 0, '')",
    );
    const shown = only(await book.services.call(claims.claimsShow, { id: claim.id }));
    expect(codes(shown)).toEqual(['month_closed']);
    const approved = await decide(book, claim.id, 'approve', { reason: 'late, but right' });
    expect(approved.lines[0]?.chargedMonth).toBe('2026-07');
    expect(await claimed(book, '2026-07')).toBe('11.00');
    expect(await claimed(book, '2026-06')).toBe('0.00');
  });

  test('keeps the rate it was approved with when rates change later', async () => {
    const book = await company();
    const claim = await submit(book, [line({ amount: { amount: '10.00', currency: 'EUR' } })]);
    await decide(book, claim.id, 'approve');
    await book.take('again.csv', 'date,from,to,rate\n2026-06-01,EUR,USD,1.5\n');
    expect(await claimed(book, '2026-06')).toBe('11.00');
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
    rawBook(book.services.book).run(
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
      code: 'decider_unknown',
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
  expect(() => rawBook(book.services.book).run('DELETE FROM claim_step')).toThrow(
    'claim_step_append_only',
  );
  expect(() => rawBook(book.services.book).run("UPDATE claim_step SET why = 'x'")).toThrow();
  expect(() => rawBook(book.services.book).run('DELETE FROM claim_payment')).toThrow();
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
