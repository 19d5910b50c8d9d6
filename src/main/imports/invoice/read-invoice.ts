import { createHash } from 'node:crypto';
import { Failure } from '../../../core/failure.ts';
import {
  emptyContent,
  hasAbsurdAmount,
  type InvoiceContent,
  type InvoiceDraft,
} from '../../../core/invoices/invoice.ts';
import { matchTemplate, type VendorTemplate } from '../../../core/invoices/vendor-template.ts';
import { readCii } from './cii-invoice.ts';
import { isCnXml, readCnXml } from './cn-xml-invoice.ts';
import { type Deadline, deadlineIn, LIMITS } from './limits.ts';
import { mediaTypeOf } from './media-type.ts';
import { readOfd } from './ofd-invoice.ts';
import { readPages } from './pages/page-invoice.ts';
import { type PdfAttachment, readPdf } from './pdf-pages.ts';
import { readUbl } from './ubl-invoice.ts';
import { parseXml, type XmlNode } from './xml-tree.ts';
import { type ZipEntry, zipEntries } from './zip-entries.ts';

export type ReadOptions = {
  readonly templates: readonly VendorTemplate[];
  readonly timeoutMs: number;
};

/**
 * One invoice out of a file: PDF (with or without embedded XML), UBL or CII XML, a Chinese e-invoice
 * (XML, OFD, PDF), or a picture, whose draft is empty and typed in by hand. Throws a `Failure` with
 * its sentence for anything else, and for an archive of several invoices.
 */
export async function readInvoice(
  bytes: Uint8Array,
  fileName: string,
  options: ReadOptions,
): Promise<InvoiceDraft> {
  const drafts = await readInvoiceFile(bytes, fileName, options);
  const [first] = drafts;
  if (!first || drafts.length > 1) {
    throw new Failure(
      'zip_several_invoices',
      `This archive holds ${drafts.length} invoices. Unpack it and import them one by one.`,
      { count: drafts.length },
    );
  }
  return first;
}

/** All invoices of a file: one, except for a ZIP of several. */
export async function readInvoiceFile(
  bytes: Uint8Array,
  fileName: string,
  options: ReadOptions,
): Promise<InvoiceDraft[]> {
  const deadline = deadlineIn(options.timeoutMs);
  if (bytes.length > LIMITS.fileBytes) {
    throw new Failure(
      'invoice_too_large',
      `This file is larger than ${LIMITS.fileBytes / 1_000_000} MB, which no invoice is. Check that it is the right file.`,
      { megabytes: LIMITS.fileBytes / 1_000_000 },
    );
  }
  if (mediaTypeOf(bytes) !== 'application/zip')
    return [addable(await readOne(bytes, fileName, options, deadline))];
  const entries = zipEntries(
    bytes,
    (name) => /\.(?:xml|pdf|ofd)$/i.test(name) && !/__MACOSX/.test(name),
    deadline,
  );
  if (entries.some((entry) => /(?:^|\/)OFD\.xml$/i.test(entry.name)))
    return [addable(ofdDraft(bytes, fileName, entries, options))];
  const inner = entries.filter((entry) => entry.bytes.length > 0);
  // The same invoice often lies in an archive as XML and as PDF: then the XML speaks.
  const xml = inner.filter((entry) => /\.xml$/i.test(entry.name));
  const stem = (name: string): string => name.replace(/\.[^.]*$/, '').toLowerCase();
  const named = new Set(xml.map((entry) => stem(entry.name)));
  const others = inner.filter(
    (entry) => !/\.xml$/i.test(entry.name) && !named.has(stem(entry.name)),
  );
  const wanted = [...xml, ...others];
  if (wanted.length === 0) throw unknownFormat();
  const drafts: InvoiceDraft[] = [];
  const failures: Failure[] = [];
  for (const entry of wanted) {
    deadline.check();
    const name = entry.name.replace(/^.*\//, '');
    try {
      drafts.push(addable(await readOne(entry.bytes, name, options, deadline)));
    } catch (cause) {
      if (!(cause instanceof Failure) || cause.code === 'invoice_too_slow') throw cause;
      failures.push(cause);
      // One that cannot be read must not spoil the rest: it is kept, and typed in by hand.
      if (!NO_INVOICE.has(cause.code))
        drafts.push({ ...emptyDraft(entry.bytes, name), notes: [`unread:${cause.code}`] });
    }
  }
  const [first] = failures;
  if (first && failures.length === wanted.length) throw first;
  return drafts;
}

/** Refuses an invoice with an amount that no book can add up. */
function addable(draft: InvoiceDraft): InvoiceDraft {
  if (!hasAbsurdAmount(draft)) return draft;
  throw new Failure(
    'invoice_amount_too_large',
    'An amount of this invoice is too large to be true. Check the file, or ask the vendor for another copy; nothing of it was kept.',
  );
}

/** What else lies in archives of invoices: lists, signatures, settings. */
const NO_INVOICE: ReadonlySet<string> = new Set(['xml_no_invoice', 'invoice_format_unknown']);

/** A draft with the file's own facts alone, for a file that a person keeps and types in by hand. */
export function emptyDraft(bytes: Uint8Array, fileName: string): InvoiceDraft {
  return draftOf(
    bytes,
    fileName,
    mediaTypeOf(bytes) ?? 'application/octet-stream',
    emptyContent('image'),
    null,
  );
}

async function readOne(
  bytes: Uint8Array,
  fileName: string,
  options: ReadOptions,
  deadline: Deadline,
): Promise<InvoiceDraft> {
  const mediaType = mediaTypeOf(bytes);
  switch (mediaType) {
    case 'application/pdf':
      return readPdfInvoice(bytes, fileName, options, deadline);
    case 'application/xml': {
      const content = contentOfXml(parseXml(bytes));
      if (!content) throw unknownXml();
      return xmlDraft(bytes, fileName, mediaType, content, options);
    }
    case 'application/zip': {
      const entries = zipEntries(bytes, (name) => /\.xml$/i.test(name), deadline);
      return ofdDraft(bytes, fileName, entries, options);
    }
    case null:
      throw unknownFormat();
    default:
      return { ...emptyDraft(bytes, fileName), notes: ['image_typed_in'] };
  }
}

function unknownFormat(): Failure {
  return new Failure(
    'invoice_format_unknown',
    'This file is no PDF, XML, OFD or picture of an invoice. Export the invoice from the vendor again.',
  );
}

function unknownXml(): Failure {
  return new Failure(
    'xml_no_invoice',
    'This XML file is no invoice of a known kind (UBL, CII or a Chinese e-invoice). Ask the vendor for one of these, or for a PDF.',
  );
}

function contentOfXml(root: XmlNode): InvoiceContent | null {
  if (root.name === 'Invoice' || root.name === 'CreditNote') {
    const content = readUbl(root);
    return content.number || content.totalMicro ? content : null;
  }
  if (root.name === 'CrossIndustryInvoice' || root.name === 'CrossIndustryDocument')
    return readCii(root);
  // What Peppol delivers lies in an envelope.
  if (root.name === 'StandardBusinessDocument') {
    const inner = root.children.find((node) => node.name !== 'StandardBusinessDocumentHeader');
    return inner ? contentOfXml(inner) : null;
  }
  return isCnXml(root) ? readCnXml(root) : null;
}

async function readPdfInvoice(
  bytes: Uint8Array,
  fileName: string,
  options: ReadOptions,
  deadline: Deadline,
): Promise<InvoiceDraft> {
  const pdf = await readPdf(bytes, deadline);
  const embedded = embeddedInvoice(pdf.attachments);
  if (embedded.content) {
    return xmlDraft(
      bytes,
      fileName,
      'application/pdf',
      { ...embedded.content, format: 'factur-x' },
      options,
    );
  }
  if (pdf.items.length === 0) {
    throw new Failure(
      'pdf_no_text',
      'This PDF holds pictures but no text, so that nothing can be read from it. Keep it and type the invoice in by hand.',
      { pages: pdf.pageCount },
    );
  }
  const { content, template } = readPages(pdf.items, options.templates);
  const notes = embedded.isRefused ? [...content.notes, 'embedded_xml_refused'] : content.notes;
  return draftOf(bytes, fileName, 'application/pdf', { ...content, notes }, template?.id ?? null);
}

/** The invoice that a PDF carries as XML; one that is refused does not keep its pages from being read. */
function embeddedInvoice(attachments: readonly PdfAttachment[]): {
  content: InvoiceContent | null;
  isRefused: boolean;
} {
  const known = /factur-x|zugferd|xrechnung/i;
  const files = attachments
    .filter((each) => /\.xml$/i.test(each.name) || mediaTypeOf(each.bytes) === 'application/xml')
    .sort((a, b) => Number(known.test(b.name)) - Number(known.test(a.name)));
  let isRefused = false;
  for (const file of files.slice(0, 10)) {
    try {
      const content = contentOfXml(parseXml(file.bytes));
      if (content) return { content, isRefused: false };
    } catch (cause) {
      if (!(cause instanceof Failure)) throw cause;
      isRefused = true;
    }
  }
  return { content: null, isRefused };
}

function ofdDraft(
  bytes: Uint8Array,
  fileName: string,
  entries: readonly ZipEntry[],
  options: ReadOptions,
): InvoiceDraft {
  const content = readOfd(entries);
  if (!content) {
    throw new Failure(
      'ofd_no_values',
      'This OFD file carries no readable figures, only the picture of the page. Import the XML or PDF of the same invoice.',
    );
  }
  return xmlDraft(bytes, fileName, 'application/ofd', content, options);
}

function xmlDraft(
  bytes: Uint8Array,
  fileName: string,
  mediaType: string,
  content: InvoiceContent,
  options: ReadOptions,
): InvoiceDraft {
  const vendor = content.vendor?.value ?? null;
  const taxId = content.vendorTaxId?.value ?? null;
  const template = matchTemplate({ vendor, taxId, texts: [] }, options.templates);
  return draftOf(bytes, fileName, mediaType, content, template?.id ?? null);
}

function draftOf(
  bytes: Uint8Array,
  fileName: string,
  mediaType: string,
  content: InvoiceContent,
  vendorKey: string | null,
): InvoiceDraft {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { ...content, fileName, sha256, mediaType, vendorKey };
}
