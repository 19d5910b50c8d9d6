import type { IsoMonth } from '../calendar.ts';
import { minorUnitMicro } from '../invoices/minor-unit.ts';
import type { Micro } from '../money.ts';
import type { LedgerInput, MonthInput } from './book-months.ts';
import type { Entry } from './entry.ts';
import type { PartCode, Reconciliation } from './ledger-month.ts';
import { expenseIn, type LedgerState } from './ledger-state.ts';
import type { Unbooked } from './missing-tax-accounts.ts';

/** What accounts and the months they are for stand at, to be compared a month later. */
export type LedgerStand = ReadonlyMap<
  string,
  {
    readonly month: IsoMonth;
    readonly screen: Micro;
    readonly expense: Micro;
    readonly booked: Micro;
  }
>;

/** The state's sums as they are now. */
export function standOf(state: LedgerState): LedgerStand {
  const { screen, booked, accrued, earlier } = state;
  const keys = [...screen.keys(), ...booked.keys(), ...accrued.keys()];
  return new Map(
    keys.map(([account, month]) => [
      `${account} ${month}`,
      {
        month,
        screen: screen.of(account, month),
        booked: booked.of(account, month),
        expense:
          booked.of(account, month) + accrued.of(account, month) + earlier.of(account, month),
      },
    ]),
  );
}

/**
 * How a month's expense and its total on screen hang together. With accruals and prepaid on, documents and
 * accruals make up the screen, so that only rounding and the tax on credits are left; else each account's use
 * that is not booked, other months' invoices and what was posted late are told apart.
 */
export function reconciliationOf(
  of: MonthInput,
  entries: readonly Entry[],
  before: LedgerStand,
  after: LedgerStand,
  { base, rules }: Pick<LedgerInput, 'base' | 'rules'>,
  unbooked: readonly Unbooked[] = [],
): Reconciliation {
  const unit = minorUnitMicro(base);
  // Accruals are rounded together: the cent that makes their sum right may stand at any account.
  const most = rules.accruals.isOn ? 2n * unit : unit - 1n;
  const parts = new Map<PartCode, Micro>();
  const note = (code: PartCode, micro: Micro): void => {
    parts.set(code, (parts.get(code) ?? 0n) + micro);
  };
  for (const [key, now] of after) {
    const then = before.get(key) ?? { screen: 0n, expense: 0n, booked: 0n };
    const expense = now.expense - then.expense;
    const screen = now.screen - then.screen;
    const difference = expense - screen;
    if (difference <= most && difference >= -most) continue;
    if (now.month === of.month) {
      const elsewhere = then.booked > 0n && difference < 0n ? -then.booked : 0n;
      const other = elsewhere < difference ? difference : elsewhere;
      note('other-months', other);
      note('not-invoiced', difference - other);
    } else {
      note('other-months', expense);
      note('posted-late', -screen);
    }
  }
  const taxed = entries.reduce((sum, entry) => sum + taxOnCredits(entry), 0n);
  note('tax-on-credits', taxed);
  const apart = new Set(unbooked.flatMap(({ id, isClaim }) => (isClaim ? [id] : [])));
  for (const { reference, document } of of.claims) {
    if (apart.has(reference)) note('tax-without-account', document?.baseRecoverableMicro ?? 0n);
  }
  const expenseMicro = entries.reduce((sum, entry) => sum + expenseIn(entry), 0n);
  const totalMicro = [...of.spend, ...of.claims].reduce((sum, row) => sum + row.baseMicro, 0n);
  const explained = [...parts.values()].reduce((sum, micro) => sum + micro, 0n);
  note('rounding', expenseMicro - totalMicro - explained);
  return {
    expenseMicro,
    totalMicro,
    parts: [...parts].flatMap(([code, amountMicro]) =>
      amountMicro === 0n ? [] : [{ code, amountMicro }],
    ),
  };
}

function taxOnCredits({ kind, document, corrects, lines }: Entry): Micro {
  if (document === null || (kind !== 'invoice' && kind !== 'credit-note' && kind !== 'correction'))
    return 0n;
  const own = document.taxLines.reduce((sum, line) => sum + line.baseCreditsTaxMicro, 0n);
  const isTurned = kind === 'correction' && corrects !== null;
  const isDocument = lines.some(({ role }) => role === 'vendors');
  return !isDocument ? 0n : isTurned ? -own : own;
}
