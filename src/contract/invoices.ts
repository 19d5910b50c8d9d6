import * as z from 'zod';
import { TEMPLATE_FIELDS } from '../core/invoices/vendor-template.ts';
import { TAX_KINDS } from '../core/ledger/tax-line.ts';
import { invoiceBooks } from './ledger.ts';
import { nothing, request } from './request.ts';
import { isoDay, isoMonth, money, monthInput, person } from './shapes.ts';
import { waitingForRate } from './spend.ts';

/** Invoices, what they make of a month, and how their vendors are known. */

const spot = z.union([
  z.object({ page: z.number(), x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
  z.object({ path: z.string() }),
  z.object({ typed: z.literal(true) }),
]);
export type SpotShape = z.infer<typeof spot>;

const reason = z.object({ code: z.string(), text: z.string() });

const invoiceRow = z.object({
  id: z.number().int(),
  file: z.string(),
  kind: z.enum(['invoice', 'credit-note', 'receipt']),
  vendor: z.string().nullable(),
  vendorKey: z.string().nullable(),
  number: z.string().nullable(),
  issued: isoDay.nullable(),
  due: isoDay.nullable(),
  /** The days it bills: as stated, else the month of its date. */
  from: isoDay.nullable(),
  to: isoDay.nullable(),
  currency: z.string().nullable(),
  net: money.nullable(),
  tax: money.nullable(),
  total: money.nullable(),
  payable: money.nullable(),
  status: z.enum(['read', 'confirmed', 'posted']),
  account: z.string().nullable(),
  /** Why it is not posted. */
  reasons: z.array(reason),
  duplicateOf: z.number().int().nullable(),
  confirmedBy: z.string().nullable(),
  importId: z.number().int(),
  sha256: z.string(),
});
export type InvoiceRow = z.infer<typeof invoiceRow>;

export const invoicesList = request(
  'invoices/list',
  'read',
  nothing,
  z.object({ invoices: z.array(invoiceRow) }),
);

/** What can be typed over, and its name on the command line. */
export const INVOICE_FIELDS = [
  'vendor',
  'number',
  'issued',
  'due',
  'from',
  'to',
  'currency',
  'net',
  'tax',
  'total',
  'payable',
] as const;
export type InvoiceFieldName = (typeof INVOICE_FIELDS)[number];
const fieldName = z.enum(INVOICE_FIELDS);

const field = z.object({
  field: fieldName,
  /** As text: a day, a code, a decimal; null where nothing was found. */
  value: z.string().nullable(),
  confidence: z.number(),
  at: spot.nullable(),
});
export type InvoiceFieldShape = z.infer<typeof field>;

export const invoiceDoc = invoiceRow.extend({
  fields: z.array(field),
  lines: z.array(
    z.object({
      description: z.string(),
      quantity: z.string().nullable(),
      unit: money.nullable(),
      amount: money,
      from: isoDay.nullable(),
      to: isoDay.nullable(),
      taxRate: z.string().nullable(),
      isPrepaid: z.boolean(),
      confidence: z.number(),
      at: spot,
    }),
  ),
  format: z.string(),
  mediaType: z.string(),
  notes: z.array(z.string()),
  /** The original's path beside the book. */
  original: z.string(),
  /** Whether lines and tax add up to the total; what is missing to it where they do not. */
  sums: z.object({ ok: z.boolean(), code: z.string().nullable(), off: money.nullable() }),
  /** What it makes of spend, without prepaid credits and recoverable tax. */
  spend: money.nullable(),
  prepaid: money.nullable(),
  books: invoiceBooks,
});
export type InvoiceDoc = z.infer<typeof invoiceDoc>;

const idInput = z.object({ id: z.number().int() });

export const invoicesShow = request('invoices/show', 'read', idInput, invoiceDoc);

const change = idInput.extend({
  /** Values as text; an empty one takes the field away. */
  fields: z.partialRecord(fieldName, z.string().max(300)).optional(),
  account: z.string().trim().min(1).max(200).optional(),
});

/** Types fields over, without confirming. */
export const invoicesMend = request('invoices/mend', 'write', change, invoiceDoc);

/** A person says that the invoice is right, after typing over what is not; it is posted. */
export const invoicesConfirm = request('invoices/confirm', 'write', change, invoiceDoc);

const taxLineInput = z.object({
  kind: z.enum(TAX_KINDS),
  rate: z.string().trim().max(10),
  net: z.string().trim().max(40),
  /** As printed, 0 for reverse charge. */
  tax: z.string().trim().max(40),
  recoverable: z.string().trim().max(10).optional(),
});

/** Gives an invoice's tax by rate, in its currency; together they are what it prints. No line: as the document tells. */
export const invoicesTax = request(
  'invoices/tax',
  'write',
  idInput.extend({
    lines: z.array(taxLineInput).max(20).optional(),
    /** The month it is booked in; an empty text: that of its date. */
    postingMonth: z.union([isoMonth, z.literal('')]).optional(),
  }),
  invoiceDoc,
);

/** Notes a payment as the bank statement has it, or (below zero) one that came back. */
export const invoicesPaid = request(
  'invoices/paid',
  'write',
  idInput.extend({
    date: isoDay,
    /** In the invoice's currency. */
    amount: z.string().trim().max(40),
    /** What left the account in base currency, without the fee. */
    base: z.string().trim().max(40).optional(),
    fee: z.string().trim().max(40).optional(),
    reference: z.string().trim().max(100).optional(),
  }),
  invoiceDoc,
);

/** Says which account an invoice bills; the account is made where it is new. */
export const invoicesAccount = request(
  'invoices/account',
  'write',
  idInput.extend({ account: z.string().trim().min(1).max(200) }),
  invoiceDoc,
);

/** How an account's variance is carried: by nobody, in proportion to use, or as the setting says. */
export const invoicesSpread = request(
  'invoices/spread',
  'write',
  z.object({ account: z.string(), spread: z.enum(['unassigned', 'by-use', 'setting']) }),
  z.object({ account: z.string(), spread: z.enum(['unassigned', 'by-use']) }),
);

/** What the screen shows beside the fields: pieces of text with their places, or a picture as data. */
export const invoicesPicture = request(
  'invoices/picture',
  'read',
  idInput,
  z.object({
    pages: z.array(
      z.object({
        page: z.number().int(),
        width: z.number(),
        height: z.number(),
        pieces: z.array(
          z.object({
            x: z.number(),
            y: z.number(),
            w: z.number(),
            h: z.number(),
            text: z.string(),
          }),
        ),
      }),
    ),
    /** `data:image/…`, for pictures that the window can show. */
    image: z.string().nullable(),
    /** The text of an XML invoice, shortened. */
    text: z.string().nullable(),
  }),
);

const templateField = z.enum(TEMPLATE_FIELDS);

/** Teaches a vendor from one invoice: where its pages carry which field. Its other waiting invoices are read anew. */
export const invoicesTeach = request(
  'invoices/teach',
  'write',
  idInput.extend({
    vendor: z.string().trim().min(1).max(200),
    pointed: z
      .array(
        z.object({
          field: templateField,
          box: z.object({
            page: z.number().int(),
            x: z.number(),
            y: z.number(),
            w: z.number(),
            h: z.number(),
          }),
        }),
      )
      .max(20),
  }),
  invoiceDoc,
);

/** What of invoices waits for a person: shown on the overview. */
export const invoicesAttention = request(
  'invoices/attention',
  'read',
  monthInput,
  z.object({
    waiting: z.number().int(),
    unexplained: z.array(z.object({ account: z.string(), amount: money })),
  }),
);

const part = z.object({
  code: z.enum([
    /** Charges that wait for a rate of their own day. */
    'no-rate',
    /** Rates differ between the days of the charges and the invoice's. */
    'exchange',
    'tax',
    'credits',
    'late-usage',
    'rounding',
    /** Charges in a currency that no invoice bills. */
    'other-currency',
    /** Nothing else tells of this account's spend: the invoice is all of it. */
    'no-charges',
    'unexplained',
  ]),
  amount: money,
  count: z.number().int(),
});

const three = z.object({ invoice: money, charges: money, variance: money });

export const reconciledAccount = z.object({
  account: z.string(),
  provider: z.string().nullable(),
  period: z.object({ from: isoDay, to: isoDay }),
  /** The last day of grace: use up to it may be what the invoices bill beyond the charges. */
  lateUntil: isoDay,
  invoices: z.array(z.object({ id: z.number().int(), number: z.string().nullable() })),
  /** What the invoices bill for the period, tax included only where it cannot be recovered. */
  invoice: money,
  charges: money,
  variance: money,
  /** They add up to the variance. Where currencies mix, all of these are in base currency. */
  parts: z.array(part),
  prepaid: money,
  /** Whether metered use is drawn from credits bought before, so that no invoice is held against it. */
  drawsOnCredits: z.boolean(),
  tax: money,
  spread: z.enum(['unassigned', 'by-use']),
  /** False while a rate is missing. */
  posted: z.boolean(),
  /** The whole period in base currency, its parts too; null while a rate is missing. */
  base: three.extend({ parts: z.array(part) }).nullable(),
  /** What of it belongs to the month asked for, in base currency. */
  inMonth: three.nullable(),
});
export type ReconciledAccount = z.infer<typeof reconciledAccount>;

/** Each account and billing period that touches a month: invoices against charges. */
export const reconcileMonth = request(
  'reconcile/month',
  'read',
  monthInput,
  z.object({
    month: isoMonth,
    currency: z.string(),
    total: money,
    accounts: z.array(reconciledAccount),
    /** Accounts with charges in the month and no invoice for it. */
    withoutInvoice: z.array(z.object({ account: z.string(), charges: money, waitingForRate })),
    /** Charges without an account that an invoice of the same seller may bill once more. */
    countedTwice: z.array(
      z.object({ account: z.string(), tool: z.string().nullable(), charges: money }),
    ),
    /** Credits bought with invoices of the month: no spend until they are used. */
    credits: z.array(z.object({ id: z.number().int(), account: z.string(), amount: money })),
    /** Invoices of the month that are not posted. */
    waiting: z.array(
      z.object({
        id: z.number().int(),
        vendor: z.string().nullable(),
        account: z.string().nullable(),
        total: money.nullable(),
        reasons: z.array(reason),
      }),
    ),
  }),
);

/** The charges of an account between two days, as reconciliation holds them against the invoice. */
export const reconcileCharges = request(
  'reconcile/charges',
  'read',
  z.object({ account: z.string(), from: isoDay, to: isoDay }),
  z.object({
    charges: z.array(
      z.object({
        day: isoDay,
        month: isoMonth,
        source: z.enum(['usage', 'cost-report', 'subscription', 'manual']),
        tool: z.string().nullable(),
        model: z.string().nullable(),
        identity: z.string().nullable(),
        person: person.nullable(),
        original: money,
        amount: money,
        /** What of `original` waits for a rate and is not in `amount`. */
        waitingAmount: money,
      }),
    ),
    more: z.boolean(),
  }),
);
