import type { InputOf, OutputOf } from '../../contract/request.ts';
import type { spendCellsShow, spendRowsShow, unassignedShow } from '../../contract/spend.ts';
import { firstDay, lastDay } from '../../core/calendar.ts';
import { moneyText } from '../../core/money.ts';
import { sumBase } from '../../core/spend/spend-cells.ts';
import { alphabetical, sumsBy } from './cell-sums.ts';
import { baseCurrency, type Context } from './context.ts';
import { suggestionFor } from './identities.ts';
import { listPrices } from './list-prices.ts';
import { heldPeople, personShape } from './people.ts';
import { SpendReader } from './spend.ts';

/** What nobody carries in a month, with why, and whom it most likely belongs to. */
export function showUnassigned(
  context: Context,
  { month }: InputOf<typeof unassignedShow>,
): OutputOf<typeof unassignedShow> {
  const currency = baseCurrency(context);
  const people = heldPeople(context.book);
  const cells = new SpendReader(context).month(month).filter((cell) => cell.carrierId === null);
  const first = new Map<string, (typeof cells)[number]>();
  const keyOf = (cell: (typeof cells)[number]): string =>
    JSON.stringify([cell.identity, cell.account, cell.tool, cell.source, cell.cause]);
  for (const cell of cells) if (!first.has(keyOf(cell))) first.set(keyOf(cell), cell);
  const sums = sumsBy(cells, keyOf);
  const items = [...first].flatMap(([key, cell]) => {
    const micro = sums.get(key) ?? 0n;
    if (micro === 0n) return [];
    return [
      {
        identity: cell.identity,
        account: cell.account,
        tool: cell.tool,
        source: cell.source,
        cause: cell.cause ?? ('no-identity' as const),
        amount: moneyText(micro, currency),
        suggestion: cell.identity === null ? null : suggestionFor(cell.identity, null, people),
      },
    ];
  });
  return {
    month,
    total: moneyText(sumBase(cells), currency),
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
  const values = [
    firstDay(input.month),
    lastDay(input.month),
    input.identity ?? '',
    input.tool ?? '',
    input.model ?? '',
  ] as const;
  const usage = `
    SELECT usage.day, import.file, usage.line, usage.import_id AS importId, detail.text AS detail,
      input_tokens AS inputTokens, output_tokens AS outputTokens, requests, state,
      charge_micro AS amountMicro, usage.currency, NULL AS forFrom, NULL AS forTo
    FROM identity
    CROSS JOIN usage ON usage.identity_id = identity.id AND usage.day BETWEEN ? AND ?
    JOIN label AS tool ON tool.id = usage.tool_id
    JOIN label AS model ON model.id = usage.model_id
    JOIN label AS detail ON detail.id = usage.detail_id
    LEFT JOIN import ON import.id = usage.import_id
    WHERE identity.key = ? AND tool.text = ? AND model.text = ?`;
  const charge = `
    SELECT charge.day, import.file, charge.line, charge.import_id AS importId, detail.text AS detail,
      0 AS inputTokens, 0 AS outputTokens, 0 AS requests, charge.kind AS state,
      amount_micro AS amountMicro, charge.currency, for_from AS forFrom, for_to AS forTo
    FROM charge
    LEFT JOIN identity ON identity.id = charge.identity_id
    JOIN label AS tool ON tool.id = charge.tool_id
    JOIN label AS model ON model.id = charge.model_id
    JOIN label AS detail ON detail.id = charge.detail_id
    LEFT JOIN import ON import.id = charge.import_id
    WHERE charge.day BETWEEN ? AND ? AND coalesce(identity.key, '') = ? AND tool.text = ? AND model.text = ?
      AND charge.kind = ?`;
  const isUsage = input.source === 'usage';
  const found = context.book.all<{
    day: string;
    file: string | null;
    line: number;
    importId: number | null;
    detail: string;
    inputTokens: number;
    outputTokens: number;
    requests: number;
    state: string;
    amountMicro: bigint | null;
    currency: string;
    forFrom: string | null;
    forTo: string | null;
  }>(
    `${isUsage ? usage : charge} ORDER BY 1 DESC, 3 LIMIT ${ROWS_SHOWN + 1}`,
    ...values,
    ...(isUsage ? [] : [input.source]),
  );
  return {
    rows: found.slice(0, ROWS_SHOWN).map(({ amountMicro, currency, forFrom, forTo, ...row }) => ({
      ...row,
      chargedFor: forFrom === null || forTo === null ? null : { from: forFrom, to: forTo },
      amount: amountMicro === null ? null : moneyText(amountMicro, currency),
    })),
    more: found.length > ROWS_SHOWN,
  };
}
