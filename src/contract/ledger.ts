import * as z from 'zod';
import { LEDGER_PACKS } from '../core/ledger/ledger-account.ts';
import { PART_CODES } from '../core/ledger/ledger-month.ts';
import { TAX_KINDS } from '../core/ledger/tax-line.ts';
import { nothing, request } from './request.ts';
import { isoDay, isoMonth, money, monthInput, person } from './shapes.ts';

/** What goes to the accountant's ledger: vendors, tax, payments, and a month's trial balance. */

const vendor = z.object({
  name: z.string(),
  legalName: z.string().nullable(),
  /** Two letters. */
  country: z.string().nullable(),
  vatId: z.string().nullable(),
  /** The creditor's number, or supplier's code. */
  creditor: z.string().nullable(),
  expenseAccount: z.string().nullable(),
  taxKey: z.string().nullable(),
  terms: z.number().int().nullable(),
});
export type VendorDoc = z.infer<typeof vendor>;

export const vendorsList = request(
  'vendors/list',
  'read',
  nothing,
  z.object({ vendors: z.array(vendor) }),
);

const text = z.string().trim().max(200);

/** Keeps a vendor, or changes it: what is left out stays, an empty text takes it away. */
export const vendorsSet = request(
  'vendors/set',
  'write',
  z.object({
    name: text.min(1),
    legalName: text.optional(),
    country: text.optional(),
    vatId: text.optional(),
    creditor: text.optional(),
    expenseAccount: text.optional(),
    taxKey: text.optional(),
    terms: z.string().trim().max(10).optional(),
  }),
  vendorsList.output,
);

/** Forgets what is kept of a vendor; one that an invoice names stays, as the invoice has it. */
export const vendorsRemove = request(
  'vendors/remove',
  'write',
  z.object({ name: text.min(1) }),
  vendorsList.output,
);

/** Credits that an account held as a month began, without an invoice of the book; in base currency. */
export const openingCreditsList = request(
  'ledger/opening-credits',
  'read',
  nothing,
  z.object({
    currency: z.string(),
    credits: z.array(z.object({ account: z.string(), month: isoMonth, amount: money })),
  }),
);

export const openingCreditsSet = request(
  'ledger/opening-credits-set',
  'write',
  z.object({ account: text.min(1), month: isoMonth, amount: text.min(1) }),
  openingCreditsList.output,
);

export const openingCreditsRemove = request(
  'ledger/opening-credits-remove',
  'write',
  z.object({ account: text.min(1) }),
  openingCreditsList.output,
);

export const taxKind = z.enum(TAX_KINDS);

/** A document's tax at one rate; of reverse charge `tax` is 0 and `selfAssessed` what the company works out. */
export const taxLineDoc = z.object({
  kind: taxKind,
  rate: z.string(),
  net: money,
  tax: money,
  /** Percent. */
  recoverable: z.string(),
});
export type TaxLineDoc = z.infer<typeof taxLineDoc>;

export const paymentDoc = z.object({
  id: z.number().int(),
  day: isoDay,
  amount: money,
  base: money,
  fee: money,
  reference: z.string().nullable(),
});

const taxRole = z.enum(['input-tax', 'reverse-charge-in', 'reverse-charge-out']);

/** A rate of tax that the chart names no ledger account for. */
export const missingTaxAccount = z.object({
  role: taxRole,
  setting: z.string(),
  rate: z.string(),
  /** The invoices that it keeps out of the books, and the claims whose tax is an expense without it. */
  documents: z.array(z.string()),
});
export type MissingTaxAccountDoc = z.infer<typeof missingTaxAccount>;

/** What an invoice is in the books. */
export const invoiceBooks = z.object({
  taxLines: z.array(taxLineDoc),
  /** Whether a person gave the tax lines; else they follow from the document. */
  taxGiven: z.boolean(),
  vendorInBooks: vendor.nullable(),
  postingMonth: isoMonth.nullable(),
  payments: z.array(paymentDoc),
  /** What is not paid, in its currency. */
  open: money.nullable(),
  taxAccountsMissing: z.array(missingTaxAccount),
});

const amountsOfSide = {
  debit: money,
  credit: money,
};

export const ledgerMonth = request(
  'ledger/month',
  'read slowly',
  monthInput,
  z.object({
    month: isoMonth,
    currency: z.string(),
    pack: z.enum(LEDGER_PACKS),
    isClosed: z.boolean(),
    accounts: z.array(
      z.object({ code: z.string().nullable(), name: z.string(), ...amountsOfSide }),
    ),
    payables: money,
    claims: money,
    expense: money,
    total: money,
    /** The total and they add up to the expense. */
    parts: z.array(z.object({ code: z.enum(PART_CODES), amount: money })),
    entries: z.array(
      z.object({
        number: z.string(),
        day: isoDay,
        kind: z.string(),
        text: z.string(),
        /** What it books, releases or pays: `invoice-12`, `claim-7/1`. */
        document: z.string().nullable(),
        lines: z.array(
          z.object({ code: z.string().nullable(), name: z.string(), ...amountsOfSide }),
        ),
      }),
    ),
    openPayables: z.array(
      z.object({
        invoice: z.string(),
        vendor: z.string().nullable(),
        number: z.string().nullable(),
        day: isoDay,
        due: isoDay.nullable(),
        open: money,
        base: money,
      }),
    ),
    /** Claims that are booked and not paid whole at the month's end; none are listed of months that an earlier version closed. */
    openClaims: z.array(z.object({ claim: z.string(), person, day: isoDay, base: money })),
    /** What is not booked yet, by its cause, with the sentence in English. */
    notBooked: z.array(
      z.object({
        code: z.enum([
          'invoices-waiting',
          'invoices-without-rate',
          'charges-without-rate',
          'claims-undecided',
          'tax-account-missing',
        ]),
        count: z.number().int(),
        text: z.string(),
      }),
    ),
    /** Rates of tax without a ledger account, and what waits for each. */
    taxAccountsMissing: z.array(missingTaxAccount),
    /** Settings that stand as proposed: nobody has agreed to them with the accountant. */
    proposed: z.array(z.string()),
  }),
);
export type LedgerMonthDoc = z.infer<(typeof ledgerMonth)['output']>;

const ledgerSetting = z.object({
  key: z.string(),
  /** In force: what is set, else what the chart proposes; `none` where neither is. */
  value: z.string(),
  /** Whether it is set, and not the chart's. */
  isOwn: z.boolean(),
  agreed: z.object({ with: z.string(), day: isoDay, who: z.string() }).nullable(),
});

const ledgerSettingsDoc = z.object({
  pack: z.enum(LEDGER_PACKS).nullable(),
  settings: z.array(ledgerSetting),
});
export type LedgerSettingsDoc = z.infer<typeof ledgerSettingsDoc>;

export const ledgerSettings = request('ledger/settings', 'read', nothing, ledgerSettingsDoc);

/** Says that settings stand as agreed with somebody; without a name it takes that back. */
export const ledgerAgree = request(
  'ledger/agree',
  'write',
  z.object({ keys: z.array(z.string()).min(1).max(100), with: text.nullable() }),
  ledgerSettingsDoc,
);

/** Names the ledger account of a rate of tax; the other rates of the setting stay. */
export const ledgerTaxAccount = request(
  'ledger/tax-account',
  'write',
  z.object({ role: taxRole, rate: text.min(1), account: text.min(1) }),
  ledgerSettingsDoc,
);
