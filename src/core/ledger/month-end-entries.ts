import { type IsoMonth, lastDay } from '../calendar.ts';
import { roundShare, roundTiesUp, roundToGiven } from '../close/round-to-total.ts';
import { minorUnitMicro } from '../invoices/minor-unit.ts';
import type { Micro } from '../money.ts';
import type { LedgerDocument } from './entry.ts';
import {
  aboutDocument,
  documentName,
  type Expense,
  entryOf,
  expenseLines,
  type NewEntry,
  roleLine,
} from './entry-lines.ts';
import type { LedgerRules } from './ledger-rules.ts';
import type { LedgerState } from './ledger-state.ts';
import type { Vendor } from './vendor.ts';

const MONTHLY = { byMonth: true } as const;

/** What prepaid documents release in a month: its share, and what of earlier months still waits. */
export function releaseEntries(
  month: IsoMonth,
  state: LedgerState,
  rules: LedgerRules,
  bookedEarlier: readonly LedgerDocument[],
): NewEntry[] {
  const own = [...state.standing.values()].flatMap(({ document, waiting }) => {
    const due = [...waiting].filter(([one, { baseMicro }]) => one <= month && baseMicro !== 0n);
    const shares = due.map(([one, prepaid]) => ({ month: one, ...prepaid }));
    return releaseOf(document, shares, month, state, rules, 'prepaid');
  });
  // As the journal of an earlier version booked them: an expense that is owed as it falls due.
  const earlier = bookedEarlier.flatMap((document) =>
    releaseOf(
      document,
      document.shares.filter((share) => share.month === month),
      month,
      state,
      rules,
      'vendors',
    ),
  );
  return [...own, ...earlier];
}

function releaseOf(
  document: LedgerDocument,
  shares: readonly Omit<Expense, 'splits'>[],
  month: IsoMonth,
  state: LedgerState,
  rules: LedgerRules,
  from: 'prepaid' | 'vendors',
): NewEntry[] {
  if (shares.length === 0) return [];
  const account = document.account ?? '';
  const expenses = shares.map((share) => ({
    ...share,
    splits: state.splits(account, share.month),
  }));
  const currencies = { base: document.baseCurrency, own: document.currency };
  const baseMicro = shares.reduce((sum, share) => sum + share.baseMicro, 0n);
  const amountMicro = shares.reduce((sum, share) => sum + share.amountMicro, 0n);
  const text = documentName(document);
  const service = { from: month, to: month };
  return [
    entryOf({
      ...aboutDocument(document),
      key: `release ${document.id} ${month}`,
      month,
      day: lastDay(month),
      kind: 'release',
      text: rules.words.release(text, month),
      lines: [
        ...expenseLines(rules, document.vendor, currencies, expenses, MONTHLY),
        roleLine(rules, from, -baseMicro, -amountMicro, { text, service }),
      ],
    }),
  ];
}

/** Whose account it is, from the documents booked for it. */
function vendorOf(state: LedgerState, account: string): Vendor | null {
  const documents = [...state.standing.values()].map(({ document }) => document);
  const own = documents.filter((one) => one.account?.toLowerCase() === account);
  return own.at(-1)?.vendor ?? null;
}

/**
 * Credits that the month's use draws: at most what is left of them, the earliest use first. Those that were
 * bought before the ledger began (`vendors`, from the documents of then) are owed as they are used.
 */
export function creditEntries(
  month: IsoMonth,
  state: LedgerState,
  rules: LedgerRules,
  base: string,
  from: 'credits' | 'vendors',
  bookedEarlier: readonly LedgerDocument[] = [],
): NewEntry[] {
  const unit = minorUnitMicro(base);
  const balances = from === 'credits' ? state.credits : state.creditsEarlier;
  return [...balances].flatMap(([account, balance]): NewEntry[] => {
    let left = balance;
    const expenses: Expense[] = [];
    for (const used of state.creditsUse.months(account)) {
      const openMicro = state.creditsUse.of(account, used) - state.creditsUsed.of(account, used);
      const open = roundShare(openMicro, 1n, 1n, unit);
      const micro = open < left ? open : left;
      if (micro <= 0n) continue;
      left -= micro;
      const splits = state.splits(account, used);
      expenses.push({ month: used, baseMicro: micro, amountMicro: micro, splits });
    }
    const total = balance - left;
    if (total === 0n) return [];
    const seller = bookedEarlier.findLast((one) => one.account?.toLowerCase() === account);
    const vendor = vendorOf(state, account) ?? seller?.vendor ?? null;
    const name = state.names.get(account) ?? account;
    return [
      entryOf({
        key: `credits used ${account} ${month}${from === 'vendors' ? ' earlier' : ''}`,
        month,
        day: lastDay(month),
        kind: 'credits-used',
        text: rules.words.creditsUsed(name, month),
        account: name,
        vendor,
        baseCurrency: base,
        lines: [
          ...expenseLines(rules, vendor, { base, own: base }, expenses, MONTHLY),
          roleLine(rules, from, -total, -total, { text: name }),
        ],
      }),
    ];
  });
}

/**
 * What is used and billed by no document yet, per account and month it is for: what the screens charge less
 * what is booked and accrued. All of a month's are rounded by largest remainder to their rounded sum.
 */
export function accrualEntries(
  month: IsoMonth,
  state: LedgerState,
  rules: LedgerRules,
  base: string,
): NewEntry[] {
  if (!rules.accruals.isOn) return [];
  const unit = minorUnitMicro(base);
  const all = openUse(state, rules.accruals.fromMicro);
  // What earlier months' rounding left is made up for in the sum, so that it never adds up.
  const open = all.filter((one) => one.month === month || one.micro >= unit || one.micro <= -unit);
  const exact = open.map(({ micro }) => micro);
  const total = roundTiesUp(
    all.reduce((sum, { micro }) => sum + micro, 0n),
    unit,
  );
  const rounded = roundToGiven(exact, total, unit);
  const byAccount = Map.groupBy(
    open.map((one, index) => ({ ...one, micro: rounded[index] ?? 0n })),
    ({ account }) => account,
  );
  return [...byAccount].flatMap(([account, all]): NewEntry[] => {
    const own = all.filter(({ micro }) => micro !== 0n);
    if (own.length === 0) return [];
    const vendor = vendorOf(state, account);
    const name = state.names.get(account) ?? account;
    const lines = own.flatMap(({ month: service, micro }) => [
      ...expenseLines(
        rules,
        vendor,
        { base, own: base },
        [
          {
            month: service,
            baseMicro: micro,
            amountMicro: micro,
            splits: state.splits(account, service),
          },
        ],
        MONTHLY,
      ),
      roleLine(rules, 'accrued', -micro, -micro, {
        text: name,
        service: { from: service, to: service },
      }),
    ]);
    return [
      entryOf({
        key: `accrual ${account} ${month}`,
        month,
        day: lastDay(month),
        kind: 'accrual',
        text: rules.words.notBilled(name, month),
        account: name,
        vendor,
        baseCurrency: base,
        lines,
      }),
    ];
  });
}

type OpenUse = { readonly account: string; readonly month: IsoMonth; readonly micro: Micro };

function openUse(state: LedgerState, fromMicro: Micro): OpenUse[] {
  const keys = new Map(
    [...state.screen.keys(), ...state.booked.keys()].map((key) => [key.join(' '), key]),
  );
  return [...keys]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, [account, month]]): OpenUse[] => {
      const target = state.screen.of(account, month) - state.booked.of(account, month);
      const held = state.accrued.of(account, month) + state.earlier.of(account, month);
      const size = target < 0n ? -target : target;
      if (held === 0n && size < fromMicro) return [];
      const micro = target - held;
      return micro === 0n ? [] : [{ account, month, micro }];
    });
}
