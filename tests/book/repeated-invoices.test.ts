import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { importsRun } from '../../src/contract/imports.ts';
import { invoicesConfirm, invoicesList } from '../../src/contract/invoices.ts';
import { overviewMonth } from '../../src/contract/month.ts';
import { billXml, type MadeBill } from '../fixtures/invoices/made-bill.ts';
import { type FreshBook, freshBook } from './fresh-book.ts';
import { rawBook } from './raw-book.ts';

const bill = (change: Partial<MadeBill> = {}): string =>
  billXml({ number: 'R-12', net: '75.00', from: '2026-06-01', to: '2026-06-30', ...change });

const list = async (book: FreshBook) => (await book.services.call(invoicesList, {})).invoices;
const codes = async (book: FreshBook, id: number) =>
  (await list(book)).find((one) => one.id === id)?.reasons.map(({ code }) => code) ?? [];

test('the same number and total of another day is another invoice, and asked about', async () => {
  const book = freshBook();
  await book.take(
    'first.xml',
    bill({ issued: '2025-06-30', from: '2025-06-01', to: '2025-06-30' }),
  );
  const next = await book.take('next.xml', bill({ issued: '2026-06-30' }));
  expect(next).toMatchObject({ status: 'committed', added: 1 });
  expect((await list(book)).map(({ duplicateOf }) => duplicateOf)).toEqual([1, null]);
  expect(await codes(book, 2)).toContain('number_known');
  await book.services.call(invoicesConfirm, { id: 2 });
  expect((await book.services.call(overviewMonth, { month: '2026-06' })).total.amount).toBe(
    '75.00',
  );
});

test.each(['r 12', 'R/12', 'Ｒ-12'])(
  'the one sent again with its number written %s is left out',
  async (number) => {
    const book = freshBook();
    await book.take('first.xml', bill());
    const again = await book.take('again.xml', bill({ number }));
    expect(again).toMatchObject({ status: 'duplicate', unchanged: 1 });
    expect(await list(book)).toHaveLength(1);
  },
);

test('a file with an amount that no book holds is refused alone, and leaves no original', async () => {
  const book = freshBook();
  const write = (name: string, text: string): string => {
    const file = join(book.folder, name);
    writeFileSync(file, text);
    return file;
  };
  const files = [
    write('one.xml', bill({ number: 'N-1' })),
    write('two.xml', bill({ number: 'N-2', net: '99999999999999999999999.99' })),
    write('three.xml', bill({ number: 'N-3' })),
  ];
  const { imports } = await book.services.call(importsRun, { files });
  expect(imports.map(({ status, error }) => [status, error?.code ?? null])).toEqual([
    ['committed', null],
    ['refused', 'invoice_amount_too_large'],
    ['committed', null],
  ]);
  expect(originals(book)).toHaveLength(2);
});

test('an import that is taken back while it runs takes its new originals with it', async () => {
  const book = freshBook();
  await book.take('first.xml', bill());
  rawBook(book.services.book).db.exec(
    "CREATE TEMP TRIGGER fails BEFORE INSERT ON invoice WHEN NEW.file = 'b.xml' BEGIN SELECT RAISE(ABORT, 'no'); END",
  );
  const zip = zipSync({
    'a.xml': Buffer.from(bill({ number: 'A' })),
    'b.xml': Buffer.from(bill({ number: 'B' })),
  });
  const file = join(book.folder, 'both.zip');
  writeFileSync(file, zip);
  await expect(book.services.call(importsRun, { files: [file] })).rejects.toThrow();
  expect(originals(book)).toHaveLength(1);
});

function originals({ services }: FreshBook): string[] {
  const folder = `${services.book.file}.files`;
  return existsSync(folder)
    ? readdirSync(folder).flatMap((one) => readdirSync(join(folder, one)))
    : [];
}
