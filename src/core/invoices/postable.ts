import type { Micro } from '../money.ts';
import type { Field, InvoiceDraft } from './invoice.ts';
import { roundToMinor } from './minor-unit.ts';

export type PostableReason = { readonly code: string; readonly sentence: string };
export type Postable =
  | { readonly ok: true }
  | { readonly ok: false; readonly reasons: readonly PostableReason[] };

/** How an invoice's figures hang together; `off` is what is missing to the total, in micro-units. */
export type SumCheck =
  | { readonly ok: true; readonly linesIncludeTax: boolean }
  | { readonly ok: false; readonly code: 'total_missing' | 'lines_missing' }
  | {
      readonly ok: false;
      readonly code: 'net_tax_off' | 'lines_off';
      readonly off: Micro;
    };

/**
 * Whether lines and tax add up to the total, to the minor unit of the currency. A tax that is not
 * stated counts as none. Lines that include the tax are right where they add up to the total and
 * the stated net and tax do so as well.
 */
export function checkSums(invoice: InvoiceDraft): SumCheck {
  const total = invoice.totalMicro?.value;
  if (total === undefined) return { ok: false, code: 'total_missing' };
  if (invoice.lines.length === 0) return { ok: false, code: 'lines_missing' };
  const currency = invoice.currency?.value ?? 'USD';
  const rest = (micro: Micro): Micro => roundToMinor(total - micro, currency);
  const tax = invoice.taxMicro?.value ?? 0n;
  const net = invoice.netMicro?.value;
  const netOff = net === undefined ? 0n : rest(net + tax);
  if (netOff !== 0n) return { ok: false, code: 'net_tax_off', off: netOff };
  const sum = invoice.lines.reduce((all, line) => all + line.amountMicro, 0n);
  const off = rest(sum + tax);
  if (off === 0n) return { ok: true, linesIncludeTax: false };
  if (net !== undefined && rest(sum) === 0n) return { ok: true, linesIncludeTax: true };
  return { ok: false, code: 'lines_off', off };
}

const SENTENCES: Readonly<Record<string, string>> = {
  vendor_unknown: 'The vendor is not known yet. Say whose invoice this is.',
  vendor_missing: 'No vendor was found. Say whose invoice this is.',
  number_missing: 'No invoice number was found. Type it in.',
  day_missing: 'No invoice date was found. Type it in.',
  currency_missing: 'No currency was found. Choose it.',
  total_missing: 'No total was found. Type it in.',
  lines_missing:
    'No lines were found, so that nothing can be added up. Compare the total and confirm.',
  net_tax_off: 'Net and tax do not add up to the total. Compare them with the page and confirm.',
  lines_off: 'Lines and tax do not add up to the total. Compare them with the page and confirm.',
  not_an_invoice:
    'This looks like a quote, a reminder, a statement, a test or a cancelled invoice. Confirm it only if it is owed as it stands.',
  title_missing:
    'Nothing on the page calls it an invoice or a receipt. Confirm it if it is one and owed as it stands.',
  several_invoices:
    'The file names several invoice numbers. Import each invoice by itself, or compare and confirm.',
  refund_named:
    'The page names a refund of what was paid. Confirm only what was not given back; the credit note follows apart.',
  earlier_balance:
    'The page names what was owed before, which another invoice bills. Confirm only if it is not counted twice.',
  credit_sign_unclear:
    'This credit note states amounts below zero, which may mean money back or money owed. Ask the vendor, or confirm that it is money back.',
  tax_not_read:
    'The page names a tax that was not read. Type net and tax in, or confirm that there is none.',
  date_order_guessed:
    'A date on the page can be read day first or month first. Compare the dates and confirm.',
  currency_guessed:
    'Several currencies share the sign on the page. Check the currency and confirm.',
  unsure: 'Some fields were read with little certainty. Compare them with the page and confirm.',
};

/** Below this, a needed field is looked at by a person first. */
const SURE = 0.5;

/** What a reader noted and only a person can settle; a field typed in is settled. */
function doubts(invoice: InvoiceDraft): string[] {
  const isTyped = (field: Field<unknown>): boolean => field !== null && 'typed' in field.at;
  const settled: Readonly<Record<string, boolean>> = {
    not_an_invoice: false,
    title_missing: false,
    several_invoices: false,
    refund_named: false,
    earlier_balance: false,
    credit_sign_unclear: false,
    tax_not_read: isTyped(invoice.taxMicro),
    date_order_guessed:
      isTyped(invoice.issueDay) && (invoice.periodStart === null || isTyped(invoice.periodStart)),
    currency_guessed: isTyped(invoice.currency),
  };
  return invoice.notes.filter((note) => settled[note] === false);
}

/**
 * Whether an invoice may be posted: a person has confirmed it, or its sums tie out and the vendor is
 * known. Without a vendor, a day, a currency and a total nothing is posted, confirmed or not.
 */
export function postable(
  invoice: InvoiceDraft,
  review: { readonly isConfirmed: boolean } = { isConfirmed: false },
): Postable {
  const codes: string[] = [];
  if (!invoice.vendor && invoice.vendorKey === null) codes.push('vendor_missing');
  if (!invoice.issueDay) codes.push('day_missing');
  if (!invoice.currency) codes.push('currency_missing');
  if (!invoice.totalMicro) codes.push('total_missing');
  if (!review.isConfirmed) {
    if (!invoice.number) codes.push('number_missing');
    if (invoice.vendor && invoice.vendorKey === null) codes.push('vendor_unknown');
    const sums = checkSums(invoice);
    if (!sums.ok && sums.code !== 'total_missing') codes.push(sums.code);
    codes.push(...doubts(invoice));
    const needed = [
      invoice.vendor,
      invoice.number,
      invoice.issueDay,
      invoice.currency,
      invoice.totalMicro,
    ];
    if (needed.some((field) => field !== null && field.confidence < SURE)) codes.push('unsure');
  }
  if (codes.length === 0) return { ok: true };
  return {
    ok: false,
    reasons: codes.map((code) => ({ code, sentence: SENTENCES[code] ?? code })),
  };
}
