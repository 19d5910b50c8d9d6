import { readFileSync } from 'node:fs';
import type { claimsReadReceipt, claimsReceipt } from '../../../contract/claims.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import { moneyText } from '../../../core/money.ts';
import { originalMissing, originalPath } from '../../book/originals.ts';
import { deadlineIn } from '../../imports/invoice/limits.ts';
import { readPdf } from '../../imports/invoice/pdf-pages.ts';
import type { Context } from '../context.ts';
import { paidOf, parsedEmail, readDraft, receiptFile } from './receipts.ts';
import { toolOfVendor } from './vendor-tools.ts';

const NO_FIELDS = {
  tool: null,
  vendor: null,
  invoiceNumber: null,
  day: null,
  amount: null,
  periodStart: null,
  periodEnd: null,
} as const;

/** Reads what can be read of a receipt, so that nobody types what is printed. Keeps nothing. */
export async function readReceipt(
  context: Context,
  { source }: InputOf<typeof claimsReadReceipt>,
): Promise<OutputOf<typeof claimsReadReceipt>> {
  if ('sha256' in source) {
    throw new Failure('receipt_missing', 'Choose the receipt as a file.', {});
  }
  const file = await receiptFile(source);
  const { draft, note } = await readDraft(context, file);
  const said = { file: file.name, sha256: file.sha256, mediaType: file.mediaType, note };
  if (!draft) return { ...said, fields: NO_FIELDS };
  const paid = paidOf(draft);
  const start = draft.periodStart?.value ?? null;
  const end = draft.periodEnd?.value ?? null;
  const hasPeriod = start !== null && end !== null && start <= end;
  const vendor = draft.vendor?.value ?? null;
  return {
    ...said,
    fields: {
      tool: toolOfVendor(context, vendor, draft.vendorKey),
      vendor,
      invoiceNumber: draft.number?.value ?? null,
      day: draft.issueDay?.value ?? null,
      amount: paid && moneyText(paid.micro, paid.currency),
      periodStart: hasPeriod ? start : null,
      periodEnd: hasPeriod ? end : null,
    },
  };
}

const READ_MS = 10_000;
/** A page of A4 in points, for what has no size of its own. */
const PAGE = { width: 595, height: 842 } as const;
const LINE = 14;
const MOST_PAGES = 10;

/** A kept receipt, ready to be looked at beside its lines. */
export async function showReceipt(
  context: Context,
  { sha256 }: InputOf<typeof claimsReceipt>,
): Promise<OutputOf<typeof claimsReceipt>> {
  const mediaType = context.book.receipts.mediaType(sha256);
  if (mediaType === undefined)
    throw new Failure('receipt_missing', 'This receipt is not in the book.', { sha256 });
  const path = originalPath(context.book.file, sha256, mediaType);
  const bytes = originalBytes(path);
  const said = { sha256, mediaType, path };
  if (/^image\/(?:png|jpeg|gif|webp)$/.test(mediaType)) {
    return { ...said, picture: bytes.toString('base64'), pages: [] };
  }
  if (mediaType === 'application/pdf') {
    return { ...said, picture: null, pages: await pdfPages(bytes) };
  }
  if (mediaType === 'message/rfc822') {
    const { text = '' } = await parsedEmail(bytes);
    return { ...said, picture: null, pages: [textPage(text)] };
  }
  return { ...said, picture: null, pages: [] };
}

function originalBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw originalMissing(path);
  }
}

type Page = OutputOf<typeof claimsReceipt>['pages'][number];

/** The text of each page where it stands; a PDF that cannot be read shows none. */
async function pdfPages(bytes: Uint8Array): Promise<Page[]> {
  try {
    const { items, pageCount } = await readPdf(bytes, deadlineIn(READ_MS));
    return Array.from({ length: Math.min(pageCount, MOST_PAGES) }, (_, index) => {
      const own = items.filter(({ page }) => page === index + 1).slice(0, 3000);
      const height = Math.max(PAGE.height, ...own.map(({ y, h }) => y + h));
      return {
        width: Math.max(PAGE.width, ...own.map(({ x, w }) => x + w)),
        height,
        items: own.map(({ x, y, w, h, text }) => ({ x, y: height - y, w, h, text })),
      };
    });
  } catch (error) {
    if (error instanceof Failure) return [];
    throw error;
  }
}

function textPage(text: string): Page {
  const lines = text
    .replace(/\r/g, '')
    .split('\n')
    .slice(0, 400)
    .map((line) => line.slice(0, 300));
  return {
    width: PAGE.width,
    height: Math.max(PAGE.height, (lines.length + 4) * LINE),
    items: lines.flatMap((line, index) =>
      line.trim() === '' ? [] : [{ x: 36, y: (index + 3) * LINE, w: 520, h: 10, text: line }],
    ),
  };
}
