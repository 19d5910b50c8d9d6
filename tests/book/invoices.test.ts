import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { bookVerify } from '../../src/contract/book.ts';
import { closeMonth } from '../../src/contract/close.ts';
import {
  type ImportDoc,
  importsLook,
  importsRun,
  importsUndo,
} from '../../src/contract/imports.ts';
import {
  invoicesAccount,
  invoicesConfirm,
  invoicesList,
  invoicesMend,
  invoicesPicture,
  invoicesShow,
  invoicesTeach,
} from '../../src/contract/invoices.ts';
import { overviewMonth } from '../../src/contract/month.ts';
import { billXml } from '../fixtures/invoices/made-bill.ts';
import { germanBill, seatBill } from '../fixtures/invoices/made-invoices.ts';
import { makePdf } from '../fixtures/invoices/make-pdf.ts';
import { type FreshBook, freshBook } from './fresh-book.ts';
import { rawBook } from './raw-book.ts';

const june = { from: '2026-06-01', to: '2026-06-30' };

async function takeBytes(
  book: FreshBook,
  name: string,
  bytes: Uint8Array,
  more: Record<string, unknown> = {},
): Promise<ImportDoc> {
  const file = join(book.folder, name);
  writeFileSync(file, bytes);
  const { imports } = await book.services.call(importsRun, { files: [file], ...more });
  const [doc] = imports;
  if (!doc) throw new Error('The import gave no document.');
  return doc;
}

const total = async (book: FreshBook, month = '2026-06'): Promise<string> =>
  (await book.services.call(overviewMonth, { month })).total.amount;

const list = async (book: FreshBook) => (await book.services.call(invoicesList, {})).invoices;

describe('an invoice that is imported', () => {
  test('is recognised by its content, whatever it is called', async () => {
    const book = freshBook();
    const pdf = await takeBytes(book, 'usage.csv', seatBill());
    expect(pdf).toMatchObject({ status: 'committed', kind: 'invoice', rows: 2, added: 2 });
    const xml = await book.take('people.txt', billXml({ number: 'A-1', net: '10.00', ...june }));
    expect(xml).toMatchObject({ status: 'committed', kind: 'invoice', format: 'ubl' });
    const look = await book.services.call(importsLook, { file: join(book.folder, 'usage.csv') });
    expect(look.kind).toBe('invoice');
  });

  test('has an original that verify names when it was changed or is gone', async () => {
    const book = freshBook();
    const { sha256 } = await takeBytes(book, 'bill.pdf', seatBill());
    const check = async () =>
      (await book.services.call(bookVerify, {})).checks.find(({ name }) => name === 'originals');
    expect(await check()).toMatchObject({ ok: true });
    const { original } = await book.services.call(invoicesShow, {
      id: (await list(book))[0]?.id ?? 0,
    });
    writeFileSync(original, 'bent');
    expect(await check()).toMatchObject({
      ok: false,
      detail: `1 kept original is missing or changed; the first, ${sha256}, is changed`,
    });
    rmSync(original);
    expect(await check()).toMatchObject({
      ok: false,
      detail: expect.stringContaining('is missing'),
    });
  });

  test('does not swallow the rates of the ECB or a workbook', async () => {
    const book = freshBook();
    const ecb =
      '<?xml version="1.0"?><gesmes:Envelope xmlns:gesmes="g" xmlns="e"><Cube><Cube time="2026-06-30"><Cube currency="USD" rate="1.1"/></Cube></Cube></gesmes:Envelope>';
    expect(await book.take('x.xml', ecb)).toMatchObject({ kind: 'rates', status: 'committed' });
    const zip = zipSync({ 'a.csv': Buffer.from('date,from,to,rate\n2026-06-01,CNY,USD,0.14\n') });
    expect(await takeBytes(book, 'x.zip', zip)).toMatchObject({ kind: 'rates' });
  });

  test('waits for a person where no account of its vendor is known, and says why', async () => {
    const book = freshBook();
    await book.take('a.xml', billXml({ number: 'A-1', net: '10.00', ...june }));
    const [one] = await list(book);
    expect(one).toMatchObject({ status: 'read', account: null, vendorKey: 'anthropic' });
    expect(one?.reasons.map((reason) => reason.code)).toEqual(['account_missing']);
    expect(await total(book)).toBe('0.00');
    await book.services.call(invoicesAccount, { id: one?.id ?? 0, account: 'Console' });
    expect((await list(book))[0]).toMatchObject({ status: 'posted', account: 'Console' });
    expect(await total(book)).toBe('10.00');
  });

  test('is posted by itself once sums, vendor and account are known', async () => {
    const book = freshBook();
    const first = billXml({ number: 'A-1', net: '10.00', ...june });
    await book.take('a.xml', first, { account: 'Console' });
    await book.take('b.xml', billXml({ number: 'A-2', net: '5.00', ...june }));
    expect((await list(book)).map((one) => one.status)).toEqual(['posted', 'posted']);
    expect(await total(book)).toBe('15.00');
  });

  test('of a vendor that is not known waits, whichever account is named', async () => {
    const book = freshBook();
    const text = billXml({ number: 'X-1', net: '10.00', vendor: 'Nobody Knows Ltd', ...june });
    await book.take('a.xml', text, { account: 'Console' });
    const [one] = await list(book);
    expect(one?.reasons.map((reason) => reason.code)).toEqual(['vendor_unknown']);
    expect(await total(book)).toBe('0.00');
    await book.services.call(invoicesConfirm, { id: one?.id ?? 0 });
    expect(await total(book)).toBe('10.00');
  });

  test('whose sums do not tie out waits', async () => {
    const book = freshBook();
    const text = billXml({ number: 'A-1', net: '10.00', total: '12.00', ...june });
    await book.take('a.xml', text, { account: 'Console' });
    expect((await list(book))[0]?.reasons.map((reason) => reason.code)).toEqual(['net_tax_off']);
    expect(await total(book)).toBe('0.00');
  });

  test('for an account of another vendor waits', async () => {
    const book = freshBook();
    await book.take('a.xml', billXml({ number: 'A-1', net: '10.00', ...june }), { account: 'C' });
    const forged = billXml({ number: 'O-1', net: '900.00', vendor: 'OpenAI, LLC', ...june });
    await book.take('b.xml', forged, { account: 'C' });
    const waiting = (await list(book)).find((one) => one.status === 'read');
    expect(waiting?.reasons.map((reason) => reason.code)).toEqual(['account_other_vendor']);
    expect(await total(book)).toBe('10.00');
  });
});

describe('an invoice that is here already', () => {
  test('is known by its content, whatever it is called and asked with', async () => {
    const book = freshBook();
    await takeBytes(book, 'a.pdf', seatBill());
    const again = await takeBytes(book, 'b.pdf', seatBill(), { account: 'Cursor' });
    expect(again).toMatchObject({ status: 'duplicate', rows: 2, added: 0, unchanged: 2 });
    expect(await list(book)).toHaveLength(1);
  });

  test('is known by vendor and number in another file', async () => {
    const book = freshBook();
    const made = { number: 'A-1', net: '10.00', ...june };
    await book.take('a.xml', billXml(made), { account: 'Console' });
    const again = await book.take('b.xml', `${billXml(made)}\n<!-- copy -->`);
    expect(again).toMatchObject({ status: 'duplicate', id: null, added: 0, unchanged: 1 });
    expect(await total(book)).toBe('10.00');
  });

  test('with other figures under the same number is kept and waits', async () => {
    const book = freshBook();
    await book.take('a.xml', billXml({ number: 'A-1', net: '10.00', ...june }), { account: 'C' });
    await book.take('b.xml', billXml({ number: 'a 1', net: '99.00', ...june }));
    const second = (await list(book)).find((one) => one.net?.amount === '99.00');
    expect(second).toMatchObject({ status: 'read', duplicateOf: 1 });
    expect(second?.reasons.map((reason) => reason.code)).toEqual(['number_known']);
    expect(await total(book)).toBe('10.00');
  });

  test('in an archive of several is left out, the others are taken', async () => {
    const book = freshBook();
    const one = billXml({ number: 'A-1', net: '10.00', ...june });
    const two = billXml({ number: 'A-2', net: '20.00', ...june });
    await book.take('a.xml', one, { account: 'Console' });
    const zip = zipSync({ 'one.xml': Buffer.from(one), 'two.xml': Buffer.from(two) });
    expect(await takeBytes(book, 'both.zip', zip)).toMatchObject({
      status: 'committed',
      rows: 2,
      added: 1,
      unchanged: 1,
    });
    expect(await total(book)).toBe('30.00');
    const shown = await book.services.call(invoicesShow, { id: 2 });
    expect(readFileSync(shown.original, 'utf8')).toBe(two);
  });
});

test('one file of an archive that cannot be read does not spoil the others', async () => {
  const book = freshBook();
  const zip = zipSync({
    'good.xml': Buffer.from(billXml({ number: 'A-1', net: '10.00', ...june })),
    'cut.xml': Buffer.from(billXml({ number: 'A-2', net: '10.00' }).slice(0, 500)),
    'list.xml': Buffer.from('<files><file/></files>'),
  });
  const doc = await takeBytes(book, 'all.zip', zip, { account: 'Console' });
  expect(doc).toMatchObject({ status: 'committed', rows: 2, notes: ['unread:xml_broken'] });
  expect((await list(book)).map((one) => one.status).sort()).toEqual(['posted', 'read']);
});

describe('an original', () => {
  test('lies beside the book by its content, and opens from its invoice', async () => {
    const book = freshBook();
    await takeBytes(book, '..%2F..%2Fetc.pdf', seatBill());
    const shown = await book.services.call(invoicesShow, { id: 1 });
    const { sha256 } = shown;
    expect(shown.original).toBe(
      join(`${book.file}.files`, sha256.slice(0, 2), `${sha256.slice(2)}.pdf`),
    );
    expect(readFileSync(shown.original)).toEqual(Buffer.from(seatBill()));
    expect(readdirSync(`${book.file}.files`)).toEqual([sha256.slice(0, 2)]);
  });

  test('is not kept by a dry run', async () => {
    const book = freshBook();
    const doc = await takeBytes(book, 'a.pdf', seatBill(), { dryRun: true });
    expect(doc).toMatchObject({ status: 'dry-run', id: null, added: 2 });
    expect(existsSync(`${book.file}.files`)).toBe(false);
    expect(await list(book)).toEqual([]);
  });

  test('that is gone has its sentence', async () => {
    const book = freshBook();
    await takeBytes(book, 'a.pdf', seatBill());
    rawBook(book.services.book).run('UPDATE invoice SET sha256 = ?', 'a'.repeat(64));
    await expect(book.services.call(invoicesPicture, { id: 1 })).rejects.toMatchObject({
      code: 'original_missing',
    });
  });
});

describe('a person', () => {
  test('sees every field with its place and confidence', async () => {
    const book = freshBook();
    await takeBytes(book, 'a.pdf', seatBill());
    const { fields } = await book.services.call(invoicesShow, { id: 1 });
    const number = fields.find((one) => one.field === 'number');
    expect(number).toMatchObject({ value: 'QX7Y2K1M-0007', at: { page: 1 } });
    expect(number?.confidence).toBeGreaterThan(0.5);
  });

  test('types over what was read, and the month follows', async () => {
    const book = freshBook();
    await book.take('a.xml', billXml({ number: 'A-1', net: '10.00', ...june }), { account: 'C' });
    const fields = { from: '2026-05-01', to: '2026-05-31' };
    const doc = await book.services.call(invoicesMend, { id: 1, fields });
    expect(doc.fields.find((one) => one.field === 'from')?.at).toEqual({ typed: true });
    expect(await total(book)).toBe('0.00');
    expect(await total(book, '2026-05')).toBe('10.00');
  });

  test('types in a scan by hand and confirms it', async () => {
    const book = freshBook();
    const scan = makePdf({ pages: [[]] });
    expect(await takeBytes(book, 'scan.pdf', scan)).toMatchObject({ status: 'committed', rows: 1 });
    await expect(book.services.call(invoicesConfirm, { id: 1 })).rejects.toMatchObject({
      code: 'invoice_incomplete',
    });
    const fields = { vendor: 'Mistral AI', issued: '2026-06-12', currency: 'usd', total: '12.50' };
    const doc = await book.services.call(invoicesConfirm, { id: 1, fields });
    expect(doc).toMatchObject({ status: 'posted', confirmedBy: 'test', vendorKey: 'mistral' });
    expect(await total(book)).toBe('12.50');
  });

  test('is told what cannot be a day, an amount or a period', async () => {
    const book = freshBook();
    await takeBytes(book, 'a.pdf', seatBill());
    const mend = (fields: Record<string, string>) =>
      book.services.call(invoicesMend, { id: 1, fields });
    await expect(mend({ issued: '31/02/26' })).rejects.toMatchObject({ code: 'day_refused' });
    await expect(mend({ total: 'ten' })).rejects.toMatchObject({ code: 'amount_typed_wrong' });
    await expect(mend({ from: '2026-08-01' })).rejects.toMatchObject({ code: 'dates_reversed' });
  });

  test('teaches a vendor by pointing once, and its next invoice is known', async () => {
    const book = freshBook();
    const page = (number: string) => makePdf({ pages: [tinyBill(number)] });
    await takeBytes(book, 'a.pdf', page('Z-100'));
    const before = await book.services.call(invoicesShow, { id: 1 });
    expect(before.vendorKey).toBeNull();
    const { pages } = await book.services.call(invoicesPicture, { id: 1 });
    const piece = pages[0]?.pieces.find((one) => one.text.includes('Z-100'));
    if (!piece) throw new Error('The number is not on the page.');
    const { text: _, ...box } = piece;
    const pointed = [{ field: 'number' as const, box: { page: 1, ...box } }];
    const after = await book.services.call(invoicesTeach, {
      id: 1,
      vendor: 'Quollwerk Inference',
      pointed,
    });
    expect(after).toMatchObject({ vendorKey: 'quollwerk-inference', number: 'Z-100' });
    await takeBytes(book, 'b.pdf', page('Z-101'));
    expect(await book.services.call(invoicesShow, { id: 2 })).toMatchObject({
      vendorKey: 'quollwerk-inference',
      number: 'Z-101',
    });
  });
});

function tinyBill(number: string) {
  return [
    { x: 40, y: 790, text: 'Quollwerk Inference' },
    { x: 40, y: 740, text: 'Voucher mark' },
    { x: 200, y: 740, text: number },
    { x: 40, y: 720, text: 'Date' },
    { x: 200, y: 720, text: 'June 3, 2026' },
    { x: 40, y: 700, text: 'Total' },
    { x: 200, y: 700, text: '$12.00' },
  ];
}

describe('undoing', () => {
  test('takes the invoice and its variance back, and lets it be imported again', async () => {
    const book = freshBook();
    const text = billXml({ number: 'A-1', net: '10.00', ...june });
    const first = await book.take('a.xml', text, { account: 'Console' });
    await book.services.call(importsUndo, { id: first.id ?? 0 });
    expect(await total(book)).toBe('0.00');
    expect(await list(book)).toEqual([]);
    expect(await book.take('a.xml', text)).toMatchObject({ status: 'committed', added: 1 });
    expect(await total(book)).toBe('10.00');
    expect((await book.services.call(bookVerify, {})).ok).toBe(true);
  });

  test('is refused once the month is closed', async () => {
    const book = freshBook();
    const text = billXml({ number: 'A-1', net: '10.00', ...june });
    const first = await book.take('a.xml', text, { account: 'Console' });
    await book.services.call(closeMonth, { month: '2026-06', anyway: 'test' });
    await expect(book.services.call(importsUndo, { id: first.id ?? 0 })).rejects.toMatchObject({
      code: 'month_closed',
      details: { month: '2026-06' },
    });
  });
});

test('hostile and broken files are refused with their sentence and leave nothing', async () => {
  const book = freshBook();
  const files: [string, Uint8Array | string, string][] = [
    ['broken.pdf', Buffer.from('%PDF-1.7\nnot a pdf at all'), 'pdf_broken'],
    [
      'dtd.xml',
      `<!DOCTYPE x [<!ENTITY a "ha">]>${billXml({ number: '1', net: '1.00' })}`,
      'xml_dtd',
    ],
    ['deep.xml', `<Invoice>${'<a>'.repeat(50_000)}`, 'xml_too_deep'],
    ['cut.xml', billXml({ number: '1', net: '1.00' }).slice(0, 500), 'xml_broken'],
    ['other.xml', '<feed><entry/></feed>', 'xml_no_invoice'],
  ];
  for (const [name, content, code] of files) {
    const doc = await takeBytes(book, name, Buffer.from(content));
    expect(doc, name).toMatchObject({ status: 'refused', error: { code } });
  }
  const bomb = zipSync({ 'a.pdf': new Uint8Array(60_000_000) }, { level: 9 });
  expect(await takeBytes(book, 'bomb.zip', bomb)).toMatchObject({ error: { code: 'zip_bomb' } });
  expect(await list(book)).toEqual([]);
  expect(existsSync(`${book.file}.files`)).toBe(false);
});

test('pages are shown with their text in place, pictures as pictures', async () => {
  const book = freshBook();
  await takeBytes(book, 'a.pdf', germanBill());
  const picture = await book.services.call(invoicesPicture, { id: 1 });
  expect(picture.pages[0]).toMatchObject({ page: 1, width: 595, height: 842 });
  expect(picture.pages[0]?.pieces.length).toBeGreaterThan(5);
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  await takeBytes(book, 'receipt.png', png);
  const { image } = await book.services.call(invoicesPicture, { id: 2 });
  expect(image).toMatch(/^data:image\/png;base64,/);
});
