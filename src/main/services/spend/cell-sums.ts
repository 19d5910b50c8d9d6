import type { MoneyShape } from '../../../contract/shapes.ts';
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

/** Texts in their alphabetical order, `null` last. */
export function alphabetical(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return a < b ? -1 : a > b ? 1 : 0;
}
