import type { IsoDay, IsoMonth } from '../calendar.ts';
import type { ExportPerson } from '../close/export-rows.ts';
import type { Micro } from '../money.ts';
import type { LedgerAccount, LedgerRole } from './ledger-account.ts';
import type { BookedTaxLine, MonthShare, TaxKind } from './tax-line.ts';
import type { Vendor } from './vendor.ts';

/**
 * What an entry books. `claim` is one approved line, `claim-reversal` takes one back; `payment` and
 * `payment-returned` settle an invoice, `claim-payment` and `claim-returned` one transfer to a person;
 * `correction` turns an entry of a closed month line by line (`corrects` names it).
 */
export const ENTRY_KINDS = [
  'correction',
  'invoice',
  'credit-note',
  'accrual-reversal',
  'claim',
  'claim-reversal',
  'payment',
  'payment-returned',
  'claim-payment',
  'claim-returned',
  'release',
  'credits-used',
  'accrual',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/**
 * One line of an entry. Amounts above zero are debits, below zero credits, never both; in whole minor
 * units. Over an entry's lines `baseMicro` adds up to 0, and `amountMicro` too.
 */
export type EntryLine = {
  readonly role: LedgerRole;
  /** The vendor's or person's line of what is owed has the vendors' (or claims') account here; its creditor is the entry's vendor's. */
  readonly account: LedgerAccount;
  readonly baseMicro: Micro;
  /** In the document's currency; 0 on fees, exchange differences and self-assessed tax that is in base alone. */
  readonly amountMicro: Micro;
  /** What the line says, e.g. the tool or the tax. Not neutralised. */
  readonly text: string;
  /** The team's code, or its name where it has none; only expense lines have one. */
  readonly costCentre: string | null;
  readonly tool: string | null;
  /** The place in the document's `taxLines` that this line comes from: an expense, prepaid or credits line by its net, a tax line by its tax; `null` on what is owed, and where there is no document. */
  readonly taxLine: number | null;
  /** Kind and rate of that tax line, so that a line tells its key by itself. */
  readonly tax: {
    readonly kind: TaxKind;
    readonly rate: string;
    readonly recoverable: string;
  } | null;
  /** The months that an expense or prepaid line is for, first and last; `null` on others. */
  readonly service: { readonly from: IsoMonth; readonly to: IsoMonth } | null;
};

/** One entry: balanced, of one day, from one document (or from a month's use of one account). */
export type Entry = {
  /** What it books, unique in the book and the same whenever it is worked out: `invoice-12`, `release invoice-12 2026-07`. */
  readonly key: string;
  /** `202606-0001`: counted per month by day, kind and document; fixed when the month is closed. */
  readonly number: string;
  /** The month it is booked in. */
  readonly month: IsoMonth;
  readonly day: IsoDay;
  readonly kind: EntryKind;
  /** The document it books, releases, reverses or pays; `null`: use that no document has billed yet. */
  readonly document: LedgerDocument | null;
  /** Our account at the provider (or the tool, where there is none) whose use or bill it is; `null` on claims and their payments. */
  readonly account: string | null;
  /** Who it is from or owed to; `null` on accruals without a known vendor, and on claims. */
  readonly vendor: Vendor | null;
  /** Whom a claim's entry owes or pays. */
  readonly person: ExportPerson | null;
  /** In the book's language, such as `Anthropic INV-77 2026-06`. Not neutralised. */
  readonly text: string;
  readonly baseCurrency: string;
  /** The document's currency; the base currency where there is no document. */
  readonly currency: string;
  readonly lines: readonly EntryLine[];
  /** When what it owes is due; `null` on entries that owe nothing, and on credit notes. */
  readonly due: IsoDay | null;
  /** What was delivered on which days; `null` where the entry is no document's. */
  readonly service: { readonly from: IsoDay; readonly to: IsoDay } | null;
  /** The number of the closed month's entry that this one turns or replaces. */
  readonly corrects: string | null;
  /** The bank's or batch's reference of a payment; of a claim's entry the line's (`C7/1`). */
  readonly reference: string | null;
  /** How many originals lie behind it: an invoice's file, a claim's receipts; 0 else. */
  readonly attachments: number;
};

/**
 * An invoice, credit note, receipt or claim line as it is booked. Amounts in whole minor units, signed from the
 * buyer's side: those of a credit note are below zero. Gross = net + printed tax, in both currencies.
 */
export type LedgerDocument = {
  /** `invoice-12`, or `claim-7/1` (claim and line). */
  readonly id: string;
  readonly kind: 'invoice' | 'credit-note' | 'receipt' | 'claim';
  /** Our account at the provider that it bills; `null` on claims. */
  readonly account: string | null;
  readonly vendor: Vendor | null;
  readonly person: ExportPerson | null;
  /** As printed. */
  readonly number: string | null;
  readonly issueDay: IsoDay;
  readonly due: IsoDay | null;
  readonly service: { readonly from: IsoDay; readonly to: IsoDay };
  readonly postingMonth: IsoMonth;
  readonly currency: string;
  readonly netMicro: Micro;
  readonly taxMicro: Micro;
  readonly grossMicro: Micro;
  readonly baseCurrency: string;
  readonly baseNetMicro: Micro;
  readonly baseTaxMicro: Micro;
  readonly baseGrossMicro: Micro;
  /** What of printed and self-assessed tax is recoverable, in base. */
  readonly baseRecoverableMicro: Micro;
  /** Units of base for one of the document's currency; `1` where they are the same. Up to 8 digits behind the point. */
  readonly rate: string;
  /** Units of the document's currency for one of base, which German software asks for. */
  readonly perBase: string;
  readonly taxLines: readonly BookedTaxLine[];
  /** Its expense by month, over all tax lines; they, the credits and the tax on credits that is not recoverable add up to net and tax that is not recoverable. */
  readonly shares: readonly MonthShare[];
  /** Credits bought for later, net. */
  readonly creditsMicro: Micro;
  readonly baseCreditsMicro: Micro;
  readonly payments: readonly DocumentPayment[];
  /** Of the original; `null` where there is none (of a claim line the first receipt's). */
  readonly sha256: string | null;
  readonly attachments: number;
};

/** What the bank statement says of one payment; below zero where it came back. */
export type DocumentPayment = {
  readonly id: number;
  readonly day: IsoDay;
  /** In the document's currency. */
  readonly amountMicro: Micro;
  /** What left the account for it in base currency, its fee not included. */
  readonly baseMicro: Micro;
  readonly feeMicro: Micro;
  readonly reference: string | null;
};
