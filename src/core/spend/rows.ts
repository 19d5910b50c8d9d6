import type { AssetKind, Survives } from '../assets/asset.ts';
import type { IsoDay, IsoMonth } from '../calendar.ts';
import type { Micro } from '../money.ts';
import type { PriceTier } from './price-tier.ts';

/** The shapes that readers of files and of provider answers hand to the services. Counts are whole numbers. */

/** What a row of usage counts. */
export const USAGE_COUNTS = [
  'inputTokens',
  'outputTokens',
  'cacheReadTokens',
  'cacheWriteTokens',
  'cacheWrite1hTokens',
  'requests',
  'searches',
] as const;

/** What was consumed on one day. `cacheWriteTokens` includes the 1-hour ones; input holds no cached tokens. */
export type UsageRow = {
  readonly kind: 'usage';
  readonly line: number;
  readonly day: IsoDay;
  /** How the source names the actor (e-mail, user id, key name); `null` where it names none. */
  readonly identity: string | null;
  readonly tool: string | null;
  readonly model: string | null;
  readonly project: string | null;
  /** What else tells this row from its neighbours (key, tier, token type); part of what the row is known by. */
  readonly description: string | null;
  /** The source's own id of the row, where it has one. */
  readonly nativeId: string | null;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly cacheWrite1hTokens: number;
  readonly requests: number;
  /** What the source says it cost, net; `null` where it says nothing, and the price list speaks. */
  readonly costMicro: Micro | null;
  /** Before discounts and included amounts, where the source tells it. */
  readonly grossMicro: Micro | null;
  readonly currency: string | null;
  /** How it was asked for (fast, batch, a long context, a region); left out: nothing was said. */
  readonly tier?: PriceTier;
  /** Web searches by the provider's own tool, priced apart from tokens; left out: none. */
  readonly searches?: number;
  /** In the provider's own unit (AI credits, premium requests), in millionths; left out: none. */
  readonly creditsMicro?: bigint;
  /** The credits were bought beside any plan: they cost what the contract says a credit costs. */
  readonly paysByCredit?: true;
};

/** Money as a provider's report or a person states it. */
export type ChargeRow = {
  readonly kind: 'charge';
  readonly line: number;
  readonly source: 'cost-report' | 'manual';
  /** The day in whose month the money is billed. */
  readonly day: IsoDay;
  /** What the money is for, where that lies outside the month that bills it. */
  readonly chargedFor?: { readonly from: IsoDay; readonly to: IsoDay };
  readonly amountMicro: Micro;
  readonly grossMicro: Micro | null;
  readonly currency: string;
  readonly identity: string | null;
  readonly tool: string | null;
  readonly model: string | null;
  readonly project: string | null;
  readonly description: string | null;
  readonly reference: string | null;
  readonly nativeId: string | null;
};

export type PersonRow = {
  readonly kind: 'person';
  readonly line: number;
  readonly name: string;
  readonly email: string;
  readonly role: string | null;
  readonly team: string | null;
  readonly startDay: IsoDay | null;
  readonly endDay: IsoDay | null;
  /** Loaded monthly cost: salary plus overhead. */
  readonly monthlyCostMicro: Micro | null;
  readonly currency: string | null;
};

export type SubscriptionRow = {
  readonly kind: 'subscription';
  readonly line: number;
  readonly tool: string;
  /** `null`: a spare licence that nobody holds. */
  readonly email: string | null;
  readonly startDay: IsoDay;
  /** The last day it runs. */
  readonly endDay: IsoDay | null;
  readonly priceMicro: Micro;
  readonly currency: string;
  readonly cadence: 'month' | 'year';
  readonly account: string | null;
  /** A day on which it renews, as the contract says. */
  readonly renewalDay: IsoDay | null;
  /** How many days before it notice must be given. */
  readonly noticeDays: number | null;
  /** What the next plan down would cost. */
  readonly downgradeMicro: Micro | null;
};

export type OutputRow = {
  readonly kind: 'output';
  readonly line: number;
  readonly day: IsoDay;
  readonly email: string;
  readonly outputKind: string;
  /** In thousandths of an item, so that a half counts exactly. */
  readonly quantityMilli: number;
  readonly title: string | null;
  readonly link: string | null;
  /** `undefined`: the file has no such column and is taken as accepted at its source. */
  readonly acceptedBy: string | null | undefined;
  /** The author's own estimate: felt, never measured. */
  readonly minutesSaved: number | null;
  readonly reopenedDay: IsoDay | null;
};

/** Something reusable that spend left behind. */
export type AssetRow = {
  readonly kind: 'asset';
  readonly line: number;
  readonly name: string;
  readonly assetKind: AssetKind;
  /** The maker's e-mail. */
  readonly maker: string;
  readonly fromMonth: IsoMonth;
  readonly toMonth: IsoMonth;
  /** In thousandths of a percent of the maker's spend, and of an hour. */
  readonly shareMilli: number;
  readonly hoursMilli: number;
  /** Over so many months its cost is spread. */
  readonly months: number;
  readonly place: string | null;
  readonly tool: string | null;
  readonly survives: Survives;
};

/** Units of `to` for one unit of `from`; the rate stays the text that was published. */
export type RateRow = {
  readonly kind: 'rate';
  readonly line: number;
  readonly day: IsoDay;
  readonly from: string;
  readonly to: string;
  readonly rate: string;
  readonly source: 'ecb' | 'typed';
};

/** A licence as a provider's report lists it: who holds it, and when it was used last. */
export type SeatRow = {
  readonly kind: 'seat';
  readonly line: number;
  /** The day that the report is of. */
  readonly day: IsoDay;
  readonly identity: string;
  readonly name: string | null;
  readonly tool: string;
  /** `null`: not used as far back as the report reaches. */
  readonly lastActivity: IsoDay | null;
};

/** A row of something that was not asked for (another product on a cloud's bill): it is counted, not kept. */
export type LeftOutRow = { readonly kind: 'left-out'; readonly line: number; readonly day: IsoDay };

export type ImportRow =
  | UsageRow
  | ChargeRow
  | PersonRow
  | SubscriptionRow
  | OutputRow
  | RateRow
  | AssetRow
  | SeatRow
  | LeftOutRow;

/** Why a row was not taken. `code` is stable and translated; `reason` is the English sentence. */
export type RowReject = {
  readonly kind: 'reject';
  readonly line: number;
  /** The row's day, where it could be read at least. */
  readonly day?: IsoDay;
  /** What its source calls it, where it has a name of its own. */
  readonly name?: string;
  readonly field: string | null;
  readonly value: string | null;
  readonly code: string;
  readonly reason: string;
  /** The row as it stood in the file, so that it can be mended and imported again. */
  readonly raw: readonly string[];
};
