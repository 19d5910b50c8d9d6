import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type { trialsImport } from '../../../contract/trials.ts';
import { Failure } from '../../../core/failure.ts';
import { NO_MINUTES } from '../../../core/trials/trial-result.ts';
import type { Book } from '../../book/book.ts';
import type { HeldTask, HeldTrial } from '../../book/stores/trials.ts';
import {
  readTrialTasks,
  type TrialFile,
  type TrialReject,
  type TrialTaskRow,
} from '../../imports/trial-tasks.ts';
import { note } from '../audit/note.ts';
import type { Context } from '../context.ts';
import { fileFailure } from '../exports/write-whole.ts';
import { addImport, finishImport } from '../imports/import-record.ts';
import { REJECTS_INLINE } from '../imports/import-run.ts';
import { tasksOf, trialNamed, trialOf } from './held-trials.ts';

type ImportDoc = OutputOf<typeof trialsImport>;

/** Takes a trial that was held elsewhere from a table of its tasks; the same file twice adds nothing. */
export async function importTrial(
  context: Context,
  input: InputOf<typeof trialsImport>,
): Promise<ImportDoc> {
  const { book } = context;
  const known = trialOf(book, input.name);
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
  const sha = sha256(bytes);
  const taken = book.transaction(() => takeFile(context, { ...input, kind }, sha, read));
  return {
    imports: [
      {
        id: taken.id,
        file: input.file,
        sha256: sha,
        kind: 'trial',
        account: null,
        status: taken.id === null ? 'duplicate' : 'committed',
        rows: read.rows.length + read.rejects.length,
        added: taken.added,
        replaced: 0,
        unchanged: taken.unchanged,
        rejected: taken.rejects.length,
        from: null,
        to: null,
        rejects: taken.rejects
          .slice(0, REJECTS_INLINE)
          .map(({ line, field, value, code, text }) => ({
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

/** What was said of a trial's file, as the history keeps it. */
type Options = {
  readonly account: null;
  readonly person: null;
  readonly trial: {
    readonly name: string;
    readonly kind: HeldTrial['kind'];
    readonly a: string | null;
    readonly b: string | null;
  };
};

/** What was said when it was imported, for the day on which it is taken again. */
export function trialSaidOf({
  options,
}: {
  readonly options: string;
}): Omit<InputOf<typeof trialsImport>, 'file'> {
  const { name, kind, a, b } = (JSON.parse(options) as Options).trial;
  return { name, kind, ...(a === null ? {} : { a }), ...(b === null ? {} : { b }) };
}

type Said = InputOf<typeof trialsImport> & { readonly kind: HeldTrial['kind'] };

/** Takes the rows as one import of the history; a file of which nothing is new leaves no line there (`id` `null`). */
function takeFile(
  context: Context,
  input: Said,
  sha: string,
  read: TrialFile,
): { id: number | null; added: number; unchanged: number; rejects: readonly TrialReject[] } {
  const { book } = context;
  const known = trialOf(book, input.name);
  const before = known ? tasksOf(book, known) : [];
  const { fresh, again, unchanged, rejects: others } = sortedOut(before, read.rows);
  const rejects = [...read.rejects, ...others].sort((a, b) => a.line - b.line);
  if (fresh.length === 0 && rejects.length === 0 && unchanged > 0) {
    return { id: null, added: 0, unchanged, rejects };
  }
  const { name, kind, a = null, b = null } = input;
  const id = addImport(
    context,
    {
      file: input.file,
      sha256: sha,
      opened: {
        kind: 'trial',
        format: 'trial',
        header: read.header,
        ignoredColumns: read.ignoredColumns,
      },
    },
    JSON.stringify({ account: null, person: null, trial: { name, kind, a, b } } satisfies Options),
  );
  for (const { line, field, value, code, text, raw } of rejects) {
    book.imports.addReject(id, { line, field, value, code, reason: text }, JSON.stringify(raw));
  }
  if (fresh.length > 0) {
    if (!known) addImported(context, input);
    addTasks(context, trialNamed(book, name), fresh, id);
  }
  for (const task of again) book.trials.seenAgain(task.id, id);
  book.trials.planImported();
  const rows = read.rows.length + read.rejects.length;
  const tally = { rows, added: fresh.length, replaced: 0, unchanged, rejected: rejects.length };
  finishImport(context, id, { ...tally, from: null, to: null }, []);
  note(context, 'import trial', known?.name ?? name, {
    id,
    sha256: sha,
    added: fresh.length,
    unchanged,
  });
  return { id, added: fresh.length, unchanged, rejects };
}

function addImported(context: Context, { name, kind, a, b }: Said): void {
  const at = context.now();
  context.book.trials.add({
    name,
    kind,
    armA: a ?? (kind === 'ai' ? 'with AI' : 'A'),
    armB: b ?? (kind === 'ai' ? 'without AI' : 'B'),
    planned: 1,
    consentText: '',
    isImported: true,
    at,
    startedAt: at,
    endedAt: at,
  });
}

/** After an import was undone: trials of which nothing is left go, others have as many tasks as they have. */
export function settleImportedTrials({ trials }: Book): void {
  trials.removeEmptied();
  trials.planImported();
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

type SortedOut = {
  readonly fresh: readonly TrialTaskRow[];
  /** Tasks of the book that the file has as well. */
  readonly again: readonly HeldTask[];
  /** Rows that say nothing new: of these tasks, or of one that the file has twice. */
  readonly unchanged: number;
  readonly rejects: readonly TrialReject[];
};

/** What of a file is new, what is known as it is, and what is known with other values. */
function sortedOut(before: readonly HeldTask[], rows: readonly TrialTaskRow[]): SortedOut {
  const keyOf = (person: string, task: string): string =>
    JSON.stringify([person.trim().toLowerCase(), task.trim()]);
  const held = new Map(before.map((one) => [keyOf(one.person, one.title), one]));
  const inFile = new Map<string, TrialTaskRow>();
  const again: HeldTask[] = [];
  let unchanged = 0;
  const rejects: TrialReject[] = [];
  for (const row of rows) {
    const key = keyOf(row.person, row.task);
    const task = held.get(key);
    const known = task ?? inFile.get(key);
    if (known === undefined) inFile.set(key, row);
    else if (said(known) !== said(row)) {
      const text = 'This person’s task is known with other values, and what was done stays.';
      const { line, raw } = row;
      rejects.push({ line, field: 'task', value: row.task, code: 'task_known', text, raw });
    } else {
      unchanged += 1;
      if (task) again.push(task);
    }
  }
  return { fresh: [...inFile.values()], again, unchanged, rejects };
}

function addTasks(
  context: Context,
  trial: HeldTrial,
  rows: readonly TrialTaskRow[],
  importId: number,
): void {
  const counts = new Map<string, number>();
  for (const { person, seq } of tasksOf(context.book, trial)) {
    const key = person.toLowerCase();
    counts.set(key, Math.max(counts.get(key) ?? 0, seq));
  }
  for (const { line: _, raw: __, task, ...row } of rows) {
    context.book.trials.addTask({
      ...row,
      trialId: trial.id,
      title: task,
      seq: count(counts, row.person),
      project: null,
      day: context.today(),
      costMicro: null,
      settledDay: context.today(),
      droppedWhy: row.minutes === null ? NO_MINUTES : null,
      importId,
    });
  }
}

function count(counts: Map<string, number>, person: string): number {
  const key = person.toLowerCase();
  const next = (counts.get(key) ?? 0) + 1;
  counts.set(key, next);
  return next;
}

type Values = Pick<TrialTaskRow, 'arm' | 'estimate' | 'forecast' | 'minutes' | 'felt' | 'accepted'>;

const said = ({ arm, estimate, forecast, minutes, felt, accepted }: Values): string =>
  JSON.stringify([arm, estimate, forecast, minutes, felt, accepted]);
