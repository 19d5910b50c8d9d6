import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { audit } from '../../book/audit.ts';
import { originalPath } from '../../book/originals.ts';
import { type Context, settingOf } from '../context.ts';

/**
 * Lets receipts of people who were erased go: `retention.receipts-years` whole years after the year of
 * the claim's line. Others' receipts stay. Runs with each erasure and each closing of a month; what is
 * also a receipt of somebody else's, or an invoice of the company's, stays as theirs. Gives how many went.
 */
export function dropReceipts(context: Context): number {
  const { book } = context;
  const years = Number(settingOf(context, 'retention.receipts-years'));
  const last = String(Number(context.today().slice(0, 4)) - years - 1).padStart(4, '0');
  const due = book.receipts.ofErased(`${last}-12-31`);
  if (due.length === 0) return 0;
  const gone = book.transaction(() => {
    for (const { claimId, lineNo, sha256 } of due) book.receipts.hide(claimId, lineNo, sha256);
    const unused = book.receipts.unused([...new Set(due.map(({ sha256 }) => sha256))]);
    for (const { sha256 } of unused) book.receipts.drop(sha256);
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'drop receipts',
      subject: `${due.length} of people who were erased`,
      detail: { years, receipts: due },
    });
    return unused.filter(({ isInvoice }) => !isInvoice);
  });
  // After the book has let go of them: a file without a row is no fault, a row without a file is one.
  for (const { sha256, mediaType } of gone) {
    const path = originalPath(book.file, sha256, mediaType);
    rmSync(path, { force: true });
    if (existsSync(dirname(path)) && readdirSync(dirname(path)).length === 0)
      rmdirSync(dirname(path));
  }
  return due.length;
}
