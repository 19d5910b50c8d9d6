import { readFileSync } from 'node:fs';
import type { invoicesPicture } from '../../../contract/invoices.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { deadlineIn } from '../../imports/invoice/limits.ts';
import { readPdf } from '../../imports/invoice/pdf-pages.ts';
import type { Context } from '../context.ts';
import { invoiceNamed, originalOf } from './invoice-docs.ts';

const READ_MS = 10_000;
const PAGES_SHOWN = 10;
const PIECES_SHOWN = 4_000;
const TEXT_SHOWN = 60_000;
const A4 = { width: 595, height: 842 };

/** Pictures that a window shows by itself. */
const SHOWN_IMAGE = /^image\/(?:png|jpeg|gif|webp)$/;

/** An original as the screen can show it beside the fields. */
export async function pictureOf(
  context: Context,
  { id }: InputOf<typeof invoicesPicture>,
): Promise<OutputOf<typeof invoicesPicture>> {
  const invoice = invoiceNamed(context, id);
  const bytes = readFileSync(originalOf(context, invoice));
  const { mediaType } = invoice;
  if (SHOWN_IMAGE.test(mediaType)) {
    const image = `data:${mediaType};base64,${bytes.toString('base64')}`;
    return { pages: [], image, text: null };
  }
  if (mediaType === 'application/xml') {
    return { pages: [], image: null, text: bytes.subarray(0, TEXT_SHOWN).toString('utf8') };
  }
  if (mediaType !== 'application/pdf') return { pages: [], image: null, text: null };
  const { items, sizes } = await readPdf(bytes, deadlineIn(READ_MS));
  const pages = sizes.slice(0, PAGES_SHOWN).map((size, index) => ({
    page: index + 1,
    ...(size.width > 0 && size.height > 0 ? size : A4),
    pieces: items
      .filter((item) => item.page === index + 1)
      .slice(0, PIECES_SHOWN)
      .map(({ x, y, w, h, text }) => ({ x, y, w, h, text })),
  }));
  return { pages, image: null, text: null };
}
