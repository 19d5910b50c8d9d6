import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exportRun } from '../../src/contract/book.ts';
import * as claims from '../../src/contract/claims.ts';
import { closeMonth } from '../../src/contract/close.ts';
import { claimed, company, decide, line, only, pay, payInClaimed, submit } from './made-claims.ts';

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

  test('each transfer and each that came back is exported in its month; a closed month stays as it was', async () => {
    const book = await company();
    await payInClaimed(book);
    const { services } = book;
    const payouts = async (month: string) => {
      const out = join(book.folder, 'payouts.csv');
      const { rows, total } = await services.call(exportRun, { kind: 'payouts', month, out });
      return { rows, total: total?.amount, lines: readFileSync(out, 'utf8').trim().split('\r\n') };
    };
    const { id } = await submit(book, [
      line(),
      line({ amount: { amount: '10.00', currency: 'EUR' }, vendor: 'Other', tool: 'Other' }),
    ]);
    await decide(book, id, 'approve', { reason: 'ok' });
    await pay(book, id, '=T1');
    expect((await payouts('2026-06')).rows).toBe(0);
    const july = await payouts('2026-07');
    // 20 USD, and 10 EUR at the rate of their day.
    expect(july).toMatchObject({ rows: 2, total: '31.00' });
    expect(july.lines[1]).toContain(`2026-07-11,Li Na,li@example.com,developer,Platform,`);
    expect(july.lines[1]).toContain("payment,'=T1,10.00,EUR,11.00,USD");
    await services.call(closeMonth, { month: '2026-07' });
    await services.call(claims.claimsFailed, { id, reason: 'account closed' });
    await pay(book, id, 'T2');
    expect(await payouts('2026-07')).toEqual(july);
    const august = await payouts('2026-08');
    expect(august).toMatchObject({ rows: 4, total: '0.00' });
    expect(august.lines.filter((one) => one.includes(',returned,'))).toHaveLength(2);
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
    const second = await batch();
    // The first file stays: a bank may have it already.
    expect(readFileSync(out, 'utf8')).toBe(xml);
    expect(second.batch.file).toBe(join(book.folder, 'pay (2).xml'));
    const other = readFileSync(second.batch.file, 'utf8');
    expect(other).toContain('<EndToEndId>C1-EUR-2</EndToEndId>');
    const idOf = (text: string) => /<MsgId>(.*?)</.exec(text)?.[1];
    expect(idOf(other)).not.toBe(idOf(xml));
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
      'C2-EUR-2',
    ]);
    await expect(
      book.services.call(claims.claimsBatchPaid, { batch: 2, date: '2026-07-12' }),
    ).rejects.toMatchObject({ code: 'batch_not_sent' });
  });

  test('one person gets one transfer for several claims; it comes back as a whole', async () => {
    const book = await company('EUR');
    const { services, folder } = book;
    await services.call(claims.claimsPolicySet, {
      payer: { holder: 'Test GmbH', iban: 'DE89370400440532013000', bic: null },
    });
    await services.call(claims.claimsBankSet, {
      ...{ person: 'li@example.com', holder: 'Li Na', iban: 'NL91ABNA0417164300' },
      ...{ bic: null, accountNumber: null, bankName: null },
    });
    const ids: number[] = [];
    for (const vendor of ['Anysphere', 'GitHub', 'Replit']) {
      const { id } = await submit(book, [
        line({ vendor, amount: { amount: '1.00', currency: 'USD' }, workPercent: '50.5' }),
      ]);
      await decide(book, id, 'approve', { reason: 'seen' });
      ids.push(id);
    }
    const file = (name: string) => readFileSync(join(folder, name), 'utf8');
    const made = await services.call(claims.claimsBatch, {
      ...{ format: 'sepa', out: join(folder, 'pay.xml') },
    });
    expect(made.batch).toMatchObject({ count: 1, totals: [{ amount: '1.38', currency: 'EUR' }] });
    expect(file('pay.xml')).toContain('<EndToEndId>B1-T1</EndToEndId>');
    expect(file('pay.xml')).toContain('<Ustrd>Claim C1, C2, C3</Ustrd>');
    const again = await services.call(claims.claimsBatchFile, {
      ...{ batch: 1, out: join(folder, 'lost.xml') },
    });
    expect(again.batch).toEqual({ ...made.batch, file: join(folder, 'lost.xml') });
    expect(file('lost.xml')).toBe(file('pay.xml'));
    const same = await services.call(claims.claimsBatchFile, {
      ...{ batch: 1, out: join(folder, 'lost.xml') },
    });
    expect(same.batch.file).toBe(join(folder, 'lost.xml'));
    await services.call(claims.claimsBatchPaid, { batch: 1, date: '2026-07-12' });
    const out = join(folder, 'payouts.csv');
    const exported = async () => {
      const { rows, total } = await services.call(exportRun, {
        ...{ kind: 'payouts', month: '2026-07', out },
      });
      return { rows, total: total?.amount };
    };
    expect(await exported()).toEqual({ rows: 1, total: '1.38' });
    expect(readFileSync(out, 'utf8')).toContain('C1 C2 C3,payment,B1-T1,1.38,EUR');
    const back = await services.call(claims.claimsFailed, {
      ...{ id: ids[1] ?? 0, reason: 'account closed', reference: 'B1-T1' },
    });
    expect(back.claims.map(({ state }) => state)).toEqual(['approved', 'approved', 'approved']);
    expect(await exported()).toEqual({ rows: 2, total: '0.00' });
    const second = await services.call(claims.claimsBatch, {
      ...{ format: 'sepa', out: join(folder, 'pay.xml') },
    });
    expect(second.batch).toMatchObject({ id: 2, count: 1, file: join(folder, 'pay (2).xml') });
  });

  test('a batch file that an earlier version did not keep is not made up', async () => {
    const book = await company();
    await expect(
      book.services.call(claims.claimsBatchFile, { batch: 9, out: join(book.folder, 'x.xml') }),
    ).rejects.toMatchObject({ code: 'batch_missing' });
  });

  test('a batch in several currencies is marked as paid while it is written', async () => {
    const book = await company();
    await payInClaimed(book);
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

  test('a bank that names one of several transfers takes back that one alone', async () => {
    const book = await company();
    await payInClaimed(book);
    const { services } = book;
    const { id } = await submit(book, [
      line(),
      line({ day: '2026-06-20', amount: { amount: '72.00', currency: 'CNY' } }),
    ]);
    await decide(book, id, 'approve', { reason: 'receipts seen' });
    const batch = { format: 'csv', out: join(book.folder, 'pay.csv') } as const;
    const failed = async (reference: string) =>
      only(await services.call(claims.claimsFailed, { id, reason: 'closed', reference }));
    await services.call(claims.claimsBatch, { ...batch, date: '2026-07-12', reference: 'RUN-7' });
    await expect(failed('C1-CNY-2')).rejects.toMatchObject({ code: 'claim_payment_unknown' });
    const back = await failed('C1-CNY-1');
    expect(back).toMatchObject({
      state: 'approved',
      owed: [{ amount: '72.00', currency: 'CNY' }],
      payments: [
        { reference: 'RUN-7', amount: { currency: 'CNY' }, failed: true },
        { reference: 'RUN-7', amount: { currency: 'USD' }, failed: false },
      ],
    });
    await expect(failed('C1-CNY-1')).rejects.toMatchObject({ code: 'claim_payment_unknown' });
    const dollars = only(
      await services.call(claims.claimsFailed, {
        ...{ id, reason: 'closed too', reference: 'RUN-7', currency: 'USD' },
      }),
    );
    expect(dollars.owed.map(({ currency }) => currency)).toEqual(['CNY', 'USD']);
    await services.call(claims.claimsBatch, { ...batch, date: '2026-07-12', reference: 'RUN-7b' });
    await failed('C1-CNY-2');
    const again = await services.call(claims.claimsBatch, batch);
    expect(again.batch).toMatchObject({ count: 1, totals: [{ amount: '72.00', currency: 'CNY' }] });
    await failed('C1-CNY-3');
    const { batches } = await services.call(claims.claimsBatches, {});
    expect(batches.map(({ payouts }) => payouts.map(({ state }) => state))).toEqual([
      ['failed'],
      ['failed', 'paid'],
      ['failed', 'failed'],
    ]);
    await services.call(claims.claimsBatch, { ...batch, date: '2026-07-13', reference: 'RUN-8' });
    expect(only(await services.call(claims.claimsShow, { id })).state).toBe('paid');
  });

  test('a batch picks the claims that were fixed to the currency asked for, whatever is set by then', async () => {
    const book = await company();
    const euro = () => line({ amount: { amount: '10.00', currency: 'EUR' } });
    const inBase = await submit(book, [euro()]);
    await decide(book, inBase.id, 'approve');
    await payInClaimed(book);
    const asClaimed = await submit(book, [euro()], 'max@example.com');
    await decide(book, asClaimed.id, 'approve', { reason: 'his own' });
    const batch = async (payIn: 'base' | 'claimed') =>
      (
        await book.services.call(claims.claimsBatch, {
          ...{ format: 'csv', payIn, out: join(book.folder, `${payIn}.csv`) },
        })
      ).batch.totals;
    expect(await batch('base')).toEqual([{ amount: '11.00', currency: 'USD' }]);
    expect(await batch('claimed')).toEqual([{ amount: '10.00', currency: 'EUR' }]);
  });

  test('needs an account to go to, in the area that the file can reach', async () => {
    const book = await company('EUR');
    const bank = (change: object) =>
      book.services.call(claims.claimsBankSet, {
        person: 'li@example.com',
        holder: 'Li Na',
        iban: null,
        bic: null,
        accountNumber: null,
        bankName: null,
        ...change,
      });
    await expect(bank({})).rejects.toMatchObject({ code: 'bank_account_needed' });
    await bank({ iban: 'TR33 0006 1005 1978 6457 8413 26' });
    await book.services.call(claims.claimsPolicySet, {
      payer: { holder: 'Test GmbH', iban: 'DE89370400440532013000', bic: null },
    });
    const { id } = await submit(book, [line()]);
    await decide(book, id, 'approve');
    const out = join(book.folder, 'pay.xml');
    await expect(
      book.services.call(claims.claimsBatch, { format: 'sepa', out }),
    ).rejects.toMatchObject({ code: 'payout_iban_outside_sepa' });
    expect((await book.services.call(claims.claimsBatches, {})).batches).toEqual([]);
  });
});
