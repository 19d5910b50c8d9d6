import { getDocumentProxy } from 'unpdf';
import { Failure } from '../../../core/failure.ts';
import type { TextItem } from '../../../core/invoices/page-layout.ts';
import { type Deadline, LIMITS } from './limits.ts';
import { plainRadicals } from './plain-radicals.ts';
import { UnicodeCMaps } from './unicode-cmap.ts';

export type PdfAttachment = { readonly name: string; readonly bytes: Uint8Array };
export type PdfContent = {
  readonly items: readonly TextItem[];
  readonly attachments: readonly PdfAttachment[];
  readonly pageCount: number;
  /** Of each page as it is seen, in points. */
  readonly sizes: readonly { readonly width: number; readonly height: number }[];
};

/** The text of a PDF with its places, and the files embedded in it. Nothing is drawn and no script runs. */
export async function readPdf(bytes: Uint8Array, deadline: Deadline): Promise<PdfContent> {
  // A copy: the reader of PDFs takes the buffer for itself.
  const document = await open(Uint8Array.from(bytes));
  try {
    const pageCount = document.numPages;
    if (pageCount > LIMITS.pdfPages) {
      throw new Failure(
        'pdf_too_long',
        `This PDF has ${pageCount} pages; invoices are read up to ${LIMITS.pdfPages}. Import the pages of the invoice alone.`,
        { pages: pageCount, most: LIMITS.pdfPages },
      );
    }
    const attachments = attachmentsOf(await broken(document.getAttachments()));
    const items: TextItem[] = [];
    const sizes: { width: number; height: number }[] = [];
    for (let number = 1; number <= pageCount; number += 1) {
      deadline.check();
      const page = await broken(document.getPage(number));
      const content = await broken(page.getTextContent());
      const viewport = page.getViewport({ scale: 1 });
      sizes.push({ width: viewport.width, height: viewport.height });
      for (const piece of content.items) {
        if (!('str' in piece) || piece.str.trim() === '') continue;
        const item = placed(piece, viewport.transform, viewport.height, number);
        if (item) items.push(item);
      }
      page.cleanup();
      if (items.length > LIMITS.pdfItems) {
        throw new Failure(
          'pdf_too_long',
          'This PDF holds more text than any invoice. Import the pages of the invoice alone.',
          { items: LIMITS.pdfItems },
        );
      }
    }
    return { items, attachments, pageCount, sizes };
  } finally {
    await document.destroy();
  }
}

type PdfDocument = Awaited<ReturnType<typeof getDocumentProxy>>;

async function open(data: Uint8Array): Promise<PdfDocument> {
  return broken(
    getDocumentProxy(data, {
      verbosity: 0,
      isEvalSupported: false,
      enableXfa: false,
      stopAtErrors: false,
      useWorkerFetch: false,
      cMapUrl: 'unicode/',
      cMapPacked: false,
      BinaryDataFactory: UnicodeCMaps,
    }),
  );
}

/** Turns what the PDF library throws into our sentences, by the kind of its error. */
async function broken<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : '';
    if (name === 'PasswordException') {
      throw new Failure(
        'pdf_encrypted',
        'This PDF is protected by a password. Open it, save it without the password, and import that copy.',
      );
    }
    throw new Failure(
      'pdf_broken',
      'This PDF is damaged and cannot be read. Download it again from the vendor, or type the invoice in by hand.',
      { reason: cause instanceof Error ? cause.message.slice(0, 200) : 'unknown' },
    );
  }
}

/** The listing's shape is not typed by the library. */
function attachmentsOf(listing: unknown): PdfAttachment[] {
  if (typeof listing !== 'object' || listing === null) return [];
  const entries: [string, unknown][] =
    listing instanceof Map ? [...listing.entries()] : Object.entries(listing);
  const found: PdfAttachment[] = [];
  for (const [key, value] of entries) {
    if (typeof value !== 'object' || value === null) continue;
    const name: unknown = Reflect.get(value, 'filename');
    const bytes: unknown = Reflect.get(value, 'content');
    if (bytes instanceof Uint8Array)
      found.push({ name: typeof name === 'string' ? name : key, bytes });
  }
  return found;
}

type Piece = {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
};

/** A piece in points of the page as it is seen (rotation undone); text that runs upwards is left out. */
function placed(
  piece: Piece,
  view: readonly number[],
  pageHeight: number,
  page: number,
): TextItem | null {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = piece.transform;
  const [va = 1, vb = 0, vc = 0, vd = -1, ve = 0, vf = 0] = view;
  const along = { x: va * a + vc * b, y: vb * a + vd * b };
  if (Math.abs(along.y) > Math.abs(along.x)) return null;
  const height = Math.hypot(va * c + vc * d, vb * c + vd * d);
  return {
    page,
    x: va * e + vc * f + ve,
    y: pageHeight - (vb * e + vd * f + vf),
    w: piece.width,
    h: height > 0 ? height : 10,
    text: plainRadicals(piece.str),
  };
}
