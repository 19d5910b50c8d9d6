import { firstDay, lastDay } from '../../core/calendar.ts';
import type { Book } from './book.ts';
import { connectionOf } from './connection.ts';

/** The columns of `usage_month`, summed from the rows of one identity. */
const SUMS = `
  count(*), sum(input_tokens), sum(output_tokens), sum(cache_read_tokens), sum(cache_write_tokens),
  sum(cache_write_1h_tokens), sum(requests), coalesce(sum(charge_micro), 0), coalesce(sum(base_micro), 0),
  coalesce(sum(list_micro), 0), sum(state = 'unpriced'),
  sum(charge_micro IS NOT NULL AND base_micro IS NULL),
  coalesce(sum(CASE WHEN base_micro IS NULL THEN charge_micro END), 0),
  min(day), max(day), min(CASE WHEN charge_micro <> 0 THEN day END),
  sum(length_unstated), sum(searches), sum(credits_micro), sum(list_micro IS NULL AND state IN ('plan', 'report'))`;

/** Sums up an identity's month anew from its usage rows. */
export function sumUsageMonth(book: Book, identityId: number, month: string): void {
  connectionOf(book)
    .statement('DELETE FROM usage_month WHERE identity_id = ? AND month = ?')
    .run(identityId, month);
  connectionOf(book)
    .statement(
      `INSERT INTO usage_month
       SELECT ?, identity_id, tool_id, model_id, project_id, state, currency, ${SUMS}
       FROM usage WHERE identity_id = ? AND day BETWEEN ? AND ?
       GROUP BY tool_id, model_id, project_id, state, currency`,
    )
    .run(month, identityId, firstDay(month), lastDay(month));
}

/** Sums up every month of every identity anew: after undoing, and to check the sums. */
export function sumAllUsageMonths(book: Book, identityIds: readonly number[]): void {
  for (const identityId of identityIds) {
    connectionOf(book).run('DELETE FROM usage_month WHERE identity_id = ?', identityId);
    connectionOf(book).run(
      `INSERT INTO usage_month
       SELECT substr(day, 1, 7), identity_id, tool_id, model_id, project_id, state, currency, ${SUMS}
       FROM usage WHERE identity_id = ?
       GROUP BY substr(day, 1, 7), tool_id, model_id, project_id, state, currency`,
      identityId,
    );
  }
}
