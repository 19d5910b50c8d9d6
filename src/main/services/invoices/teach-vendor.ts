import { readFileSync } from 'node:fs';
import type { InvoiceDoc, invoicesTeach } from '../../../contract/invoices.ts';
import type { InputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
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
  const template = {
    ...teachTemplate(items, pointed, {
      id: known?.id ?? slugOf(vendor),
      name: vendor,
      taxIds: invoice.draft.vendorTaxId ? [invoice.draft.vendorTaxId.value] : [],
    }),
    names: [...new Set([vendor, invoice.draft.vendor?.value ?? vendor, ...(known?.names ?? [])])],
    domains: known?.domains ?? [],
    currency: known?.currency ?? null,
  };
  book.transaction(() => {
    book.run(
      `INSERT INTO vendor_template (id, template, at, who) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET template = excluded.template, at = excluded.at, who = excluded.who`,
      template.id,
      JSON.stringify(template),
      context.now(),
      context.who,
    );
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'teach vendor',
      subject: vendor,
      detail: { id: template.id, fields: Object.keys(template.fields), from: `invoice ${id}` },
    });
  });
  await readAgain(context, invoice);
  const others = heldInvoices(
    book,
    "status = 'read' AND confirmed_at IS NULL AND media_type = 'application/pdf' AND invoice.id <> ?",
    id,
  );
  for (const other of others) {
    if (other.draft.vendor?.value === invoice.draft.vendor?.value) await readAgain(context, other);
  }
  return docOf(context, invoiceNamed(context, id));
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
    book.run('UPDATE invoice SET account_id = ? WHERE id = ?', accountId, invoice.id);
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
