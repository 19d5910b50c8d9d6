import type { IsoDay } from '../../../core/calendar.ts';
import { flag, optional, type RowOf, text, whole, word } from '../columns.ts';
import { change, rows, sole, sql, value, values } from '../statement.ts';

const identity = {
  id: whole,
  identity: text,
  source: text,
  kind: word<'account' | 'tool' | 'agent-log' | 'tracker'>(),
  name: optional(text),
  first: optional(text),
  last: optional(text),
};
const assignment = {
  identityId: whole,
  personId: whole,
  sharePpm: whole,
  from: optional(text),
  to: optional(text),
  byItself: flag,
};
const term = { id: whole, from: optional(text), to: optional(text) };
const carried = { personId: whole, key: text };

const peoplesAssignment = {
  identityId: whole,
  email: text,
  sharePpm: whole,
  from: optional(text),
  to: optional(text),
};

export type HeldIdentity = RowOf<typeof identity>;
/** What of an identity is a person's, who is named by the e-mail. */
export type PeoplesAssignment = RowOf<typeof peoplesAssignment>;

const NOBODY_HOLDS = sql`NOT EXISTS (SELECT 1 FROM identity_assignment AS held WHERE held.identity_id = identity.id)`;

/** How sources know actors, and who carries what an actor used. */
export const identities = {
  /** Those with a key, with the first and last day of their use. */
  named: rows(
    identity,
    () => sql`
      SELECT identity.id, identity.key AS identity, coalesce(tracker.name, source.name) AS source,
        CASE WHEN tracker.id IS NULL THEN source.kind ELSE 'tracker' END AS kind, identity.name,
        (SELECT min(first_day) FROM usage_month WHERE identity_id = identity.id) AS first,
        (SELECT max(last_day) FROM usage_month WHERE identity_id = identity.id) AS last
      FROM identity JOIN source ON source.id = identity.source_id
      LEFT JOIN tracker ON tracker.id = source.tracker_id
      WHERE identity.key <> '' ORDER BY identity.key, source.name`,
  ),
  ofKey: values(
    whole,
    (key: string, source: string | null) => sql`
      SELECT identity.id FROM identity JOIN source ON source.id = source_id
      LEFT JOIN tracker ON tracker.id = source.tracker_id
      WHERE identity.key = ${key} AND (${source} IS NULL OR coalesce(tracker.name, source.name) = ${source})`,
  ),
  keyOf: value(text, (id: number) => sql`SELECT key FROM identity WHERE id = ${id}`),
  idOf: value(
    whole,
    (sourceId: number, key: string) =>
      sql`SELECT id FROM identity WHERE source_id = ${sourceId} AND key = ${key}`,
  ),
  /** The identity that had a key before its person was erased. */
  idOfErased: value(
    whole,
    (digest: string) => sql`SELECT identity_id FROM erased_key WHERE digest = ${digest}`,
  ),
  /** What people see of an identity that its source numbers. */
  call: change(
    (id: number, name: string) => sql`
      UPDATE identity SET name = ${name} WHERE id = ${id} AND name IS NOT ${name}
        AND NOT EXISTS (SELECT 1 FROM erased_key WHERE identity_id = identity.id)`,
  ),
  /** Its name, else its key. */
  shownOf: value(
    text,
    (id: number) => sql`SELECT coalesce(name, key) FROM identity WHERE id = ${id}`,
  ),
  hasErased: sole(flag, () => sql`SELECT EXISTS (SELECT 1 FROM erased_key)`),
  add: change(
    (sourceId: number, key: string) =>
      sql`INSERT INTO identity (source_id, key) VALUES (${sourceId}, ${key})`,
  ),
  /** The keys that each person carries, or carried. */
  carried: rows(
    carried,
    () => sql`
      SELECT DISTINCT person_id AS personId, identity.key FROM identity_assignment
      JOIN identity ON identity.id = identity_id ORDER BY identity.key`,
  ),
  assignments: rows(
    assignment,
    () => sql`
      SELECT identity_id AS identityId, person_id AS personId, share_ppm AS sharePpm,
        from_day AS "from", to_day AS "to", by_itself AS byItself
      FROM identity_assignment ORDER BY from_day, id`,
  ),
  terms: rows(
    term,
    (identityId: number) => sql`
      SELECT id, from_day AS "from", to_day AS "to" FROM identity_assignment
      WHERE identity_id = ${identityId}`,
  ),
  /** What is assigned of an identity on any day, in millionths. */
  assignedPpm: sole(
    whole,
    (identityId: number) => sql`
      SELECT coalesce(sum(share_ppm), 0) FROM identity_assignment WHERE identity_id = ${identityId}`,
  ),
  assign: change(
    (
      identityId: number,
      personId: number,
      sharePpm: number,
      from: IsoDay | null,
      to: IsoDay | null,
    ) => sql`
      INSERT INTO identity_assignment (identity_id, person_id, share_ppm, from_day, to_day, by_itself)
      VALUES (${identityId}, ${personId}, ${sharePpm}, ${from}, ${to}, 0)`,
  ),
  /** The same assignment once more, from a later day on. */
  repeatFrom: change(
    (id: number, from: IsoDay) => sql`
      INSERT INTO identity_assignment (identity_id, person_id, share_ppm, from_day, to_day, by_itself)
      SELECT identity_id, person_id, share_ppm, ${from}, to_day, by_itself
      FROM identity_assignment WHERE id = ${id}`,
  ),
  endAssignment: change(
    (id: number, to: IsoDay) => sql`UPDATE identity_assignment SET to_day = ${to} WHERE id = ${id}`,
  ),
  removeAssignment: change((id: number) => sql`DELETE FROM identity_assignment WHERE id = ${id}`),
  /** What was assigned by hand to people whom an import brought. */
  byHandOfImport: rows(
    peoplesAssignment,
    (importId: number) => sql`
      SELECT identity_id AS identityId, person.email, share_ppm AS sharePpm,
        from_day AS "from", to_day AS "to"
      FROM identity_assignment JOIN person ON person.id = person_id
      WHERE person.import_id = ${importId} AND by_itself = 0 ORDER BY identity_assignment.id`,
  ),
  keepUndone: change(
    (importId: number, one: PeoplesAssignment) => sql`
      INSERT INTO undone_assignment (import_id, identity_id, email, share_ppm, from_day, to_day)
      VALUES (${importId}, ${one.identityId}, ${one.email}, ${one.sharePpm}, ${one.from}, ${one.to})`,
  ),
  undone: rows(
    peoplesAssignment,
    (importId: number) => sql`
      SELECT identity_id AS identityId, email, share_ppm AS sharePpm, from_day AS "from", to_day AS "to"
      FROM undone_assignment WHERE import_id = ${importId} ORDER BY rowid`,
  ),
  forgetUndone: change(
    (importId: number) => sql`DELETE FROM undone_assignment WHERE import_id = ${importId}`,
  ),
  /** What an identity found by itself makes room for what a person has said. */
  removeOwnFinds: change(
    (identityId: number) =>
      sql`DELETE FROM identity_assignment WHERE identity_id = ${identityId} AND by_itself = 1`,
  ),
  /** Identities that nobody holds and that equal a person's e-mail. */
  assignByKey: change(
    () => sql`
      INSERT INTO identity_assignment (identity_id, person_id, share_ppm, by_itself)
      SELECT identity.id, person.id, 1000000, 1
      FROM identity JOIN person ON person.email = identity.key
      WHERE ${NOBODY_HOLDS}`,
  ),
  /** Those whose account names a person's e-mail as its member's. */
  assignByMember: change(
    () => sql`
      INSERT INTO identity_assignment (identity_id, person_id, share_ppm, by_itself)
      SELECT identity.id, person.id, 1000000, 1
      FROM account_member AS member
      JOIN person ON person.email = member.email
      JOIN source ON source.account_id = member.account_id
      JOIN identity ON identity.source_id = source.id AND identity.key = member.identity
      WHERE ${NOBODY_HOLDS}`,
  ),
  /** Those that are a key whose owner has a person's e-mail. */
  assignByOwner: change(
    () => sql`
      INSERT INTO identity_assignment (identity_id, person_id, share_ppm, by_itself)
      SELECT identity.id, person.id, 1000000, 1
      FROM account_key AS api_key
      LEFT JOIN account_member AS member
        ON member.account_id = api_key.account_id AND member.identity = api_key.owner
      JOIN person ON person.email = coalesce(member.email, api_key.owner)
      JOIN source ON source.account_id = api_key.account_id
      JOIN identity ON identity.source_id = source.id AND identity.key = api_key.key_id
      WHERE ${NOBODY_HOLDS}`,
  ),
};
