import type { IsoDay, IsoMonth } from '../../../core/calendar.ts';
import { flag, micro, optional, type RowOf, text, whole } from '../columns.ts';
import { change, row, rows, sole, sql, value, values } from '../statement.ts';

const item = {
  id: whole,
  trackerItemId: optional(whole),
  tracker: optional(text),
  trackerKey: optional(text),
  email: text,
  day: text,
  kind: text,
  quantityMilli: whole,
  title: text,
  link: text,
  accepted: whole,
  acceptedBy: optional(text),
  minutesSaved: optional(whole),
  reopened: optional(text),
};
const stateCount = { email: text, items: whole, accepted: whole, reopened: whole };
const dayOf = { email: text, day: text, kind: text, milli: whole };
const ofTracker = {
  id: whole,
  email: text,
  day: text,
  kind: text,
  quantityMilli: whole,
  title: text,
  link: text,
  accepted: whole,
  acceptedBy: optional(text),
  reopened: optional(text),
  neverCounts: flag,
  beforeSeat: flag,
};
const kindMonth = {
  email: text,
  month: text,
  kind: text,
  /** Accepted by somebody other than the author, or at its source, and not reopened by then. */
  countedMilli: whole,
  counted: whole,
  /** Accepted once, reopened by the end of the month looked at. */
  reopened: whole,
  logged: whole,
  minutesSaved: optional(whole),
};
const weight = { kind: text, from: text, weightMilli: whole, valueMicro: optional(micro) };
const baseline = { personId: optional(whole), role: optional(text), unitsMilli: whole };
const felt = { minutes: optional(whole), items: whole };
const nothing = { personId: whole, month: text };

export type HeldOutput = RowOf<typeof item>;
/** A line of the output that a tracker's item brought. */
export type TrackerOutput = RowOf<typeof ofTracker>;
export type KindMonth = RowOf<typeof kindMonth>;
export type KindWeight = Omit<RowOf<typeof weight>, 'kind'>;

/** What an item of output is known by, besides its ordinal among equals. */
type OutputKey = Pick<HeldOutput, 'email' | 'day' | 'kind' | 'title' | 'link'>;

/**
 * What was typed or imported with the link of an item that a tracker tells is that item: the tracker's
 * own line stands for it.
 */
const IS_TOLD = sql`(tracker_item_id IS NULL AND output_item.link <> '' AND EXISTS (
    SELECT 1 FROM tracker_item AS told WHERE told.link <> ''
      AND substr(rtrim(lower(told.link), '/'), -16) = substr(rtrim(lower(output_item.link), '/'), -16)
      AND rtrim(lower(told.link), '/') = rtrim(lower(output_item.link), '/')
      AND told.standing IN ('counted', 'waiting', 'reopened', 'twice')))`;
/** What people believe to have saved on an item, whichever line of it says so. */
const MINUTES = sql`CASE WHEN tracker_item_id IS NULL OR output_item.link = '' THEN output_item.minutes_saved ELSE (
    SELECT max(said.minutes_saved) FROM output_item AS said
    WHERE said.tracker_item_id IS NULL AND said.link <> ''
      AND substr(rtrim(lower(said.link), '/'), -16) = substr(rtrim(lower(output_item.link), '/'), -16)
      AND rtrim(lower(said.link), '/') = rtrim(lower(output_item.link), '/')) END`;
/** By somebody other than the author; where it comes from a tracker, the tracker's rule has decided. */
const IS_COUNTED = sql`accepted = 1 AND never_counts = 0 AND (tracker_item_id IS NOT NULL
    OR lower(coalesce(accepted_by, '')) <> lower(coalesce(person.name, ' ')))`;

const ITEMS = sql`
  SELECT output_item.id, tracker_item_id AS trackerItemId, tracker.name AS tracker, tracker_item.key AS trackerKey,
    email, day, output_item.kind, quantity_milli AS quantityMilli, output_item.title, output_item.link, output_item.accepted,
    accepted_by AS acceptedBy, ${MINUTES} AS minutesSaved, reopened_day AS reopened
  FROM output_item LEFT JOIN tracker_item ON tracker_item.id = tracker_item_id
  LEFT JOIN tracker ON tracker.id = tracker_id`;

/** Output, its kinds and weights, stated baselines, and months in which nothing was finished. */
export const output = {
  /** Newest first; of one person, or of everybody. */
  items: rows(
    item,
    (from: IsoDay, to: IsoDay, email: string | null, most: number) => sql`
      ${ITEMS} WHERE day BETWEEN ${from} AND ${to} AND (${email} IS NULL OR email = ${email})
        AND NOT ${IS_TOLD}
      ORDER BY day DESC, output_item.id DESC LIMIT ${most}`,
  ),
  /** How many items there are in some days, by whom and by state. */
  stateCounts: rows(
    stateCount,
    (from: IsoDay, to: IsoDay, email: string | null) => sql`
      SELECT email, count(*) AS items, sum(reopened_day IS NULL AND accepted = 1) AS accepted,
        sum(reopened_day IS NOT NULL) AS reopened
      FROM output_item WHERE day BETWEEN ${from} AND ${to} AND (${email} IS NULL OR email = ${email})
        AND NOT ${IS_TOLD}
      GROUP BY email ORDER BY email`,
  ),
  item: row(item, (id: number) => sql`${ITEMS} WHERE output_item.id = ${id}`),
  nextOrdinal: sole(
    whole,
    (key: OutputKey) => sql`
      SELECT max(coalesce(max(ordinal) + 1, 0), 0) FROM output_item
      WHERE email = ${key.email} AND day = ${key.day} AND kind = ${key.kind} AND title = ${key.title}
        AND link = ${key.link} AND tracker_item_id IS NULL`,
  ),
  add: change(
    (
      made: OutputKey &
        Pick<HeldOutput, 'quantityMilli' | 'accepted' | 'acceptedBy' | 'minutesSaved'>,
      ordinal: number,
    ) => sql`
      INSERT INTO output_item (email, day, kind, title, link, ordinal, quantity_milli, accepted, accepted_by, minutes_saved)
      VALUES (${made.email}, ${made.day}, ${made.kind}, ${made.title}, ${made.link}, ${ordinal},
        ${made.quantityMilli}, ${made.accepted}, ${made.acceptedBy}, ${made.minutesSaved})`,
  ),
  accept: change(
    (id: number, by: string) =>
      sql`UPDATE output_item SET accepted = 1, accepted_by = ${by} WHERE id = ${id}`,
  ),
  reopen: change(
    (id: number, day: IsoDay | null) =>
      sql`UPDATE output_item SET reopened_day = ${day} WHERE id = ${id}`,
  ),
  /** What a tracker's item has brought into the output. */
  ofTrackerItem: rows(
    ofTracker,
    (trackerItemId: number) => sql`
      SELECT id, email, day, kind, quantity_milli AS quantityMilli, title, link, accepted,
        accepted_by AS acceptedBy, reopened_day AS reopened, never_counts AS neverCounts, before_seat AS beforeSeat
      FROM output_item WHERE tracker_item_id = ${trackerItemId} ORDER BY id`,
  ),
  /** The ordinal lies below those of what is typed and imported, so that neither is taken for the other. */
  addOfTracker: change(
    (trackerItemId: number, made: Omit<RowOf<typeof ofTracker>, 'id'>) => sql`
      INSERT INTO output_item (email, day, kind, title, link, ordinal, quantity_milli, accepted, accepted_by,
        reopened_day, tracker_item_id, never_counts, before_seat)
      VALUES (${made.email}, ${made.day}, ${made.kind}, ${made.title}, ${made.link}, ${-trackerItemId},
        ${made.quantityMilli}, ${made.accepted}, ${made.acceptedBy}, ${made.reopened}, ${trackerItemId},
        ${made.neverCounts ? 1 : 0}, ${made.beforeSeat ? 1 : 0})`,
  ),
  /** Tells a tracker's line anew; a closed month refuses it. */
  tellAnew: change(
    (id: number, made: Omit<RowOf<typeof ofTracker>, 'id' | 'beforeSeat'>) => sql`
      UPDATE output_item SET email = ${made.email}, day = ${made.day}, kind = ${made.kind}, title = ${made.title},
        link = ${made.link}, quantity_milli = ${made.quantityMilli}, accepted = ${made.accepted},
        accepted_by = ${made.acceptedBy}, reopened_day = ${made.reopened}, never_counts = ${made.neverCounts ? 1 : 0}
      WHERE id = ${id}`,
  ),
  /** What a closed month lets change: the words of an item, and since when it does not count. */
  retell: change(
    (id: number, to: Pick<RowOf<typeof ofTracker>, 'title' | 'acceptedBy' | 'reopened'>) => sql`
      UPDATE output_item SET title = ${to.title}, accepted_by = ${to.acceptedBy}, reopened_day = ${to.reopened}
      WHERE id = ${id}`,
  ),
  remove: change((id: number) => sql`DELETE FROM output_item WHERE id = ${id}`),
  /** What counts, per person, day and kind: accepted by somebody else, and not reopened by the last day. */
  byDay: rows(
    dayOf,
    (from: IsoDay, to: IsoDay) => sql`
      SELECT lower(output_item.email) AS email, day, lower(kind) AS kind, sum(quantity_milli) AS milli
      FROM output_item LEFT JOIN person ON person.email = output_item.email
      WHERE day BETWEEN ${from} AND ${to} AND ${IS_COUNTED}
        AND coalesce(reopened_day > ${to}, 1) AND NOT ${IS_TOLD}
      GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
  ),
  byMonth: rows(
    kindMonth,
    (to: IsoDay) => sql`
      SELECT lower(item.email) AS email, substr(day, 1, 7) AS month, kind,
        sum(CASE WHEN isCounted AND NOT isReopened THEN quantity_milli ELSE 0 END) AS countedMilli,
        sum(isCounted AND NOT isReopened) AS counted, sum((isCounted OR never_counts) AND isReopened) AS reopened,
        count(*) AS logged, sum(minutes) AS minutesSaved
      FROM (SELECT output_item.*, ${MINUTES} AS minutes, ${IS_COUNTED} AS isCounted,
          coalesce(reopened_day <= ${to}, 0) OR never_counts = 1 AS isReopened
        FROM output_item LEFT JOIN person ON person.email = output_item.email
        WHERE day <= ${to} AND NOT ${IS_TOLD}) AS item
      GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
  ),
  /** People for whom something counts that did not come from this tracker. */
  countedElsewhere: values(
    text,
    (trackerId: number) => sql`
      SELECT DISTINCT lower(output_item.email) FROM output_item LEFT JOIN person ON person.email = output_item.email
      WHERE ${IS_COUNTED} AND reopened_day IS NULL AND NOT ${IS_TOLD} AND (tracker_item_id IS NULL
        OR tracker_item_id NOT IN (SELECT id FROM tracker_item WHERE tracker_id = ${trackerId}))`,
  ),
  /** Minutes that people believe to have saved, and on how many items they said so. */
  felt: row(
    felt,
    (month: IsoMonth) => sql`
      SELECT sum(minutes_saved) AS minutes, count(*) AS items FROM output_item
      WHERE minutes_saved IS NOT NULL AND day BETWEEN ${`${month}-01`} AND ${`${month}-31`}`,
  ),
  /** Those items that assets have served and that count on a day. */
  servedAndCounting: rows(
    { id: whole, month: text, kind: text, quantityMilli: whole },
    (day: IsoDay) => sql`
      SELECT output_item.id, substr(day, 1, 7) AS month, kind, quantity_milli AS quantityMilli
      FROM output_item LEFT JOIN person ON person.email = output_item.email
      WHERE output_item.id IN (SELECT output_item_id FROM asset_use) AND ${IS_COUNTED}
        AND coalesce(reopened_day > ${day}, 1)`,
  ),
  /** Whether an item counts on a day: accepted by somebody else, and not reopened by then. */
  isCounting: value(
    flag,
    (id: number, day: IsoDay) => sql`
      SELECT ${IS_COUNTED} AND coalesce(reopened_day > ${day}, 1)
      FROM output_item LEFT JOIN person ON person.email = output_item.email
      WHERE output_item.id = ${id}`,
  ),
  kinds: values(text, () => sql`SELECT name FROM output_kind ORDER BY name`),
  addKind: change(
    (name: string) => sql`INSERT INTO output_kind (name) VALUES (${name}) ON CONFLICT DO NOTHING`,
  ),
  weights: rows(
    weight,
    () => sql`
      SELECT kind, from_month AS "from", weight_milli AS weightMilli, value_micro AS valueMicro
      FROM kind_weight ORDER BY kind, from_month`,
  ),
  weightsByLowerKind: rows(
    weight,
    () => sql`
      SELECT lower(kind) AS kind, from_month AS "from", weight_milli AS weightMilli, value_micro AS valueMicro
      FROM kind_weight ORDER BY kind, from_month`,
  ),
  setWeight: change(
    (to: RowOf<typeof weight>) => sql`
      INSERT INTO kind_weight (kind, from_month, weight_milli, value_micro)
      VALUES (${to.kind}, ${to.from}, ${to.weightMilli}, ${to.valueMicro})
      ON CONFLICT DO UPDATE SET weight_milli = excluded.weight_milli, value_micro = excluded.value_micro`,
  ),
  /** Every stated baseline, the later ones of a person or role after the earlier. */
  baselines: rows(
    baseline,
    () => sql`
      SELECT person_id AS personId, role, units_milli AS unitsMilli FROM stated_baseline ORDER BY id`,
  ),
  /** The one in force of each person and role. */
  newestBaselines: rows(
    baseline,
    () => sql`
      SELECT person_id AS personId, role, units_milli AS unitsMilli FROM stated_baseline AS one
      WHERE id = (SELECT max(id) FROM stated_baseline AS other
        WHERE other.person_id IS one.person_id AND other.role IS one.role)`,
  ),
  stateBaseline: change(
    (to: RowOf<typeof baseline>, at: string) => sql`
      INSERT INTO stated_baseline (person_id, role, units_milli, at)
      VALUES (${to.personId}, ${to.role}, ${to.unitsMilli}, ${at})`,
  ),
  nothingFinished: rows(
    nothing,
    () => sql`SELECT person_id AS personId, month FROM nothing_finished`,
  ),
  nothingFinishedIn: values(
    text,
    (month: IsoMonth) => sql`
      SELECT email FROM nothing_finished JOIN person ON person.id = person_id WHERE month = ${month}`,
  ),
  tickNothing: change(
    (personId: number, month: IsoMonth) => sql`
      INSERT INTO nothing_finished (person_id, month) VALUES (${personId}, ${month}) ON CONFLICT DO NOTHING`,
  ),
  untickNothing: change(
    (personId: number, month: IsoMonth) =>
      sql`DELETE FROM nothing_finished WHERE person_id = ${personId} AND month = ${month}`,
  ),
};
