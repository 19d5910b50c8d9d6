import { create } from 'zustand';
import { type ImportDoc, importsRun } from '../../../contract/imports.ts';
import type { InputOf } from '../../../contract/request.ts';
import { ask } from '../../ask.ts';
import { asLongWork } from '../../long-work.ts';

/** A file on the desk: what was said about it, and what became of it. */
export type DeskFile = {
  readonly file: string;
  readonly mapping: unknown;
  readonly account: string;
  readonly person: string | null;
  readonly running: 'preview' | 'import' | null;
  readonly outcome: ImportDoc | null;
  readonly error: Error | null;
};

type Desk = { readonly files: readonly DeskFile[] };

/** The files that wait to be taken. They stay when another screen is looked at meanwhile. */
export const useImportDesk = create<Desk>()(() => ({ files: [] }));

export function putOnDesk(files: readonly string[]): void {
  useImportDesk.setState((desk) => {
    const known = new Set(desk.files.filter((one) => !isDone(one)).map((one) => one.file));
    const fresh = [...new Set(files)].filter((file) => !known.has(file));
    return {
      files: [
        ...fresh.map((file) => ({
          file,
          mapping: null,
          account: '',
          person: null,
          running: null,
          outcome: null,
          error: null,
        })),
        ...desk.files.filter((one) => !fresh.includes(one.file)),
      ],
    };
  });
}

export function takeFromDesk(file: string): void {
  useImportDesk.setState((desk) => ({ files: desk.files.filter((one) => one.file !== file) }));
}

export function changeOnDesk(file: string, change: Partial<DeskFile>): void {
  useImportDesk.setState((desk) => ({
    files: desk.files.map((one) => (one.file === file ? { ...one, ...change } : one)),
  }));
}

/** Whether there is nothing left to do with a file but to put it away. */
export function isDone(one: DeskFile): boolean {
  const status = one.outcome?.status;
  return status === 'committed' || status === 'duplicate';
}

/** Reads the file with what was said about it: to look only, or to keep its rows. */
export async function runImport(file: string, running: 'preview' | 'import'): Promise<void> {
  const one = useImportDesk.getState().files.find((other) => other.file === file);
  if (!one || one.running !== null) return;
  changeOnDesk(file, { running, error: null, outcome: null });
  try {
    const { imports } = await asLongWork(() => ask(importsRun, inputOf(one, running)));
    changeOnDesk(file, { running: null, outcome: imports[0] ?? null });
  } catch (error) {
    changeOnDesk(file, { running: null, error: error as Error });
  }
}

function inputOf(one: DeskFile, running: 'preview' | 'import'): InputOf<typeof importsRun> {
  return {
    files: [one.file],
    // Only a folder of agent logs is said to be somebody's.
    ...(one.person === null ? {} : { kind: 'agent-log' as const, person: one.person }),
    ...(one.account.trim() === '' ? {} : { account: one.account.trim() }),
    ...(one.mapping === null ? {} : { mapping: one.mapping }),
    ...(running === 'preview' ? { dryRun: true } : {}),
  };
}
