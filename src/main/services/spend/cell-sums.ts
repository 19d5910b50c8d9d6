import type { MoneyShape } from '../../../contract/shapes.ts';
import type { WaitingForRate } from '../../../contract/spend.ts';
import type { IsoMonth } from '../../../core/calendar.ts';
import { type Micro, moneyText } from '../../../core/money.ts';
import {
  CHARGE_SOURCES,
  type ChargeSource,
  type SpendCell,
} from '../../../core/spend/spend-cells.ts';

/** Sums the cells per key, in base currency. */
export function sumsBy<K>(
  cells: readonly SpendCell[],
  keyOf: (cell: SpendCell) => K,
): Map<K, Micro> {
  const sums = new Map<K, Micro>();
  for (const cell of cells) {
    const key = keyOf(cell);
    sums.set(key, (sums.get(key) ?? 0n) + cell.baseMicro);
  }
  return sums;
}

/** The six sources of charges with their sums, also those at zero. */
export function bySourceShape(
  cells: readonly SpendCell[],
  currency: string,
): Record<ChargeSource, MoneyShape> {
  const sums = sumsBy(cells, (cell) => cell.source);
  return Object.fromEntries(
    CHARGE_SOURCES.map((source) => [source, moneyText(sums.get(source) ?? 0n, currency)]),
  ) as Record<ChargeSource, MoneyShape>;
}

/** What of the cells waits for a rate and is in none of their sums, by currency and month. */
export function waitingIn(
  cells: Iterable<Pick<SpendCell, 'currency' | 'month' | 'waiting' | 'waitingMicro'>>,
): WaitingForRate {
  const groups = new Map<
    string,
    { currency: string; month: IsoMonth; count: number; micro: Micro }
  >();
  for (const { currency, month, waiting, waitingMicro } of cells) {
    if (waiting === 0 && waitingMicro === 0n) continue;
    const key = `${currency} ${month}`;
    const group = groups.get(key) ?? { currency, month, count: 0, micro: 0n };
    group.count += waiting;
    group.micro += waitingMicro;
    groups.set(key, group);
  }
  return [...groups]
    .sort(([a], [b]) => alphabetical(a, b))
    .map(([, { micro, ...group }]) => ({ ...group, amount: moneyText(micro, group.currency) }));
}

/** Texts in their alphabetical order, `null` last. */
export function alphabetical(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return a < b ? -1 : a > b ? 1 : 0;
}
