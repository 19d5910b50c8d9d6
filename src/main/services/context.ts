import type { AccessLevel } from '../../core/access/rights.ts';
import { dayIn, type IsoDay } from '../../core/calendar.ts';
import { settingRules } from '../../core/settings.ts';
import type { Book } from '../book/book.ts';
import type { Keychain } from '../keychain.ts';
import type { NetworkAccess } from '../providers/provider-client.ts';

/** What long work tells while it runs: bytes of how many, and rows taken so far. */
export type Progress = {
  readonly task: string;
  readonly done: number;
  readonly total: number | null;
  readonly rows: number;
};

/** What every service stands on: the book, who asks, the clock, the app's own resources. */
export type Context = {
  readonly book: Book;
  readonly who: string;
  readonly now: () => string;
  readonly today: () => IsoDay;
  /** The folder that holds the price list, the templates and the sample company. */
  readonly resources: string;
  readonly progress: (progress: Progress) => void;
  readonly signal: AbortSignal | undefined;
  /** Where keys of accounts are kept; opened only by what a person asked for. */
  readonly keychain: Keychain;
  /** Keys given for this run: in memory, gone with it. */
  readonly runKeys: Keychain;
  /** The network, with a company's own certificate authority (PEM) where the account names one. */
  readonly network: (extraCa: string | null) => NetworkAccess;
  /**
   * Does a change of the book between two other changes: work that waits for a network must not
   * hold the book, nor write into somebody else's transaction.
   */
  readonly turn: <T>(work: () => T) => Promise<T>;
  /** Whether `who` was said by whoever acts, and is not only this computer's user. */
  readonly isNamed: boolean;
  /** Who asks, once access is set; `null` as long as nothing is hidden. */
  readonly access: {
    readonly email: string;
    readonly name: string;
    readonly level: AccessLevel;
    readonly team: string | null;
  } | null;
  /** The app's own folder on this computer, beside every book. */
  readonly settingsFolder: string;
};

/** A setting's value in force: the owner's, else the rule's default. */
export function settingOf(context: Context, key: string): string {
  return context.book.settings.value(key) ?? settingRules[key]?.default ?? '';
}

/** The company's calendar day at an instant, in its own time zone. */
export function companyDay(book: Book, instant: string): IsoDay {
  const zone = book.settings.value('company.time-zone') ?? 'UTC';
  return dayIn(zone, instant) ?? instant.slice(0, 10);
}

/** The company's base currency, fixed when the book was made. */
export function baseCurrency(context: Context): string {
  return context.book.settings.value('company.currency') ?? 'USD';
}
