import type { IsoDay, IsoMonth } from '../../core/calendar.ts';
import type { Book } from './book.ts';
import { connectionOf } from './connection.ts';

/** Rows without a price that are alike in model and tier; its counts are those of the latest of them. */
export type UsageWithoutPrice = {
  readonly model: string | null;
  readonly tierText: string;
  readonly sourceId: number;
  readonly rows: number;
  readonly day: IsoDay;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly cacheWrite1hTokens: number;
  readonly requests: number;
  readonly searches: number;
};

/** Use that charges nothing yet because no price is known, by model, tier and source. */
export function usageWithoutPrice(book: Book): UsageWithoutPrice[] {
  return connectionOf(book).all<UsageWithoutPrice>(
    `SELECT nullif(model.text, '') AS model, tier.text AS tierText, identity.source_id AS sourceId,
       count(*) AS rows, max(usage.day) AS day, input_tokens AS inputTokens,
       output_tokens AS outputTokens, cache_read_tokens AS cacheReadTokens,
       cache_write_tokens AS cacheWriteTokens, cache_write_1h_tokens AS cacheWrite1hTokens,
       requests, searches
     FROM (SELECT DISTINCT month, identity_id, model_id FROM usage_month WHERE unpriced > 0) AS month
     CROSS JOIN usage ON usage.identity_id = month.identity_id AND usage.model_id = month.model_id
       AND usage.day BETWEEN month.month || '-01' AND month.month || '-31'
     JOIN identity ON identity.id = usage.identity_id
     JOIN label AS model ON model.id = usage.model_id
     JOIN label AS tier ON tier.id = usage.tier_id
     WHERE usage.state = 'unpriced'
     GROUP BY model.text, tier.text, identity.source_id, searches > 0
     ORDER BY model.text, tier.text, identity.source_id`,
  );
}

/** The names of the models that were used in a month, as their sources write them. */
export function modelsOfMonth(book: Book, month: IsoMonth): string[] {
  return connectionOf(book)
    .all<{ model: string }>(
      `SELECT DISTINCT label.text AS model FROM usage_month JOIN label ON label.id = model_id
       WHERE month = ? AND label.text <> '' ORDER BY label.text`,
      month,
    )
    .map(({ model }) => model);
}
