import {
  addDays,
  addMonths,
  firstDay,
  type IsoDay,
  type IsoMonth,
  lastDay,
  monthOf,
  monthRange,
} from '../../../core/calendar.ts';
import { type BillGroup, billGroups } from '../../../core/invoices/bill-groups.ts';
import { splitByMonth } from '../../../core/invoices/invoice-period.ts';
import { allocate, type Micro } from '../../../core/money.ts';
import { type SpendCell, sumBase } from '../../../core/spend/spend-cells.ts';
import type { Context } from '../context.ts';
import { Charging } from '../spend/charging.ts';
import { SpendReader } from '../spend/spend-reader.ts';
import { accountSpend } from './account-spend.ts';
import { type BillPart, isCreditsOnly, type PostedBill, postedBills } from './posted-bills.ts';
import { spreadOf } from './spread-rules.ts';
import { replaceVariances, type VarianceRow, varianceHeld } from './variance-rows.ts';

/** Which days changed; `null` is open. Closed months are looked at only where an invoice changed. */
export type RepostScope = {
  readonly from: IsoDay | null;
  readonly to: IsoDay | null;
  readonly withClosed?: boolean;
};

type Group = BillGroup<PostedBill>;

/**
 * Brings the variance charges in line with invoices and charges: for each account and month, what the
 * invoices bill for its days less what is charged on them (RULES.md, Invoices), so that the
 * month's total equals the invoices. What belongs to a closed month is posted in the first open one
 * after it. Doing it again changes nothing.
 */
export function repostVariances(context: Context, scope: RepostScope): void {
  const { book } = context;
  const isAny = book.invoices.isAnyToReconcile();
  if (!isAny) return;
  const charging = new Charging(context);
  const bills = postedBills(context, charging);
  const groups = billGroups(bills.filter((bill) => !isCreditsOnly(bill)));
  const closed = new Set(book.closures.months());
  const reader = new SpendReader(context);
  for (const [accountId, months] of monthsInScope(context, groups, scope)) {
    for (const month of months) {
      if (closed.has(month) && scope.withClosed !== true) continue;
      const own = groups.filter(
        (group) =>
          group.accountId === accountId &&
          group.period.start <= lastDay(month) &&
          group.period.end >= firstDay(month),
      );
      const frozen = varianceHeld(book, accountId, month, 'frozen');
      const wanted = closed.has(month)
        ? lateRows(own, month, reader, frozen.byCurrency, firstOpen(month, closed), charging)
        : own.flatMap((group) => {
            const spread = spreadOf(context, accountId) === 'by-use';
            return monthRows(group, month, reader, charging, spread);
          });
      const rest = closed.has(month) ? wanted : [...wanted, ...against(frozen.baseMicro, wanted)];
      replaceVariances(context, accountId, month, rest);
    }
  }
}

/** An open month of which a part was posted while it was closed: that part is taken off. */
function against(frozenMicro: Micro, wanted: readonly VarianceRow[]): VarianceRow[] {
  const [first] = wanted;
  if (frozenMicro === 0n || !first) return [];
  return [
    {
      ...first,
      identityId: null,
      personId: null,
      detail: `${first.detail}, less what was posted since`,
      amountMicro: -frozenMicro,
      currency: first.baseCurrency,
      baseMicro: -frozenMicro,
    },
  ];
}

function monthsInScope(
  { book }: Context,
  groups: readonly Group[],
  scope: RepostScope,
): Map<number, IsoMonth[]> {
  const from = scope.from === null ? null : monthOf(scope.from);
  const to = scope.to === null ? null : monthOf(scope.to);
  const found = new Map<number, Set<IsoMonth>>();
  const note = (accountId: number, month: IsoMonth): void => {
    if ((from !== null && month < from) || (to !== null && month > to)) return;
    found.set(accountId, (found.get(accountId) ?? new Set()).add(month));
  };
  // A bill that came or went can move its neighbours' days as well: groups are taken whole.
  for (const { accountId, period } of groups) {
    if (scope.from !== null && addDays(period.end, 1) < scope.from) continue;
    if (scope.to !== null && addDays(period.start, -1) > scope.to) continue;
    for (const month of monthRange(monthOf(period.start), monthOf(period.end))) {
      found.set(accountId, (found.get(accountId) ?? new Set()).add(month));
    }
  }
  const held = book.variances.months();
  for (const { accountId, month } of held) note(accountId, month);
  return new Map([...found].map(([accountId, months]) => [accountId, [...months].sort()]));
}

function firstOpen(month: IsoMonth, closed: ReadonlySet<IsoMonth>): IsoMonth {
  let open = month;
  while (closed.has(open)) open = addMonths(open, 1);
  return open;
}

/** The charges of the group's account between two days. */
export function chargesOf(
  reader: SpendReader,
  { bills: [bill] }: Group,
  from: IsoDay,
  to: IsoDay,
): SpendCell[] {
  return bill ? accountSpend(reader, bill, from, to) : [];
}

/** The group's days in a month. */
export function daysIn(
  { period }: Pick<Group, 'period'>,
  month: IsoMonth,
): { from: IsoDay; to: IsoDay } {
  const from = period.start > firstDay(month) ? period.start : firstDay(month);
  const to = period.end < lastDay(month) ? period.end : lastDay(month);
  return { from, to };
}

/** What of a bill falls into a month, by days; all months add up to it. */
function partIn(
  bill: Group['bills'][number],
  month: IsoMonth,
  amountOf: (part: BillPart) => Micro,
): Micro {
  return bill.parts.reduce((sum, part) => {
    const months = splitByMonth(amountOf(part), part.days ?? bill.covered);
    return sum + (months.find((one) => one.month === month)?.amountMicro ?? 0n);
  }, 0n);
}

/** The bills of the month in base currency, or those in one; `null` while one of them waits for a rate. */
export function billedBase(group: Group, month: IsoMonth, currency?: string): Micro | null {
  let sum = 0n;
  for (const bill of group.bills) {
    if (currency !== undefined && bill.currency !== currency) continue;
    if (bill.baseMicro === null) return null;
    sum += partIn(bill, month, (part) => part.baseMicro ?? 0n);
  }
  return sum;
}

function monthRows(
  group: Group,
  month: IsoMonth,
  reader: SpendReader,
  charging: Charging,
  isSpread: boolean,
): VarianceRow[] {
  const { from, to } = daysIn(group, month);
  const cells = chargesOf(reader, group, from, to);
  const row = rowOf(group, cells, to, charging.base);
  const users = cells.filter((cell) => cell.baseMicro > 0n);
  return differences(group, month, cells, charging, to).flatMap((one) => {
    const whole = { ...row, ...one, ...(one.isOfInvoice ? {} : OTHER_CURRENCY) };
    const isWhole = !isSpread || users.length === 0 || one.baseMicro === null;
    return isWhole ? [whole] : spreadRows(whole, users);
  });
}

/** Charges that the invoice bills in its own currency at the vendor's rate: none of its own amount. */
const OTHER_CURRENCY = { detail: 'Charged in another currency than billed', reference: '' };

type Difference = {
  readonly currency: string;
  readonly amountMicro: Micro;
  readonly baseMicro: Micro | null;
  /** Whether it is in a currency that the bills are in. */
  readonly isOfInvoice: boolean;
};

/**
 * What a group's bills say of a month less what is charged there, by currency: bills keep theirs, so
 * that with the charges in it they add up to the invoice; charges in others are taken off in base.
 */
function differences(
  group: Group,
  month: IsoMonth,
  cells: readonly SpendCell[],
  charging: Charging,
  day: IsoDay,
): Difference[] {
  const { base } = charging;
  const billed = billedBase(group, month);
  const own = byCurrency(group, month, cells);
  if (billed === null) {
    return own.flatMap(([currency, amountMicro]) =>
      amountMicro === 0n
        ? []
        : [
            {
              ...{ currency, amountMicro, isOfInvoice: true },
              baseMicro: charging.inBase(amountMicro, currency, day),
            },
          ],
    );
  }
  const parts = own.map(([currency, amountMicro]): Difference => {
    const inCurrency = sumBase(cells.filter((cell) => cell.currency === currency));
    const baseMicro = billedBase(group, month, currency) ?? 0n;
    return { currency, amountMicro, baseMicro: baseMicro - inCurrency, isOfInvoice: true };
  });
  const billedIn = new Set(own.map(([currency]) => currency));
  const others = sumBase(cells.filter(({ currency }) => !billedIn.has(currency)));
  if (others !== 0n) {
    parts.push({ currency: base, amountMicro: -others, baseMicro: -others, isOfInvoice: false });
  }
  return parts.filter(({ amountMicro, baseMicro }) => amountMicro !== 0n || baseMicro !== 0n);
}

/** The variance in proportion to use, one row per actor and tool. */
function spreadRows(whole: VarianceRow, users: readonly SpendCell[]): VarianceRow[] {
  const actors = new Map<string, { cell: SpendCell; micro: Micro }>();
  for (const cell of users) {
    const key = JSON.stringify([cell.identityId, cell.personId, cell.tool]);
    const known = actors.get(key);
    actors.set(key, { cell, micro: (known?.micro ?? 0n) + cell.baseMicro });
  }
  const list = [...actors.values()];
  const weights = list.map((actor) => actor.micro);
  const amounts = allocate(whole.amountMicro, weights);
  const bases = allocate(whole.baseMicro ?? 0n, weights);
  return list.flatMap(({ cell }, index) => {
    const amountMicro = amounts[index] ?? 0n;
    const baseMicro = bases[index] ?? 0n;
    if (amountMicro === 0n && baseMicro === 0n) return [];
    const { identityId, personId, tool } = cell;
    return [{ ...whole, identityId, personId, tool, amountMicro, baseMicro }];
  });
}

/** What a closed month still lacks, in the invoice's own currency, on the first open month's first day. */
function lateRows(
  groups: readonly Group[],
  month: IsoMonth,
  reader: SpendReader,
  frozen: ReadonlyMap<string, { readonly amountMicro: Micro; readonly baseMicro: Micro | null }>,
  open: IsoMonth,
  charging: Charging,
): VarianceRow[] {
  const [first] = groups;
  const wanted = new Map<string, { amountMicro: Micro; baseMicro: Micro | null }>();
  const take = (currency: string, amountMicro: Micro, baseMicro: Micro | null): void => {
    const known = wanted.get(currency) ?? { amountMicro: 0n, baseMicro: 0n };
    wanted.set(currency, {
      amountMicro: known.amountMicro + amountMicro,
      baseMicro:
        known.baseMicro === null || baseMicro === null ? null : known.baseMicro + baseMicro,
    });
  };
  for (const group of groups) {
    const { from, to } = daysIn(group, month);
    const cells = chargesOf(reader, group, from, to);
    for (const one of differences(group, month, cells, charging, to)) {
      take(one.currency, one.amountMicro, one.baseMicro);
    }
  }
  for (const [currency, one] of frozen)
    take(currency, -one.amountMicro, one.baseMicro && -one.baseMicro);
  const blank = first
    ? rowOf(first, [], firstDay(open), charging.base)
    : { ...EMPTY, day: firstDay(open), baseCurrency: charging.base, currency: charging.base };
  const rows = [...wanted].map(([currency, one]) => ({
    ...blank,
    detail: `${blank.detail} for ${month}, which is closed`,
    currency,
    ...one,
    // Without the rate of its own day, the one of the day on which it is posted.
    baseMicro: one.baseMicro ?? charging.inBase(one.amountMicro, currency, firstDay(open)),
  }));
  // What an earlier version posted in base currency comes to the same: nothing is missing.
  const isEven =
    rows.every(({ baseMicro }) => baseMicro !== null) &&
    rows.reduce((sum, { baseMicro }) => sum + (baseMicro ?? 0n), 0n) === 0n;
  return isEven
    ? []
    : rows.filter(({ amountMicro, baseMicro }) => amountMicro !== 0n || baseMicro !== 0n);
}

const EMPTY: VarianceRow = {
  day: '',
  identityId: null,
  personId: null,
  tool: null,
  detail: 'Invoice taken back',
  reference: '',
  amountMicro: 0n,
  currency: '',
  baseMicro: 0n,
  baseCurrency: '',
};

function add(sums: Map<string, Micro>, key: string, micro: Micro): void {
  sums.set(key, (sums.get(key) ?? 0n) + micro);
}

/** The difference in each currency of the bills. */
function byCurrency(group: Group, month: IsoMonth, cells: readonly SpendCell[]): [string, Micro][] {
  const sums = new Map<string, Micro>();
  for (const bill of group.bills) {
    add(
      sums,
      bill.currency,
      partIn(bill, month, (part) => part.amountMicro),
    );
  }
  for (const cell of cells) {
    if (sums.has(cell.currency)) add(sums, cell.currency, -cell.amountMicro);
  }
  return [...sums];
}

const REFERENCE_LENGTH = 100;

/** Under what the variance of a group refers to its invoices. */
export const groupNumber = ({ bills }: Group): string =>
  bills
    .map(({ number }) => number)
    .join(', ')
    .slice(0, REFERENCE_LENGTH);

function rowOf(
  group: Group,
  cells: readonly SpendCell[],
  day: IsoDay,
  baseCurrency: string,
): VarianceRow {
  const tools = new Set(cells.map((cell) => cell.tool));
  const [only] = tools;
  return {
    ...EMPTY,
    day,
    tool:
      tools.size === 0
        ? (group.bills[0]?.vendor ?? null)
        : tools.size === 1
          ? (only ?? null)
          : null,
    detail: cells.length === 0 ? 'Invoice' : 'Invoice, less what was charged',
    reference: groupNumber(group),
    currency: baseCurrency,
    baseCurrency,
  };
}
