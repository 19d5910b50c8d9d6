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
import { Charging } from '../charging.ts';
import type { Context } from '../context.ts';
import { SpendReader } from '../spend.ts';
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
  const isAny = book.get(
    `SELECT 1 AS held FROM invoice WHERE status = 'posted'
     UNION ALL SELECT 1 FROM variance_charge LIMIT 1`,
  );
  if (!isAny) return;
  const charging = new Charging(context);
  const bills = postedBills(context, charging);
  const groups = billGroups(bills.filter((bill) => !isCreditsOnly(bill)));
  const closed = new Set(
    book.all<{ month: IsoMonth }>('SELECT month FROM closed_month').map((row) => row.month),
  );
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
  const held = book.all<{ accountId: number; month: IsoMonth }>(
    'SELECT DISTINCT account_id AS accountId, month FROM variance_charge',
  );
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

/** The bills of the month in base currency; `null` while one of them waits for a rate. */
export function billedBase(group: Group, month: IsoMonth): Micro | null {
  let sum = 0n;
  for (const bill of group.bills) {
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
  const billed = billedBase(group, month);
  if (billed === null) {
    return byCurrency(group, month, cells).map(([currency, amountMicro]) => ({
      ...row,
      currency,
      amountMicro,
      baseMicro: charging.inBase(amountMicro, currency, to),
    }));
  }
  const varianceMicro = billed - sumBase(cells);
  if (varianceMicro === 0n) return [];
  const whole = { ...row, amountMicro: varianceMicro, baseMicro: varianceMicro };
  const users = cells.filter((cell) => cell.baseMicro > 0n);
  if (!isSpread || users.length === 0) return [whole];
  return spreadRows(whole, users);
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
  const parts = allocate(
    whole.amountMicro,
    list.map((actor) => actor.micro),
  );
  return list.flatMap(({ cell }, index) => {
    const amountMicro = parts[index] ?? 0n;
    if (amountMicro === 0n) return [];
    const { identityId, personId, tool } = cell;
    return [{ ...whole, identityId, personId, tool, amountMicro, baseMicro: amountMicro }];
  });
}

/** What a closed month still lacks, in the invoice's own currency, on the first open month's first day. */
function lateRows(
  groups: readonly Group[],
  month: IsoMonth,
  reader: SpendReader,
  frozen: ReadonlyMap<string, Micro>,
  open: IsoMonth,
  charging: Charging,
): VarianceRow[] {
  const [first] = groups;
  const wanted = new Map<string, Micro>();
  for (const group of groups) {
    const { from, to } = daysIn(group, month);
    const cells = chargesOf(reader, group, from, to);
    const billed = billedBase(group, month);
    const parts: [string, Micro][] =
      billed === null
        ? byCurrency(group, month, cells)
        : [[charging.base, billed - sumBase(cells)]];
    for (const [currency, micro] of parts) add(wanted, currency, micro);
  }
  for (const [currency, micro] of frozen) add(wanted, currency, -micro);
  const blank = first
    ? rowOf(first, [], firstDay(open), charging.base)
    : { ...EMPTY, day: firstDay(open), baseCurrency: charging.base, currency: charging.base };
  return [...wanted].flatMap(([currency, amountMicro]) =>
    amountMicro === 0n
      ? []
      : [
          {
            ...blank,
            detail: `${blank.detail} for ${month}, which is closed`,
            currency,
            amountMicro,
            baseMicro: charging.inBase(amountMicro, currency, firstDay(open)),
          },
        ],
  );
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
  return [...sums].filter(([, micro]) => micro !== 0n);
}

const REFERENCE_LENGTH = 100;

function rowOf(
  group: Group,
  cells: readonly SpendCell[],
  day: IsoDay,
  baseCurrency: string,
): VarianceRow {
  const numbers = group.bills.map((bill) => bill.number).join(', ');
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
    reference: numbers.slice(0, REFERENCE_LENGTH),
    currency: baseCurrency,
    baseCurrency,
  };
}
