import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importsRun } from '../../src/contract/imports.ts';
import {
  invoicesConfirm,
  invoicesPicture,
  invoicesShow,
  invoicesTeach,
} from '../../src/contract/invoices.ts';
import type { VendorTemplate } from '../../src/core/invoices/vendor-template.ts';
import { vendorBill } from '../fixtures/invoices/made-vendor-bill.ts';
import { type FreshBook, freshBook } from './fresh-book.ts';
import { rawBook } from './raw-book.ts';

/** A bill of a vendor and with labels that nobody knows. */
async function take(
  book: FreshBook,
  number: string,
  day: string,
  amount: string,
  total: 'above' | 'below' = 'above',
): Promise<void> {
  const file = join(book.folder, `${number}.pdf`);
  const owed = ['Sum owed', `${amount} USD`] as const;
  const facts = [
    ['Doc ref', number],
    ['Rendered', day],
    ...(total === 'above' ? [owed] : []),
  ] as const;
  const sums = total === 'above' ? [] : [['Subtotal', amount] as const, owed];
  const lines = [
    [
      [40, 'Batch inference'],
      [500, amount],
    ],
  ] as const;
  writeFileSync(file, vendorBill({ vendor: 'Quillon Datenwerk', facts, lines, sums }));
  await book.services.call(importsRun, { files: [file], kind: 'invoice' });
}

async function pointAt(book: FreshBook, values: Readonly<Record<string, string>>) {
  const { pages } = await book.services.call(invoicesPicture, { id: 1 });
  const pointed = Object.entries(values).map(([field, text]) => {
    const piece = pages[0]?.pieces.find((one) => one.text.includes(text));
    if (!piece) throw new Error(`${text} is not on the page.`);
    const { text: _, ...box } = piece;
    return { field: field as 'number', box: { page: 1, ...box } };
  });
  return book.services.call(invoicesTeach, { id: 1, vendor: 'Quillon Datenwerk', pointed });
}

const taught = ({ services }: FreshBook): VendorTemplate[] =>
  rawBook(services.book)
    .all<{ template: string }>('SELECT template FROM vendor_template')
    .map((row) => JSON.parse(row.template) as VendorTemplate);

test('what was pointed at before stays learned when more is pointed at', async () => {
  const book = freshBook();
  await take(book, 'Q-118', 'June 18, 2026', '$100.00');
  await pointAt(book, { number: 'Q-118' });
  await pointAt(book, { total: '$100.00 USD' });
  expect(taught(book).map((one) => Object.keys(one.fields).sort())).toEqual([['number', 'total']]);
  expect(await book.services.call(invoicesShow, { id: 1 })).toMatchObject({
    number: 'Q-118',
    total: { amount: '100.00' },
  });
});

test('a taught total below the lines is no line, whatever it is called', async () => {
  const book = freshBook();
  await take(book, 'Q-118', 'June 18, 2026', '$100.00', 'below');
  await pointAt(book, { number: 'Q-118', issueDay: 'June 18', total: '$100.00 USD' });
  await take(book, 'Q-119', 'July 18, 2026', '$250.40', 'below');
  const second = await book.services.call(invoicesShow, { id: 2 });
  expect(second).toMatchObject({ number: 'Q-119', total: { amount: '250.40' } });
  expect(second.lines.map(({ description }) => description)).toEqual(['Batch inference']);
});

test('a name that was read wrong is not learned as the vendor’s', async () => {
  const book = freshBook();
  await take(book, 'Q-118', 'June 18, 2026', '$100.00');
  const { vendor } = await book.services.call(invoicesShow, { id: 1 });
  expect(vendor).not.toBe('Quillon Datenwerk');
  await pointAt(book, { number: 'Q-118' });
  expect(taught(book)[0]?.names).toEqual(['Quillon Datenwerk']);
});

test('the vendor’s waiting invoices are read anew, and billed once the first one’s account is known', async () => {
  const book = freshBook();
  await take(book, 'Q-118', 'June 18, 2026', '$100.00');
  await take(book, 'Q-119', 'July 18, 2026', '$250.40');
  await pointAt(book, { number: 'Q-118', issueDay: 'June 18', total: '$100.00 USD' });
  const second = () => book.services.call(invoicesShow, { id: 2 });
  expect(await second()).toMatchObject({ number: 'Q-119', status: 'read', account: null });
  await book.services.call(invoicesConfirm, { id: 1 });
  expect(await second()).toMatchObject({
    status: 'posted',
    account: 'Quillon Datenwerk',
    total: { amount: '250.40' },
  });
  const months = rawBook(book.services.book).all<{ month: string; micro: bigint }>(
    `SELECT month, sum(base_micro) AS micro FROM variance_charge
     JOIN charge ON charge.id = charge_id GROUP BY month ORDER BY month`,
  );
  expect(months).toMatchObject([
    { month: '2026-06', micro: 100_000_000n },
    { month: '2026-07', micro: 250_400_000n },
  ]);
});
