import type { Entry } from '../../../core/ledger/entry.ts';
import type { LedgerMonth } from '../../../core/ledger/ledger-month.ts';
import type { TaxLeftOver } from '../../exports/journal/datev-rows.ts';
import { xeroBillEntries, xeroJournalEntries } from '../../exports/journal/xero.ts';
import { minorAmount } from '../../exports/minor-amount.ts';
import { type ExportWarning, warning } from './export-warning.ts';

/** Settings that nobody has agreed to with the accountant yet. */
export function proposedAccounts({ proposed }: LedgerMonth): ExportWarning[] {
  if (proposed.length === 0) return [];
  const keys = proposed.join(', ');
  return [
    warning('ledger_proposed', `Proposed, and not agreed with the accountant yet: ${keys}.`, {
      keys,
      count: proposed.length,
    }),
  ];
}

/** Invoices that stay out until their tax has a ledger account, and claims whose tax is an expense until then. */
export function leftUnbooked({ unbooked = [] }: LedgerMonth): ExportWarning[] {
  if (unbooked.length === 0) return [];
  const documents = unbooked.map(({ name }) => name).join(', ');
  const rates = [...new Set(unbooked.flatMap(({ missing }) => missing.map(({ rate }) => rate)))];
  return [
    warning(
      'tax_account_missing',
      `No ledger account is named for tax at ${rates.join(', ')} %: invoices with it are not in this file, claims with it are in it with their tax as an expense (${documents}). Name it on Close, or with "settings tax-account".`,
      { documents, rates: rates.join(', '), count: unbooked.length },
    ),
  ];
}

/** Printed tax that DATEV's rounding cannot be brought to, document by document. */
export function taxLeftOver(leftOver: readonly TaxLeftOver[]): ExportWarning[] {
  return leftOver.map(({ entry, micro }) => {
    const amount = minorAmount(micro, entry.baseCurrency);
    const document = entry.document?.number ?? entry.number;
    return warning(
      'datev_tax_cents',
      `DATEV will book ${amount} ${entry.baseCurrency} less tax than ${document} prints. Correct it there.`,
      { document, amount, currency: entry.baseCurrency },
    );
  });
}

/** Letters of names that stand as question marks in a file for DATEV. */
export function lostToDatev(letters: readonly string[]): ExportWarning[] {
  if (letters.length === 0) return [];
  const named = letters.slice(0, 12).join(' ') + (letters.length > 12 ? ' …' : '');
  return [
    warning(
      'datev_letters',
      `Windows-1252, which DATEV reads everywhere, has no ${named}: question marks stand in their place. Written as Unicode (--bom), DATEV reads them where it is imported by hand.`,
      { letters: named, count: letters.length },
    ),
  ];
}

/** What Xero takes neither as a bill nor as a manual journal: payments, which its own bank feed books. */
export function leftOutOfXero(entries: readonly Entry[]): ExportWarning[] {
  const taken = new Set([...xeroBillEntries(entries), ...xeroJournalEntries(entries)]);
  const bills = xeroBillEntries(entries).length;
  const left = entries.filter((entry) => !taken.has(entry)).length;
  return [
    ...(bills === 0
      ? []
      : [
          warning(
            'xero_bills_apart',
            `${bills} entries owe somebody: Xero takes them as bills, not in a journal. Export the bills too.`,
            { count: bills },
          ),
        ]),
    ...(left === 0
      ? []
      : [
          warning(
            'xero_payments_apart',
            `${left} payments are not in this file: Xero books them from its bank feed.`,
            { count: left },
          ),
        ]),
  ];
}

/** What QuickBooks takes as no bill: credit notes, claims, payments, releases and accruals. */
export function quickbooksRest(count: number): ExportWarning[] {
  if (count === 0) return [];
  return [
    warning(
      'quickbooks_rest_apart',
      `${count} entries are no bills and not in this file: export the journal for QuickBooks without bills too (--without-bills).`,
      { count },
    ),
  ];
}

/** Words for taxes of which QuickBooks has codes that the app does not know. */
export function quickbooksTaxesProposed(
  taxes: readonly { readonly tax: string; readonly name: string }[],
): ExportWarning[] {
  if (taxes.length === 0) return [];
  const names = taxes.map(({ name }) => name).join('; ');
  return [
    warning(
      'quickbooks_taxes_proposed',
      `These are not tax codes of QuickBooks. Map them to yours while it imports the file, or name yours in ledger.quickbooks-taxes: ${names}.`,
      { names, count: taxes.length },
    ),
  ];
}

/** Names of tax rates that the app proposes for Xero, which takes only those that it has. */
export function xeroTaxesProposed(
  taxes: readonly { readonly tax: string; readonly name: string }[],
): ExportWarning[] {
  if (taxes.length === 0) return [];
  const names = taxes.map(({ tax, name }) => `${tax} = ${name}`).join('; ');
  return [
    warning(
      'xero_taxes_proposed',
      `Xero refuses tax rates that it does not have. Make these there, or name yours in ledger.xero-taxes: ${names}.`,
      { names, count: taxes.length },
    ),
  ];
}
