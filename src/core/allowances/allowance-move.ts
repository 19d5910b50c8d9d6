import type { IsoDay } from '../calendar.ts';
import type { AllowanceKey, Quantity } from './allowance-line.ts';

/**
 * A decision that moves a person's limit beside the lines: append-only, and never changed. A permanent one counts in every
 * period from the one that holds `day` on; another in that period alone.
 */
export type AllowanceMove = {
  readonly id: string;
  readonly key: AllowanceKey;
  readonly person: string;
  readonly quantity: Quantity;
  /** The day from which it counts. */
  readonly day: IsoDay;
  readonly at: string;
  readonly by: string;
  readonly why: string;
} & (
  | {
      readonly kind: 'top-up';
      readonly isPermanent: boolean;
      /** The last day of a permanent one that was taken back. */
      readonly endDay: IsoDay | null;
      /** The team whose pool it draws on, and how much of it; the rest the owner gave. */
      readonly pool: { readonly team: string; readonly amount: bigint } | null;
    }
  /** `person` gives, `to` receives, in the period that holds `day`. */
  | { readonly kind: 'transfer'; readonly to: string }
);

export type EntryKind = 'limit' | 'slice' | 'top-up' | 'carry-over' | 'transfer';

/** One reason why a limit is what it is: micro-units of the allowance's currency, or tokens. */
export type AllowanceEntry = {
  readonly kind: EntryKind;
  readonly amount: bigint;
  readonly at: string;
  readonly by: string;
  readonly why: string;
};
