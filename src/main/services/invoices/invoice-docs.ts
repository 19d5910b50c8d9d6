import { existsSync } from 'node:fs';
import type {
  InvoiceDoc,
  InvoiceFieldName,
  InvoiceFieldShape,
  InvoiceRow,
  invoicesList,
  invoicesShow,
} from '../../../contract/invoices.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type { MoneyShape } from '../../../contract/shapes.ts';
import { Failure } from '../../../core/failure.ts';
import type { Field, InvoiceDraft } from '../../../core/invoices/invoice.ts';
import { checkSums } from '../../../core/invoices/postable.ts';
import { invoiceSpend } from '../../../core/invoices/reconcile.ts';
import { type Micro, microText, moneyText } from '../../../core/money.ts';
import { originalPath } from '../../book/originals.ts';
import type { Context } from '../context.ts';
import { booksOf } from '../ledger/books-of.ts';
import { InvoiceTaxes } from '../ledger/invoice-tax.ts';
import { vendorName } from './invoice-reader.ts';
import { billedDays, type HeldInvoice, heldInvoice, heldInvoices } from './invoice-store.ts';
import { reasonsAgainst } from './standing.ts';

/** Every invoice, newest first. */
export function listInvoices(context: Context): OutputOf<typeof invoicesList> {
  return { invoices: heldInvoices(context.book).map((one) => rowOf(context, one)) };
}

/** One invoice with every field, where it was read and how surely. */
export function showInvoice(
  context: Context,
  { id }: InputOf<typeof invoicesShow>,
): OutputOf<typeof invoicesShow> {
  return docOf(context, invoiceNamed(context, id));
}

export function invoiceNamed(context: Context, id: number): HeldInvoice {
  const found = heldInvoice(context.book, id);
  if (!found) throw new Failure('invoice_missing', `There is no invoice ${id}.`, { id });
  return found;
}

/** Where the original lies; a Failure where it was moved away. */
export function originalOf({ book }: Context, invoice: HeldInvoice): string {
  const path = originalPath(book.file, invoice.sha256, invoice.mediaType);
  if (!existsSync(path)) {
    throw new Failure(
      'original_missing',
      `The original of invoice ${invoice.id} is not at ${path} any more. Put the folder back beside the book.`,
      { id: invoice.id, file: path },
    );
  }
  return path;
}

function rowOf(context: Context, invoice: HeldInvoice): InvoiceRow {
  const { draft } = invoice;
  const period = billedDays(draft);
  const currency = draft.currency?.value ?? null;
  const amount = (field: Field<Micro>): MoneyShape | null =>
    field && currency !== null ? moneyText(field.value, currency) : null;
  return {
    id: invoice.id,
    file: invoice.file,
    kind: draft.kind,
    vendor:
      draft.vendor?.value ??
      (draft.vendorKey === null ? null : (vendorName(context, draft.vendorKey) ?? draft.vendorKey)),
    vendorKey: draft.vendorKey,
    number: draft.number?.value ?? null,
    issued: draft.issueDay?.value ?? null,
    due: draft.dueDay?.value ?? null,
    from: period?.start ?? null,
    to: period?.end ?? null,
    currency,
    net: amount(draft.netMicro),
    tax: amount(draft.taxMicro),
    total: amount(draft.totalMicro),
    payable: amount(draft.payableMicro),
    status: invoice.status,
    account: invoice.account,
    reasons: reasonsAgainst(context, invoice),
    duplicateOf: invoice.duplicateOf,
    confirmedBy: invoice.confirmedBy,
    importId: invoice.importId,
    sha256: invoice.sha256,
  };
}

export function docOf(context: Context, invoice: HeldInvoice): InvoiceDoc {
  const { draft } = invoice;
  const currency = draft.currency?.value ?? null;
  const amount = (micro: Micro | null): MoneyShape | null =>
    micro === null || currency === null ? null : moneyText(micro, currency);
  const taxes = new InvoiceTaxes(context);
  const spend = invoiceSpend(draft, taxes.of(invoice));
  return {
    ...rowOf(context, invoice),
    fields: fieldsOf(draft),
    lines: draft.lines.map((line) => ({
      description: line.description,
      quantity: line.quantity,
      unit: amount(line.unitMicro),
      amount: moneyText(line.amountMicro, currency ?? 'XXX'),
      from: line.periodStart,
      to: line.periodEnd,
      taxRate: line.taxRate,
      isPrepaid: line.isPrepaid,
      confidence: line.confidence,
      at: line.at,
    })),
    format: draft.format,
    mediaType: invoice.mediaType,
    notes: [...draft.notes],
    original: originalPath(context.book.file, invoice.sha256, invoice.mediaType),
    sums: sumsOf(draft, currency),
    spend: amount(spend.spendMicro),
    prepaid: spend.prepaidMicro === 0n ? null : amount(spend.prepaidMicro),
    books: booksOf(context, invoice, taxes),
  };
}

function sumsOf(draft: InvoiceDraft, currency: string | null): InvoiceDoc['sums'] {
  const sums = checkSums(draft);
  if (sums.ok) return { ok: true, code: null, off: null };
  const off = 'off' in sums && currency !== null ? moneyText(sums.off, currency) : null;
  return { ok: false, code: sums.code, off };
}

/** Each field of the contract and the draft's own. */
const FIELDS: Readonly<Record<InvoiceFieldName, (draft: InvoiceDraft) => Field<string | Micro>>> = {
  vendor: (draft) => draft.vendor,
  number: (draft) => draft.number,
  issued: (draft) => draft.issueDay,
  due: (draft) => draft.dueDay,
  from: (draft) => draft.periodStart,
  to: (draft) => draft.periodEnd,
  currency: (draft) => draft.currency,
  net: (draft) => draft.netMicro,
  tax: (draft) => draft.taxMicro,
  total: (draft) => draft.totalMicro,
  payable: (draft) => draft.payableMicro,
};

function fieldsOf(draft: InvoiceDraft): InvoiceFieldShape[] {
  return (Object.keys(FIELDS) as InvoiceFieldName[]).map((name) => {
    const field = FIELDS[name](draft);
    if (!field) return { field: name, value: null, confidence: 0, at: null };
    const { value, confidence, at } = field;
    return {
      field: name,
      value: typeof value === 'bigint' ? microText(value) : value,
      confidence,
      at,
    };
  });
}
