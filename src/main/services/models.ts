import type { modelsList, modelsSet } from '../../contract/company.ts';
import type { InputOf, OutputOf } from '../../contract/request.ts';
import { Failure } from '../../core/failure.ts';
import { audit } from '../book/audit.ts';
import type { Context } from './context.ts';
import { checkedPrice, listPrices, ownPrices, shippedPrices } from './list-prices.ts';
import { rechargeModels } from './recharge.ts';

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
    unpriced: context.book.all<{ model: string | null; rows: number }>(
      `SELECT nullif(label.text, '') AS model, sum(unpriced) AS rows FROM usage_month
       JOIN label ON label.id = model_id GROUP BY label.text HAVING sum(unpriced) > 0 ORDER BY label.text`,
    ),
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
  book.transaction(() => {
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
