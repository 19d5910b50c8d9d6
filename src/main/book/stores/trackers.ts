import type { IsoDay } from '../../../core/calendar.ts';
import type {
  AcceptedRule,
  CoAuthorRule,
  CountedSide,
} from '../../../core/trackers/tracker-kinds.ts';
import { flag, optional, type RowOf, text, whole, word } from '../columns.ts';
import { change, row, rows, sole, sql, value } from '../statement.ts';

const tracker = {
  id: whole,
  name: text,
  kind: text,
  places: text,
  baseUrl: optional(text),
  extraCa: optional(text),
  rules: text,
  accepted: word<AcceptedRule>(),
  titles: flag,
  side: word<CountedSide>(),
  coAuthors: word<CoAuthorRule>(),
  bots: text,
  columns: text,
  fields: text,
  automatic: flag,
  keyEntry: optional(text),
  keyState: word<'set' | 'missing' | 'locked'>(),
  cursor: optional(text),
  series: optional(whole),
  sinceDay: optional(text),
  wholeDay: optional(text),
};
const run = {
  id: whole,
  at: text,
  status: word<'done' | 'partial' | 'failed'>(),
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
  places: text,
  notes: text,
};

const reject = {
  place: text,
  name: optional(text),
  field: optional(text),
  value: optional(text),
  code: text,
  reason: text,
};

export type HeldReject = RowOf<typeof reject>;
export type HeldTracker = RowOf<typeof tracker>;
export type TrackerTally = Pick<
  RowOf<typeof run>,
  'from' | 'to' | 'added' | 'replaced' | 'unchanged' | 'removed' | 'rejected'
>;
type Added = Pick<
  HeldTracker,
  'name' | 'kind' | 'places' | 'baseUrl' | 'extraCa' | 'keyEntry' | 'keyState'
>;
type Ways = Pick<
  HeldTracker,
  'rules' | 'accepted' | 'titles' | 'side' | 'coAuthors' | 'bots' | 'columns' | 'automatic'
>;

const TRACKERS = sql`
  SELECT id, name, kind, places, base_url AS baseUrl, extra_ca AS extraCa, rules, accepted, titles, side,
    co_authors AS coAuthors, bots, columns, fields, automatic, key_entry AS keyEntry, key_state AS keyState, cursor, series,
    since_day AS sinceDay, whole_day AS wholeDay
  FROM tracker`;

/** Trackers, how each is read, and their syncs. */
export const trackers = {
  all: rows(tracker, () => sql`${TRACKERS} ORDER BY name`),
  named: row(tracker, (name: string) => sql`${TRACKERS} WHERE name = ${name}`),
  add: change(
    (made: Added, at: string) => sql`
      INSERT INTO tracker (name, kind, places, base_url, extra_ca, key_entry, key_state, added_at)
      VALUES (${made.name}, ${made.kind}, ${made.places}, ${made.baseUrl}, ${made.extraCa}, ${made.keyEntry},
        ${made.keyState}, ${at})`,
  ),
  setWays: change(
    (id: number, to: Ways) => sql`
      UPDATE tracker SET rules = ${to.rules}, accepted = ${to.accepted}, titles = ${to.titles ? 1 : 0},
        side = ${to.side}, co_authors = ${to.coAuthors}, bots = ${to.bots}, columns = ${to.columns},
        automatic = ${to.automatic ? 1 : 0} WHERE id = ${id}`,
  ),
  setKeyState: change(
    (id: number, state: HeldTracker['keyState']) =>
      sql`UPDATE tracker SET key_state = ${state} WHERE id = ${id}`,
  ),
  /** The columns that its table has, as a JSON list. */
  setFields: change(
    (id: number, fields: string) => sql`UPDATE tracker SET fields = ${fields} WHERE id = ${id}`,
  ),
  remove: change((id: number) => sql`DELETE FROM tracker WHERE id = ${id}`),
  /** Everything is read again from the beginning at the next sync. */
  readAnew: change(
    (id: number) => sql`
      UPDATE tracker SET cursor = NULL, series = NULL, since_day = NULL, whole_day = NULL WHERE id = ${id}`,
  ),
  beginSeries: change(
    (id: number, series: number, since: IsoDay | null) => sql`
      UPDATE tracker SET series = ${series}, since_day = ${since}, cursor = NULL WHERE id = ${id}`,
  ),
  /** Nothing is moved where another copy of the app has moved it meanwhile. */
  moveCursor: change(
    (id: number, series: number, from: string | null, to: string) => sql`
      UPDATE tracker SET cursor = ${to} WHERE id = ${id} AND series = ${series} AND cursor IS ${from}`,
  ),
  endSeries: change(
    (id: number, whole: IsoDay | null) => sql`
      UPDATE tracker SET cursor = NULL, series = NULL, since_day = NULL,
        whole_day = coalesce(${whole}, whole_day) WHERE id = ${id}`,
  ),
  sourceOf: value(whole, (id: number) => sql`SELECT id FROM source WHERE tracker_id = ${id}`),
  /** Its name in the book is no account's; what is shown is the tracker's. */
  addSource: change(
    (id: number) => sql`
      INSERT INTO source (kind, name, account_id, tracker_id) VALUES ('account', ${`tracker:${id}`}, NULL, ${id})`,
  ),
  removeIdentities: change(
    (id: number) =>
      sql`DELETE FROM identity WHERE source_id IN (SELECT id FROM source WHERE tracker_id = ${id})`,
  ),
  removeSource: change((id: number) => sql`DELETE FROM source WHERE tracker_id = ${id}`),
  closeInterrupted: change(
    (trackerId: number, at: string, error: string) => sql`
      UPDATE tracker_run SET status = 'partial', ended_at = ${at}, error = ${error}
      WHERE tracker_id = ${trackerId} AND status = 'running'`,
  ),
  beginRun: change(
    (trackerId: number, at: string, who: string) => sql`
      INSERT INTO tracker_run (tracker_id, at, who, status) VALUES (${trackerId}, ${at}, ${who}, 'running')`,
  ),
  countRun: change(
    (id: number, tally: TrackerTally, requests: number) => sql`
      UPDATE tracker_run SET from_day = ${tally.from}, to_day = ${tally.to}, requests = ${requests},
        added = ${tally.added}, replaced = ${tally.replaced}, unchanged = ${tally.unchanged},
        removed = ${tally.removed}, rejected = ${tally.rejected} WHERE id = ${id}`,
  ),
  endRun: change(
    (
      id: number,
      end: Pick<RowOf<typeof run>, 'at' | 'status' | 'error' | 'nextTry' | 'places' | 'notes'>,
    ) => sql`
      UPDATE tracker_run SET ended_at = ${end.at}, status = ${end.status}, error = ${end.error},
        next_try = ${end.nextTry}, places = ${end.places}, notes = ${end.notes} WHERE id = ${id}`,
  ),
  /** What a person had to settle is settled: the app may ask by itself again. */
  mayAskAgain: change(
    (trackerId: number) => sql`
      UPDATE tracker_run SET next_try = NULL, error = json_set(error, '$.plan', 'retry')
      WHERE id = (SELECT max(id) FROM tracker_run WHERE tracker_id = ${trackerId} AND status <> 'running')
        AND error IS NOT NULL AND json_extract(error, '$.plan') = 'ask'`,
  ),
  /** What could not be read; the same item met again replaces what was said of it. */
  addReject: change(
    (trackerId: number, series: number, made: HeldReject) => sql`
      INSERT INTO tracker_reject (tracker_id, series, place, name, field, value, code, reason)
      VALUES (${trackerId}, ${series}, ${made.place}, ${made.name}, ${made.field}, ${made.value}, ${made.code},
        ${made.reason})
      ON CONFLICT (tracker_id, place, name) DO UPDATE SET series = excluded.series, field = excluded.field,
        value = excluded.value, code = excluded.code, reason = excluded.reason`,
  ),
  /** These items (a JSON list of names) of one place could be read. */
  settleRejects: change(
    (trackerId: number, place: string, names: string) => sql`
      DELETE FROM tracker_reject WHERE tracker_id = ${trackerId} AND place = ${place}
        AND name IN (SELECT value FROM json_each(${names}))`,
  ),
  /** What has no name is met again or not; where everything was read, the same holds for all. */
  settleOldRejects: change(
    (trackerId: number, series: number, isWhole: boolean) => sql`
      DELETE FROM tracker_reject WHERE tracker_id = ${trackerId} AND series <> ${series}
        AND (name IS NULL OR ${isWhole ? 1 : 0})`,
  ),
  rejects: rows(
    reject,
    (trackerId: number, most: number) => sql`
      SELECT place, name, field, value, code, reason FROM tracker_reject WHERE tracker_id = ${trackerId}
      ORDER BY place, id LIMIT ${most}`,
  ),
  countRejects: sole(
    whole,
    (trackerId: number) => sql`SELECT count(*) FROM tracker_reject WHERE tracker_id = ${trackerId}`,
  ),
  /** The last syncs that ended, the newest first. */
  runs: rows(
    run,
    (trackerId: number, most: number) => sql`
      SELECT id, at, status, from_day AS "from", to_day AS "to", requests, added, replaced, unchanged,
        removed, rejected, error, next_try AS nextTry, places, notes
      FROM tracker_run WHERE tracker_id = ${trackerId} AND status <> 'running' ORDER BY id DESC LIMIT ${most}`,
  ),
};
