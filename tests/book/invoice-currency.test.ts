import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { exportRun } from '../../src/contract/book.ts';
import { closeMonth, closeReopen } from '../../src/contract/close.ts';
import { invoicesConfirm, invoicesMend, invoicesSpread } from '../../src/contract/invoices.ts';
import { overviewMonth } from '../../src/contract/month.ts';
import { ratesSet } from '../../src/contract/rates.ts';
import { billXml } from '../fixtures/invoices/made-bill.ts';
import { type FreshBook, freshBook } from './fresh-book.ts';

const account = { account: 'Relay' };
const RATES =
  'date,from,to,rate\n2026-06-01,EUR,USD,1.00\n2026-06-15,EUR,USD,1.20\n2026-07-01,EUR,USD,1.50\n';

const usage = (...rows: readonly (readonly [day: string, cost: string, currency: string])[]) =>
  `date,identity,tool,model,input_tokens,cost,currency\n${rows
    .map(([day, cost, currency]) => `${day},ada,API,gpt-5,1,${cost},${currency}\n`)
    .join('')}`;

const euros = (book: FreshBook, net: string, more: { from?: string; to?: string } = {}) =>
  book.take(
    'E-7.xml',
    billXml({
      ...{ number: 'E-7', net, currency: 'EUR', issued: '2026-06-30' },
      ...{ from: '2026-06-01', to: '2026-06-30', ...more },
    }),
    account,
  );

async function focus(book: FreshBook, month: string): Promise<Record<string, string>[]> {
  const out = join(book.folder, `focus-${month}.csv`);
  await book.services.call(exportRun, { kind: 'focus', month, out, format: 'csv' });
  return parse(readFileSync(out), { columns: true });
}

const cents = (text: string | undefined): number => Math.round(Number(text) * 100);

async function ofInvoice(book: FreshBook, ...months: string[]) {
  const rows = (await Promise.all(months.map((month) => focus(book, month)))).flat();
  const own = rows.filter(({ InvoiceId }) => InvoiceId === 'E-7');
  return {
    currencies: [...new Set(own.map(({ BillingCurrency }) => BillingCurrency))],
    cents: own.reduce((sum, { BilledCost }) => sum + cents(BilledCost), 0),
    allInBase: rows.reduce((sum, row) => sum + cents(row['x_BaseCost']), 0),
  };
}

test('an invoice keeps its currency, and its FOCUS rows add up to it', async () => {
  const book = freshBook();
  await book.take('r.csv', RATES);
  await euros(book, '80.00');
  expect(await ofInvoice(book, '2026-06')).toEqual({
    currencies: ['EUR'],
    cents: 8000,
    allInBase: 9600,
  });
});

test('so they do beside charges in its currency and in others, and the month is the invoice in base', async () => {
  const book = freshBook();
  await book.take('r.csv', RATES);
  await book.take(
    'u.csv',
    usage(
      ['2026-06-03', '20.00', 'EUR'],
      ['2026-06-20', '30.00', 'EUR'],
      ['2026-06-21', '7.50', 'USD'],
    ),
    account,
  );
  await euros(book, '80.00');
  expect(await ofInvoice(book, '2026-06')).toEqual({
    currencies: ['EUR'],
    cents: 8000,
    allInBase: 9600,
  });
  const { total } = await book.services.call(overviewMonth, { month: '2026-06' });
  expect(total.amount).toBe('96.00');
});

test('an invoice from mid-month to mid-month adds up over both months', async () => {
  const book = freshBook();
  await book.take('r.csv', RATES);
  const days = [
    ['2026-06-03', '5.00', 'EUR'],
    ['2026-06-20', '30.00', 'EUR'],
    ['2026-07-04', '11.00', 'EUR'],
    ['2026-07-25', '2.00', 'EUR'],
  ] as const;
  await book.take('u.csv', usage(...days), account);
  await euros(book, '62.00', { from: '2026-06-10', to: '2026-07-09' });
  expect(await ofInvoice(book, '2026-06', '2026-07')).toMatchObject({
    currencies: ['EUR'],
    cents: 6200,
  });
});

test('spread by use, and after a rate that was missing came, they still do', async () => {
  const book = freshBook();
  await euros(book, '80.00');
  await book.take('u.csv', usage(['2026-06-03', '20.00', 'EUR']), account);
  await book.services.call(ratesSet, { day: '2026-06-01', from: 'EUR', to: 'USD', rate: '1.25' });
  await book.services.call(invoicesSpread, { account: 'Relay', spread: 'by-use' });
  expect(await ofInvoice(book, '2026-06')).toEqual({
    currencies: ['EUR'],
    cents: 8000,
    allInBase: 10000,
  });
});

test('what a closed month lacks is posted in the invoice’s currency, and goes when the month opens again', async () => {
  const book = freshBook();
  await book.take('r.csv', RATES);
  await book.take('u.csv', usage(['2026-06-03', '20.00', 'EUR']), account);
  await book.services.call(closeMonth, { month: '2026-06', anyway: 'test' });
  await euros(book, '80.00');
  const july = await focus(book, '2026-07');
  expect(july.map((row) => [row['BillingCurrency'], cents(row['BilledCost'])])).toEqual([
    ['EUR', 6000],
  ]);
  await book.services.call(invoicesMend, { id: 1, fields: { net: '90.00', total: '90.00' } });
  await book.services.call(invoicesConfirm, { id: 1 });
  const sum = async (month: string) =>
    (await book.services.call(overviewMonth, { month })).total.amount;
  expect([await sum('2026-06'), await sum('2026-07')]).toEqual(['20.00', '88.00']);
  await book.services.call(closeReopen, { month: '2026-06', reason: 'the invoice came' });
  expect([await sum('2026-06'), await sum('2026-07')]).toEqual(['108.00', '0.00']);
});
