import { firstDay, type IsoDay, type IsoMonth } from '../calendar.ts';
import { allocate, type Micro } from '../money.ts';
import { type SpendCell, sumBase } from '../spend/spend-cells.ts';
import { billedBase, daysIn, groupNumber, type PostedGroup, partIn } from './posted-bill.ts';

/** A variance charge to be posted. */
export type VarianceRow = {
  readonly day: IsoDay;
  readonly identityId: number | null;
  readonly personId: number | null;
  readonly tool: string | null;
  readonly detail: string;
  readonly reference: string;
  readonly amountMicro: Micro;
  readonly currency: string;
  readonly baseMicro: Micro | null;
  readonly baseCurrency: string;
};

/** The company's currency, and amounts in it at the rate of their day; `null` while a rate is missing. */
export type BaseRates = {
  readonly base: string;
  readonly inBase: (micro: Micro, currency: string, day: IsoDay) => Micro | null;
};

/** What was posted in a currency; `baseMicro` is `null` while a part of it waits for a rate. */
export type PostedVariance = { readonly amountMicro: Micro; readonly baseMicro: Micro | null };

/**
 * The variance charges of a group in an open month, by currency, on the last of its days there: what
 * its invoices bill of the month less `cells`, what is charged on these days. With `isSpread` each is
 * parted over who used the account.
 */
export function monthVariances(
  group: PostedGroup,
  month: IsoMonth,
  cells: readonly SpendCell[],
  rates: BaseRates,
  isSpread: boolean,
): VarianceRow[] {
  const { to } = daysIn(group, month);
  const row = rowOf(group, cells, to, rates.base);
  const users = cells.filter((cell) => cell.baseMicro > 0n);
  return differences(group, month, cells, rates, to).flatMap((one) => {
    const whole = { ...row, ...one, ...(one.isOfInvoice ? {} : OTHER_CURRENCY) };
    const isWhole = !isSpread || users.length === 0 || one.baseMicro === null;
    return isWhole ? [whole] : spreadRows(whole, users);
  });
}

/** Charges that the invoice bills in its own currency at the vendor's rate: none of its own amount. */
const OTHER_CURRENCY = { detail: 'Charged in another currency than billed', reference: '' };

/**
 * What a closed month still lacks, in the invoice's own currency, on the first day of `open`, the
 * first open month after it. `groups` come with what is charged on their days in the month, `posted`
 * is what was posted as its variance and can no longer change, by currency.
 */
export function lateVariances(
  groups: readonly { readonly group: PostedGroup; readonly cells: readonly SpendCell[] }[],
  month: IsoMonth,
  posted: ReadonlyMap<string, PostedVariance>,
  open: IsoMonth,
  rates: BaseRates,
): VarianceRow[] {
  const first = groups[0]?.group;
  const wanted = new Map<string, { amountMicro: Micro; baseMicro: Micro | null }>();
  const take = (currency: string, amountMicro: Micro, baseMicro: Micro | null): void => {
    const known = wanted.get(currency) ?? { amountMicro: 0n, baseMicro: 0n };
    wanted.set(currency, {
      amountMicro: known.amountMicro + amountMicro,
      baseMicro:
        known.baseMicro === null || baseMicro === null ? null : known.baseMicro + baseMicro,
    });
  };
  for (const { group, cells } of groups) {
    const { to } = daysIn(group, month);
    for (const one of differences(group, month, cells, rates, to)) {
      take(one.currency, one.amountMicro, one.baseMicro);
    }
  }
  for (const [currency, one] of posted)
    take(currency, -one.amountMicro, one.baseMicro && -one.baseMicro);
  const blank = first
    ? rowOf(first, [], firstDay(open), rates.base)
    : { ...EMPTY, day: firstDay(open), baseCurrency: rates.base, currency: rates.base };
  const rows = [...wanted].map(([currency, one]) => ({
    ...blank,
    detail: `${blank.detail} for ${month}, which is closed`,
    currency,
    ...one,
    // Without the rate of its own day, the one of the day on which it is posted.
    baseMicro: one.baseMicro ?? rates.inBase(one.amountMicro, currency, firstDay(open)),
  }));
  // What an earlier version posted in base currency comes to the same: nothing is missing.
  const isEven =
    rows.every(({ baseMicro }) => baseMicro !== null) &&
    rows.reduce((sum, { baseMicro }) => sum + (baseMicro ?? 0n), 0n) === 0n;
  return isEven
    ? []
    : rows.filter(({ amountMicro, baseMicro }) => amountMicro !== 0n || baseMicro !== 0n);
}

/** An open month of which a part was posted while it was closed: that part, in base currency, is taken off. */
export function lessPosted(postedMicro: Micro, wanted: readonly VarianceRow[]): VarianceRow[] {
  const [first] = wanted;
  if (postedMicro === 0n || !first) return [];
  return [
    {
      ...first,
      identityId: null,
      personId: null,
      detail: `${first.detail}, less what was posted since`,
      amountMicro: -postedMicro,
      currency: first.baseCurrency,
      baseMicro: -postedMicro,
    },
  ];
}

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
  group: PostedGroup,
  month: IsoMonth,
  cells: readonly SpendCell[],
  rates: BaseRates,
  day: IsoDay,
): Difference[] {
  const { base } = rates;
  const billed = billedBase(group, month);
  const own = byCurrency(group, month, cells);
  if (billed === null) {
    return own.flatMap(([currency, amountMicro]) =>
      amountMicro === 0n
        ? []
        : [
            {
              ...{ currency, amountMicro, isOfInvoice: true },
              baseMicro: rates.inBase(amountMicro, currency, day),
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

/** The difference in each currency of the bills. */
function byCurrency(
  group: PostedGroup,
  month: IsoMonth,
  cells: readonly SpendCell[],
): [string, Micro][] {
  const sums = new Map<string, Micro>();
  for (const bill of group.bills) {
    add(sums, bill.currency, partIn(bill, month)?.amountMicro ?? 0n);
  }
  for (const cell of cells) {
    if (sums.has(cell.currency)) add(sums, cell.currency, -cell.amountMicro);
  }
  return [...sums];
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

function rowOf(
  group: PostedGroup,
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
