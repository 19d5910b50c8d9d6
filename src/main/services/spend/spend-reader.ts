import {
  firstDay,
  type IsoDay,
  type IsoMonth,
  lastDay,
  monthOf,
  monthRange,
} from '../../../core/calendar.ts';
import type { Micro } from '../../../core/money.ts';
import { type Assignment, changesWithin } from '../../../core/spend/attribution.ts';
import {
  type BeyondAccount,
  beyondAccounts,
  type ModelNaming,
  splitByProject,
  togetherByMonth,
} from '../../../core/spend/log-projects.ts';
import {
  type Spend,
  type SpendCell,
  spendCells,
  sumBase,
} from '../../../core/spend/spend-cells.ts';
import { subscriptionCharge } from '../../../core/spend/subscription-charges.ts';
import { rateTable } from '../../book/rate-store.ts';
import {
  assignments,
  chargesBetween,
  closedTotal,
  type DayDetail,
  firstChargedDays,
  identitiesOfMonth,
  loggedBesideAccounts,
  monthBounds,
  usageAndCharges,
  usageByDay,
  usageOfMonth,
} from '../../book/spend-queries.ts';
import type { HeldSubscription } from '../../book/stores/subscriptions.ts';
import { frozenDocument } from '../close/frozen-month.ts';
import { baseCurrency, type Context } from '../context.ts';
import { listPrices } from '../rates/list-prices.ts';
import { oneName } from './account-use.ts';

const NO_TOKENS = {
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  cacheWrite1hTokens: 0,
  requests: 0,
} as const;

/** Gathers what was spent, for one request: the book is asked once for assignments, plans and rates. */
export class SpendReader {
  readonly #context: Context;
  readonly #assignments: ReadonlyMap<number, readonly Assignment[]>;
  readonly #subscriptions: readonly HeldSubscription[];
  readonly #convert: (micro: bigint, currency: string, day: IsoDay) => bigint | null;
  readonly #months = new Map<IsoMonth, SpendCell[]>();
  #firstUses: ReadonlyMap<number, IsoDay> | null = null;
  #named: ModelNaming | null = null;

  constructor(context: Context) {
    const base = baseCurrency(context);
    this.#context = context;
    this.#assignments = assignments(context.book);
    this.#subscriptions = context.book.subscriptions.all();
    let rates: ReturnType<typeof rateTable> | null = null;
    this.#convert = (micro, currency, day) => {
      if (currency === base) return micro;
      rates ??= rateTable(context.book);
      return rates.convert(micro, currency, base, day);
    };
  }

  /** The month's cells; all that a screen or an export says about the month is a sum of these. */
  month(month: IsoMonth): SpendCell[] {
    let cells = this.#months.get(month);
    if (!cells) {
      const frozen = frozenDocument(this.#context.book, month, 'cells');
      cells = frozen ? [...frozen] : this.#cellsOf(month);
      this.#months.set(month, cells);
    }
    return cells;
  }

  /** The month's total in base currency: the sum of its cells, without making them where it need not. */
  total(month: IsoMonth): Micro {
    const cells = this.#months.get(month);
    if (cells) return sumBase(cells);
    const { book } = this.#context;
    return (
      closedTotal(book, month) ??
      usageAndCharges(book, month) + sumBase(this.#subscriptionSpends(month))
    );
  }

  /**
   * The same, with usage kept apart by day; by tool only, where neither models, projects nor tokens are
   * asked for. Days of a closed month are split as it was closed.
   */
  days(from: IsoDay, to: IsoDay, detail: DayDetail = 'model'): SpendCell[] {
    return spansIn(from, to).flatMap(({ month, first, last }) =>
      this.#daysWithin(month, first, last, detail),
    );
  }

  #daysWithin(month: IsoMonth, from: IsoDay, to: IsoDay, detail: DayDetail): SpendCell[] {
    const { book } = this.#context;
    const frozen = frozenDocument(book, month, 'assignments');
    const own = [
      ...usageByDay(book, from, to, identitiesOfMonth(book, month), detail),
      ...chargesBetween(book, from, to),
    ];
    const held = frozen ? new Map(frozen) : this.#assignments;
    const cells = spendCells(own, held);
    const split =
      detail === 'model'
        ? splitByProject(cells, this.#logged(from, to, held), this.#naming())
        : cells;
    const isWithin = ({ day }: { readonly day: IsoDay }): boolean => day >= from && day <= to;
    if (!frozen) {
      const plans = this.#subscriptionSpends(month).filter(isWithin);
      return [...split, ...spendCells(plans, this.#assignments)];
    }
    const plans = this.month(month).filter((cell) => cell.source === 'subscription');
    return [...split, ...plans.filter(isWithin)];
  }

  /** What computers' logs have of days beyond what the accounts tell of the same use; a closed month's as it was closed. */
  beyondAccounts(from: IsoDay, to: IsoDay): BeyondAccount[] {
    const { book } = this.#context;
    const months = spansIn(from, to).map(({ month, first, last }) => {
      const frozen = frozenDocument(book, month, 'assignments');
      const held = frozen ? new Map(frozen) : this.#assignments;
      const logs = this.#logged(first, last, held);
      const accountUse = usageByDay(book, first, last, identitiesBeside(logs, held));
      return { logs, accountUse: spendCells(accountUse, held) };
    });
    const logs = months.flatMap((one) => one.logs);
    if (logs.length === 0) return [];
    const accountUse = months.flatMap((one) => one.accountUse);
    return beyondAccounts(accountUse, logs, this.#naming());
  }

  #logged(
    from: IsoDay,
    to: IsoDay,
    held: ReadonlyMap<number, readonly Assignment[]>,
  ): readonly SpendCell[] {
    return spendCells(loggedBesideAccounts(this.#context.book, from, to), held);
  }

  /** Prices are read only where a log stands beside an account. */
  #naming(): ModelNaming {
    return (model) => {
      if (this.#named === null) {
        const prices = listPrices(this.#context);
        this.#named = (text) => oneName(prices, text);
      }
      return this.#named(model);
    };
  }

  /** Who carries what, by identity, as it stands now. */
  assignments(): ReadonlyMap<number, readonly Assignment[]> {
    return this.#assignments;
  }

  #cellsOf(month: IsoMonth): SpendCell[] {
    const { book } = this.#context;
    const [from, to] = monthBounds(month);
    const logs = this.#logged(from, to, this.#assignments);
    const beside = new Set(identitiesBeside(logs, this.#assignments));
    const byDay = [...this.#assignments]
      .filter(([identityId, held]) => beside.has(identityId) || changesWithin(month, held))
      .map(([identityId]) => identityId);
    const cells = spendCells(
      [
        ...usageOfMonth(book, month, byDay),
        ...(byDay.length > 0 ? usageByDay(book, from, to, byDay) : []),
        ...chargesBetween(book, from, to),
        ...this.#subscriptionSpends(month),
      ],
      this.#assignments,
    );
    if (logs.length === 0) return cells;
    const isBeside = ({ identityId }: SpendCell): boolean => beside.has(identityId ?? -1);
    return [
      ...cells.filter((cell) => !isBeside(cell)),
      ...togetherByMonth(splitByProject(cells.filter(isBeside), logs, this.#naming())),
    ];
  }

  #subscriptionSpends(month: IsoMonth): Spend[] {
    return this.#subscriptions.flatMap((one) => {
      const amountMicro = subscriptionCharge(one, month);
      if (amountMicro === 0n) return [];
      const day = one.startDay > firstDay(month) ? one.startDay : firstDay(month);
      const baseMicro = this.#convert(amountMicro, one.currency, day);
      const isWaiting = baseMicro === null;
      return [
        {
          ...NO_TOKENS,
          month,
          day,
          source: 'subscription' as const,
          identityId: null,
          personId: one.personId,
          identity: one.email,
          account: one.account,
          tool: one.tool,
          model: null,
          project: null,
          currency: one.currency,
          amountMicro,
          baseMicro: baseMicro ?? 0n,
          listMicro: null,
          unpriced: 0,
          waiting: isWaiting ? 1 : 0,
          waitingMicro: isWaiting ? amountMicro : 0n,
          cause:
            one.personId !== null ? null : one.email === null ? 'spare-licence' : 'unknown-person',
        },
      ];
    });
  }

  /** The first day on which a person's seat was charged, for every person who has one (RULES.md, The verdict). */
  firstChargeDays(): Map<number, IsoDay> {
    const first = new Map<number, IsoDay>();
    const note = (personId: number | null, day: IsoDay | null): void => {
      if (personId === null || day === null) return;
      const known = first.get(personId);
      if (known === undefined || day < known) first.set(personId, day);
    };
    for (const one of this.#subscriptions)
      if (one.priceMicro !== 0n) note(one.personId, one.startDay);
    for (const [identityId, held] of this.#assignments) {
      for (const one of held)
        note(one.personId, this.#firstUse(identityId, one, held.length === 1));
    }
    const charges = this.#context.book.charges.firstDays();
    for (const { identityId, personId, day } of charges) {
      note(personId, day);
      for (const one of identityId === null ? [] : (this.#assignments.get(identityId) ?? [])) {
        if ((one.fromDay ?? '') <= day && (one.toDay ?? '9999') >= day) note(one.personId, day);
        else note(one.personId, this.#firstCharge(identityId ?? 0, one));
      }
    }
    return first;
  }

  #firstUse(identityId: number, held: Assignment, isOnly: boolean): IsoDay | null {
    if (isOnly && held.fromDay === null && held.toDay === null) {
      this.#firstUses ??= firstChargedDays(this.#context.book);
      return this.#firstUses.get(identityId) ?? null;
    }
    return this.#context.book.usage.firstDay(
      identityId,
      held.fromDay ?? '0000-01-01',
      held.toDay ?? '9999-12-31',
    );
  }

  #firstCharge(identityId: number, held: Assignment): IsoDay | null {
    return this.#context.book.charges.firstDay(
      identityId,
      held.fromDay ?? '0000-01-01',
      held.toDay ?? '9999-12-31',
    );
  }
}

/** The days of each month that two days span. */
function spansIn(
  from: IsoDay,
  to: IsoDay,
): { readonly month: IsoMonth; readonly first: IsoDay; readonly last: IsoDay }[] {
  return monthRange(monthOf(from), monthOf(to)).map((month) => ({
    month,
    first: from > firstDay(month) ? from : firstDay(month),
    last: to < lastDay(month) ? to : lastDay(month),
  }));
}

/** The identities of those whose logs speak of use that an account tells too. */
function identitiesBeside(
  logs: readonly SpendCell[],
  held: ReadonlyMap<number, readonly Assignment[]>,
): number[] {
  const people = new Set(logs.map(({ carrierId }) => carrierId));
  return [...held]
    .filter(([, parts]) => parts.some(({ personId }) => people.has(personId)))
    .map(([identityId]) => identityId);
}
