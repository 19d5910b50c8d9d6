import type { AllowanceKey } from '../allowances/allowance-line.ts';
import type { CompanyCalendar } from '../allowances/company-calendar.ts';
import type { IsoDay, IsoMonth } from '../calendar.ts';
import type { Micro } from '../money.ts';
import type { BeyondAccount } from '../spend/log-projects.ts';
import type { ModelPrice, TokenCounts } from '../spend/pricing.ts';
import type { DayBound } from './day-bound.ts';

export type SignalPerson = {
  readonly id: string;
  readonly name: string;
  readonly startDay: IsoDay | null;
  readonly endDay: IsoDay | null;
};

/** A subscription as its use is judged. */
export type PaidSeat = {
  readonly id: string;
  readonly tool: string;
  /** `null`: a spare licence. */
  readonly person: string | null;
  readonly startDay: IsoDay;
  readonly endDay: IsoDay | null;
  readonly renewalDay: IsoDay | null;
  readonly priceMicro: Micro;
  readonly currency: string;
  readonly cadence: 'month' | 'year';
  /** What it costs a month in base currency; `null` while it waits for a rate. */
  readonly monthMicro: Micro | null;
  /** Whether the provider lets the person in; `null` where it does not tell. */
  readonly hasAccess: boolean | null;
  /** Whether any source tells who uses this tool: without one, nothing can be said about its use. */
  readonly isUseSeen: boolean;
};

/** What one person used of one tool on one day, usage that a plan covers included; base currency. */
export type ToolUse = {
  readonly person: string;
  readonly tool: string;
  readonly day: IsoDay;
  readonly micro: Micro;
};

/** What one person, one key that nobody carries, or one account took on one day, in base currency. */
export type SpenderDay = {
  readonly by: 'person' | 'key' | 'account';
  readonly id: string;
  readonly name: string;
  readonly day: IsoDay;
  readonly micro: Micro;
  /** Above it a day is a question; `null` where none is to be asked. */
  readonly bound: DayBound | null;
};

/** Requests and tokens of one model on one day by one person. */
export type ModelUse = {
  readonly person: string;
  readonly day: IsoDay;
  readonly model: string;
  readonly requests: number;
  readonly tokens: TokenCounts;
};

/** What the signals of a month are drawn from. Amounts are micro-units of base currency where nothing else is said. */
export type SignalInput = {
  readonly month: IsoMonth;
  /** The last whole day known, the month's last at the latest. */
  readonly lastDay: IsoDay;
  readonly calendar: CompanyCalendar;
  readonly currency: string;
  /** Less than this is not worth a question. */
  readonly noteworthyMicro: Micro;
  readonly people: readonly SignalPerson[];
  /** What a person's use cost or is worth by the price list, by day, seats' prices left out; 112 days back. */
  readonly daySpend: readonly {
    readonly person: string;
    readonly day: IsoDay;
    readonly micro: Micro;
  }[];
  /** Money that days of the month took, of what came near a bound: persons, keys that nobody carries, accounts. */
  readonly spenderDays: readonly SpenderDay[];
  /** Allowances that only watch, in the periods that the month touches, with the amounts at which to tell. */
  readonly watched: readonly {
    readonly person: string;
    readonly key: AllowanceKey;
    readonly from: IsoDay;
    /** `null`: amounts are tokens. */
    readonly currency: string | null;
    readonly used: bigint;
    readonly amounts: readonly bigint[];
  }[];
  /** Spend of everything and weighted accepted output by month; six months back. A month not listed has neither. */
  readonly months: readonly {
    readonly person: string;
    readonly month: IsoMonth;
    readonly spendMicro: Micro;
    readonly outputUnits: number;
  }[];
  /** Allowance periods that are over, with what was left at their end and what each day took: micro-units or tokens. */
  readonly periods: readonly {
    readonly person: string;
    readonly key: AllowanceKey;
    readonly from: IsoDay;
    readonly to: IsoDay;
    readonly limit: bigint;
    readonly days: readonly { readonly day: IsoDay; readonly amount: bigint }[];
  }[];
  readonly seats: readonly PaidSeat[];
  /** As far back as the book knows; what is charged for use and what a plan covers alike. */
  readonly toolUse: readonly ToolUse[];
  /** What people use each tool for, as the company says (`coding`, `chat`, `images`): often several things. */
  readonly jobs: ReadonlyMap<string, readonly string[]>;
  /** What computers' logs have beyond the accounts: with its worth in base currency where known. */
  readonly beyondAccounts: readonly (BeyondAccount & {
    readonly baseMicro: Micro | null;
  })[];
  readonly modelUse: readonly ModelUse[];
  /** The price of a model and of the provider's next class down; `null` where one is unknown. */
  readonly lowerClass: (
    model: string,
    day: IsoDay,
  ) => { readonly price: ModelPrice; readonly lower: ModelPrice } | null;
  /** Claim lines that were submitted, approved or paid. */
  readonly claimLines: readonly {
    readonly person: string;
    readonly tool: string;
    readonly day: IsoDay;
    readonly micro: Micro;
    readonly currency: string;
  }[];
};
