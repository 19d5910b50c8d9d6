import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importsRun } from '../../src/contract/imports.ts';
import { invoicesShow } from '../../src/contract/invoices.ts';
import { originalsRead } from '../../src/contract/originals.ts';
import { seatBill } from '../fixtures/invoices/made-invoices.ts';
import { type FreshBook, freshBook } from './fresh-book.ts';

async function takeBill({ services, folder }: FreshBook): Promise<void> {
  const file = join(folder, 'bill.pdf');
  writeFileSync(file, seatBill());
  await services.call(importsRun, { files: [file] });
}

test('an original comes whole, by the sum of its content and by nothing else', async () => {
  const book = freshBook();
  await takeBill(book);
  const invoice = await book.services.call(invoicesShow, { id: 1 });
  const original = await book.services.call(originalsRead, { sha256: invoice.sha256 });
  expect(original.mediaType).toBe('application/pdf');
  expect(Buffer.from(original.base64, 'base64').equals(seatBill())).toBe(true);

  const other = createHash('sha256').update('another file').digest('hex');
  await expect(book.services.call(originalsRead, { sha256: other })).rejects.toMatchObject({
    code: 'original_missing',
  });
  for (const name of ['../../../etc/passwd', invoice.original]) {
    await expect(book.services.call(originalsRead, { sha256: name })).rejects.toThrow();
  }
});

test('an original that was moved away or grew beyond any invoice is refused with a sentence', async () => {
  const book = freshBook();
  await takeBill(book);
  const { sha256, original } = await book.services.call(invoicesShow, { id: 1 });
  writeFileSync(original, Buffer.alloc(25_000_001));
  await expect(book.services.call(originalsRead, { sha256 })).rejects.toMatchObject({
    code: 'original_too_large',
  });
  rmSync(original);
  await expect(book.services.call(originalsRead, { sha256 })).rejects.toMatchObject({
    code: 'original_missing',
  });
});
