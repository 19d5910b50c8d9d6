import type {
  InvoiceDoc,
  InvoiceFieldName,
  invoicesAccount,
  invoicesConfirm,
  invoicesMend,
} from '../../../contract/invoices.ts';
import type { InputOf } from '../../../contract/request.ts';
import { firstDay, isIsoDay, monthOf } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import { type Field, type InvoiceDraft, isAbsurdAmount } from '../../../core/invoices/invoice.ts';
import { postable } from '../../../core/invoices/postable.ts';
import { matchTemplate } from '../../../core/invoices/vendor-template.ts';
import { parseMicro } from '../../../core/money.ts';
import { audit } from '../../book/audit.ts';
import { ensureAccount } from '../../book/sources.ts';
import type { Context } from '../context.ts';
import { namedCurrency } from '../named-currency.ts';
import { docOf, invoiceNamed } from './invoice-docs.ts';
import { vendorName, vendorTemplates } from './invoice-reader.ts';
import { billedDays, type HeldInvoice, heldInvoices, saveDraft } from './invoice-store.ts';
import { repostVariances } from './repost-variances.ts';
import { accountFor, settleStanding } from './standing.ts';

type Change = InputOf<typeof invoicesMend>;

/** Types fields of an invoice over; whether it is posted is decided anew. */
export function mendInvoice(context: Context, input: Change): InvoiceDoc {
  return change(context, input, 'mend invoice', () => {});
}

/**
 * A person says that the invoice is right. Without a known account it gets one of the vendor's name.
 * Refuses one that lacks what nothing can be posted without (`invoice_incomplete`).
 */
export function confirmInvoice(
  context: Context,
  input: InputOf<typeof invoicesConfirm>,
): InvoiceDoc {
  return change(context, input, 'confirm invoice', (invoice) => {
    const answer = postable(invoice.draft, { isConfirmed: true });
    if (!answer.ok) {
      const reasons = answer.reasons.map((one) => one.sentence).join(' ');
      throw new Failure(
        'invoice_incomplete',
        `Invoice ${invoice.id} cannot be confirmed yet. ${reasons}`,
        { id: invoice.id, reasons },
      );
    }
    context.book.invoices.confirm(invoice.id, context.now(), context.who);
    if (invoice.accountId === null) bill(context, invoice.id, vendorAccount(context, invoice));
  });
}

/** Says which account an invoice bills. */
export function setInvoiceAccount(
  context: Context,
  input: InputOf<typeof invoicesAccount>,
): InvoiceDoc {
  return change(context, input, 'set invoice account', () => {});
}

function vendorAccount(context: Context, { draft }: HeldInvoice): number {
  const known = accountFor(context, draft, undefined);
  if (known !== null) return known;
  const { vendorKey } = draft;
  const name =
    (vendorKey === null ? null : vendorName(context, vendorKey)) ??
    draft.vendor?.value ??
    vendorKey;
  return ensureAccount(context.book, name ?? 'Invoices', vendorKey);
}

function bill({ book }: Context, id: number, accountId: number): void {
  book.invoices.setAccount(id, accountId);
}

function change(
  context: Context,
  input: Change,
  action: string,
  also: (invoice: HeldInvoice) => void,
): InvoiceDoc {
  const { book } = context;
  return book.transaction(() => {
    const before = invoiceNamed(context, input.id);
    const fields = input.fields ?? {};
    const draft = mended(context, before.draft, fields);
    saveDraft(book, input.id, draft);
    if (input.account !== undefined) {
      bill(context, input.id, ensureAccount(book, input.account, draft.vendorKey));
    } else if (before.accountId === null) {
      const known = accountFor(context, draft, undefined);
      if (known !== null) bill(context, input.id, known);
    }
    also(invoiceNamed(context, input.id));
    const status = settleStanding(context, invoiceNamed(context, input.id));
    const after = invoiceNamed(context, input.id);
    repostAround(context, [before, after, ...settleOthers(context, after)]);
    audit(book, {
      at: context.now(),
      who: context.who,
      action,
      subject: `invoice ${input.id}`,
      detail: {
        number: draft.number?.value ?? null,
        fields: Object.keys(fields).map((name) => ({
          field: name,
          before: textOf(before.draft, name as InvoiceFieldName),
          after: fields[name as InvoiceFieldName],
        })),
        account: { before: before.account, after: after.account },
        status: { before: before.status, after: status },
      },
    });
    return docOf(context, after);
  });
}

/** Gives the vendor's invoices that wait for an account the one that is known by now; those that it changed. */
function settleOthers(context: Context, { id, draft, accountId }: HeldInvoice): HeldInvoice[] {
  if (accountId === null || draft.vendorKey === null) return [];
  const waiting = heldInvoices(
    context.book,
    context.book.invoices.withoutAccount(draft.vendorKey, id),
  );
  return waiting.flatMap((other) => {
    const known = accountFor(context, other.draft, undefined);
    if (known === null) return [];
    bill(context, other.id, known);
    settleStanding(context, invoiceNamed(context, other.id));
    return [invoiceNamed(context, other.id)];
  });
}

/** Posts anew in every month that the invoice covered or covers. */
export function repostAround(context: Context, invoices: readonly HeldInvoice[]): void {
  for (const { draft } of invoices) {
    const period = billedDays(draft);
    if (!period) continue;
    // Bought credits change what all later invoices of the account are held against.
    const to = draft.lines.some((line) => line.isPrepaid) ? null : period.end;
    repostVariances(context, { from: firstDay(monthOf(period.start)), to, withClosed: true });
  }
}

const DRAFT_NAMES = {
  vendor: 'vendor',
  number: 'number',
  issued: 'issueDay',
  due: 'dueDay',
  from: 'periodStart',
  to: 'periodEnd',
  currency: 'currency',
  net: 'netMicro',
  tax: 'taxMicro',
  total: 'totalMicro',
  payable: 'payableMicro',
} as const satisfies Record<InvoiceFieldName, keyof InvoiceDraft>;

function textOf(draft: InvoiceDraft, name: InvoiceFieldName): string | null {
  return draft[DRAFT_NAMES[name]]?.value.toString() ?? null;
}

/** A draft with some fields typed over: sure, and without a place on the page. */
function mended(
  context: Context,
  draft: InvoiceDraft,
  fields: Readonly<Partial<Record<InvoiceFieldName, string>>>,
): InvoiceDraft {
  const typed: Record<string, Field<string | bigint>> = {};
  for (const name of Object.keys(fields) as InvoiceFieldName[]) {
    const text = (fields[name] ?? '').trim();
    typed[DRAFT_NAMES[name]] =
      text === '' ? null : { value: parsed(name, text), confidence: 1, at: { typed: true } };
  }
  const next = { ...draft, ...(typed as Partial<InvoiceDraft>) };
  const { periodStart, periodEnd } = next;
  if (periodStart && periodEnd && periodStart.value > periodEnd.value) {
    throw new Failure(
      'dates_reversed',
      `The last day, ${periodEnd.value}, lies before the first, ${periodStart.value}.`,
      { from: periodStart.value, to: periodEnd.value },
    );
  }
  if (fields.vendor === undefined) return next;
  const vendor = next.vendor?.value ?? null;
  const template = matchTemplate({ vendor, taxId: null, texts: [] }, vendorTemplates(context));
  return { ...next, vendorKey: template?.id ?? null };
}

function parsed(name: InvoiceFieldName, text: string): string | bigint {
  switch (name) {
    case 'issued':
    case 'due':
    case 'from':
    case 'to':
      if (isIsoDay(text)) return text;
      throw new Failure('day_refused', `A day is written as 2026-06-30, not "${text}".`, {
        value: text,
      });
    case 'currency':
      return namedCurrency(text);
    case 'net':
    case 'tax':
    case 'total':
    case 'payable': {
      const micro = parseMicro(text);
      if (micro !== null && isAbsurdAmount(micro)) {
        throw new Failure('amount_too_large_typed', `${text} is too large to be true.`, {
          value: text,
        });
      }
      if (micro !== null) return micro;
      throw new Failure('amount_typed_wrong', `An amount is written as 1234.56, not "${text}".`, {
        value: text,
      });
    }
    default:
      return text;
  }
}
