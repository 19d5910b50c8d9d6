import type { IsoDay } from '../../../core/calendar.ts';
import type { ItemWhat } from '../../../core/trackers/tracker-kinds.ts';
import { filled, flag, optional, type RowOf, text, whole, word } from '../columns.ts';
import { change, row, rows, sole, sql, values } from '../statement.ts';

/** What became of an item of a tracker. */
export type Standing =
  | 'new'
  | 'counted'
  | 'waiting'
  | 'reopened'
  | 'twice'
  | 'nobody'
  | 'late'
  | 'left-out'
  | 'removed';
type RefRole = 'is' | 'names' | 'reverts';

const item = {
  id: whole,
  trackerId: whole,
  key: text,
  place: text,
  what: word<ItemWhat>(),
  facts: text,
  authorId: optional(whole),
  bot: optional(text),
  accepter: word<'identity' | 'customer' | 'unknown'>(),
  accepterId: optional(whole),
  state: word<'accepted' | 'open' | 'gone' | 'left-out'>(),
  acceptedDay: optional(text),
  stateDay: optional(text),
  openedDay: optional(text),
  updatedDay: optional(text),
  link: text,
  title: text,
  rounds: optional(whole),
  size: optional(whole),
};
const held = {
  ...item,
  hereAcceptedBy: optional(text),
  hereReopenedDay: optional(text),
  hereRemoved: flag,
  standing: word<Standing>(),
  withItem: optional(whole),
};
const known = { id: whole, digest: text, acceptedDay: optional(text), state: item.state };
const linked = { mine: word<RefRole>(), other: word<RefRole>(), itemId: whole };
const missing = { id: whole, key: text, place: text };
const standingCount = { standing: word<Standing>(), count: whole };
const span = { items: whole, from: optional(text), to: optional(text) };
const unmatched = { identity: text, name: optional(text), items: whole };
const listed = {
  key: text,
  day: optional(text),
  author: optional(text),
  bot: optional(text),
  link: text,
  title: text,
  standing: word<Standing>(),
  withTracker: optional(text),
  withKey: optional(text),
};
const weighed = {
  day: filled(text),
  openedDay: optional(text),
  rounds: optional(whole),
  size: optional(whole),
  standing: word<Standing>(),
  accepter: item.accepter,
  isSelf: flag,
  person: optional(text),
};

export type HeldItem = RowOf<typeof held>;
export type ToldItem = Omit<RowOf<typeof item>, 'id'> & {
  readonly digest: string;
  readonly seen: number;
};

const HELD = sql`
  SELECT id, tracker_id AS trackerId, key, place, what, facts, author_id AS authorId, bot, accepter,
    accepter_id AS accepterId, state, accepted_day AS acceptedDay, state_day AS stateDay,
    opened_day AS openedDay, updated_day AS updatedDay, link, title, rounds, size,
    here_accepted_by AS hereAcceptedBy, here_reopened_day AS hereReopenedDay, here_removed AS hereRemoved,
    standing, with_item AS withItem
  FROM tracker_item`;

/** Found by the end of the name, in which names of one host differ. */
const IS_SAME_REF = sql`substr(other.ref, -16) = substr(mine.ref, -16) AND other.ref = mine.ref
        AND other.item_id <> mine.item_id`;

/** Items as their trackers tell them, how they are linked, and what became of each. */
export const trackerItems = {
  one: row(held, (id: number) => sql`${HELD} WHERE id = ${id}`),
  known: row(
    known,
    (trackerId: number, key: string) => sql`
      SELECT id, digest, accepted_day AS acceptedDay, state FROM tracker_item
      WHERE tracker_id = ${trackerId} AND key = ${key}`,
  ),
  add: change(
    (made: ToldItem) => sql`
      INSERT INTO tracker_item (tracker_id, key, place, what, facts, author_id, bot, accepter, accepter_id, state,
        accepted_day, state_day, opened_day, updated_day, link, title, rounds, size, digest, seen)
      VALUES (${made.trackerId}, ${made.key}, ${made.place}, ${made.what}, ${made.facts}, ${made.authorId},
        ${made.bot}, ${made.accepter}, ${made.accepterId}, ${made.state}, ${made.acceptedDay}, ${made.stateDay},
        ${made.openedDay}, ${made.updatedDay}, ${made.link}, ${made.title}, ${made.rounds}, ${made.size},
        ${made.digest}, ${made.seen})`,
  ),
  retell: change(
    (id: number, to: ToldItem) => sql`
      UPDATE tracker_item SET place = ${to.place}, what = ${to.what}, facts = ${to.facts},
        author_id = ${to.authorId}, bot = ${to.bot}, accepter = ${to.accepter}, accepter_id = ${to.accepterId},
        state = ${to.state}, accepted_day = ${to.acceptedDay}, state_day = ${to.stateDay},
        opened_day = ${to.openedDay}, updated_day = ${to.updatedDay}, link = ${to.link}, title = ${to.title},
        rounds = ${to.rounds}, size = ${to.size}, digest = ${to.digest}, seen = ${to.seen} WHERE id = ${id}`,
  ),
  see: change(
    (id: number, seen: number) => sql`UPDATE tracker_item SET seen = ${seen} WHERE id = ${id}`,
  ),
  setGone: change(
    (id: number, day: IsoDay) => sql`
      UPDATE tracker_item SET state = 'gone', state_day = ${day}, digest = '' WHERE id = ${id}`,
  ),
  setStanding: change(
    (id: number, standing: Standing, withItem: number | null) => sql`
      UPDATE tracker_item SET standing = ${standing}, with_item = ${withItem} WHERE id = ${id}`,
  ),
  /** Several at once, by a JSON list of their ids. */
  setStandings: change(
    (ids: string, standing: Standing) => sql`
      UPDATE tracker_item SET standing = ${standing}, with_item = NULL
      WHERE id IN (SELECT value FROM json_each(${ids}))`,
  ),
  acceptHere: change(
    (id: number, by: string) =>
      sql`UPDATE tracker_item SET here_accepted_by = ${by} WHERE id = ${id}`,
  ),
  reopenHere: change(
    (id: number, day: IsoDay | null) =>
      sql`UPDATE tracker_item SET here_reopened_day = ${day} WHERE id = ${id}`,
  ),
  removeHere: change(
    (id: number, isRemoved: boolean) =>
      sql`UPDATE tracker_item SET here_removed = ${isRemoved ? 1 : 0} WHERE id = ${id}`,
  ),
  forgetTitles: change(
    (trackerId: number) =>
      sql`UPDATE tracker_item SET title = '', digest = '' WHERE tracker_id = ${trackerId}`,
  ),
  addCoAuthor: change(
    (itemId: number, place: number, identityId: number) => sql`
      INSERT INTO tracker_co_author (item_id, place, identity_id) VALUES (${itemId}, ${place}, ${identityId})`,
  ),
  removeCoAuthors: change(
    (itemId: number) => sql`DELETE FROM tracker_co_author WHERE item_id = ${itemId}`,
  ),
  coAuthors: values(
    whole,
    (itemId: number) => sql`
      SELECT identity_id FROM tracker_co_author WHERE item_id = ${itemId} ORDER BY place`,
  ),
  addRef: change(
    (itemId: number, role: RefRole, ref: string) => sql`
      INSERT INTO tracker_ref (item_id, role, ref) VALUES (${itemId}, ${role}, ${ref})`,
  ),
  removeRefs: change((itemId: number) => sql`DELETE FROM tracker_ref WHERE item_id = ${itemId}`),
  /** Other items that are linked with one, and how. */
  linked: rows(
    linked,
    (itemId: number) => sql`
      SELECT DISTINCT mine.role AS mine, other.role AS other, other.item_id AS itemId
      FROM tracker_ref AS mine JOIN tracker_ref AS other ON ${IS_SAME_REF}
      WHERE mine.item_id = ${itemId} AND (mine.role = 'is' OR other.role = 'is')
      ORDER BY other.item_id, mine.role, other.role`,
  ),
  /** Which of these (a JSON list of ids) are linked with any other. */
  withLinks: values(
    whole,
    (ids: string) => sql`
      SELECT DISTINCT mine.item_id FROM json_each(${ids}) JOIN tracker_ref AS mine ON mine.item_id = value
      JOIN tracker_ref AS other ON ${IS_SAME_REF}`,
  ),
  ofTracker: values(
    whole,
    (trackerId: number) =>
      sql`SELECT id FROM tracker_item WHERE tracker_id = ${trackerId} ORDER BY id`,
  ),
  /** Those that an identity made, shared in or accepted. */
  ofIdentity: values(
    whole,
    (identityId: number) => sql`
      SELECT id FROM tracker_item WHERE author_id = ${identityId}
      UNION SELECT id FROM tracker_item WHERE accepter_id = ${identityId}
      UNION SELECT item_id FROM tracker_co_author WHERE identity_id = ${identityId}`,
  ),
  /** Those that an identity of a person made, shared in or accepted. */
  ofPerson: values(
    whole,
    (personId: number) => sql`
      WITH mine AS (SELECT identity_id AS id FROM identity_assignment WHERE person_id = ${personId})
      SELECT id FROM tracker_item WHERE author_id IN (SELECT id FROM mine)
      UNION SELECT id FROM tracker_item WHERE accepter_id IN (SELECT id FROM mine)
      UNION SELECT item_id FROM tracker_co_author WHERE identity_id IN (SELECT id FROM mine)`,
  ),
  /**
   * Those that were nobody's and whose author somebody is by now, those whose author nobody is any more,
   * and those that came too late for a month that is open again.
   */
  overtaken: values(
    whole,
    () => sql`
      SELECT id FROM tracker_item WHERE standing = 'nobody'
        AND EXISTS (SELECT 1 FROM identity_assignment WHERE identity_id = author_id)
      UNION SELECT id FROM tracker_item WHERE standing IN ('counted', 'waiting', 'reopened')
        AND NOT EXISTS (SELECT 1 FROM identity_assignment WHERE identity_id = author_id)
      UNION SELECT id FROM tracker_item WHERE standing = 'late'
        AND NOT EXISTS (SELECT 1 FROM closed_month WHERE month = substr(accepted_day, 1, 7))`,
  ),
  /** Those of the days that were read which did not come again. */
  missing: rows(
    missing,
    (trackerId: number, since: IsoDay | null, series: number, most: number) => sql`
      SELECT id, key, place FROM tracker_item WHERE tracker_id = ${trackerId} AND seen <> ${series}
        AND state NOT IN ('gone', 'left-out') AND coalesce(updated_day, '9999') >= coalesce(${since}, '')
      ORDER BY id LIMIT ${most}`,
  ),
  standings: rows(
    standingCount,
    (trackerId: number) => sql`
      SELECT standing, count(*) AS count FROM tracker_item WHERE tracker_id = ${trackerId} GROUP BY standing`,
  ),
  days: row(
    span,
    (trackerId: number) => sql`
      SELECT count(*) AS items, min(accepted_day) AS "from", max(accepted_day) AS "to" FROM tracker_item
      WHERE tracker_id = ${trackerId}`,
  ),
  /** Authors whom nobody is assigned to, those of most items first. */
  unmatched: rows(
    unmatched,
    (trackerId: number, most: number) => sql`
      SELECT identity.key AS identity, identity.name, count(*) AS items FROM tracker_item
      JOIN identity ON identity.id = author_id
      WHERE tracker_id = ${trackerId} AND NOT EXISTS (SELECT 1 FROM identity_assignment WHERE identity_id = author_id)
      GROUP BY identity.id ORDER BY count(*) DESC, identity.key LIMIT ${most}`,
  ),
  /** The newest items of one standing. */
  listed: rows(
    listed,
    (trackerId: number, standing: Standing, most: number) => sql`
      SELECT one.key, one.accepted_day AS day, coalesce(author.name, author.key) AS author, one.bot, one.link, one.title, one.standing,
        other_tracker.name AS withTracker, other.key AS withKey
      FROM tracker_item AS one LEFT JOIN identity AS author ON author.id = one.author_id
      LEFT JOIN tracker_item AS other ON other.id = one.with_item
      LEFT JOIN tracker AS other_tracker ON other_tracker.id = other.tracker_id
      WHERE one.tracker_id = ${trackerId} AND one.standing = ${standing}
      ORDER BY one.accepted_day DESC, one.id DESC LIMIT ${most}`,
  ),
  /** What stands beside the output: of every item that counts, waits or was taken back. */
  weighed: rows(
    weighed,
    (trackerId: number, from: IsoDay, to: IsoDay) => sql`
      SELECT accepted_day AS day, opened_day AS openedDay, rounds, size, standing, accepter,
        coalesce(accepter_id = author_id, 0) AS isSelf,
        (SELECT email FROM output_item WHERE tracker_item_id = tracker_item.id LIMIT 1) AS person
      FROM tracker_item WHERE tracker_id = ${trackerId} AND accepted_day BETWEEN ${from} AND ${to}
        AND standing IN ('counted', 'waiting', 'reopened') ORDER BY accepted_day, id`,
  ),
  /** Items that count with one: the other side of the same piece of work. */
  countedWith: rows(
    { tracker: text, key: text },
    (itemId: number) => sql`
      SELECT tracker.name AS tracker, tracker_item.key FROM tracker_item JOIN tracker ON tracker.id = tracker_id
      WHERE with_item = ${itemId} AND standing = 'twice' ORDER BY tracker.name, tracker_item.key`,
  ),
  /** How many lines of the output a tracker brought. */
  outputLines: sole(
    whole,
    (trackerId: number) => sql`
      SELECT count(*) FROM output_item
      WHERE tracker_item_id IN (SELECT id FROM tracker_item WHERE tracker_id = ${trackerId})`,
  ),
  /** Of one tracker: what it brought into open months, and what closed months let go. */
  removeOutput: change(
    (trackerId: number) => sql`
      DELETE FROM output_item WHERE tracker_item_id IN (SELECT id FROM tracker_item WHERE tracker_id = ${trackerId})
        AND (before_seat = 1 OR NOT EXISTS (SELECT 1 FROM closed_month WHERE month = substr(output_item.day, 1, 7)))`,
  ),
  /** Nothing of other items points at what goes. */
  letGo: change(
    (trackerId: number) => sql`
      UPDATE tracker_item SET with_item = NULL
      WHERE with_item IN (SELECT id FROM tracker_item WHERE tracker_id = ${trackerId})`,
  ),
  /** Items of other trackers that counted with one of this tracker's. */
  countedWithTracker: values(
    whole,
    (trackerId: number) => sql`
      SELECT id FROM tracker_item WHERE tracker_id <> ${trackerId}
        AND with_item IN (SELECT id FROM tracker_item WHERE tracker_id = ${trackerId})`,
  ),
  /** Lines of closed months stay when their tracker goes: each is known by itself from then on. */
  letLinesStand: change(
    (trackerId: number) => sql`
      UPDATE output_item SET ordinal = -id
      WHERE tracker_item_id IN (SELECT id FROM tracker_item WHERE tracker_id = ${trackerId})`,
  ),
  removeOf: change(
    (trackerId: number) => sql`DELETE FROM tracker_item WHERE tracker_id = ${trackerId}`,
  ),
};
