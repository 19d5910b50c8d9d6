import { firstDay, type IsoDay, type IsoMonth, lastDay } from '../../core/calendar.ts';
import type { Assignment } from '../../core/spend/attribution.ts';
import type { Spend } from '../../core/spend/spend-cells.ts';
import type { Book } from './book.ts';
import { connectionOf } from './connection.ts';

/** Every assignment, by identity. */
export function assignments(book: Book): Map<number, Assignment[]> {
  const found = new Map<number, Assignment[]>();
  const rows = connectionOf(book).all<Assignment>(
    `SELECT identity_id AS identityId, person_id AS personId, share_ppm AS sharePpm,
       from_day AS fromDay, to_day AS toDay
     FROM identity_assignment ORDER BY identity_id, id`,
  );
  for (const row of rows) {
    const list = found.get(row.identityId);
    if (list) list.push(row);
    else found.set(row.identityId, [row]);
  }
  return found;
}

const NAMES = `
  JOIN identity ON identity.id = sums.identity_id
  JOIN source ON source.id = identity.source_id
  JOIN label AS tool ON tool.id = sums.tool_id
  JOIN label AS model ON model.id = sums.model_id
  JOIN label AS project ON project.id = sums.project_id`;

/** A log of use that an account tells of itself is not counted beside it. */
const TOLD_ELSEWHERE = "(source.kind = 'agent-log' AND sums.state = 'report')";
const NOT_TOLD_ELSEWHERE = `NOT ${TOLD_ELSEWHERE}`;

const USAGE_COLUMNS = `
  'usage' AS source, sums.identity_id AS identityId, NULL AS personId,
  nullif(identity.key, '') AS identity,
  CASE WHEN source.kind = 'account' THEN source.name END AS account,
  nullif(tool.text, '') AS tool, nullif(model.text, '') AS model, nullif(project.text, '') AS project,
  sums.currency, NULL AS cause`;

const MONTH_SUMS = `
  input_tokens AS inputTokens, output_tokens AS outputTokens, cache_read_tokens AS cacheReadTokens,
  cache_write_tokens AS cacheWriteTokens, cache_write_1h_tokens AS cacheWrite1hTokens, requests,
  charge_micro AS amountMicro, base_micro AS baseMicro,
  CASE WHEN rows > unpriced AND (list_micro <> 0 OR state = 'list' AND waiting < rows) THEN list_micro END AS listMicro,
  unpriced, waiting, waiting_micro AS waitingMicro, unvalued, length_unstated AS lengthUnstated,
  searches, credits_micro AS creditsMicro`;

/** A month's usage, summed per identity, tool, model and project; without the identities named. */
export function usageOfMonth(
  book: Book,
  month: IsoMonth,
  without: readonly number[] = [],
): Spend[] {
  return connectionOf(book).all<Spend>(
    `SELECT sums.month, sums.first_day AS day, ${USAGE_COLUMNS}, ${MONTH_SUMS}
     FROM usage_month AS sums ${NAMES}
     WHERE ${NOT_TOLD_ELSEWHERE} AND sums.month = ? AND sums.identity_id NOT IN (SELECT value FROM json_each(?))
     ORDER BY sums.identity_id, sums.tool_id, sums.model_id, sums.project_id, sums.state, sums.currency`,
    month,
    JSON.stringify(without),
  );
}

/** What a month's usage and charges add up to in base currency, of what has a rate. */
export function usageAndCharges(book: Book, month: IsoMonth): bigint {
  const [from, to] = monthBounds(month);
  const row = connectionOf(book).get<{ totalMicro: bigint }>(
    `SELECT (SELECT coalesce(sum(base_micro), 0) FROM usage_month WHERE month = ?)
       + (SELECT coalesce(sum(base_micro), 0) FROM charge WHERE day BETWEEN ? AND ?) AS totalMicro`,
    month,
    from,
    to,
  );
  return row?.totalMicro ?? 0n;
}

/** The total with which a month was closed; `null` while it is open. */
export function closedTotal(book: Book, month: IsoMonth): bigint | null {
  return (
    connectionOf(book).get<{ totalMicro: bigint }>(
      'SELECT total_micro AS totalMicro FROM closed_month WHERE month = ?',
      month,
    )?.totalMicro ?? null
  );
}

/** How fine sums per day are: `tool` leaves model and project out, which is a third of the work. */
export type DayDetail = 'model' | 'tool';

const DAY_SUMS = `
  sum(input_tokens) AS inputTokens, sum(output_tokens) AS outputTokens,
  sum(cache_read_tokens) AS cacheReadTokens, sum(cache_write_tokens) AS cacheWriteTokens,
  sum(cache_write_1h_tokens) AS cacheWrite1hTokens, sum(requests) AS requests,
  coalesce(sum(charge_micro), 0) AS amountMicro, coalesce(sum(base_micro), 0) AS baseMicro,
  sum(list_micro) AS listMicro, sum(usage.state = 'unpriced') AS unpriced,
  sum(charge_micro IS NOT NULL AND base_micro IS NULL) AS waiting,
  coalesce(sum(CASE WHEN base_micro IS NULL THEN charge_micro END), 0) AS waitingMicro,
  sum(list_micro IS NULL AND state IN ('plan', 'report')) AS unvalued,
  sum(length_unstated) AS lengthUnstated, sum(searches) AS searches,
  sum(credits_micro) AS creditsMicro`;

/** Usage summed per day as well, of the identities named: where an assignment changes, or days are asked for. */
export function usageByDay(
  book: Book,
  from: IsoDay,
  to: IsoDay,
  identityIds: readonly number[],
  detail: DayDetail = 'model',
): Spend[] {
  return sumsByDay(book, from, to, identityIds, detail, NOT_TOLD_ELSEWHERE);
}

/** What computers' logs say of use that an account tells of itself, per day: it counts nowhere else. */
export function loggedBesideAccounts(book: Book, from: IsoDay, to: IsoDay): Spend[] {
  const identityIds = connectionOf(book)
    .all<{ id: number }>(
      `SELECT DISTINCT identity.id FROM source JOIN identity ON source_id = source.id
       CROSS JOIN usage_month ON identity_id = identity.id AND month BETWEEN ? AND ?
       WHERE source.kind = 'agent-log' AND state = 'report'`,
      from.slice(0, 7),
      to.slice(0, 7),
    )
    .map(({ id }) => id);
  return identityIds.length === 0
    ? []
    : sumsByDay(book, from, to, identityIds, 'model', TOLD_ELSEWHERE);
}

function sumsByDay(
  book: Book,
  from: IsoDay,
  to: IsoDay,
  identityIds: readonly number[],
  detail: DayDetail,
  which: string,
): Spend[] {
  const fine = detail === 'model' ? 'model_id, project_id' : '0 AS model_id, 0 AS project_id';
  const grouped = detail === 'model' ? 'tool_id, model_id, project_id' : 'tool_id';
  // Summed first and named afterwards: names are looked up once a sum, not once a row.
  return connectionOf(book).all<Spend>(
    `SELECT substr(sums.day, 1, 7) AS month, sums.day, ${USAGE_COLUMNS}, inputTokens, outputTokens,
       cacheReadTokens, cacheWriteTokens, cacheWrite1hTokens, requests, amountMicro, baseMicro,
       listMicro, unpriced, waiting, waitingMicro, unvalued, lengthUnstated, searches, creditsMicro
     FROM (
       SELECT identity_id, day, tool_id, ${fine}, usage.state, currency, ${DAY_SUMS}
       FROM json_each(?) AS wanted
       CROSS JOIN usage ON usage.identity_id = wanted.value AND usage.day BETWEEN ? AND ?
       GROUP BY identity_id, day, ${grouped}, usage.state, currency) AS sums
     ${NAMES}
     WHERE ${which}
     ORDER BY sums.identity_id, sums.day, sums.tool_id, sums.model_id, sums.project_id, sums.state, sums.currency`,
    JSON.stringify(identityIds),
    from,
    to,
  );
}

/** Charges that stand on their own (reports, variances, claims, typed ones) between two days. */
export function chargesBetween(book: Book, from: IsoDay, to: IsoDay): Spend[] {
  return connectionOf(book).all<Spend>(
    `SELECT substr(charge.day, 1, 7) AS month, charge.day, charge.kind AS source,
       charge.identity_id AS identityId, charge.person_id AS personId,
       nullif(identity.key, '') AS identity,
       CASE WHEN source.kind = 'account' THEN source.name END AS account,
       nullif(tool.text, '') AS tool, nullif(model.text, '') AS model,
       nullif(project.text, '') AS project, charge.currency, NULL AS cause,
       nullif(detail.text, '') AS description, nullif(charge.reference, '') AS reference,
       0 AS inputTokens, 0 AS outputTokens, 0 AS cacheReadTokens, 0 AS cacheWriteTokens,
       0 AS cacheWrite1hTokens, 0 AS requests,
       charge.amount_micro AS amountMicro, coalesce(charge.base_micro, 0) AS baseMicro,
       NULL AS listMicro, 0 AS unpriced, charge.base_micro IS NULL AS waiting,
       CASE WHEN charge.base_micro IS NULL THEN charge.amount_micro ELSE 0 END AS waitingMicro
     FROM charge
     JOIN source ON source.id = charge.source_id
     LEFT JOIN identity ON identity.id = charge.identity_id
     JOIN label AS tool ON tool.id = charge.tool_id
     JOIN label AS model ON model.id = charge.model_id
     JOIN label AS project ON project.id = charge.project_id
     JOIN label AS detail ON detail.id = charge.detail_id
     WHERE charge.day BETWEEN ? AND ?
     ORDER BY charge.day, charge.id`,
    from,
    to,
  );
}

/** Identities with any usage in a month. */
export function identitiesOfMonth(book: Book, month: IsoMonth): number[] {
  return connectionOf(book)
    .all<{ id: number }>(
      'SELECT DISTINCT identity_id AS id FROM usage_month WHERE month = ?',
      month,
    )
    .map((row) => row.id);
}

/** The first day on which each identity was charged for its use, of those that ever were. */
export function firstChargedDays(book: Book): Map<number, IsoDay> {
  const rows = connectionOf(book).all<{ identityId: number; day: IsoDay | null }>(
    `SELECT id AS identityId, (
       SELECT first_charged_day FROM usage_month
       WHERE identity_id = identity.id AND first_charged_day IS NOT NULL
       ORDER BY month, first_charged_day LIMIT 1) AS day
     FROM identity`,
  );
  return new Map(rows.flatMap(({ identityId, day }) => (day === null ? [] : [[identityId, day]])));
}

export const monthBounds = (month: IsoMonth): readonly [IsoDay, IsoDay] => [
  firstDay(month),
  lastDay(month),
];
