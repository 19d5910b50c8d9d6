import type { Capabilities, LimitScope } from '../../core/accounts/capability-words.ts';
import type { IsoDay } from '../../core/calendar.ts';
import type { Failure } from '../../core/failure.ts';
import type { Micro } from '../../core/money.ts';
import type { ChargeRow, RowReject, UsageRow } from '../../core/spend/rows.ts';
import type { ClientRules, ProviderClient } from './provider-client.ts';

/** Somebody or something that the account knows. `identity` is what usage rows name, or what keys name as owner. */
export type Member = {
  readonly identity: string;
  readonly email: string | null;
  readonly name: string | null;
  readonly role: string | null;
  readonly active: boolean;
};

/** A licence as of now. The price is monthly; `null` where the provider does not tell it. */
export type SeatSeen = {
  readonly identity: string;
  readonly tool: string;
  readonly lastActivityDay: IsoDay | null;
  readonly plan: string | null;
  readonly priceMicro: Micro | null;
  readonly currency: string;
  /** It is cancelled and ends on this day. */
  readonly endsDay?: IsoDay | null;
};

export type KeySeen = {
  readonly id: string;
  readonly name: string | null;
  readonly status: 'active' | 'paused' | 'other';
  /** The member's identity that owns it. */
  readonly owner: string | null;
  /** The project or workspace that it belongs to. */
  readonly project: string | null;
  readonly limit: SpendLimit | null;
};

export type LimitPeriod = 'day' | 'week' | 'month' | 'lifetime' | 'cycle' | 'other';
export type SpendLimit = {
  readonly amountMicro: Micro | null;
  readonly currency: string;
  readonly period: LimitPeriod;
};

/** A limit that is in force, as the provider lists it; `target` is `null` where it holds for all of the scope. */
export type LimitSeen = {
  readonly scope: Exclude<LimitScope, 'key'>;
  readonly target: string | null;
  readonly name: string | null;
  readonly limit: SpendLimit;
  /** What of it is used in the current period, where the provider tells it. */
  readonly usedMicro: Micro | null;
};

/** What the account has bought in advance and still holds. */
export type CreditSeen = {
  readonly leftMicro: Micro;
  readonly boughtMicro: Micro;
  readonly currency: string;
};

/** Something the account's screen says beside the figures; `code` is translated, `text` is the English sentence. */
export type SyncNote = {
  readonly code: string;
  readonly text: string;
  readonly details: Readonly<Record<string, string | number | null>>;
};

/**
 * One sync unit: what one answer (or one day made of several) brought, and the cursor to go on
 * from. Both are stored in one transaction. Where `replaces` is set, every row that an earlier unit
 * of the same account and stream brought for these days (both included) is deleted first.
 */
export type SyncPage = {
  readonly stream: string;
  /** The days that were asked for; `null` for a list as of now. */
  readonly asked: { readonly fromDay: IsoDay; readonly toDay: IsoDay } | null;
  readonly rows: readonly (UsageRow | ChargeRow)[];
  readonly rejects: readonly RowReject[];
  readonly members: readonly Member[];
  readonly seats: readonly SeatSeen[];
  readonly keys: readonly KeySeen[];
  readonly limits: readonly LimitSeen[];
  readonly credit: CreditSeen | null;
  readonly replaces: {
    readonly fromDay: IsoDay;
    readonly toDay: IsoDay;
    readonly stream: string;
  } | null;
  /**
   * Where this page's money comes from. `usage`: usage rows carry their own cost, or the price list
   * speaks where they carry none. `cost-report`: charges come as charge rows; usage rows of this
   * page charge nothing, whatever the price list says (they may be weighed by it to split charges).
   */
  readonly moneyFrom: 'usage' | 'cost-report';
  readonly notes: readonly SyncNote[];
  readonly cursor: string;
  readonly progress: { readonly fromDay: IsoDay; readonly toDay: IsoDay; readonly doneDay: IsoDay };
  /** True on the last page of a sync. */
  readonly done: boolean;
  /** On the last page: what became of each stream, in the order in which they are read. */
  readonly outcomes: readonly StreamOutcome[];
};

/** What became of one stream of a sync. */
export type StreamOutcome = {
  readonly stream: string;
  /** `closed`: not open to this key, left out until asked for again. */
  readonly state: 'done' | 'closed' | 'failed';
  /** What stopped it, in this sync. */
  readonly failure: Failure | null;
  /** Whether what the account costs is read from it. */
  readonly tellsMoney: boolean;
};

/** What the owner set for the account beside its key. */
export type AccountSettings = {
  /** GitHub: the organization's login. */
  readonly organization: string | null;
  /** The gateway's money is already charged by another account (README: never count twice). */
  readonly chargedElsewhere: boolean;
};

export type ProviderContext = {
  readonly client: ProviderClient;
  readonly settings: AccountSettings;
  /** Nothing before this day is asked for. */
  readonly firstDay: IsoDay;
  /** The current UTC day. */
  readonly today: IsoDay;
  /** Ask again for features that an earlier sync found closed. */
  readonly retryClosed: boolean;
};

export type CheckResult =
  | {
      readonly ok: true;
      readonly organization: string | null;
      /** Features that this key can use now, out of the provider's. */
      readonly found: readonly string[];
      readonly notes: readonly SyncNote[];
    }
  | { readonly ok: false; readonly failure: Failure };

/** A write, before it is done: what exactly would be sent, and in words. Nothing has been sent yet. */
export type PlannedWrite = {
  readonly method: 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly body: string | null;
  readonly words: SyncNote;
  readonly reversible: boolean;
};

export type LimitChange = {
  readonly scope: LimitScope;
  /** The provider's id of the person, key, team or project; `null` for the organization. */
  readonly target: string | null;
  readonly amountMicro: Micro | null;
  readonly currency: 'USD';
  readonly period: LimitPeriod;
};

export type LimitActions = {
  /** Throws `Failure('limit_not_possible')` where the provider cannot set this. */
  readonly planLimit: (context: ProviderContext, change: LimitChange) => Promise<PlannedWrite>;
  /** Sends it and reads it back; the limit that is in force afterwards. */
  readonly doLimit: (context: ProviderContext, change: LimitChange) => Promise<SpendLimit>;
};

export type PauseChange = {
  readonly keyId: string;
  readonly paused: boolean;
  /** OpenAI: the project that the key belongs to. */
  readonly project: string | null;
};

export type PauseActions = {
  readonly planPause: (context: ProviderContext, change: PauseChange) => Promise<PlannedWrite>;
  /** Sends it and reads it back; the key's state afterwards. */
  readonly doPause: (
    context: ProviderContext,
    change: PauseChange,
  ) => Promise<'paused' | 'active' | 'deleted'>;
};

export type Provider = {
  readonly id: string;
  readonly name: string;
  /**
   * Catalogue code of the sentence that says which kind of key is needed and where it is made. One that
   * the catalogues do not have gives the sentence for any key.
   */
  readonly keyHint: string;
  /** `null`: the owner's own address. */
  readonly baseUrl: string | null;
  readonly allowsCustomUrl: boolean;
  readonly needsOrganization: boolean;
  readonly capabilities: Capabilities;
  /** How far back it answers; `null` where unknown or unlimited. */
  readonly historyDays: number | null;
  readonly rereadDays: number;
  readonly rules: ClientRules;
  readonly check: (context: ProviderContext) => Promise<CheckResult>;
  /** `state` is the last stored cursor, `null` at first. Throws `Failure` with a `plan` in its details. */
  readonly sync: (context: ProviderContext, state: string | null) => AsyncGenerator<SyncPage>;
  readonly limits?: LimitActions;
  readonly pause?: PauseActions;
};
