import type { vendorsList, vendorsRemove, vendorsSet } from '../../../contract/ledger.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import { parseLedgerAccount } from '../../../core/ledger/ledger-text.ts';
import type { Vendor } from '../../../core/ledger/vendor.ts';
import { audit } from '../../book/audit.ts';
import type { VendorRow } from '../../book/stores/ledger.ts';
import type { Context } from '../context.ts';
import { repostVariances } from '../invoices/repost-variances.ts';
import { VendorBook, vendorDoc } from './vendor-book.ts';

/** Vendors that are kept or that an invoice names. */
export function listVendors(context: Context): OutputOf<typeof vendorsList> {
  return { vendors: new VendorBook(context).all().map(vendorDoc) };
}

/**
 * Keeps a vendor, or changes one. Refuses what is none of its kind (`vendor_refused`) and a creditor's number
 * that another vendor has (`creditor_taken`).
 */
export function setVendor(
  context: Context,
  { name, ...given }: InputOf<typeof vendorsSet>,
): OutputOf<typeof vendorsList> {
  const { book } = context;
  return book.transaction(() => {
    const same = (one: string): boolean => one.toLowerCase() === name.toLowerCase();
    const all = new VendorBook(context).all();
    const known = all.find(
      (one) => same(one.name) || (one.legalName !== null && same(one.legalName)),
    );
    const before = known && vendorDoc(known);
    const said = (text: string | undefined, held: string | null | undefined): string | null =>
      text === undefined ? (held ?? null) : text || null;
    const row: VendorRow = {
      name: known?.name ?? name,
      legalName: said(given.legalName, before?.legalName),
      country: said(given.country?.toUpperCase(), before?.country),
      vatId: said(given.vatId?.replace(/\s/g, '').toUpperCase(), before?.vatId),
      creditor: said(given.creditor, before?.creditor),
      expenseAccount: said(given.expenseAccount, before?.expenseAccount),
      taxKey: said(given.taxKey, before?.taxKey),
      termsDays: given.terms === undefined ? (before?.terms ?? null) : termsOf(given.terms),
    };
    check(row, all);
    book.ledger.setVendor(row);
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'set vendor',
      subject: row.name,
      detail: { before: before ?? null, after: row },
    });
    // Whether its invoices are reverse charge, and so part of spend, hangs on where it is.
    repostVariances(context, { from: null, to: null });
    return listVendors(context);
  });
}

/** Forgets what is kept of a vendor (`vendor_missing` where nothing is); its invoices still tell who it is. */
export function removeVendor(
  context: Context,
  { name }: InputOf<typeof vendorsRemove>,
): OutputOf<typeof vendorsList> {
  const { book } = context;
  return book.transaction(() => {
    const kept = book.ledger.vendors().find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (!kept) {
      throw new Failure('vendor_missing', `Nothing is kept of a vendor called ${name}.`, { name });
    }
    book.ledger.removeVendor(kept.name);
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'remove vendor',
      subject: kept.name,
      detail: { before: kept },
    });
    repostVariances(context, { from: null, to: null });
    return listVendors(context);
  });
}

function termsOf(text: string): number | null {
  if (text === '') return null;
  if (/^\d{1,3}$/.test(text)) return Number(text);
  throw refused(text, 'a whole number of days, such as 30');
}

function check(row: VendorRow, all: readonly Vendor[]): void {
  const { country, expenseAccount, creditor } = row;
  if (country !== null && !/^[A-Z]{2}$/.test(country)) {
    throw refused(country, 'a country by its two letters, such as IE');
  }
  if (expenseAccount !== null && parseLedgerAccount(expenseAccount) === null) {
    throw refused(expenseAccount, "an account's code and name, such as 6837 AI tools");
  }
  const other = all.find(
    (one) => one.creditor !== null && one.creditor === creditor && one.name !== row.name,
  );
  if (other) {
    throw new Failure('creditor_taken', `${creditor} is the number of ${other.name}.`, {
      creditor,
      name: other.name,
    });
  }
}

const refused = (value: string, expects: string): Failure =>
  new Failure('vendor_refused', `This takes ${expects}, not "${value}".`, { value, expects });
