import type { IsoDay, IsoMonth } from '../../../core/calendar.ts';
import { micro, optional, type RowOf, text, whole } from '../columns.ts';
import { change, row, rows, sole, sql, values } from '../statement.ts';

const item = {
  id: whole,
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
const dayOf = { email: text, day: text, kind: text, milli: whole };
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
export type KindMonth = RowOf<typeof kindMonth>;
export type KindWeight = Omit<RowOf<typeof weight>, 'kind'>;

/** What an item of output is known by, besides its ordinal among equals. */
type OutputKey = Pick<HeldOutput, 'email' | 'day' | 'kind' | 'title' | 'link'>;

const ITEMS = sql`
  SELECT id, email, day, kind, quantity_milli AS quantityMilli, title, link, accepted,
    accepted_by AS acceptedBy, minutes_saved AS minutesSaved, reopened_day AS reopened
  FROM output_item`;

/** Output, its kinds and weights, stated baselines, and months in which nothing was finished. */
export const output = {
  /** Newest first; of one person, or of everybody. */
  items: rows(
    item,
    (from: IsoDay, to: IsoDay, email: string | null, most: number) => sql`
      ${ITEMS} WHERE day BETWEEN ${from} AND ${to} AND (${email} IS NULL OR email = ${email})
      ORDER BY day DESC, id DESC LIMIT ${most}`,
  ),
  item: row(item, (id: number) => sql`${ITEMS} WHERE id = ${id}`),
  nextOrdinal: sole(
    whole,
    (key: OutputKey) => sql`
      SELECT coalesce(max(ordinal) + 1, 0) FROM output_item
      WHERE email = ${key.email} AND day = ${key.day} AND kind = ${key.kind} AND title = ${key.title}
        AND link = ${key.link}`,
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
  remove: change((id: number) => sql`DELETE FROM output_item WHERE id = ${id}`),
  /** What counts, per person, day and kind: accepted by somebody else, and not reopened by the last day. */
  byDay: rows(
    dayOf,
    (from: IsoDay, to: IsoDay) => sql`
      SELECT lower(output_item.email) AS email, day, lower(kind) AS kind, sum(quantity_milli) AS milli
      FROM output_item LEFT JOIN person ON person.email = output_item.email
      WHERE day BETWEEN ${from} AND ${to} AND accepted = 1
        AND lower(coalesce(accepted_by, '')) <> lower(coalesce(person.name, ' '))
        AND coalesce(reopened_day > ${to}, 1)
      GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
  ),
  byMonth: rows(
    kindMonth,
    (to: IsoDay) => sql`
      SELECT lower(item.email) AS email, substr(day, 1, 7) AS month, kind,
        sum(CASE WHEN isCounted AND NOT isReopened THEN quantity_milli ELSE 0 END) AS countedMilli,
        sum(isCounted AND NOT isReopened) AS counted, sum(isCounted AND isReopened) AS reopened,
        count(*) AS logged, sum(minutes_saved) AS minutesSaved
      FROM (SELECT output_item.*, accepted = 1 AND lower(coalesce(accepted_by, '')) <> lower(coalesce(person.name, ' ')) AS isCounted,
          coalesce(reopened_day <= ${to}, 0) AS isReopened
        FROM output_item LEFT JOIN person ON person.email = output_item.email
        WHERE day <= ${to}) AS item
      GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
  ),
  /** Minutes that people believe to have saved, and on how many items they said so. */
  felt: row(
    felt,
    (month: IsoMonth) => sql`
      SELECT sum(minutes_saved) AS minutes, count(*) AS items FROM output_item
      WHERE minutes_saved IS NOT NULL AND day BETWEEN ${`${month}-01`} AND ${`${month}-31`}`,
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
