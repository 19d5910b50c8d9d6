import type { IsoDay } from '../calendar.ts';
import type { Micro } from '../money.ts';

/** A receipt as the rules see it: its fingerprints, and its total where somebody read it. */
export type Receipt = {
  /** Of the whole file, lower-case hexadecimal. */
  readonly sha256: string;
  /** A 256-bit difference hash as 64 hexadecimal digits; `null` where the receipt is no picture. */
  readonly pictureHash: string | null;
  readonly totalMicro: Micro | null;
  readonly currency: string | null;
};

/** One line as a person writes it. */
export type ClaimLine = {
  readonly id: string;
  /** The day the person paid. */
  readonly day: IsoDay;
  readonly tool: string | null;
  readonly vendor: string | null;
  readonly invoiceNumber: string | null;
  readonly purpose: string;
  /** The whole amount on the receipt. */
  readonly amountMicro: Micro;
  readonly currency: string;
  /** The share for work in percent as a plain decimal (`100`, `62.5`). */
  readonly workPercent: string;
  /** The billing period covered; both ends or neither. */
  readonly periodStart: IsoDay | null;
  readonly periodEnd: IsoDay | null;
  /** The tax that the receipt prints, in its currency, and its rate in percent as a plain decimal. */
  readonly taxMicro?: Micro | null;
  readonly taxRate?: string | null;
  /** Whether the receipt is made out to the company: only then can its tax be recovered. */
  readonly inCompanyName?: boolean;
  readonly receipts: readonly Receipt[];
};

/** What one approver grants of one line, in the line's own currency. */
export type Grant = { readonly lineId: string; readonly approvedMicro: Micro };
