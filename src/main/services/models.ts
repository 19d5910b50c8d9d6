import type { modelsList, modelsSet } from '../../contract/company.ts';
import type { InputOf, OutputOf } from '../../contract/request.ts';
import { Failure } from '../../core/failure.ts';
import { audit } from '../book/audit.ts';
import type { Context } from './context.ts';
import {
  checkedPrice,
  listPrices,
  ownPrices,
  settledLengths,
  shippedPrices,
} from './list-prices.ts';
import { rechargeModels } from './recharge.ts';
import { waitingForPrice } from './waiting-for-price.ts';

/** The price list with the owner's lines, and which models the book has used without a price. */
export function listModels(context: Context): OutputOf<typeof modelsList> {
  const prices = listPrices(context);
  const names = usedModels(context);
  const used = new Set(names.map((name) => prices.keyOf(name)));
  const own = ownPrices(context).map((one) => ({
    ...one,
    source: 'own',
    isUsed: used.has(prices.keyOf(one.model)),
    isOwn: true,
  }));
  const listed = shippedPrices(context.resources).prices.map((one) => ({
    model: one.model,
    class: prices.classOf(one.model),
    input: one.input,
    output: one.output,
    cacheRead: one.cacheRead,
    cacheWrite: one.cacheWrite5m,
    cacheWrite1h: one.cacheWrite1h,
    from: one.from,
    source: `${one.source}, ${one.sourceDate}`,
    isUsed: used.has(one.model),
    isOwn: false,
  }));
  return {
    models: [...own, ...listed].sort((a, b) =>
      a.model < b.model ? -1 : a.model > b.model ? 1 : 0,
    ),
    unpriced: waitingForPrice(context, prices),
    lengthUnstated: context.book.all<{ model: string; rows: number }>(
      `SELECT label.text AS model, sum(length_unstated) AS rows FROM usage_month
       JOIN label ON label.id = model_id WHERE length_unstated > 0 GROUP BY label.text ORDER BY label.text`,
    ),
    lengths: settledLengths(context).map(({ model, account, context: length, from }) => ({
      model,
      account,
      context: length,
      from,
    })),
  };
}

function usedModels(context: Context): string[] {
  return context.book
    .all<{ name: string }>(
      `SELECT text AS name FROM label WHERE id IN (SELECT DISTINCT model_id FROM usage_month) AND text <> ''`,
    )
    .map((row) => row.name);
}

/** Sets a model's class, price or both from a day on, and charges open months anew. */
export function setModel(
  context: Context,
  input: InputOf<typeof modelsSet>,
): OutputOf<typeof modelsList> {
  const { book } = context;
  if ((input.input === undefined) !== (input.output === undefined)) {
    throw new Failure('price_half', 'A price needs both: for input and for output tokens.', {});
  }
  const values = [
    checkedPrice(input.input),
    checkedPrice(input.output),
    checkedPrice(input.cacheRead),
    checkedPrice(input.cacheWrite),
    checkedPrice(input.cacheWrite1h),
  ];
  if (input.account !== undefined && input.context === undefined) {
    throw new Failure(
      'context_missing',
      'An account is named for the length of its requests: say --context short or long as well.',
      {},
    );
  }
  book.transaction(() => {
    settleLength(context, input);
    if (input.context === undefined || input.class !== undefined || input.input !== undefined)
      book.run(
        `INSERT INTO model_price (model, from_day, class, input, output, cache_read, cache_write, cache_write_1h)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET class = coalesce(excluded.class, class), input = coalesce(excluded.input, input),
         output = coalesce(excluded.output, output), cache_read = coalesce(excluded.cache_read, cache_read),
         cache_write = coalesce(excluded.cache_write, cache_write),
         cache_write_1h = coalesce(excluded.cache_write_1h, cache_write_1h)`,
        input.model,
        input.from,
        input.class ?? null,
        ...values,
      );
    const prices = listPrices(context);
    const key = prices.keyOf(input.model);
    rechargeModels(
      context,
      usedModels(context).filter((name) => prices.keyOf(name) === key),
    );
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'set model',
      subject: input.model,
      detail: input,
    });
  });
  return listModels(context);
}

/** Notes how long the requests of rows are that do not say so themselves. */
function settleLength(context: Context, input: InputOf<typeof modelsSet>): void {
  if (input.context === undefined) return;
  const key = listPrices(context).keyOf(input.model) ?? input.model;
  context.book.run(
    `INSERT INTO model_context (model, source_id, from_day, context) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET context = excluded.context`,
    key,
    input.account === undefined ? 0 : sourceId(context, input.account),
    input.from,
    input.context,
  );
}

/** The source of an account's rows, or of a tool's rows that name no account. */
function sourceId({ book }: Context, name: string): number {
  const found = book.get<{ id: number }>(
    `SELECT source.id FROM source LEFT JOIN account ON account.id = source.account_id
     WHERE kind <> 'agent-log' AND (account.name = ? OR source.name = ? COLLATE NOCASE)
     ORDER BY kind LIMIT 1`,
    name,
    name,
  );
  if (found) return found.id;
  throw new Failure(
    'account_missing',
    `There is no account ${name}, and no use of a tool of that name.`,
    { account: name },
  );
}
