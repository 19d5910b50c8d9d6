import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type { trialsImport } from '../../../contract/trials.ts';
import { Failure } from '../../../core/failure.ts';
import { audit } from '../../book/audit.ts';
import type { HeldTask } from '../../book/stores/trials.ts';
import { readTrialTasks, type TrialReject, type TrialTaskRow } from '../../imports/trial-tasks.ts';
import type { Context } from '../context.ts';
import { fileFailure } from '../exports/write-whole.ts';
import { tasksOf, trialNamed } from './held-trials.ts';

type ImportDoc = OutputOf<typeof trialsImport>;

/** Takes a trial that was held elsewhere from a table of its tasks; the same file twice adds nothing. */
export async function importTrial(
  context: Context,
  input: InputOf<typeof trialsImport>,
): Promise<ImportDoc> {
  const { book } = context;
  const known = book.trials
    .all()
    .find(({ name }) => name.toLowerCase() === input.name.toLowerCase());
  if (known && !known.isImported) {
    throw new Failure(
      'trial_drawn_here',
      `The trial ${known.name} was drawn here: its tasks come from nowhere else. Choose another name.`,
      { name: known.name },
    );
  }
  const kind = known?.kind ?? input.kind ?? 'ai';
  const bytes = bytesOf(input.file);
  const read = await readTrialTasks(input.file, kind);
  const taken = book.transaction(() => {
    if (!known) {
      book.trials.add({
        name: input.name,
        kind,
        armA: input.a ?? (kind === 'ai' ? 'with AI' : 'A'),
        armB: input.b ?? (kind === 'ai' ? 'without AI' : 'B'),
        planned: Math.max(1, read.rows.length),
        consentText: '',
        isImported: true,
        at: context.now(),
        startedAt: context.now(),
        endedAt: context.now(),
      });
    }
    const trial = trialNamed(book, input.name);
    const done = takeRows(context, trial.id, tasksOf(book, trial), read.rows);
    if (known && done.added > 0) book.trials.setPlanned(trial.id, known.planned + done.added);
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'import trial',
      subject: trial.name,
      detail: { sha256: sha256(bytes), added: done.added, unchanged: done.unchanged },
    });
    return done;
  });
  const rejects = [...read.rejects, ...taken.rejects].sort((a, b) => a.line - b.line);
  const rows = read.rows.length + read.rejects.length;
  return {
    imports: [
      {
        id: null,
        file: input.file,
        sha256: sha256(bytes),
        kind: 'trial',
        account: null,
        status: taken.added === 0 && rejects.length === 0 && rows > 0 ? 'duplicate' : 'committed',
        rows,
        added: taken.added,
        replaced: 0,
        unchanged: taken.unchanged,
        rejected: rejects.length,
        from: null,
        to: null,
        rejects: rejects.slice(0, 100).map(({ line, field, value, code, text }) => ({
          line,
          field,
          value,
          reason: code,
          text,
        })),
        ignoredColumns: [...read.ignoredColumns],
      },
    ],
  };
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new Failure('file_missing', `There is no file ${file} any more.`, { file });
    }
    throw fileFailure(file, error);
  }
}

function takeRows(
  context: Context,
  trialId: number,
  before: readonly HeldTask[],
  rows: readonly TrialTaskRow[],
): { added: number; unchanged: number; rejects: TrialReject[] } {
  const keyOf = (person: string, task: string): string =>
    JSON.stringify([person.trim().toLowerCase(), task.trim()]);
  const known = new Map(before.map((one) => [keyOf(one.person, one.title), said(one)]));
  const counts = new Map<string, number>();
  for (const { person } of before) count(counts, person);
  const rejects: TrialReject[] = [];
  let added = 0;
  let unchanged = 0;
  for (const row of rows) {
    const key = keyOf(row.person, row.task);
    const held = known.get(key);
    if (held !== undefined) {
      if (held === said(row)) unchanged += 1;
      else {
        const text = 'This person’s task is known with other values, and what was done stays.';
        rejects.push({ line: row.line, field: 'task', value: row.task, code: 'task_known', text });
      }
      continue;
    }
    known.set(key, said(row));
    added += 1;
    context.book.trials.addTask({
      ...row,
      trialId,
      title: row.task,
      seq: count(counts, row.person),
      project: null,
      day: context.today(),
      costMicro: null,
      settledDay: context.today(),
      droppedWhy: row.minutes === null ? 'no minutes in the file' : null,
    });
  }
  return { added, unchanged, rejects };
}

function count(counts: Map<string, number>, person: string): number {
  const key = person.toLowerCase();
  const next = (counts.get(key) ?? 0) + 1;
  counts.set(key, next);
  return next;
}

type Said = Pick<TrialTaskRow, 'arm' | 'estimate' | 'forecast' | 'minutes' | 'felt' | 'accepted'>;

const said = ({ arm, estimate, forecast, minutes, felt, accepted }: Said): string =>
  JSON.stringify([arm, estimate, forecast, minutes, felt, accepted]);
