import { create } from 'zustand';
import {
  type ImportAsk,
  type ImportDoc,
  type ImportKindName,
  type importsLook,
  importsRun,
} from '../../../contract/imports.ts';
import type { InputOf } from '../../../contract/request.ts';
import { ask } from '../../ask.ts';
import { asLongWork } from '../../long-work.ts';
import { isWhole, type MappingDraft, mappingOf } from './mapping-draft.ts';

/** A file on the queue, or what was pasted: what was said about it, and what became of it. */
export type QueuedFile = {
  /** Its path, or the name that what was pasted goes by. */
  readonly file: string;
  /** What was pasted; `null` for a file. */
  readonly text: string | null;
  /** What it was said to hold, before its columns are known. */
  readonly kind: ImportKindName | null;
  /** Which column is which, as it is being said; `null` while nobody says anything about it. */
  readonly draft: MappingDraft | null;
  readonly answers: Readonly<Record<string, string>>;
  readonly account: string;
  readonly person: string | null;
  /** The computer that agent logs come from; empty: the one they came from before, else a new one. */
  readonly device: string;
  readonly running: 'preview' | 'import' | null;
  readonly outcome: ImportDoc | null;
  readonly error: Error | null;
};

type ImportQueue = { readonly files: readonly QueuedFile[] };

/** The files that wait to be taken, with all that was said of them. They stay when another screen is looked at meanwhile. */
export const useImportQueue = create<ImportQueue>()(() => ({ files: [] }));

const fresh = (file: string): QueuedFile => ({
  file,
  text: null,
  kind: null,
  draft: null,
  answers: {},
  account: '',
  person: null,
  device: '',
  running: null,
  outcome: null,
  error: null,
});

export function queueFiles(files: readonly string[]): void {
  put([...new Set(files)].map(fresh));
}

/** Lays pasted text on the queue; what lay there under the same name and was not taken yet makes room. */
export function queueText(
  name: string,
  text: string,
  kind: ImportKindName,
  draft: MappingDraft | null,
): void {
  unqueueFile(name);
  put([{ ...fresh(name), text, kind, draft }]);
}

function put(more: readonly QueuedFile[]): void {
  useImportQueue.setState((queue) => {
    const known = new Set(queue.files.filter((one) => !isDone(one)).map((one) => one.file));
    const added = more.filter(({ file }) => !known.has(file));
    const names = new Set(added.map(({ file }) => file));
    return { files: [...added, ...queue.files.filter(({ file }) => !names.has(file))] };
  });
}

export function unqueueFile(file: string): void {
  useImportQueue.setState((queue) => ({ files: queue.files.filter((one) => one.file !== file) }));
}

export function changeQueued(file: string, change: Partial<QueuedFile>): void {
  useImportQueue.setState((queue) => ({
    files: queue.files.map((one) => (one.file === file ? { ...one, ...change } : one)),
  }));
}

export function answerQueued(file: string, key: string, answer: string): void {
  const one = useImportQueue.getState().files.find((other) => other.file === file);
  if (one) changeQueued(file, { answers: { ...one.answers, [key]: answer } });
}

/** Whether there is nothing left to do with a file but to put it away. */
export function isDone(one: QueuedFile): boolean {
  const status = one.outcome?.status;
  return status === 'committed' || status === 'duplicate';
}

/** The questions that have neither an answer nor one that holds by itself. */
export function openAsks(one: QueuedFile, asks: readonly ImportAsk[]): readonly ImportAsk[] {
  return asks.filter(({ key, suggested }) => suggested === null && !one.answers[key]?.trim());
}

/** What a look at the file needs to know; `withAnswers`: and reads it as it was answered. */
export function lookInputOf(one: QueuedFile, withAnswers: boolean): InputOf<typeof importsLook> {
  const isAnswered = withAnswers && Object.keys(one.answers).length > 0;
  return {
    file: one.file,
    columns: true,
    ...(one.text === null ? {} : { text: one.text }),
    ...(one.kind === null ? {} : { kind: one.kind }),
    ...(one.account.trim() === '' ? {} : { account: one.account.trim() }),
    ...saidMapping(one),
    ...(isAnswered ? { answers: one.answers } : {}),
  };
}

/** Reads the file with what was said about it: to look only, or to keep its rows. */
export async function runImport(file: string, running: 'preview' | 'import'): Promise<void> {
  const one = useImportQueue.getState().files.find((other) => other.file === file);
  if (!one || one.running !== null) return;
  changeQueued(file, { running, error: null, outcome: null });
  try {
    const { imports } = await asLongWork(() => ask(importsRun, runInputOf(one, running)));
    changeQueued(file, { running: null, outcome: imports[0] ?? null });
  } catch (error) {
    changeQueued(file, { running: null, error: error as Error });
  }
}

function runInputOf(one: QueuedFile, running: 'preview' | 'import'): InputOf<typeof importsRun> {
  return {
    files: [one.file],
    ...(one.text === null ? {} : { text: one.text }),
    // Only a folder of agent logs is said to be somebody's.
    ...(one.person === null ? kindOf(one) : { kind: 'agent-log' as const, person: one.person }),
    ...(one.account.trim() === '' ? {} : { account: one.account.trim() }),
    ...(one.device.trim() === '' ? {} : { device: one.device.trim() }),
    ...saidMapping(one),
    ...(Object.keys(one.answers).length === 0 ? {} : { answers: one.answers }),
    ...(running === 'preview' ? { dryRun: true } : {}),
  };
}

/** A mapping says the kind itself. */
const kindOf = ({ kind, draft }: QueuedFile): { kind?: ImportKindName } =>
  kind === null || draft !== null ? {} : { kind };

/** Half a mapping says nothing yet. */
const saidMapping = ({ draft }: QueuedFile): { mapping?: unknown } =>
  draft !== null && isWhole(draft) ? { mapping: mappingOf(draft) } : {};
