import type { IsoDay } from '../../../core/calendar.ts';
import type { ModelClass } from '../../../core/spend/pricing.ts';
import { optional, type RowOf, text, whole, word } from '../columns.ts';
import { change, row, rows, sql, value, values } from '../statement.ts';

const price = {
  model: text,
  from: text,
  class: optional(word<ModelClass>()),
  input: optional(text),
  output: optional(text),
  cacheRead: optional(text),
  cacheWrite: optional(text),
  cacheWrite1h: optional(text),
};
const length = {
  model: text,
  sourceId: whole,
  from: text,
  context: word<'short' | 'long'>(),
  /** The account or tool that it is said of; `null` for all. */
  account: optional(text),
};
const unstated = { model: text, rows: whole };

export type OwnPrice = RowOf<typeof price>;
export type SettledLength = RowOf<typeof length>;

/** Prices, classes and request lengths of models, as the owner set them. */
export const models = {
  prices: rows(
    price,
    () => sql`
      SELECT model, from_day AS "from", class, input, output, cache_read AS cacheRead,
        cache_write AS cacheWrite, cache_write_1h AS cacheWrite1h
      FROM model_price ORDER BY model, from_day`,
  ),
  lengths: rows(
    length,
    () => sql`
      SELECT model, source_id AS sourceId, from_day AS "from", context,
        coalesce(account.name, source.name) AS account
      FROM model_context LEFT JOIN source ON source.id = source_id
      LEFT JOIN account ON account.id = source.account_id
      ORDER BY model, from_day, account`,
  ),
  /** Rows of usage that do not say how long their requests were. */
  lengthUnstated: rows(
    unstated,
    () => sql`
      SELECT label.text AS model, sum(length_unstated) AS rows FROM usage_month
      JOIN label ON label.id = model_id WHERE length_unstated > 0
      GROUP BY label.text ORDER BY label.text`,
  ),
  used: values(
    text,
    () => sql`
      SELECT text FROM label
      WHERE id IN (SELECT DISTINCT model_id FROM usage_month) AND text <> ''`,
  ),
  /** Sets what is given; the rest of that day's prices stays. */
  setPrice: change(
    (to: OwnPrice) => sql`
      INSERT INTO model_price (model, from_day, class, input, output, cache_read, cache_write, cache_write_1h)
      VALUES (${to.model}, ${to.from}, ${to.class}, ${to.input}, ${to.output}, ${to.cacheRead},
        ${to.cacheWrite}, ${to.cacheWrite1h})
      ON CONFLICT DO UPDATE SET class = coalesce(excluded.class, class), input = coalesce(excluded.input, input),
        output = coalesce(excluded.output, output), cache_read = coalesce(excluded.cache_read, cache_read),
        cache_write = coalesce(excluded.cache_write, cache_write),
        cache_write_1h = coalesce(excluded.cache_write_1h, cache_write_1h)`,
  ),
  /** The price list that was taken from a file last. */
  priceList: row(
    { id: whole, file: text, at: text, content: text },
    () => sql`SELECT id, file, at, content FROM price_list ORDER BY id DESC LIMIT 1`,
  ),
  addPriceList: change(
    (made: {
      readonly at: string;
      readonly who: string;
      readonly file: string;
      readonly sha256: string;
      readonly content: string;
    }) => sql`
      INSERT INTO price_list (at, who, file, sha256, content)
      VALUES (${made.at}, ${made.who}, ${made.file}, ${made.sha256}, ${made.content})`,
  ),
  setLength: change(
    (model: string, sourceId: number, from: IsoDay, context: 'short' | 'long') => sql`
      INSERT INTO model_context (model, source_id, from_day, context)
      VALUES (${model}, ${sourceId}, ${from}, ${context})
      ON CONFLICT DO UPDATE SET context = excluded.context`,
  ),
  /** The owner's next model down, by model. */
  lowers: rows({ model: text, lower: text }, () => sql`SELECT model, lower FROM model_lower`),
  setLower: change(
    (model: string, lower: string) => sql`
      INSERT INTO model_lower (model, lower) VALUES (${model}, ${lower})
      ON CONFLICT DO UPDATE SET lower = excluded.lower`,
  ),
  /** The source that an account, or a tool without one, goes by. */
  sourceNamed: value(
    whole,
    (name: string) => sql`
      SELECT source.id FROM source LEFT JOIN account ON account.id = source.account_id
      WHERE kind <> 'agent-log' AND (account.name = ${name} OR source.name = ${name} COLLATE NOCASE)
      ORDER BY kind LIMIT 1`,
  ),
};
