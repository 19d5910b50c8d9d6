import type { MoneyShape } from '../../../contract/shapes.ts';
import { type Micro, moneyText } from '../../../core/money.ts';
import { type SpendCell, sumBase } from '../../../core/spend/spend-cells.ts';
import type { listPrices } from '../rates/list-prices.ts';
import { alphabetical, bySourceShape, sumsBy, waitingIn } from './cell-sums.ts';

/** What a seat's cells come to, by source, tool and class of model, and what the same use lists for. */
export function seatSpendShape(
  cells: readonly SpendCell[],
  currency: string,
  prices: ReturnType<typeof listPrices>,
) {
  const modelled = cells.filter((cell) => cell.model !== null);
  const byName = (sums: ReadonlyMap<string | null, Micro>) =>
    [...sums].sort(([a], [b]) => alphabetical(a, b));
  return {
    spend: moneyText(sumBase(cells), currency),
    waitingForRate: waitingIn(cells),
    bySource: bySourceShape(cells, currency),
    byTool: byName(sumsBy(cells, (cell) => cell.tool)).map(([tool, micro]) => ({
      tool,
      amount: moneyText(micro, currency),
    })),
    byModelClass: byName(sumsBy(modelled, (cell) => prices.classOf(cell.model))).map(
      ([modelClass, micro]) => ({ modelClass, amount: moneyText(micro, currency) }),
    ),
    apiValue: apiValueOf(cells),
  };
}

/** In US dollars, as lists are; `null` where no cell has a list price. */
function apiValueOf(cells: readonly SpendCell[]): MoneyShape | null {
  const lists = cells.flatMap((cell) => (cell.listMicro === null ? [] : [cell.listMicro]));
  return lists.length === 0
    ? null
    : moneyText(
        lists.reduce((a, b) => a + b, 0n),
        'USD',
      );
}
