import type { IsoDay } from '../../../core/calendar.ts';
import { flag, micro, optional, text, whole, word } from '../columns.ts';
import { change, row, rows, type Sql, sql, value } from '../statement.ts';

type LimitPeriod = 'day' | 'week' | 'month' | 'lifetime' | 'cycle' | 'other';
const counts = { members: whole, newPeople: whole };
const member = {
  identity: text,
  email: optional(text),
  name: optional(text),
  role: optional(text),
  active: flag,
  person: optional(text),
};
const seat = {
  identity: text,
  tool: text,
  plan: optional(text),
  priceMicro: optional(micro),
  currency: text,
  lastActivity: optional(text),
  firstSeen: text,
  ends: optional(text),
  person: optional(text),
  hasPlan: flag,
};
const key = {
  id: text,
  name: optional(text),
  status: word<'active' | 'paused' | 'other'>(),
  owner: optional(text),
  project: optional(text),
  person: optional(text),
  limitMicro: optional(micro),
  currency: optional(text),
  period: optional(word<LimitPeriod>()),
};
const limit = {
  scope: word<'person' | 'team' | 'project' | 'workspace' | 'organization'>(),
  target: text,
  name: optional(text),
  limitMicro: optional(micro),
  usedMicro: optional(micro),
  currency: text,
  period: word<LimitPeriod>(),
  person: optional(text),
};
const newcomer = { email: text, name: optional(text) };
const seen = { identity: text, since: text };

/** Where a row of a list was read, so that what is named no more can be told. */
export type ReadIn = {
  readonly accountId: number;
  readonly stream: string;
  readonly series: number;
};
type NewMember = {
  readonly identity: string;
  readonly email: string | null;
  readonly name: string | null;
  readonly role: string | null;
  readonly active: boolean;
};
type NewSeat = {
  readonly identity: string;
  readonly tool: string;
  readonly plan: string | null;
  readonly priceMicro: bigint | null;
  readonly currency: string;
  readonly lastActivityDay: IsoDay | null;
  readonly endsDay?: IsoDay | null | undefined;
};
type NewKey = {
  readonly id: string;
  readonly name: string | null;
  readonly status: string;
  readonly owner: string | null;
  readonly project: string | null;
  readonly limit: {
    readonly amountMicro: bigint | null;
    readonly currency: string;
    readonly period: string;
  } | null;
};
type NewLimit = {
  readonly scope: string;
  readonly target: string | null;
  readonly name: string | null;
  readonly limit: {
    readonly amountMicro: bigint | null;
    readonly currency: string;
    readonly period: string;
  };
  readonly usedMicro: bigint | null;
};

/** Seats as the account lists them, and as the newest report about each tool of it does. */
const SEATS = sql`(
  SELECT account_id, identity, tool, plan, price_micro, currency, last_activity_day, first_seen_day, ends_day
    FROM account_seat
  UNION ALL
  SELECT account_id, identity, tool, NULL, NULL, 'USD', last_activity_day,
      (SELECT min(earlier.day) FROM reported_seat AS earlier WHERE earlier.account_id = reported.account_id
         AND earlier.tool = reported.tool AND earlier.identity = reported.identity), NULL
    FROM reported_seat AS reported
    WHERE day = (SELECT max(day) FROM reported_seat AS newest
      WHERE newest.account_id = reported.account_id AND newest.tool = reported.tool))`;

/** The lists of a series that were read through. */
const readThrough = (accountId: number, series: number, failed: readonly string[]) => sql`
  (SELECT stream FROM sync_stream WHERE account_id = ${accountId} AND read_in = ${series} AND closed IS NULL
     AND stream NOT IN (SELECT value FROM json_each(${JSON.stringify(failed)})))`;

/** Takes out of a list what was not named again, where it was read through. */
const prunes = (list: Sql) =>
  change(
    (accountId: number, series: number, failed: readonly string[]) => sql`
      DELETE FROM ${list} WHERE account_id = ${accountId} AND series <> ${series} AND stream IN ${readThrough(accountId, series, failed)}`,
  );

const removes = (list: Sql) =>
  change((accountId: number) => sql`DELETE FROM ${list} WHERE account_id = ${accountId}`);

/** What a provider lists of an account: members, seats, keys, limits. */
export const accountLists = {
  addMember: change(
    (read: ReadIn, one: NewMember) => sql`
      INSERT INTO account_member (account_id, identity, email, name, role, active, stream, series)
       VALUES (${read.accountId}, ${one.identity}, ${one.email}, ${one.name}, ${one.role}, ${one.active ? 1 : 0}, ${read.stream}, ${read.series})
       ON CONFLICT DO UPDATE SET email = excluded.email, name = excluded.name, role = excluded.role,
         active = excluded.active, stream = excluded.stream, series = excluded.series`,
  ),
  /** One answer lists the seats, another the days of activity: neither takes back what the other said. */
  addSeat: change(
    (read: ReadIn, one: NewSeat, today: IsoDay) => sql`
      INSERT INTO account_seat (account_id, identity, tool, plan, price_micro, currency, last_activity_day, ends_day, first_seen_day, stream, series)
       VALUES (${read.accountId}, ${one.identity}, ${one.tool}, ${one.plan}, ${one.priceMicro}, ${one.currency}, ${one.lastActivityDay}, ${one.endsDay ?? null}, ${today}, ${read.stream}, ${read.series})
       ON CONFLICT DO UPDATE SET plan = coalesce(excluded.plan, plan),
         price_micro = coalesce(excluded.price_micro, price_micro), currency = excluded.currency,
         last_activity_day = nullif(max(coalesce(excluded.last_activity_day, ''), coalesce(last_activity_day, '')), ''),
         ends_day = CASE WHEN ${one.endsDay === undefined ? 0 : 1} THEN excluded.ends_day ELSE ends_day END,
         stream = excluded.stream, series = excluded.series`,
  ),
  addKey: change(
    (read: ReadIn, one: NewKey) => sql`
      INSERT INTO account_key (account_id, key_id, name, status, owner, project, limit_micro, limit_currency, limit_period, stream, series)
       VALUES (${read.accountId}, ${one.id}, ${one.name}, ${one.status}, ${one.owner}, ${one.project}, ${one.limit?.amountMicro ?? null}, ${one.limit?.currency ?? null}, ${one.limit?.period ?? null}, ${read.stream}, ${read.series})
       ON CONFLICT DO UPDATE SET name = excluded.name, status = excluded.status, owner = excluded.owner,
         project = excluded.project, limit_micro = excluded.limit_micro,
         limit_currency = excluded.limit_currency, limit_period = excluded.limit_period,
         stream = excluded.stream, series = excluded.series`,
  ),
  addLimit: change(
    (read: ReadIn, one: NewLimit) => sql`
      INSERT INTO account_limit (account_id, scope, target, name, limit_micro, limit_currency, limit_period, used_micro, stream, series)
       VALUES (${read.accountId}, ${one.scope}, ${one.target ?? ''}, ${one.name}, ${one.limit.amountMicro}, ${one.limit.currency}, ${one.limit.period}, ${one.usedMicro}, ${read.stream}, ${read.series})
       ON CONFLICT DO UPDATE SET name = excluded.name, limit_micro = excluded.limit_micro,
         limit_currency = excluded.limit_currency, used_micro = excluded.used_micro,
         stream = excluded.stream, series = excluded.series`,
  ),
  pruneMembers: prunes(sql`account_member`),
  removeMembers: removes(sql`account_member`),
  pruneSeats: prunes(sql`account_seat`),
  removeSeats: removes(sql`account_seat`),
  pruneKeys: prunes(sql`account_key`),
  removeKeys: removes(sql`account_key`),
  pruneLimits: prunes(sql`account_limit`),
  removeLimits: removes(sql`account_limit`),
  /** Gives identities the names that the account knows them by. */
  nameIdentities: change(
    (accountId: number) => sql`
      UPDATE identity SET name = known.name
     FROM (SELECT source.id AS source_id, member.identity AS key, member.name
             FROM account_member AS member JOIN source ON source.account_id = member.account_id
             WHERE member.account_id = ${accountId}
           UNION ALL
           SELECT source.id, api_key.key_id, coalesce(api_key.name, owner.name)
             FROM account_key AS api_key JOIN source ON source.account_id = api_key.account_id
             LEFT JOIN account_member AS owner
               ON owner.account_id = api_key.account_id AND owner.identity = api_key.owner
             WHERE api_key.account_id = ${accountId}) AS known
     WHERE identity.source_id = known.source_id AND identity.key = known.key
       AND known.name IS NOT NULL AND identity.name IS NOT known.name`,
  ),
  counts: row(
    counts,
    (accountId: number) => sql`
      SELECT count(*) AS members,
       count(CASE WHEN active = 1 AND email IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM person WHERE person.email = account_member.email) THEN 1 END) AS newPeople
     FROM account_member WHERE account_id = ${accountId}`,
  ),
  seats: rows(
    seat,
    (accountId: number) => sql`
      SELECT seat.identity, seat.tool, seat.plan, seat.price_micro AS priceMicro, seat.currency,
         seat.last_activity_day AS lastActivity, seat.first_seen_day AS firstSeen, seat.ends_day AS ends, person.email AS person,
         EXISTS (SELECT 1 FROM subscription WHERE subscription.email = person.email
           AND (subscription.tool = seat.tool OR subscription.account_id = seat.account_id)) AS hasPlan
       FROM ${SEATS} AS seat
       LEFT JOIN account_member AS member
         ON member.account_id = seat.account_id AND member.identity = seat.identity
       LEFT JOIN person ON person.email = coalesce(member.email, seat.identity)
         OR person.id = (SELECT person_id FROM identity_assignment
           JOIN identity ON identity.id = identity_id JOIN source ON source.id = identity.source_id
           WHERE source.account_id = seat.account_id AND identity.key = seat.identity LIMIT 1)
       WHERE seat.account_id = ${accountId} GROUP BY seat.identity, seat.tool ORDER BY seat.identity, seat.tool`,
  ),
  members: rows(
    member,
    (accountId: number) => sql`
      SELECT member.identity, member.email, member.name, member.role, member.active,
         coalesce(known.email, held.email) AS person
       FROM account_member AS member
       LEFT JOIN person AS known ON known.email = member.email
       LEFT JOIN source ON source.account_id = member.account_id
       LEFT JOIN identity ON identity.source_id = source.id AND identity.key = member.identity
       LEFT JOIN person AS held ON held.id = (SELECT person_id FROM identity_assignment
         WHERE identity_id = identity.id ORDER BY id DESC LIMIT 1)
       WHERE member.account_id = ${accountId} GROUP BY member.identity
       ORDER BY coalesce(member.name, member.email, member.identity) COLLATE NOCASE`,
  ),
  keys: rows(
    key,
    (accountId: number) => sql`
      SELECT api_key.key_id AS id, api_key.name, api_key.status, api_key.owner, api_key.project,
         person.email AS person, limit_micro AS limitMicro, limit_currency AS currency, limit_period AS period
       FROM account_key AS api_key
       LEFT JOIN source ON source.account_id = api_key.account_id
       LEFT JOIN identity ON identity.source_id = source.id AND identity.key = api_key.key_id
       LEFT JOIN account_member AS member
         ON member.account_id = api_key.account_id AND member.identity = api_key.owner
       LEFT JOIN person ON person.id = coalesce(
         (SELECT person_id FROM identity_assignment WHERE identity_id = identity.id ORDER BY id DESC LIMIT 1),
         (SELECT id FROM person WHERE person.email = coalesce(member.email, api_key.owner)))
       WHERE api_key.account_id = ${accountId} GROUP BY api_key.key_id
       ORDER BY coalesce(api_key.name, api_key.key_id) COLLATE NOCASE`,
  ),
  limits: rows(
    limit,
    (accountId: number) => sql`
      SELECT held.scope, held.target, coalesce(held.name, member.name) AS name, held.limit_micro AS limitMicro,
         held.used_micro AS usedMicro, held.limit_currency AS currency, held.limit_period AS period,
         (SELECT email FROM person WHERE person.email = coalesce(member.email, held.target)) AS person
       FROM account_limit AS held
       LEFT JOIN account_member AS member
         ON held.scope = 'person' AND member.account_id = held.account_id AND member.identity = held.target
       WHERE held.account_id = ${accountId}
       ORDER BY held.scope, coalesce(held.name, member.name, held.target) COLLATE NOCASE, held.limit_period`,
  ),
  /** Members with an e-mail address who are no people of the book yet. */
  newcomers: rows(
    newcomer,
    (accountId: number) => sql`
      SELECT lower(email) AS email, max(name) AS name FROM account_member
         WHERE account_id = ${accountId} AND active = 1 AND email LIKE '%_@_%'
           AND NOT EXISTS (SELECT 1 FROM person WHERE person.email = account_member.email)
         GROUP BY lower(email) ORDER BY 1`,
  ),
  seatsSeen: rows(
    seen,
    (accountId: number) => sql`
      SELECT identity, min(first_seen_day) AS since FROM account_seat WHERE account_id = ${accountId}
       GROUP BY identity ORDER BY identity`,
  ),
  setKeyLimit: change(
    (accountId: number, keyId: string, limitMicro: bigint | null, period: string | null) => sql`
      UPDATE account_key SET limit_micro = ${limitMicro}, limit_currency = 'USD', limit_period = ${period}
       WHERE account_id = ${accountId} AND key_id = ${keyId}`,
  ),
  /** Leaves the limit of one period where a target has several: `setLimit` then says which. */
  keepOneLimit: change(
    (accountId: number, scope: string, target: string) => sql`
      DELETE FROM account_limit
       WHERE account_id = ${accountId} AND scope = ${scope} AND target = ${target} AND rowid <>
         (SELECT min(rowid) FROM account_limit
           WHERE account_id = ${accountId} AND scope = ${scope} AND target = ${target})`,
  ),
  setLimit: change(
    (
      accountId: number,
      scope: string,
      target: string,
      limitMicro: bigint | null,
      period: string,
    ) => sql`
      UPDATE account_limit SET limit_micro = ${limitMicro}, limit_period = ${period}
     WHERE account_id = ${accountId} AND scope = ${scope} AND target = ${target}`,
  ),
  projectOfKey: value(
    optional(text),
    (accountId: number, keyId: string) => sql`
      SELECT project FROM account_key WHERE account_id = ${accountId} AND key_id = ${keyId}`,
  ),
  setKeyStatus: change(
    (accountId: number, keyId: string, status: string) => sql`
      UPDATE account_key SET status = ${status} WHERE account_id = ${accountId} AND key_id = ${keyId}`,
  ),
};
