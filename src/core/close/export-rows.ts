import type { IsoDay, IsoMonth } from '../calendar.ts';
import type { ClaimState } from '../claims/claim-event.ts';
import type { Micro } from '../money.ts';
import type { ChargeSource, UnassignedCause } from '../spend/spend-cells.ts';

/** The rows that exports are written from. Whoever gathers them puts people in order of their names. */

export type ExportPerson = {
  readonly name: string;
  readonly email: string;
  readonly role: string | null;
  readonly team: string | null;
};

/** One charge, or the sum of equal ones. `person` is `null` where nobody carries it. */
export type ChargeExportRow = {
  /** The first and the last day it covers. */
  readonly day: IsoDay;
  readonly lastDay: IsoDay;
  readonly month: IsoMonth;
  readonly source: ChargeSource;
  readonly person: ExportPerson | null;
  readonly cause: UnassignedCause | null;
  readonly provider: string | null;
  readonly tool: string | null;
  readonly account: string | null;
  readonly identity: string | null;
  readonly model: string | null;
  readonly project: string | null;
  readonly description: string | null;
  readonly invoiceNumber: string | null;
  /** The provider's own id. */
  readonly reference: string | null;
  /** The account of the ledger it is booked on; `null`: the default one. */
  readonly accountCode: string | null;
  /** Whom it is charged to: the team's own code where one is set, else the team's name. */
  readonly costCentre: string | null;
  readonly tokens: number | null;
  readonly requests: number | null;
  readonly amountMicro: Micro;
  readonly currency: string;
  /** Before discounts, where known. */
  readonly listMicro: Micro | null;
  /** In base currency; `null` while it waits for a rate. */
  readonly baseMicro: Micro | null;
  readonly baseCurrency: string;
  /** The closed month this charge corrects. */
  readonly correctsMonth: IsoMonth | null;
};

/** One seat and month, in base currency; `person` `null` is the month's unassigned spend. */
export type SeatExportRow = {
  readonly month: IsoMonth;
  readonly person: ExportPerson | null;
  readonly currency: string;
  readonly spendMicro: Micro;
  readonly bySource: Readonly<Record<ChargeSource, Micro>>;
  readonly allowanceMicro: Micro | null;
  readonly leftMicro: Micro | null;
  readonly outputUnits: number | null;
  readonly outputItems: number | null;
  readonly verdict: string | null;
  readonly probability: number | null;
  readonly advice: string | null;
  /** Of an undecided seat. Absent, with `expectedNetMicro`, in a month that a version without leans closed. */
  readonly lean?: string | null;
  /** Per month. */
  readonly expectedNetMicro?: Micro | null;
};

/** One line of a claim. */
export type ClaimExportRow = {
  readonly claimId: string;
  readonly lineId: string;
  readonly person: ExportPerson;
  readonly state: ClaimState;
  readonly day: IsoDay;
  readonly tool: string | null;
  readonly vendor: string | null;
  readonly invoiceNumber: string | null;
  readonly purpose: string;
  readonly periodStart: IsoDay | null;
  readonly periodEnd: IsoDay | null;
  readonly amountMicro: Micro;
  readonly currency: string;
  readonly workPercent: string;
  readonly claimedMicro: Micro;
  readonly approvedMicro: Micro;
  /** What was approved, in base currency; `null` until then. */
  readonly baseMicro: Micro | null;
  readonly baseCurrency: string;
  readonly chargedMonth: IsoMonth | null;
  readonly decidedBy: string | null;
  readonly why: string | null;
  readonly paidDay: IsoDay | null;
  readonly paymentReference: string | null;
  readonly receiptHashes: readonly string[];
};

/** One transfer to a person for one or more claims, or below zero one that came back. */
export type PayoutExportRow = {
  readonly day: IsoDay;
  readonly person: ExportPerson;
  /** The claims that it settles, with spaces between. */
  readonly claimId: string;
  readonly reference: string;
  readonly kind: 'payment' | 'returned';
  readonly amountMicro: Micro;
  readonly currency: string;
  /** What the lines that it settles were charged with, in base currency. */
  readonly baseMicro: Micro;
  readonly baseCurrency: string;
};
