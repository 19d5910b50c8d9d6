import type { IsoDay } from '../../../core/calendar.ts';
import { flag, optional, type RowOf, text, whole } from '../columns.ts';
import { change, row, rows, sole, sql, value, values } from '../statement.ts';

/** Of one page or file: added, replaced, unchanged, rejected. */
type Counts = readonly [number, number, number, number];
const held = {
  id: whole,
  kind: text,
  format: text,
  file: text,
  sha256: text,
  options: text,
  at: text,
  who: text,
  rows: whole,
  added: whole,
  replaced: whole,
  unchanged: whole,
  rejected: whole,
  from: optional(text),
  to: optional(text),
  ignored: text,
  notes: text,
  undone: optional(text),
};
const before = {
  id: whole,
  kind: text,
  format: text,
  rows: whole,
  rejected: whole,
  from: optional(text),
  to: optional(text),
  ignored: text,
  notes: text,
};
const reject = {
  line: whole,
  field: optional(text),
  value: optional(text),
  code: text,
  reason: text,
};
const rejectRow = {
  line: whole,
  field: optional(text),
  value: optional(text),
  reason: text,
  raw: text,
};
const brought = { file: text, sha256: text, kind: text, options: text, undone: optional(text) };
const undoable = { undoneAt: optional(text), file: text, kind: text };

export type HeldImport = RowOf<typeof held>;
export type BroughtFile = RowOf<typeof brought>;
export type RejectedRow = {
  readonly line: number;
  readonly field: string | null;
  readonly value: string | null;
  readonly code: string;
  readonly reason: string;
};
type NewImport = {
  readonly kind: string;
  readonly format: string;
  readonly file: string;
  readonly sha256: string;
  readonly options: string;
  readonly at: string;
  readonly who: string;
  readonly header: string;
  readonly ignored: string;
};
type Counted = {
  readonly rows: number;
  readonly added: number;
  readonly replaced: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly from: IsoDay | null;
  readonly to: IsoDay | null;
};

/** Files and streams that were taken, with the rows that were refused. */
export const imports = {
  /** What an import brought: where from, and how it was to be read (JSON). */
  brought: row(
    brought,
    (id: number) => sql`
      SELECT file, sha256, kind, options, undone_at AS undone FROM import WHERE id = ${id}`,
  ),
  /** Identities that are given to people whom an import brought. */
  identitiesOfPeople: sole(
    whole,
    (id: number) => sql`
      SELECT count(DISTINCT identity_id) FROM identity_assignment
      WHERE person_id IN (SELECT id FROM person WHERE import_id = ${id})`,
  ),
  /** Later imports that changed rows of this one's; they hold its id as a text. */
  changedLater: sole(
    whole,
    (id: string) => sql`
      SELECT count(DISTINCT import_id) FROM replaced_row
      WHERE json_extract(held, '$.import_id') = ${id}`,
  ),
  /** What a running sync stands on besides its own pages: the trail, files taken, imports undone. */
  standsOn: row(
    { trail: optional(whole), imports: optional(whole), undone: whole },
    () => sql`
      SELECT (SELECT max(id) FROM audit) AS trail,
        (SELECT max(id) FROM import WHERE kind <> 'sync') AS imports,
        (SELECT count(undone_at) FROM import) AS undone`,
  ),
  count: change(
    (id: number, counts: Counts, from: IsoDay | null, to: IsoDay | null) => sql`
      UPDATE import SET rows = rows + ${counts.reduce((sum, one) => sum + one, 0)}, added = added + ${counts[0]},
        replaced = replaced + ${counts[1]}, unchanged = unchanged + ${counts[2]}, rejected = rejected + ${counts[3]},
        from_day = min(coalesce(from_day, ${from}), ${from}), to_day = max(coalesce(to_day, ${to}), ${to})
      WHERE id = ${id}`,
  ),
  addSync: change(
    (made: {
      readonly format: string;
      readonly file: string;
      readonly options: string;
      readonly at: string;
      readonly who: string;
    }) => sql`
      INSERT INTO import (kind, format, file, sha256, options, at, who, rows, added, replaced, unchanged, rejected, header, ignored_columns, notes)
      VALUES ('sync', ${made.format}, ${made.file}, '', ${made.options}, ${made.at}, ${made.who}, 0, 0, 0, 0, 0, '[]', '[]', '[]')`,
  ),
  /** Of files, the newest first. */
  all: rows(
    held,
    () => sql`
      SELECT id, kind, format, file, sha256, options, at, who, rows, added, replaced, unchanged, rejected,
       from_day AS "from", to_day AS "to", ignored_columns AS ignored, notes, undone_at AS undone
     FROM import WHERE kind <> 'sync' ORDER BY id DESC`,
  ),
  rejects: rows(
    reject,
    (id: number, most: number) => sql`
      SELECT line, field, value, code, reason FROM import_reject WHERE import_id = ${id} ORDER BY line LIMIT ${most}`,
  ),
  isKnown: sole(flag, (id: number) => sql`SELECT EXISTS (SELECT 1 FROM import WHERE id = ${id})`),
  before: row(
    before,
    (sha256: string, options: string) => sql`
      SELECT id, kind, format, rows, rejected, from_day AS "from", to_day AS "to", ignored_columns AS ignored, notes
      FROM import WHERE sha256 = ${sha256} AND undone_at IS NULL AND options = ${options} ORDER BY id DESC LIMIT 1`,
  ),
  rejectRows: rows(
    rejectRow,
    (id: number) => sql`
      SELECT line, field, value, reason, raw FROM import_reject WHERE import_id = ${id} ORDER BY line`,
  ),
  header: value(
    text,
    (id: number) => sql`
      SELECT header FROM import WHERE id = ${id}`,
  ),
  rejectedLines: values(
    whole,
    (id: number) => sql`
      SELECT line FROM import_reject WHERE import_id = ${id}`,
  ),
  add: change(
    (made: NewImport) => sql`
      INSERT INTO import (kind, format, file, sha256, options, at, who, rows, added, replaced, unchanged, rejected, header, ignored_columns, notes)
     VALUES (${made.kind}, ${made.format}, ${made.file}, ${made.sha256}, ${made.options}, ${made.at}, ${made.who}, 0, 0, 0, 0, 0, ${made.header}, ${made.ignored}, '[]')`,
  ),
  finish: change(
    (id: number, counted: Counted, notes: string) => sql`
      UPDATE import SET rows = ${counted.rows}, added = ${counted.added}, replaced = ${counted.replaced}, unchanged = ${counted.unchanged}, rejected = ${counted.rejected}, from_day = ${counted.from}, to_day = ${counted.to}, notes = ${notes} WHERE id = ${id}`,
  ),
  addReject: change(
    (id: number, one: RejectedRow, raw: string) => sql`
      INSERT INTO import_reject (import_id, line, field, value, code, reason, raw)
      VALUES (${id}, ${one.line}, ${one.field}, ${one.value}, ${one.code}, ${one.reason}, ${raw})`,
  ),
  lastAgentLog: sole(
    whole,
    () =>
      sql`SELECT coalesce(max(id), 0) FROM import WHERE kind = 'agent-log' AND undone_at IS NULL`,
  ),
  undoable: row(
    undoable,
    (id: number) => sql`SELECT undone_at AS undoneAt, file, kind FROM import WHERE id = ${id}`,
  ),
  setUndone: change(
    (id: number, at: string) => sql`UPDATE import SET undone_at = ${at} WHERE id = ${id}`,
  ),
  forgetReplaced: change((id: number) => sql`DELETE FROM replaced_row WHERE import_id = ${id}`),
  /** Rows that files touching these days had refused. */
  rejectedBetween: sole(
    optional(whole),
    (from: IsoDay, to: IsoDay) => sql`
      SELECT sum(rejected) AS count FROM import
       WHERE undone_at IS NULL AND kind IN ('usage', 'charges', 'focus', 'agent-log', 'invoice')
         AND from_day <= ${to} AND to_day >= ${from}`,
  ),
  /** A person whom only this import brought and who has claims. */
  claimantOf: value(
    text,
    (id: number) => sql`
      SELECT name FROM person
     WHERE import_id = ${id} AND id IN (SELECT person_id FROM claim)
       AND (seen_import_id = ${id} OR seen_import_id NOT IN (SELECT id FROM import WHERE undone_at IS NULL))`,
  ),
  /** A closed month that an import has rows in. */
  closedMonthOf: sole(
    optional(text),
    (id: number) => sql`
      SELECT min(month) AS month FROM closed_month JOIN import ON import.id = ${id}
       WHERE month BETWEEN substr(from_day, 1, 7) AND substr(to_day, 1, 7)
         AND import.kind IN ('usage', 'charges', 'focus', 'output', 'agent-log')`,
  ),
  /** Keeps the time that a report speaks of as a whole. */
  setPeriod: change(
    (id: number, { key, from, to }: { key: string; from: IsoDay; to: IsoDay }) => sql`
      INSERT INTO import_period (import_id, scope, from_day, to_day) VALUES (${id}, ${key}, ${from}, ${to})`,
  ),
  /** Standing imports of reports of the same kind whose time touches these days, the oldest first. */
  periodsTouching: rows(
    { id: whole, file: text, from: text, to: text },
    (key: string, from: IsoDay, to: IsoDay) => sql`
      SELECT import.id, import.file, import_period.from_day AS "from", import_period.to_day AS "to"
      FROM import_period JOIN import ON import.id = import_id
      WHERE scope = ${key} AND undone_at IS NULL AND import_period.from_day <= ${to} AND import_period.to_day >= ${from}
      ORDER BY import.id`,
  ),
  /** What a later import replaced of this one goes with it, where nothing stood before. */
  forgetLater: change(
    (id: number, kind: string) => sql`
      DELETE FROM replaced_row AS later WHERE kind = ${kind} AND json_extract(held, '$.import_id') = ${String(id)}
       AND NOT EXISTS (SELECT 1 FROM replaced_row AS mine
         WHERE mine.import_id = ${id} AND mine.kind = later.kind AND mine.row_id = later.row_id)`,
  ),
  /** What stood before this import becomes what the later one replaced. */
  handDown: change(
    (id: number, kind: string) => sql`
      UPDATE replaced_row AS later SET held = (SELECT held FROM replaced_row AS mine
         WHERE mine.import_id = ${id} AND mine.kind = later.kind AND mine.row_id = later.row_id)
     WHERE kind = ${kind} AND json_extract(held, '$.import_id') = ${String(id)}`,
  ),
};
