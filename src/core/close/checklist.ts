import type { IsoDay, IsoMonth } from '../calendar.ts';
import { lastDay } from '../calendar.ts';
import type { Micro } from '../money.ts';

/** What a month's checklist looks at, counted. */
export type MonthFacts = {
  readonly month: IsoMonth;
  readonly today: IsoDay;
  readonly hasSpend: boolean;
  readonly earlierOpen: readonly IsoMonth[];
  readonly waitingForRate: readonly {
    readonly currency: string;
    readonly count: number;
    readonly amountMicro: Micro;
  }[];
  readonly unpricedRows: number;
  readonly unassignedMicro: Micro;
  readonly rejectedRows: number;
  /** Rows that accounts sent and that could not be read. */
  readonly unreadRows: number;
  readonly openClaims: number;
  readonly openInvoices: number;
  /** Documents whose tax has no ledger account. */
  readonly unbooked: number;
  /** Charges without an account that an invoice of the month may bill once more. */
  readonly countedTwiceMicro: Micro;
};

export type ChecklistCode =
  | 'rate-missing'
  | 'not-over'
  | 'no-spend'
  | 'earlier-open'
  | 'unpriced'
  | 'unassigned'
  | 'rejects'
  | 'unread'
  | 'claims-open'
  | 'invoices-open'
  | 'tax-account-missing'
  | 'counted-twice';

/**
 * Something to look at before a month is closed. `blocks`: the total itself is not known yet;
 * `warns`: the total is known, but somebody may want to finish something first.
 */
export type ChecklistItem = {
  readonly code: ChecklistCode;
  readonly severity: 'blocks' | 'warns';
  readonly count: number;
  readonly amountMicro: Micro | null;
  /** The amount's currency, where it is not the base currency. */
  readonly currency: string | null;
  readonly months: readonly IsoMonth[];
};

/**
 * A month's checklist, what blocks first (RULES.md, Closing). Only a missing rate blocks: the month's
 * total cannot be worked out without it. Unpriced usage charges nothing by rule, unassigned
 * spend is part of the total, and what comes late can be posted in an open month.
 */
export function checklistOf(facts: MonthFacts): ChecklistItem[] {
  const warning = (
    code: ChecklistCode,
    count: number,
    more: Partial<ChecklistItem> = {},
  ): ChecklistItem[] =>
    count === 0
      ? []
      : [
          {
            code,
            severity: 'warns',
            count,
            amountMicro: null,
            currency: null,
            months: [],
            ...more,
          },
        ];
  return [
    ...facts.waitingForRate.flatMap(({ currency, count, amountMicro }) =>
      warning('rate-missing', count, { severity: 'blocks', amountMicro, currency }),
    ),
    ...warning('no-spend', facts.hasSpend ? 0 : 1),
    ...warning('not-over', facts.today <= lastDay(facts.month) ? 1 : 0),
    ...warning('earlier-open', facts.earlierOpen.length, { months: facts.earlierOpen }),
    ...warning('unpriced', facts.unpricedRows),
    ...warning('unassigned', facts.unassignedMicro === 0n ? 0 : 1, {
      amountMicro: facts.unassignedMicro,
    }),
    ...warning('rejects', facts.rejectedRows),
    ...warning('unread', facts.unreadRows),
    ...warning('claims-open', facts.openClaims),
    ...warning('invoices-open', facts.openInvoices),
    ...warning('tax-account-missing', facts.unbooked),
    ...warning('counted-twice', facts.countedTwiceMicro === 0n ? 0 : 1, {
      amountMicro: facts.countedTwiceMicro,
    }),
  ];
}
