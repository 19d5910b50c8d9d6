import type { IsoDay } from '../../../core/calendar.ts';
import { filled, flag, micro, optional, text, whole, word } from '../columns.ts';
import { change, row, rows, sole, sql } from '../statement.ts';

type RunStatus = 'done' | 'partial' | 'failed';
const run = {
  id: whole,
  at: text,
  status: word<RunStatus>(),
  from: optional(text),
  to: optional(text),
  requests: whole,
  added: whole,
  replaced: whole,
  unchanged: whole,
  removed: whole,
  rejected: whole,
  error: optional(text),
  nextTry: optional(text),
  streams: text,
  notes: text,
};
const stream = {
  importId: whole,
  moneyFrom: word<'usage' | 'cost-report'>(),
  closed: optional(text),
};
const streamDays = {
  stream: text,
  from: optional(text),
  to: optional(text),
  closed: optional(text),
};
const through = { stream: text, through: optional(text) };
const reject = {
  stream: text,
  line: whole,
  field: optional(text),
  value: optional(text),
  code: text,
  reason: text,
};
const runaway = {
  account: text,
  provider: optional(text),
  identity: text,
  called: optional(text),
  day: text,
  spendMicro: micro,
  usualMicro: micro,
  boundMicro: optional(micro),
  projectedMicro: micro,
  until: text,
  personId: optional(whole),
  apiKey: optional(text),
};
const daySpend = { identityId: filled(whole), day: text, spendMicro: micro };

type Tally = {
  readonly from: IsoDay | null;
  readonly to: IsoDay | null;
  readonly added: number;
  readonly replaced: number;
  readonly unchanged: number;
  readonly removed: number;
  readonly rejected: number;
};
type RejectRow = {
  readonly line: number;
  readonly field: string | null;
  readonly value: string | null;
  readonly code: string;
  readonly reason: string;
};

const STREAM_OF = sql`substr(stream, 1, instr(stream || '/', '/') - 1)`;
/** Of earlier syncs of the same account and stream. */
const earlier = (
  runId: number,
  of: string,
) => sql`run_id <> ${runId} AND ${STREAM_OF} = ${of} AND run_id IN (
    SELECT id FROM sync_run WHERE account_id = (SELECT account_id FROM sync_run WHERE id = ${runId}))`;

/** Syncs of accounts: their streams, runs, unreadable rows; and days that ran away. */
export const syncs = {
  closeInterrupted: change(
    (accountId: number, at: string, error: string) => sql`
      UPDATE sync_run SET status = 'partial', ended_at = ${at}, error = ${error} WHERE account_id = ${accountId} AND status = 'running'`,
  ),
  begin: change(
    (
      accountId: number,
      begun: { readonly at: string; readonly who: string; readonly automatic: boolean },
    ) => sql`
      INSERT INTO sync_run (account_id, at, who, automatic, status, requests, added, replaced, unchanged, removed, rejected, notes)
     VALUES (${accountId}, ${begun.at}, ${begun.who}, ${begun.automatic ? 1 : 0}, 'running', 0, 0, 0, 0, 0, 0, '[]')`,
  ),
  forgetOldRejects: change(
    (accountId: number, kept: number) => sql`
      DELETE FROM sync_reject WHERE from_day IS NULL AND run_id IN (
       SELECT id FROM sync_run WHERE account_id = ${accountId} ORDER BY id DESC LIMIT -1 OFFSET ${kept})`,
  ),
  count: change(
    (id: number, tally: Tally, requests: number) => sql`
      UPDATE sync_run SET from_day = ${tally.from}, to_day = ${tally.to}, requests = ${requests}, added = ${tally.added}, replaced = ${tally.replaced}, unchanged = ${tally.unchanged},
       removed = ${tally.removed}, rejected = ${tally.rejected} WHERE id = ${id}`,
  ),
  end: change(
    (
      id: number,
      end: {
        readonly at: string;
        readonly status: string;
        readonly error: string | null;
        readonly nextTry: string | null;
        readonly streams: string;
        readonly notes: string;
      },
    ) => sql`
      UPDATE sync_run SET status = ${end.status}, ended_at = ${end.at}, error = ${end.error}, next_try = ${end.nextTry}, streams = ${end.streams}, notes = ${end.notes} WHERE id = ${id}`,
  ),
  through: rows(
    through,
    (accountId: number) => sql`
      SELECT stream, through_day AS through FROM sync_stream WHERE account_id = ${accountId} ORDER BY stream`,
  ),
  /** The last ones that ended, newest first. */
  ended: rows(
    run,
    (accountId: number, most: number) => sql`
      SELECT id, at, status, from_day AS "from", to_day AS "to", requests, added, replaced, unchanged, removed,
         rejected, error, next_try AS nextTry, streams, notes
       FROM sync_run WHERE account_id = ${accountId} AND status <> 'running' ORDER BY id DESC LIMIT ${most}`,
  ),
  removeOf: change(
    (accountId: number) => sql`DELETE FROM sync_run WHERE account_id = ${accountId}`,
  ),
  isKnown: sole(flag, (id: number) => sql`SELECT EXISTS (SELECT 1 FROM sync_run WHERE id = ${id})`),
  stream: row(
    stream,
    (accountId: number, of: string) => sql`
      SELECT import_id AS importId, money_from AS moneyFrom, closed FROM sync_stream WHERE account_id = ${accountId} AND stream = ${of}`,
  ),
  setStream: change(
    (
      accountId: number,
      of: string,
      to: {
        readonly importId: number;
        readonly moneyFrom: string;
        readonly closed: string | null;
        readonly series: number;
      },
    ) => sql`
      INSERT INTO sync_stream (account_id, stream, import_id, money_from, closed, read_in) VALUES (${accountId}, ${of}, ${to.importId}, ${to.moneyFrom}, ${to.closed}, ${to.series})
     ON CONFLICT DO UPDATE SET money_from = excluded.money_from, closed = excluded.closed, read_in = excluded.read_in`,
  ),
  setUsageMoney: change(
    (accountId: number, moneyFrom: string) => sql`
      UPDATE sync_stream SET money_from = ${moneyFrom}
       WHERE account_id = ${accountId} AND (stream = 'usage' OR stream LIKE 'usage/%') AND money_from <> ${moneyFrom}`,
  ),
  streamDays: rows(
    streamDays,
    (accountId: number) => sql`
      SELECT stream, from_day AS "from", through_day AS "to", closed FROM sync_stream
       WHERE account_id = ${accountId} ORDER BY stream`,
  ),
  lastDay: sole(
    optional(text),
    (accountId: number) => sql`
      SELECT max(through_day) AS through FROM sync_stream WHERE account_id = ${accountId}`,
  ),
  noteDays: change(
    (
      accountId: number,
      of: string,
      days: { readonly fromDay: IsoDay; readonly toDay: IsoDay },
    ) => sql`
      UPDATE sync_stream SET from_day = min(coalesce(from_day, ${days.fromDay}), ${days.fromDay}), through_day = max(coalesce(through_day, ${days.toDay}), ${days.toDay})
       WHERE account_id = ${accountId} AND stream = ${of}`,
  ),
  addReject: change(
    (
      runId: number,
      of: string,
      one: RejectRow,
      day: IsoDay | null,
      open: { readonly fromDay: IsoDay; readonly toDay: IsoDay } | null,
    ) => sql`
      INSERT INTO sync_reject (run_id, stream, line, field, value, code, reason, day, from_day, to_day)
      VALUES (${runId}, ${of}, ${one.line}, ${one.field}, ${one.value}, ${one.code}, ${one.reason}, ${day},
        ${open?.fromDay ?? null}, ${open?.toDay ?? null})`,
  ),
  /** What earlier syncs could not read within days that were read again is no longer open. */
  settleWithin: change(
    (runId: number, of: string, from: IsoDay, to: IsoDay) => sql`
      UPDATE sync_reject SET from_day = NULL, to_day = NULL
      WHERE from_day >= ${from} AND to_day <= ${to} AND ${earlier(runId, of)}`,
  ),
  settleEnds: change(
    (runId: number, of: string, from: IsoDay, to: IsoDay) => sql`
      UPDATE sync_reject SET to_day = date(${from}, '-1 day')
      WHERE from_day < ${from} AND to_day BETWEEN ${from} AND ${to} AND ${earlier(runId, of)}`,
  ),
  settleBeginnings: change(
    (runId: number, of: string, from: IsoDay, to: IsoDay) => sql`
      UPDATE sync_reject SET from_day = date(${to}, '+1 day')
      WHERE to_day > ${to} AND from_day BETWEEN ${from} AND ${to} AND ${earlier(runId, of)}`,
  ),
  /** Rows that may be of these days and could not be read; the same row met by several syncs counts once. */
  unreadBetween: sole(
    optional(whole),
    (from: IsoDay, to: IsoDay) => sql`
      SELECT sum(most) AS count FROM (
         SELECT max(rows) AS most FROM (
           SELECT account_id, ${STREAM_OF} AS stream, day, field, value, code, count(*) AS rows
           FROM sync_reject JOIN sync_run ON sync_run.id = run_id
           WHERE sync_reject.from_day <= ${to} AND sync_reject.to_day >= ${from}
           GROUP BY account_id, 2, day, field, value, code, run_id)
         GROUP BY account_id, stream, day, field, value, code)`,
  ),
  rejects: rows(
    reject,
    (id: number, most: number) => sql`
      SELECT stream, line, field, value, code, reason FROM sync_reject WHERE run_id = ${id} ORDER BY id LIMIT ${most}`,
  ),
  countRejects: sole(
    whole,
    (id: number) => sql`
      SELECT count(*) AS count FROM sync_reject WHERE run_id = ${id}`,
  ),
  forgetRunaways: change(
    (accountId: number, from: IsoDay) => sql`
      DELETE FROM runaway_day WHERE account_id = ${accountId} AND day >= ${from}`,
  ),
  addRunaway: change(
    (
      accountId: number,
      found: {
        readonly identityId: number;
        readonly day: IsoDay;
        readonly spendMicro: bigint;
        readonly usualMicro: bigint;
        readonly projectedMicro: bigint;
        readonly until: IsoDay;
        readonly at: string;
        readonly boundMicro: bigint | null;
      },
    ) => sql`
      INSERT INTO runaway_day (account_id, identity_id, day, spend_micro, usual_micro, projected_micro, projected_to, found_at, bound_micro)
         VALUES (${accountId}, ${found.identityId}, ${found.day}, ${found.spendMicro}, ${found.usualMicro}, ${found.projectedMicro}, ${found.until}, ${found.at}, ${found.boundMicro}) ON CONFLICT DO NOTHING`,
  ),
  /** What each identity took through the account by day. */
  daySpend: rows(
    daySpend,
    (accountId: number, from: IsoDay) => sql`
      SELECT identityId, day, sum(micro) AS spendMicro FROM (
       SELECT usage.identity_id AS identityId, usage.day, coalesce(usage.base_micro, 0) AS micro
       FROM source JOIN identity ON identity.source_id = source.id
       CROSS JOIN usage ON usage.identity_id = identity.id AND usage.day >= ${from}
       WHERE source.account_id = ${accountId} AND identity.key <> ''
       UNION ALL
       SELECT charge.identity_id, charge.day, coalesce(charge.base_micro, 0)
       FROM charge JOIN source ON source.id = charge.source_id
       WHERE charge.day >= ${from} AND source.account_id = ${accountId} AND charge.identity_id IS NOT NULL)
     GROUP BY identityId, day`,
  ),
  /** With the one active key that the use went through, or that its user owns. */
  runaways: rows(
    runaway,
    (from: IsoDay, to: IsoDay) => sql`
      SELECT account.name AS account, account.provider, identity.key AS identity,
         identity.name AS called, found.day, spend_micro AS spendMicro, usual_micro AS usualMicro,
         bound_micro AS boundMicro,
         projected_micro AS projectedMicro, projected_to AS until,
         (SELECT person_id FROM identity_assignment AS held WHERE held.identity_id = identity.id
            AND coalesce(held.from_day, '') <= found.day AND coalesce(held.to_day, '9') >= found.day
          ORDER BY share_ppm DESC LIMIT 1) AS personId,
         (SELECT CASE WHEN count(*) = 1 THEN min(api_key.key_id) END FROM account_key AS api_key
          LEFT JOIN account_member AS owner
            ON owner.account_id = api_key.account_id AND owner.identity = api_key.owner
          WHERE api_key.account_id = account.id AND api_key.status = 'active'
            AND identity.key IN (api_key.key_id, api_key.owner, owner.email)) AS apiKey
       FROM runaway_day AS found
       JOIN account ON account.id = found.account_id
       JOIN identity ON identity.id = found.identity_id
       WHERE found.day BETWEEN ${from} AND ${to} ORDER BY found.day DESC, identity.key`,
  ),
};
