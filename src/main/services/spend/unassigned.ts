import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type { spendCellsShow, spendRowsShow, unassignedShow } from '../../../contract/spend.ts';
import { firstDay, lastDay } from '../../../core/calendar.ts';
import { moneyText } from '../../../core/money.ts';
import { sumBase } from '../../../core/spend/spend-cells.ts';
import { baseCurrency, type Context } from '../context.ts';
import { suggestionFor } from '../people/identities.ts';
import { heldPeople, personShape } from '../people/people.ts';
import { listPrices } from '../rates/list-prices.ts';
import { alphabetical, waitingIn } from './cell-sums.ts';
import { SpendReader } from './spend-reader.ts';

/** What nobody carries in a month, with why, and whom it most likely belongs to. */
export function showUnassigned(
  context: Context,
  { month }: InputOf<typeof unassignedShow>,
): OutputOf<typeof unassignedShow> {
  const currency = baseCurrency(context);
  const people = heldPeople(context.book);
  const cells = new SpendReader(context).month(month).filter((cell) => cell.carrierId === null);
  const keyOf = (cell: (typeof cells)[number]): string =>
    JSON.stringify([cell.identity, cell.account, cell.tool, cell.source, cell.cause]);
  const items = [...Map.groupBy(cells, keyOf).values()].flatMap((some) => {
    const [cell] = some;
    const micro = sumBase(some);
    const waiting = waitingIn(some);
    if (!cell || (micro === 0n && waiting.length === 0)) return [];
    return [
      {
        identity: cell.identity,
        account: cell.account,
        tool: cell.tool,
        source: cell.source,
        cause: cell.cause ?? ('no-identity' as const),
        amount: moneyText(micro, currency),
        waitingForRate: waiting,
        suggestion: cell.identity === null ? null : suggestionFor(cell.identity, null, people),
      },
    ];
  });
  return {
    month,
    total: moneyText(sumBase(cells), currency),
    waitingForRate: waitingIn(cells),
    items: items.sort(
      (a, b) =>
        alphabetical(a.identity, b.identity) ||
        alphabetical(a.tool, b.tool) ||
        alphabetical(a.source, b.source),
    ),
  };
}

/** The cells that a month, or one person's month, is made of. */
export function showCells(
  context: Context,
  { month, email }: InputOf<typeof spendCellsShow>,
): OutputOf<typeof spendCellsShow> {
  const currency = baseCurrency(context);
  const prices = listPrices(context);
  const people = new Map(heldPeople(context.book).map((one) => [one.id, one]));
  const cells = new SpendReader(context).month(month).filter((cell) => {
    if (email === undefined) return true;
    const carrier = cell.carrierId === null ? undefined : people.get(cell.carrierId);
    return (carrier?.email.toLowerCase() ?? null) === (email?.toLowerCase() ?? null);
  });
  return {
    month,
    currency,
    cells: cells.map((cell) => {
      const carrier = cell.carrierId === null ? undefined : people.get(cell.carrierId);
      return {
        person: carrier ? personShape(carrier) : null,
        source: cell.source,
        tool: cell.tool,
        model: cell.model,
        modelClass: prices.classOf(cell.model),
        project: cell.project,
        identity: cell.identity,
        account: cell.account,
        original: moneyText(cell.amountMicro, cell.currency),
        amount: moneyText(cell.baseMicro, currency),
        apiValue: cell.listMicro === null ? null : moneyText(cell.listMicro, 'USD'),
        waiting: cell.waiting,
        waitingAmount: moneyText(cell.waitingMicro, cell.currency),
        day: cell.day,
      };
    }),
  };
}

const ROWS_SHOWN = 500;

/** The rows of files behind a cell. */
export function showRows(
  context: Context,
  input: InputOf<typeof spendRowsShow>,
): OutputOf<typeof spendRowsShow> {
  const cell = {
    from: firstDay(input.month),
    to: lastDay(input.month),
    identity: input.identity ?? '',
    tool: input.tool ?? '',
    model: input.model ?? '',
  };
  const most = ROWS_SHOWN + 1;
  const { usage } = context.book;
  const found =
    input.source === 'usage'
      ? usage.behindCell(cell, most)
      : usage.chargesBehindCell(cell, input.source, most);
  return {
    rows: found.slice(0, ROWS_SHOWN).map(({ amountMicro, currency, forFrom, forTo, ...row }) => ({
      ...row,
      chargedFor: forFrom === null || forTo === null ? null : { from: forFrom, to: forTo },
      amount: amountMicro === null ? null : moneyText(amountMicro, currency),
    })),
    more: found.length > ROWS_SHOWN,
  };
}
