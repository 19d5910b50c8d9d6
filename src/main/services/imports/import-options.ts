import type { ImportDoc, importsRun } from '../../../contract/imports.ts';
import type { InputOf } from '../../../contract/request.ts';
import { emptyTally } from './import-tally.ts';

export type ImportOptions = Omit<InputOf<typeof importsRun>, 'files'>;

/** What, beside its content, makes an import the same one. */
export function optionsText(options: ImportOptions): string {
  const { kind = null, account = null, person = null, mapping = null, answers = {} } = options;
  const said = Object.keys(answers).length > 0 ? { answers } : {};
  return JSON.stringify({ kind, account, person, mapping, ...said });
}

export function emptyDoc(file: string, options: ImportOptions): ImportDoc {
  return {
    id: null,
    file,
    sha256: null,
    kind: options.kind ?? null,
    format: null,
    account: options.account ?? null,
    person: options.person ?? null,
    status: 'committed',
    ...emptyTally(),
    rejects: [],
    ignoredColumns: [],
    notes: [],
    asks: [],
    error: null,
  };
}
