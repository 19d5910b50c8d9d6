import { deflateSync, strToU8, zipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { openInvoiceProcess } from '../../../src/main/imports/invoice/invoice-process.ts';
import { readInvoice } from '../../../src/main/imports/invoice/read-invoice.ts';
import { germanBill } from '../../fixtures/invoices/made-invoices.ts';
import { ublXml } from '../../fixtures/invoices/made-xml.ts';
import { makePdf } from '../../fixtures/invoices/make-pdf.ts';

const options = { templates: [], timeoutMs: 20_000 };
const read = (bytes: Uint8Array) => readInvoice(bytes, 'x', options);
const xml = (text: string) => read(strToU8(text));
const line = { x: 50, y: 700, text: 'Total 1.00' };

describe('hostile XML', () => {
  it.each([
    '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>',
    '<!doctype x>',
  ])('with a document type is refused: %s', async (prolog) => {
    await expect(xml(ublXml({ prolog }))).rejects.toMatchObject({ code: 'xml_dtd' });
  });

  it('with an undeclared entity keeps it as text', async () => {
    const draft = await xml(ublXml().replace('Modèle &amp; Fils SAS', 'A &secret; &#66;'));
    expect(draft.vendor?.value).toBe('A &secret; B');
  });

  it('nested deeply is refused before it is parsed', async () => {
    await expect(xml(`<Invoice>${'<a>'.repeat(100_000)}`)).rejects.toMatchObject({
      code: 'xml_too_deep',
    });
  });

  it('with too many elements is refused', async () => {
    await expect(xml(`<Invoice>${'<a/>'.repeat(400_001)}</Invoice>`)).rejects.toMatchObject({
      code: 'xml_too_large',
    });
  });

  it('cut off in the middle is damaged', async () => {
    await expect(xml(ublXml().slice(0, 900))).rejects.toMatchObject({ code: 'xml_broken' });
  });

  it('that is no invoice is said to be none', async () => {
    await expect(xml('<html><body/></html>')).rejects.toMatchObject({ code: 'xml_no_invoice' });
  });

  it('with names of object members changes nothing else', async () => {
    await expect(xml('<__proto__><polluted>1</polluted></__proto__>')).rejects.toMatchObject({
      name: 'Failure',
    });
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});

describe('hostile archives', () => {
  it('that unpack to far more than their size are refused', async () => {
    const zip = zipSync({ 'a.xml': new Uint8Array(60_000_000) }, { level: 9 });
    await expect(read(zip)).rejects.toMatchObject({ code: 'zip_bomb' });
  });

  it('with very many files are refused', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 600 }, (_, index) => [`${index}.txt`, strToU8('x')]),
    );
    await expect(read(zipSync(files))).rejects.toMatchObject({ code: 'zip_bomb' });
  });

  it('without any invoice are said to hold none', async () => {
    await expect(read(zipSync({ 'a.txt': strToU8('x') }))).rejects.toMatchObject({
      code: 'invoice_format_unknown',
    });
  });
});

describe('a PDF', () => {
  it('with more than 200 pages is refused', async () => {
    const pages = Array.from({ length: 201 }, () => [line]);
    await expect(read(makePdf({ pages }))).rejects.toMatchObject({
      code: 'pdf_too_long',
      details: { pages: 201 },
    });
  });

  it('with a password is refused', async () => {
    await expect(read(makePdf({ pages: [[line]], isEncrypted: true }))).rejects.toMatchObject({
      code: 'pdf_encrypted',
    });
  });

  it('cut off at the beginning is damaged', async () => {
    await expect(read(germanBill().slice(0, 60))).rejects.toMatchObject({ code: 'pdf_broken' });
  });

  it('without text is kept to be typed in', async () => {
    await expect(read(makePdf({ pages: [[]] }))).rejects.toMatchObject({ code: 'pdf_no_text' });
  });
});

describe('a picture', () => {
  it('gives an empty draft', async () => {
    const draft = await read(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a));
    expect(draft).toMatchObject({
      format: 'image',
      mediaType: 'image/png',
      totalMicro: null,
      lines: [],
      notes: ['image_typed_in'],
    });
  });
});

describe('the reading thread', () => {
  const workerUrl = new URL('../../../src/main/imports/invoice/invoice-worker.ts', import.meta.url);
  const quick = openInvoiceProcess({ workerUrl, timeoutMs: 20_000 });
  const short = openInvoiceProcess({ workerUrl, timeoutMs: 300 });
  afterAll(async () => {
    await quick.close();
    await short.close();
  });

  it('hands back the same draft, with whole amounts', async () => {
    const [draft] = await quick.read(germanBill(), 'b.pdf', []);
    expect(draft?.totalMicro?.value).toBe(1_243_500_000n);
  });

  it('hands back a refusal with its code and goes on with the next file', async () => {
    await expect(quick.read(strToU8('plain'), 'a.txt', [])).rejects.toMatchObject({
      name: 'Failure',
      code: 'invoice_format_unknown',
    });
    expect(await quick.read(germanBill(), 'b.pdf', [])).toHaveLength(1);
  });

  it('is stopped by memory or time when a stream unpacks without end, and is made anew', async () => {
    const bomb = flateBombPdf(400_000_000);
    await expect(short.read(bomb, 'bomb.pdf', [])).rejects.toMatchObject({ name: 'Failure' });
    expect(await quick.read(germanBill(), 'b.pdf', [])).toHaveLength(1);
  });
});

/** A page whose content is spaces that unpack to `size` bytes, packed twice. */
function flateBombPdf(size: number): Uint8Array {
  const once = deflateSync(new Uint8Array(size / 100).fill(32), { level: 9 });
  const wrapped = Buffer.from(once).toString('latin1');
  const zlib = `\x78\x9c${wrapped}`;
  const head =
    '%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n';
  const contents = Array.from({ length: 100 }, () => '4 0 R').join(' ');
  const page = `3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents[${contents}]>>\nendobj\n`;
  const stream = `4 0 obj\n<</Filter/FlateDecode/Length ${zlib.length}>>\nstream\n${zlib}\nendstream\nendobj\n`;
  return new Uint8Array(
    Buffer.from(`${head}${page}${stream}trailer\n<</Root 1 0 R/Size 5>>\n%%EOF\n`, 'latin1'),
  );
}
