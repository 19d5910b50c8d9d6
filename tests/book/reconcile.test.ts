import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bookVerify } from '../../src/contract/book.ts';
import { closeMonth, closeReopen } from '../../src/contract/close.ts';
import { settingsSet } from '../../src/contract/company.ts';
import { importsUndo } from '../../src/contract/imports.ts';
import {
  invoicesAttention,
  invoicesConfirm,
  invoicesMend,
  invoicesSpread,
  reconcileCharges,
  reconcileMonth,
} from '../../src/contract/invoices.ts';
import { overviewMonth, seatsMonth } from '../../src/contract/month.ts';
import { ratesFetch, ratesList, ratesSet } from '../../src/contract/rates.ts';
import { addDays, lastDay } from '../../src/core/calendar.ts';
import { parseMicro } from '../../src/core/money.ts';
import { billXml, type MadeBill } from '../fixtures/invoices/made-bill.ts';
import { type FreshBook, freshBook } from './fresh-book.ts';
import { rawBook } from './raw-book.ts';

const june = { from: '2026-06-01', to: '2026-06-30' };
const account = { account: 'Console' };

const usage = (...rows: readonly (readonly [day: string, who: string, cost: string])[]): string =>
  `date,identity,tool,model,input_tokens,output_tokens,cost,currency\n${rows
    .map(([day, who, cost]) => `${day},${who},API,gpt-5,1,1,${cost},USD\n`)
    .join('')}`;

const overview = (book: FreshBook, month = '2026-06') =>
  book.services.call(overviewMonth, { month });
const total = async (book: FreshBook, month?: string): Promise<string> =>
  (await overview(book, month)).total.amount;
const reconcile = async (book: FreshBook, month = '2026-06') =>
  book.services.call(reconcileMonth, { month });

const bill = (book: FreshBook, made: MadeBill, more: Record<string, unknown> = account) =>
  book.take(`${made.number}.xml`, billXml(made), more);

const variances = (book: FreshBook) =>
  rawBook(book.services.book).all<{ id: number; day: string; micro: bigint }>(
    "SELECT id, day, base_micro AS micro FROM charge WHERE kind = 'invoice-variance' ORDER BY id",
  );

describe('the month', () => {
  test('equals its invoice, whatever was charged', async () => {
    const book = freshBook();
    await book.take(
      'u.csv',
      usage(['2026-06-03', 'a', '4.10'], ['2026-06-20', 'b', '3.33']),
      account,
    );
    await bill(book, { number: 'A-1', net: '9.00', tax: '1.71', ...june });
    expect(await overview(book)).toMatchObject({
      total: { amount: '9.00' },
      bySource: { usage: { amount: '7.43' }, 'invoice-variance': { amount: '1.57' } },
      unassigned: { amount: '9.00' },
    });
    const { accounts } = await reconcile(book);
    expect(accounts).toMatchObject([
      {
        account: 'Console',
        period: june,
        invoice: { amount: '9.00' },
        charges: { amount: '7.43' },
        variance: { amount: '1.57' },
        tax: { amount: '1.71' },
        posted: true,
      },
    ]);
  });

  test('follows usage that comes, changes and goes after the invoice', async () => {
    const book = freshBook();
    await bill(book, { number: 'A-1', net: '9.00', ...june });
    const came = await book.take('a.csv', usage(['2026-06-03', 'a', '4.00']), account);
    expect((await overview(book)).bySource['invoice-variance']?.amount).toBe('5.00');
    await book.take('b.csv', usage(['2026-06-03', 'a', '11.00']), account);
    expect((await overview(book)).bySource['invoice-variance']?.amount).toBe('-2.00');
    expect(await total(book)).toBe('9.00');
    await book.services.call(importsUndo, { id: 3 });
    await book.services.call(importsUndo, { id: came.id ?? 0 });
    expect((await overview(book)).bySource['invoice-variance']?.amount).toBe('9.00');
    expect((await book.services.call(bookVerify, {})).ok).toBe(true);
  });

  test('counts plans of the account, and leaves other accounts alone', async () => {
    const book = freshBook();
    const plans =
      'tool,email,start,price,currency,cadence,account\nClaude,a@x.com,2026-06-01,100,USD,month,Console\nCursor,,2026-06-01,20,USD,month,Cursor\n';
    await book.take('s.csv', plans);
    await bill(book, { number: 'A-1', net: '105.00', ...june });
    expect(await total(book)).toBe('125.00');
    expect(await reconcile(book)).toMatchObject({
      accounts: [
        { account: 'Console', charges: { amount: '100.00' }, variance: { amount: '5.00' } },
      ],
      withoutInvoice: [{ account: 'Cursor', charges: { amount: '20.00' } }],
    });
  });

  test('holds charges without an account against the account of their tool’s name', async () => {
    const book = freshBook();
    await book.take('u.csv', usage(['2026-06-03', 'a', '4.00']).replaceAll(',API,', ',Anthropic,'));
    await bill(book, { number: 'A-1', net: '9.00', ...june }, { account: 'anthropic' });
    expect(await total(book)).toBe('9.00');
  });

  test('adds up invoices whose days overlap, holding each charge against them once', async () => {
    const book = freshBook();
    await book.take('u.csv', usage(['2026-06-20', 'a', '6.00']), account);
    await bill(book, { number: 'A-1', net: '9.00', ...june });
    await bill(book, { number: 'A-2', net: '4.00', from: '2026-06-15', to: '2026-06-30' });
    expect(await total(book)).toBe('13.00');
    const { accounts } = await reconcile(book);
    expect(accounts).toHaveLength(1);
    expect(accounts[0]?.invoices.map((one) => one.number)).toEqual(['A-1', 'A-2']);
  });

  test('takes its days’ part of a longer invoice; the parts add up to it', async () => {
    const book = freshBook();
    await bill(book, { number: 'A-1', net: '100.00', from: '2026-06-16', to: '2026-08-15' });
    const parts = await Promise.all(['2026-06', '2026-07', '2026-08'].map((m) => total(book, m)));
    expect(parts).toEqual(['24.59', '50.82', '24.59']);
    const sum = parts.reduce((all, part) => all + (parseMicro(part) ?? 0n), 0n);
    expect(sum).toBe(100_000_000n);
  });

  test('reads a period that ends on its next start as ending the day before', async () => {
    const book = freshBook();
    await bill(book, { number: 'A-1', net: '30.00', from: '2026-06-01', to: '2026-07-01' });
    expect(await total(book)).toBe('30.00');
    expect(await total(book, '2026-07')).toBe('0.00');
  });
});

describe('an invoice', () => {
  test('that is a credit note lowers the month', async () => {
    const book = freshBook();
    await bill(book, { number: 'A-1', net: '9.00', ...june });
    await bill(book, { number: 'A-2', net: '4.00', isCredit: true, ...june });
    expect(await total(book)).toBe('5.00');
  });

  test('of prepaid credits is no spend until they are used', async () => {
    const book = freshBook();
    const lines = [{ name: 'Prepaid API credits', amount: '50.00' }];
    await bill(book, { number: 'A-1', net: '50.00', lines, ...june });
    expect(await total(book)).toBe('0.00');
    await book.take('u.csv', usage(['2026-06-03', 'a', '4.00']), account);
    expect(await total(book)).toBe('4.00');
    // A plan's invoice of the same account speaks of the plan, not of what the credits pay for.
    await bill(book, { number: 'A-2', net: '20.00', ...june });
    expect(await total(book)).toBe('24.00');
    expect(await reconcile(book)).toMatchObject({
      accounts: [
        { invoice: { amount: '20.00' }, charges: { amount: '0.00' }, drawsOnCredits: true },
      ],
      credits: [{ account: 'Console', amount: { amount: '50.00' } }],
    });
  });

  test('carries its tax where the company cannot recover it', async () => {
    const book = freshBook();
    await bill(book, { number: 'A-1', net: '10.00', tax: '1.90', ...june });
    expect(await total(book)).toBe('10.00');
    await book.services.call(settingsSet, { key: 'tax.recoverable', value: 'off' });
    expect(await total(book)).toBe('11.90');
    expect((await reconcile(book)).accounts[0]?.parts).toContainEqual({
      code: 'tax',
      amount: { amount: '1.90', currency: 'USD' },
      count: 1,
    });
  });

  test('of an account that nothing else tells of is explained by that', async () => {
    const book = freshBook();
    await bill(book, { number: 'A-1', net: '9.00', ...june });
    expect((await reconcile(book)).accounts[0]?.parts.map((part) => part.code)).toEqual([
      'no-charges',
    ]);
    const attention = await book.services.call(invoicesAttention, { month: '2026-06' });
    expect(attention).toEqual({ waiting: 0, unexplained: [] });
  });
});

describe('the variance', () => {
  test('is posted once: doing it again touches no row', async () => {
    const book = freshBook();
    await book.take(
      'u.csv',
      usage(['2026-06-03', 'a', '4.00'], ['2026-06-04', 'b', '2.00']),
      account,
    );
    await bill(book, { number: 'A-1', net: '9.00', ...june });
    await book.services.call(invoicesSpread, { account: 'Console', spread: 'by-use' });
    const before = variances(book);
    await book.services.call(settingsSet, { key: 'tax.recoverable', value: 'on' });
    expect(variances(book)).toEqual(before);
    expect(before).toHaveLength(2);
  });

  test('goes to nobody, or by a rule to people in proportion to their use', async () => {
    const book = freshBook();
    await book.take('p.csv', 'name,email\nAna,a@x.com\nBo,b@x.com\n');
    const rows = usage(['2026-06-03', 'a@x.com', '4.00'], ['2026-06-04', 'b@x.com', '2.00']);
    await book.take('u.csv', rows, account);
    await bill(book, { number: 'A-1', net: '9.00', ...june });
    expect((await overview(book)).unassigned.amount).toBe('3.00');
    await book.services.call(invoicesSpread, { account: 'Console', spread: 'by-use' });
    const { seats } = await book.services.call(seatsMonth, { month: '2026-06' });
    expect(seats.map((seat) => seat.spend.amount)).toEqual(['6.00', '3.00']);
    expect((await overview(book)).unassigned.amount).toBe('0.00');
    await book.services.call(invoicesSpread, { account: 'Console', spread: 'setting' });
    expect((await overview(book)).unassigned.amount).toBe('3.00');
  });

  test('drills down to the charges that it was held against', async () => {
    const book = freshBook();
    await book.take('u.csv', usage(['2026-06-03', 'a', '4.00']), account);
    const { charges } = await book.services.call(reconcileCharges, { account: 'Console', ...june });
    expect(charges).toMatchObject([{ source: 'usage', identity: 'a', amount: { amount: '4.00' } }]);
  });
});

describe('a closed month', () => {
  test('stays as it was; what an invoice adds is posted in the first open one', async () => {
    const book = freshBook();
    await book.take('u.csv', usage(['2026-06-03', 'a', '4.00']), account);
    await book.services.call(closeMonth, { month: '2026-06', anyway: 'test' });
    const came = await bill(book, { number: 'A-1', net: '9.00', ...june });
    expect([await total(book), await total(book, '2026-07')]).toEqual(['4.00', '5.00']);
    await book.services.call(invoicesMend, { id: 1, fields: { net: '8.00', total: '8.00' } });
    await book.services.call(invoicesConfirm, { id: 1 });
    expect([await total(book), await total(book, '2026-07')]).toEqual(['4.00', '4.00']);
    await book.services.call(importsUndo, { id: came.id ?? 0 });
    expect([await total(book), await total(book, '2026-07')]).toEqual(['4.00', '0.00']);
  });

  test('takes its own variance back when it is opened again', async () => {
    const book = freshBook();
    await book.take('u.csv', usage(['2026-06-03', 'a', '4.00']), account);
    await book.services.call(closeMonth, { month: '2026-06', anyway: 'test' });
    await bill(book, { number: 'A-1', net: '9.00', ...june });
    await book.services.call(closeReopen, { month: '2026-06', reason: 'the invoice came' });
    expect([await total(book), await total(book, '2026-07')]).toEqual(['9.00', '0.00']);
  });
});

describe('another currency', () => {
  test('waits for a rate, and is never converted at 1.0', async () => {
    const book = freshBook();
    await bill(book, {
      number: 'A-1',
      net: '10.00',
      currency: 'EUR',
      issued: '2026-06-30',
      ...june,
    });
    expect(await overview(book)).toMatchObject({
      total: { amount: '0.00' },
      waitingForRate: [{ currency: 'EUR', month: '2026-06', count: 1 }],
    });
    expect((await reconcile(book)).accounts[0]).toMatchObject({ posted: false, base: null });
    const { waiting } = await book.services.call(ratesList, {});
    expect(waiting).toMatchObject([
      { currency: 'EUR', month: '2026-06', charges: [{ source: 'invoice-variance' }] },
    ]);
    const rate = { day: '2026-06-29', from: 'EUR', to: 'USD', rate: '1.10' };
    expect((await book.services.call(ratesSet, rate)).waiting).toEqual([]);
    expect(await total(book)).toBe('11.00');
    expect((await reconcile(book)).accounts[0]).toMatchObject({ posted: true });
  });

  test('converts at the invoice’s date, and the month equals that', async () => {
    const book = freshBook();
    await book.take(
      'r.csv',
      'date,from,to,rate\n2026-06-01,EUR,USD,1.00\n2026-06-15,EUR,USD,1.20\n2026-07-01,EUR,USD,1.50\n',
    );
    const rows = usage(['2026-06-03', 'a', '4.00'], ['2026-06-20', 'a', '4.00']);
    await book.take('u.csv', rows.replaceAll('USD', 'EUR'), account);
    await bill(book, {
      number: 'A-1',
      net: '8.00',
      currency: 'EUR',
      issued: '2026-07-02',
      ...june,
    });
    expect(await total(book)).toBe('12.00');
    expect((await reconcile(book)).accounts[0]).toMatchObject({
      variance: { amount: '0.00', currency: 'EUR' },
      parts: [],
      base: {
        invoice: { amount: '12.00' },
        charges: { amount: '8.80' },
        parts: [{ code: 'exchange', amount: { amount: '3.20', currency: 'USD' } }],
      },
      inMonth: { variance: { amount: '3.20' } },
    });
  });

  test('is explained where charges and invoice do not share one', async () => {
    const book = freshBook();
    await book.take(
      'r.csv',
      'date,from,to,rate\n2026-06-01,EUR,USD,1.10\n2026-07-01,EUR,USD,1.10\n',
    );
    await book.take('u.csv', usage(['2026-06-03', 'a', '10.00']), account);
    await bill(book, { number: 'A-1', net: '10.00', currency: 'EUR', ...june });
    expect(await total(book)).toBe('11.00');
    expect((await reconcile(book)).accounts[0]).toMatchObject({
      invoice: { amount: '11.00', currency: 'USD' },
      charges: { amount: '10.00' },
      parts: [{ code: 'other-currency', amount: { amount: '1.00' }, count: 1 }],
    });
  });
});

test('a period with invoices and use in two currencies is parted by cause, and posted so', async () => {
  const book = freshBook();
  await book.take(
    'r.csv',
    'date,from,to,rate\n2026-06-01,EUR,USD,1.08\n2026-06-10,EUR,USD,1.10\n2026-06-30,EUR,USD,1.12\n',
  );
  const euro = usage(['2026-06-03', 'a', '20.00'], ['2026-06-12', 'b', '30.00']);
  await book.take('e.csv', euro.replaceAll('USD', 'EUR'), account);
  await book.take('u.csv', usage(['2026-06-13', 'b', '11.00']), account);
  await bill(book, {
    number: 'E-1',
    net: '50.00',
    tax: '10.00',
    currency: 'EUR',
    issued: '2026-06-30',
    ...june,
  });
  await bill(book, { number: 'U-1', net: '12.50', issued: '2026-06-30', ...june });
  await book.services.call(settingsSet, { key: 'tax.recoverable', value: 'off' });
  const [told] = (await reconcile(book)).accounts;
  // 50 EUR at 1.12 less 20 at 1.08 and 30 at 1.10; 10 EUR of tax; 1.50 USD that nobody was charged.
  expect(told).toMatchObject({
    variance: { amount: '14.10', currency: 'USD' },
    parts: [
      { code: 'exchange', amount: { amount: '1.40' } },
      { code: 'tax', amount: { amount: '11.20' } },
      { code: 'unexplained', amount: { amount: '1.50' } },
    ],
    tax: { amount: '11.20' },
    inMonth: { variance: { amount: '14.10' } },
  });
  expect(told?.base?.parts).toEqual(told?.parts);
  expect(await total(book)).toBe('79.70');
});

test('rates are fetched only where the owner switched it on', async () => {
  const asked: string[] = [];
  const ecb =
    '<?xml version="1.0"?><gesmes:Envelope xmlns:gesmes="g" xmlns="e"><Cube><Cube time="2026-06-30"><Cube currency="USD" rate="1.1"/></Cube></Cube></gesmes:Envelope>';
  const book = freshBook({
    network: () => ({
      fetch: async (url) => {
        asked.push(url);
        return new Response(ecb);
      },
      nowMs: () => 0,
      sleep: async () => {},
      random: () => 0,
    }),
  });
  await expect(book.services.call(ratesFetch, {})).rejects.toMatchObject({
    code: 'rates_fetch_off',
  });
  expect(asked).toEqual([]);
  await book.services.call(settingsSet, { key: 'rates.fetch', value: 'on' });
  expect(await book.services.call(ratesFetch, {})).toMatchObject({ added: 1, from: '2026-06-30' });
  expect(asked).toEqual(['https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist-90d.xml']);
  expect((await book.services.call(ratesList, {})).rates).toMatchObject([
    { from: 'EUR', to: 'USD', rate: '1.1', source: 'ecb' },
  ]);
});

test('whatever comes in whatever order, each month equals its invoices to the micro', async () => {
  const day = fc.integer({ min: 0, max: 60 }).map((n) => addDays('2026-06-01', n));
  const cents = fc.integer({ min: 1, max: 99_999 }).map((n) => (n / 100).toFixed(2));
  const use = fc.record({ kind: fc.constant('use' as const), day, cost: cents });
  const invoice = fc.record({
    kind: fc.constant('bill' as const),
    month: fc.constantFrom('2026-06', '2026-07'),
    net: cents,
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(use, invoice), { minLength: 1, maxLength: 8 }),
      fc.boolean(),
      async (things, isSpread) => {
        const book = freshBook();
        if (isSpread) {
          await book.services.call(settingsSet, { key: 'invoices.spread', value: 'by-use' });
        }
        const wanted = new Map<string, bigint>();
        const used = new Map<string, bigint>();
        for (const [index, thing] of things.entries()) {
          if (thing.kind === 'use') {
            await book.take(`${index}.csv`, usage([thing.day, `p${index}`, thing.cost]), account);
            const month = thing.day.slice(0, 7);
            used.set(month, (used.get(month) ?? 0n) + (parseMicro(thing.cost) ?? 0n));
          } else {
            const { month, net } = thing;
            const days = { from: `${month}-01`, to: lastDay(month) };
            await bill(book, { number: `N-${index}`, net, ...days });
            wanted.set(month, (wanted.get(month) ?? 0n) + (parseMicro(net) ?? 0n));
          }
        }
        for (const month of ['2026-06', '2026-07']) {
          const said = await overview(book, month);
          expect(parseMicro(said.total.amount)).toBe(wanted.get(month) ?? used.get(month) ?? 0n);
          const sum = parseMicro(said.seatTotal.amount) ?? 0n;
          expect(sum + (parseMicro(said.unassigned.amount) ?? 0n)).toBe(
            parseMicro(said.total.amount),
          );
        }
      },
    ),
    { numRuns: 15 },
  );
}, 300_000);
