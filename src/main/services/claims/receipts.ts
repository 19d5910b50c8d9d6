import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Email } from 'postal-mime';
import type { ReceiptSource } from '../../../contract/claims.ts';
import type { Receipt } from '../../../core/claims/claim-line.ts';
import { Failure } from '../../../core/failure.ts';
import type { InvoiceDraft } from '../../../core/invoices/invoice.ts';
import type { Micro } from '../../../core/money.ts';
import { keepOriginal } from '../../book/originals.ts';
import { LIMITS } from '../../imports/invoice/limits.ts';
import { mediaTypeOf } from '../../imports/invoice/media-type.ts';
import { ordinaryFile } from '../../ordinary-file.ts';
import type { Context } from '../context.ts';
import { vendorTemplates } from './vendor-tools.ts';

export type ReceiptFile = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly sha256: string;
};

const EMAIL = 'message/rfc822';
const READ_MS = 10_000;

/** The bytes of a receipt that comes in; of an e-mail its first PDF, XML or picture, else the e-mail. */
export async function receiptFile(
  source: Exclude<ReceiptSource, { sha256: string }>,
): Promise<ReceiptFile> {
  const given =
    'file' in source
      ? { name: basename(source.file), bytes: bytesOf(source.file) }
      : { name: basename(source.name), bytes: Buffer.from(source.base64, 'base64') };
  if (given.bytes.length === 0) {
    throw new Failure('empty_file', `${given.name} is empty.`, { file: given.name });
  }
  const mediaType = mediaTypeOf(given.bytes);
  const isEmail =
    /\.eml$/i.test(given.name) ||
    (mediaType === null &&
      /^(?:return-path|received|mime-version|from):/im.test(head(given.bytes)));
  if (isEmail && mediaType !== 'application/pdf') return fromEmail(given);
  if (mediaType === null || mediaType === 'application/zip') {
    throw new Failure(
      'receipt_format_unknown',
      `${given.name} is no PDF, picture or e-mail. Choose the receipt itself.`,
      { file: given.name },
    );
  }
  return { ...given, mediaType, sha256: sha256Of(given.bytes) };
}

const head = (bytes: Uint8Array): string => Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function bytesOf(file: string): Buffer {
  try {
    const { size } = ordinaryFile(file);
    if (size > LIMITS.fileBytes) {
      throw new Failure(
        'receipt_too_large',
        `${basename(file)} is larger than ${LIMITS.fileBytes / 1_000_000} MB. Choose the receipt itself.`,
        { file: basename(file), megabytes: LIMITS.fileBytes / 1_000_000 },
      );
    }
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure('file_missing', `${file} cannot be read.`, { file });
  }
}

/** An e-mail's parts; its depth and headers are bounded. */
export async function parsedEmail(bytes: Uint8Array): Promise<Email> {
  const { default: PostalMime } = await import('postal-mime');
  try {
    return await PostalMime.parse(bytes, {
      attachmentEncoding: 'arraybuffer',
      maxNestingDepth: 20,
    });
  } catch {
    throw new Failure(
      'email_unreadable',
      'This e-mail cannot be read. Save its receipt as a PDF or picture and choose that.',
      {},
    );
  }
}

/** The first attachment that can be a receipt; an e-mail without one is its own receipt. */
async function fromEmail(given: { name: string; bytes: Uint8Array }): Promise<ReceiptFile> {
  const email = await parsedEmail(given.bytes);
  const found = email.attachments
    .map(({ filename, content, disposition, related }) => {
      const bytes = typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);
      // Pictures inside the text are logos, not receipts.
      const isLogo = disposition === 'inline' || related === true;
      return { name: filename ?? given.name, bytes, mediaType: mediaTypeOf(bytes), isLogo };
    })
    .filter(({ mediaType }) => mediaType !== null && mediaType !== 'application/zip');
  const chosen =
    found.find(({ mediaType }) => mediaType === 'application/pdf') ??
    found.find(({ mediaType }) => mediaType === 'application/xml') ??
    found.find(({ isLogo }) => !isLogo);
  if (chosen?.mediaType) {
    const { name, bytes, mediaType } = chosen;
    return { name: basename(name), bytes, mediaType, sha256: sha256Of(bytes) };
  }
  return { ...given, mediaType: EMAIL, sha256: sha256Of(given.bytes) };
}

/** What a PDF or XML receipt says; `null` and why where nothing can be read. */
export async function readDraft(
  context: Context,
  file: ReceiptFile,
): Promise<{ readonly draft: InvoiceDraft | null; readonly note: string | null }> {
  if (file.mediaType !== 'application/pdf' && file.mediaType !== 'application/xml') {
    return { draft: null, note: 'receipt_typed_in' };
  }
  const { readInvoiceFile } = await import('../../imports/invoice/read-invoice.ts');
  try {
    const [draft] = await readInvoiceFile(file.bytes, file.name, {
      templates: vendorTemplates(context),
      timeoutMs: READ_MS,
    });
    return { draft: draft ?? null, note: draft ? null : 'receipt_typed_in' };
  } catch (error) {
    if (error instanceof Failure) return { draft: null, note: error.code };
    throw error;
  }
}

/** What was really paid: the total, or what was left of it after credits. */
export function paidOf(
  draft: InvoiceDraft,
): { readonly micro: Micro; readonly currency: string } | null {
  const currency = draft.currency?.value;
  const micro = draft.totalMicro?.value ?? draft.payableMicro?.value;
  return currency && micro !== undefined && micro > 0n ? { micro, currency } : null;
}

export type StagedReceipt = {
  readonly receipt: Receipt;
  readonly fileName: string;
  /** Keeps the original and what was read of it; called inside the claim's transaction. */
  readonly keep: () => void;
};

/** A receipt as the rules see it; nothing is kept until `keep` is called. One that is known is not read again. */
export async function stageReceipt(
  context: Context,
  source: ReceiptSource,
): Promise<StagedReceipt> {
  if ('sha256' in source) return knownReceipt(context, source.sha256);
  const file = await receiptFile(source);
  const known = keptReceipt(context, file.sha256);
  if (known) return { receipt: known, fileName: file.name, keep: () => {} };
  const { draft } = await readDraft(context, file);
  const paid = draft && paidOf(draft);
  const receipt = {
    sha256: file.sha256,
    pictureHash: source.pictureHash ?? null,
    totalMicro: paid?.micro ?? null,
    currency: paid?.currency ?? null,
  };
  return { receipt, fileName: file.name, keep: () => keepReceipt(context, file, receipt) };
}

function keepReceipt({ book, now }: Context, file: ReceiptFile, receipt: Receipt): void {
  keepOriginal(book.file, file.bytes, file.mediaType);
  book.receipts.keep({
    ...receipt,
    mediaType: file.mediaType,
    bytes: file.bytes.length,
    at: now(),
  });
}

function keptReceipt({ book }: Context, sha256: string): Receipt | undefined {
  return book.receipts.one(sha256);
}

function knownReceipt(context: Context, sha256: string): StagedReceipt {
  const receipt = keptReceipt(context, sha256);
  if (!receipt) {
    throw new Failure('receipt_missing', 'This receipt is not in the book.', { sha256 });
  }
  const named = context.book.receipts.fileName(sha256);
  return { receipt, fileName: named ?? sha256.slice(0, 8), keep: () => {} };
}
