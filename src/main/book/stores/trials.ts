import type { Arm } from '../../../core/trials/draw-arms.ts';
import { flag, micro, optional, type RowOf, real, text, whole, word } from '../columns.ts';
import { change, rows, sql, value } from '../statement.ts';

const trial = {
  id: whole,
  name: text,
  kind: word<'ai' | 'model' | 'tool'>(),
  armA: text,
  armB: text,
  planned: whole,
  consentText: text,
  isImported: flag,
  startedAt: optional(text),
  endedAt: optional(text),
  seedSha256: optional(text),
};
const task = {
  id: whole,
  trialId: whole,
  person: text,
  seq: whole,
  arm: word<Arm>(),
  title: text,
  estimate: real,
  forecast: optional(real),
  project: optional(text),
  day: text,
  timerSeconds: real,
  timerSince: optional(text),
  minutes: optional(real),
  felt: optional(real),
  accepted: optional(flag),
  costMicro: optional(micro),
  settledDay: optional(text),
  droppedWhy: optional(text),
};
const consent = { trialId: whole, personId: whole, textSha256: text, leftAt: optional(text) };

export type HeldTrial = RowOf<typeof trial>;
export type HeldTask = RowOf<typeof task>;
type NewTrial = Pick<
  HeldTrial,
  'name' | 'kind' | 'armA' | 'armB' | 'planned' | 'consentText' | 'isImported'
> & { readonly at: string; readonly startedAt: string | null; readonly endedAt: string | null };
type NewTask = Omit<HeldTask, 'id' | 'timerSeconds' | 'timerSince'> & {
  /** The import that brought it; `null`: it was entered here. */
  readonly importId: number | null;
};

/** Trials, who agreed to them, and their tasks as they were drawn. */
export const trials = {
  all: rows(
    trial,
    () => sql`
      SELECT id, name, kind, arm_a AS armA, arm_b AS armB, planned, consent_text AS consentText,
        is_imported AS isImported, started_at AS startedAt, ended_at AS endedAt,
        seed_sha256 AS seedSha256
      FROM trial ORDER BY name, id`,
  ),
  tasks: rows(
    task,
    () => sql`
      SELECT id, trial_id AS trialId, person, seq, arm, title, estimate, forecast, project, day,
        timer_seconds AS timerSeconds, timer_since AS timerSince, minutes, felt, accepted,
        cost_micro AS costMicro, settled_day AS settledDay, dropped_why AS droppedWhy
      FROM trial_task ORDER BY trial_id, person, seq`,
  ),
  consents: rows(
    consent,
    () => sql`
      SELECT trial_id AS trialId, person_id AS personId, text_sha256 AS textSha256, left_at AS leftAt
      FROM trial_consent ORDER BY id`,
  ),
  seed: value(
    text,
    (trialId: number) => sql`SELECT seed FROM trial_seed WHERE trial_id = ${trialId}`,
  ),
  add: change(
    (one: NewTrial) => sql`
      INSERT INTO trial (name, kind, arm_a, arm_b, planned, consent_text, is_imported, at, started_at, ended_at)
      VALUES (${one.name}, ${one.kind}, ${one.armA}, ${one.armB}, ${one.planned}, ${one.consentText},
        ${one.isImported ? 1 : 0}, ${one.at}, ${one.startedAt}, ${one.endedAt})`,
  ),
  /** A later import brought a task as well: it stays when the earlier one is undone. */
  seenAgain: change(
    (id: number, importId: number) =>
      sql`UPDATE trial_task SET seen_import_id = ${importId} WHERE id = ${id} AND import_id IS NOT NULL`,
  ),
  /** Trials from files of which no task is left. */
  removeEmptied: change(
    () => sql`
      DELETE FROM trial
      WHERE is_imported AND NOT EXISTS (SELECT 1 FROM trial_task WHERE trial_id = trial.id)`,
  ),
  /** A trial from files has as many planned tasks as it has tasks. */
  planImported: change(
    () => sql`
      UPDATE trial SET planned = (SELECT count(*) FROM trial_task WHERE trial_id = trial.id)
      WHERE is_imported AND EXISTS (SELECT 1 FROM trial_task WHERE trial_id = trial.id)`,
  ),
  start: change(
    (id: number, at: string, seedSha256: string) =>
      sql`UPDATE trial SET started_at = ${at}, seed_sha256 = ${seedSha256} WHERE id = ${id}`,
  ),
  keepSeed: change(
    (id: number, seed: string) =>
      sql`INSERT INTO trial_seed (trial_id, seed) VALUES (${id}, ${seed})`,
  ),
  end: change((id: number, at: string) => sql`UPDATE trial SET ended_at = ${at} WHERE id = ${id}`),
  consent: change(
    (trialId: number, personId: number, textSha256: string, at: string) => sql`
      INSERT INTO trial_consent (trial_id, person_id, text_sha256, at)
      VALUES (${trialId}, ${personId}, ${textSha256}, ${at})`,
  ),
  leave: change(
    (trialId: number, personId: number, at: string) => sql`
      UPDATE trial_consent SET left_at = ${at}
      WHERE trial_id = ${trialId} AND person_id = ${personId} AND left_at IS NULL`,
  ),
  addTask: change(
    (one: NewTask) => sql`
      INSERT INTO trial_task (trial_id, person, seq, arm, title, estimate, forecast, project, day, minutes,
        felt, accepted, cost_micro, settled_day, dropped_why, import_id, seen_import_id)
      VALUES (${one.trialId}, ${one.person}, ${one.seq}, ${one.arm}, ${one.title}, ${one.estimate},
        ${one.forecast}, ${one.project}, ${one.day}, ${one.minutes}, ${one.felt},
        ${one.accepted === null ? null : one.accepted ? 1 : 0}, ${one.costMicro}, ${one.settledDay},
        ${one.droppedWhy}, ${one.importId}, ${one.importId})`,
  ),
  setTimer: change(
    (id: number, seconds: number, since: string | null) =>
      sql`UPDATE trial_task SET timer_seconds = ${seconds}, timer_since = ${since} WHERE id = ${id}`,
  ),
  settle: change(
    (
      id: number,
      done: Pick<
        HeldTask,
        'minutes' | 'felt' | 'accepted' | 'costMicro' | 'settledDay' | 'droppedWhy'
      >,
    ) => sql`
      UPDATE trial_task SET minutes = ${done.minutes}, felt = ${done.felt},
        accepted = ${done.accepted === null ? null : done.accepted ? 1 : 0},
        cost_micro = ${done.costMicro}, settled_day = ${done.settledDay},
        dropped_why = ${done.droppedWhy}, timer_since = NULL WHERE id = ${id}`,
  ),
};
