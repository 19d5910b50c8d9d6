import { readFileSync } from 'node:fs';
import type { InvoiceDoc, invoicesTeach } from '../../../contract/invoices.ts';
import type { InputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import type { TextItem } from '../../../core/invoices/page-layout.ts';
import { foldText } from '../../../core/invoices/printed-day.ts';
import { teachTemplate } from '../../../core/invoices/vendor-template.ts';
import { audit } from '../../book/audit.ts';
import { deadlineIn } from '../../imports/invoice/limits.ts';
import { readPdf } from '../../imports/invoice/pdf-pages.ts';
import type { Context } from '../context.ts';
import { repostAround } from './change-invoice.ts';
import { docOf, invoiceNamed, originalOf } from './invoice-docs.ts';
import { invoiceReader, vendorTemplates } from './invoice-reader.ts';
import { type HeldInvoice, heldInvoices, saveDraft } from './invoice-store.ts';
import { accountFor, settleStanding } from './standing.ts';

const READ_MS = 30_000;
/** How surely a vendor's name must have been read to stand for the one that a person says. */
const SURE = 0.6;

/**
 * Learns a vendor from one PDF that a person pointed at, and reads this invoice and the vendor's
 * others that wait for a person anew.
 */
export async function teachVendor(
  context: Context,
  { id, vendor, pointed }: InputOf<typeof invoicesTeach>,
): Promise<InvoiceDoc> {
  const { book } = context;
  const invoice = invoiceNamed(context, id);
  if (invoice.mediaType !== 'application/pdf') {
    throw new Failure(
      'teach_needs_pdf',
      'Only the pages of a PDF can be pointed at. Type the fields in instead.',
      { id },
    );
  }
  const bytes = readFileSync(originalOf(context, invoice));
  const { items } = await readPdf(bytes, deadlineIn(READ_MS));
  const known = vendorTemplates(context).find((one) => one.name === vendor);
  const taught = teachTemplate(items, pointed, { id: known?.id ?? slugOf(vendor), name: vendor });
  const template = {
    ...taught,
    dayOrder: known?.dayOrder ?? taught.dayOrder,
    decimal: known?.decimal ?? taught.decimal,
    names: [...new Set([vendor, ...printedName(invoice, vendor, items), ...(known?.names ?? [])])],
    taxIds: [...new Set([...taxIdsOf(invoice), ...(known?.taxIds ?? [])])],
    domains: known?.domains ?? [],
    currency: known?.currency ?? null,
    // What was pointed at before and not now stays as it was learned.
    fields: { ...known?.fields, ...taught.fields },
  };
  book.transaction(() => {
    book.invoices.teachVendor(template.id, JSON.stringify(template), context.now(), context.who);
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'teach vendor',
      subject: vendor,
      detail: { id: template.id, fields: Object.keys(template.fields), from: `invoice ${id}` },
    });
  });
  await readAgain(context, invoice);
  const others = heldInvoices(book, book.invoices.waitingPdfs(id));
  for (const other of others) {
    const { vendorKey } = other.draft;
    if (vendorKey === null || vendorKey === template.id) await readAgain(context, other);
  }
  return docOf(context, invoiceNamed(context, id));
}

const taxIdsOf = ({ draft }: HeldInvoice): string[] =>
  draft.vendorTaxId ? [draft.vendorTaxId.value] : [];

/**
 * The vendor's name as it was read, where it is another form of what the person calls it, or stands for
 * it on a page that does not print that. A name that was read wrong would catch others' invoices.
 */
function printedName(
  { draft }: HeldInvoice,
  vendor: string,
  items: readonly TextItem[],
): readonly string[] {
  if (!draft.vendor) return [];
  const [read, said] = [foldText(draft.vendor.value), foldText(vendor)];
  const isForm = read.includes(said) || said.includes(read);
  const isPrinted = items.some((item) => foldText(item.text).includes(said));
  return isForm || (!isPrinted && draft.vendor.confidence >= SURE) ? [draft.vendor.value] : [];
}

/** Reads an original anew with what is known by now; what a person typed stays. */
async function readAgain(context: Context, invoice: HeldInvoice): Promise<void> {
  const { book } = context;
  const bytes = readFileSync(originalOf(context, invoice));
  const [fresh] = await invoiceReader().read(bytes, invoice.file, vendorTemplates(context));
  if (!fresh) return;
  const typed = Object.fromEntries(
    Object.entries(invoice.draft).filter(([, field]) => isTyped(field)),
  );
  const draft = { ...fresh, ...typed };
  book.transaction(() => {
    saveDraft(book, invoice.id, draft);
    const accountId = invoice.accountId ?? accountFor(context, draft, undefined);
    book.invoices.setAccount(invoice.id, accountId);
    settleStanding(context, invoiceNamed(context, invoice.id));
    repostAround(context, [invoice, invoiceNamed(context, invoice.id)]);
  });
}

function isTyped(field: unknown): boolean {
  return (
    typeof field === 'object' &&
    field !== null &&
    'at' in field &&
    typeof field.at === 'object' &&
    field.at !== null &&
    'typed' in field.at
  );
}

function slugOf(name: string): string {
  const slug = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return slug || 'vendor';
}
