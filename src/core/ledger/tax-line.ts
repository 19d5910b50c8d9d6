import type { IsoMonth } from '../calendar.ts';
import type { Micro } from '../money.ts';

/**
 * `domestic`: printed and payable to the vendor; `reverse-charge`: not printed, the buyer works it out and
 * owes it; `exempt`: none; `sales-tax`: printed, of the American kind, never recoverable unless said;
 * `not-recoverable`: printed, and an expense.
 */
export const TAX_KINDS = [
  'domestic',
  'reverse-charge',
  'exempt',
  'sales-tax',
  'not-recoverable',
] as const;
export type TaxKind = (typeof TAX_KINDS)[number];

/** One rate of a document's tax, in the document's currency. Of a credit note all amounts are below zero. */
export type TaxLine = {
  readonly kind: TaxKind;
  /** Percent as a plain decimal (`19`, `8.875`, `0`). */
  readonly rate: string;
  readonly netMicro: Micro;
  /** As printed: 0 for reverse charge. */
  readonly taxMicro: Micro;
  /** How much of the tax the company gets back, 0 to 100 in percent as a plain decimal. */
  readonly recoverable: string;
};

/**
 * A tax line with its amounts in base currency, in whole minor units. Over all tax lines of a document
 * `baseNetMicro + baseTaxMicro` is its gross in base.
 */
export type BookedTaxLine = TaxLine & {
  /** Its place in the document, from 1: what entry lines name as `taxLine`. */
  readonly place: number;
  readonly baseNetMicro: Micro;
  /** The printed tax; 0 for reverse charge. */
  readonly baseTaxMicro: Micro;
  /** The tax that the buyer works out (reverse charge): base net × rate; 0 for other kinds. */
  readonly baseSelfAssessedMicro: Micro;
  /** What of the printed and the self-assessed tax is recoverable; the rest is expense. */
  readonly baseRecoverableMicro: Micro;
  /** The same two in the document's currency. */
  readonly selfAssessedMicro: Micro;
  readonly recoverableMicro: Micro;
  /** Net and tax that is not recoverable by month, without credits. */
  readonly shares: readonly MonthShare[];
  /** Credits bought for later, net, and what of their tax is not recoverable: an expense at once. */
  readonly creditsMicro: Micro;
  readonly baseCreditsMicro: Micro;
  readonly creditsTaxMicro: Micro;
  readonly baseCreditsTaxMicro: Micro;
};

/** An expense of one month; in whole minor units of the document's currency and of base. */
export type MonthShare = {
  readonly month: IsoMonth;
  readonly amountMicro: Micro;
  readonly baseMicro: Micro;
};
