import type { TaxKind, TaxLine } from '../../../core/ledger/tax-line.ts';
import { micro, optional, type RowOf, text, whole, word } from '../columns.ts';
import { change, rows, sql } from '../statement.ts';

const vendor = {
  name: text,
  legalName: optional(text),
  country: optional(text),
  vatId: optional(text),
  creditor: optional(text),
  expenseAccount: optional(text),
  taxKey: optional(text),
  termsDays: optional(whole),
};
const taxLine = {
  invoiceId: whole,
  kind: word<TaxKind>(),
  rate: text,
  netMicro: micro,
  taxMicro: micro,
  recoverable: text,
};
const payment = {
  id: whole,
  invoiceId: whole,
  day: text,
  amountMicro: micro,
  baseMicro: micro,
  feeMicro: micro,
  reference: optional(text),
};
const openingCredit = { account: text, month: text, baseMicro: micro };
const agreement = { key: text, value: text, agreedWith: text, day: text, who: text };

export type VendorRow = RowOf<typeof vendor>;
export type TaxLineRow = RowOf<typeof taxLine>;
export type PaymentRow = RowOf<typeof payment>;
export type OpeningCreditRow = RowOf<typeof openingCredit>;
export type AgreementRow = RowOf<typeof agreement>;

/** What documents are to the accountant: vendors, tax by rate, payments, and which settings were agreed. */
export const ledger = {
  vendors: rows(
    vendor,
    () => sql`
      SELECT name, legal_name AS legalName, country, vat_id AS vatId, creditor,
        expense_account AS expenseAccount, tax_key AS taxKey, terms_days AS termsDays
      FROM vendor ORDER BY name`,
  ),
  setVendor: change(
    (one: VendorRow) => sql`
      INSERT INTO vendor (name, legal_name, country, vat_id, creditor, expense_account, tax_key, terms_days)
      VALUES (${one.name}, ${one.legalName}, ${one.country}, ${one.vatId}, ${one.creditor},
        ${one.expenseAccount}, ${one.taxKey}, ${one.termsDays})
      ON CONFLICT (name) DO UPDATE SET legal_name = excluded.legal_name, country = excluded.country,
        vat_id = excluded.vat_id, creditor = excluded.creditor, expense_account = excluded.expense_account,
        tax_key = excluded.tax_key, terms_days = excluded.terms_days`,
  ),
  openingCredits: rows(
    openingCredit,
    () => sql`SELECT account, month, base_micro AS baseMicro FROM opening_credit ORDER BY account`,
  ),
  setOpeningCredit: change(
    (one: OpeningCreditRow) => sql`
      INSERT INTO opening_credit (account, month, base_micro)
      VALUES (${one.account}, ${one.month}, ${one.baseMicro})
      ON CONFLICT (account) DO UPDATE SET month = excluded.month, base_micro = excluded.base_micro`,
  ),
  removeOpeningCredit: change(
    (account: string) => sql`DELETE FROM opening_credit WHERE account = ${account}`,
  ),
  removeVendor: change((name: string) => sql`DELETE FROM vendor WHERE name = ${name}`),
  taxLines: rows(
    taxLine,
    () => sql`
      SELECT invoice_id AS invoiceId, kind, rate, net_micro AS netMicro, tax_micro AS taxMicro, recoverable
      FROM invoice_tax_line ORDER BY invoice_id, place`,
  ),
  removeTaxLines: change(
    (invoiceId: number) => sql`DELETE FROM invoice_tax_line WHERE invoice_id = ${invoiceId}`,
  ),
  addTaxLine: change(
    (invoiceId: number, place: number, line: TaxLine) => sql`
      INSERT INTO invoice_tax_line (invoice_id, place, kind, rate, net_micro, tax_micro, recoverable)
      VALUES (${invoiceId}, ${place}, ${line.kind}, ${line.rate}, ${line.netMicro}, ${line.taxMicro}, ${line.recoverable})`,
  ),
  payments: rows(
    payment,
    () => sql`
      SELECT id, invoice_id AS invoiceId, day, amount_micro AS amountMicro, base_micro AS baseMicro,
        fee_micro AS feeMicro, reference
      FROM invoice_payment ORDER BY day, id`,
  ),
  addPayment: change(
    (
      invoiceId: number,
      made: Omit<PaymentRow, 'id' | 'invoiceId'>,
      by: { readonly at: string; readonly who: string },
    ) => sql`
      INSERT INTO invoice_payment (invoice_id, day, amount_micro, base_micro, fee_micro, reference, at, who)
      VALUES (${invoiceId}, ${made.day}, ${made.amountMicro}, ${made.baseMicro}, ${made.feeMicro},
        ${made.reference}, ${by.at}, ${by.who})`,
  ),
  agreements: rows(
    agreement,
    () =>
      sql`SELECT key, value, agreed_with AS agreedWith, day, who FROM ledger_agreement ORDER BY key`,
  ),
  agree: change(
    (one: AgreementRow) => sql`
      INSERT INTO ledger_agreement (key, value, agreed_with, day, who)
      VALUES (${one.key}, ${one.value}, ${one.agreedWith}, ${one.day}, ${one.who})
      ON CONFLICT (key) DO UPDATE SET value = excluded.value, agreed_with = excluded.agreed_with,
        day = excluded.day, who = excluded.who`,
  ),
  disagree: change((key: string) => sql`DELETE FROM ledger_agreement WHERE key = ${key}`),
};
