import { Failure } from '../../../core/failure.ts';
import type { InvoiceDraft } from '../../../core/invoices/invoice.ts';
import { checkSums, postable } from '../../../core/invoices/postable.ts';
import { ensureAccount } from '../../book/sources.ts';
import type { KnownAccount } from '../../book/stores/accounts.ts';
import type { Context } from '../context.ts';
import { billedDays, type HeldInvoice, type InvoiceStatus, setStanding } from './invoice-store.ts';

export type StandingReason = { readonly code: string; readonly text: string };

const TEXTS: Readonly<Record<string, string>> = {
  account_missing: 'No account is known for this vendor. Say which account the invoice bills.',
  account_unclear: 'Several accounts belong to this vendor. Say which one the invoice bills.',
  account_other_vendor: 'The account belongs to another vendor. Check it and confirm.',
  lines_gross: 'The lines include tax. Compare net and tax with the page and confirm.',
  number_known:
    'An invoice of this vendor and number is in the book with another day or other figures. Compare both, and confirm only if this one is owed as well.',
};

/** Why an invoice is not posted; none: it may be. */
export function reasonsAgainst(context: Context, invoice: HeldInvoice): StandingReason[] {
  const isConfirmed = invoice.confirmedAt !== null;
  const answer = postable(invoice.draft, { isConfirmed });
  const reasons = answer.ok
    ? []
    : answer.reasons.map(({ code, sentence }) => ({ code, text: sentence }));
  const add = (code: string): void => {
    reasons.push({ code, text: TEXTS[code] ?? code });
  };
  const account = accountById(context, invoice.accountId);
  if (!account) {
    add(accountsOf(context, invoice.draft).length > 1 ? 'account_unclear' : 'account_missing');
  }
  if (isConfirmed) return reasons;
  if (invoice.duplicateOf !== null) add('number_known');
  const { vendorKey } = invoice.draft;
  if (
    account &&
    vendorKey !== null &&
    account.provider !== null &&
    account.provider !== vendorKey
  ) {
    add('account_other_vendor');
  }
  const sums = checkSums(invoice.draft);
  if (sums.ok && sums.linesIncludeTax) add('lines_gross');
  return reasons;
}

/** Posts an invoice against which nothing speaks, and takes one back against which something does. */
export function settleStanding(context: Context, invoice: HeldInvoice): InvoiceStatus {
  const isConfirmed = invoice.confirmedAt !== null;
  const isOpen = reasonsAgainst(context, invoice).length > 0 || billedDays(invoice.draft) === null;
  const status = isOpen ? (isConfirmed ? 'confirmed' : 'read') : 'posted';
  setStanding(context.book, invoice.id, { accountId: invoice.accountId, status });
  return status;
}

function accountById({ book }: Context, id: number | null): KnownAccount | null {
  if (id === null) return null;
  return book.accounts.known(id) ?? null;
}

/** The accounts that an invoice of this vendor may bill: those of the provider, else the one billed before. */
function accountsOf({ book }: Context, draft: InvoiceDraft): KnownAccount[] {
  if (draft.vendorKey !== null) {
    const own = book.accounts.ofProvider(draft.vendorKey);
    if (own.length > 0) return own;
  }
  return book.invoices.accountsOfVendor(draft.vendorKey, draft.vendor?.value ?? null);
}

/** The account an invoice bills: the one named (made where it is new), else the vendor's only one. */
export function accountFor(
  context: Context,
  draft: InvoiceDraft,
  named: string | undefined,
): number | null {
  if (named !== undefined) {
    if (named.trim() === '') throw new Failure('account_unnamed', 'Name the account.', {});
    return ensureAccount(context.book, named.trim(), draft.vendorKey);
  }
  const [only, ...others] = accountsOf(context, draft);
  return only && others.length === 0 ? only.id : null;
}
