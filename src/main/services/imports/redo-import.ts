import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { importsFollowers, importsRedo } from '../../../contract/imports.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import type { BroughtFile } from '../../book/stores/imports.ts';
import type { Context } from '../context.ts';
import { importTrial, trialSaidOf } from '../trials/import-trial.ts';
import { listImports } from './history.ts';
import { importFiles } from './import-files.ts';
import type { ImportOptions } from './import-options.ts';
import { restoreUndone } from './undone-assignments.ts';

/**
 * What hangs on an import's rows and changes when it is undone: identities that are given to people
 * whom it brought, and later imports that changed rows of its own.
 */
export function showFollowers(
  { book }: Context,
  { id }: InputOf<typeof importsFollowers>,
): OutputOf<typeof importsFollowers> {
  heldFile(book.imports.brought(id), id);
  return {
    identities: book.imports.identitiesOfPeople(id),
    laterImports: book.imports.changedLater(String(id)),
  };
}

/**
 * Takes an undone import's file again, as it was said to be read, and gives its people back what was
 * assigned to them by hand. Refused where the file is gone or no longer the same: then nothing is changed.
 */
export async function redoImport(
  context: Context,
  { id }: InputOf<typeof importsRedo>,
): Promise<OutputOf<typeof importsRedo>> {
  const held = heldFile(context.book.imports.brought(id), id);
  if (held.undone === null) {
    throw new Failure('import_not_undone', `Import ${id} was not undone. Nothing was changed.`, {
      id,
    });
  }
  if (!isThereStill(held)) {
    throw new Failure(
      'import_file_changed',
      `${held.file} is no longer there as it was. Import it again from where it is now. Nothing was changed.`,
      { file: held.file },
    );
  }
  if (held.kind === 'trial') await importTrial(context, { file: held.file, ...trialSaidOf(held) });
  else {
    const { imports } = await importFiles(context, { files: [held.file], ...saidOf(held) });
    const error = imports[0]?.error;
    if (error) throw new Failure(error.code, error.message, error.details);
  }
  restoreUndone(context, id);
  return listImports(context);
}

function heldFile(held: BroughtFile | undefined, id: number): BroughtFile {
  if (held !== undefined) return held;
  throw new Failure('import_missing', `There is no import ${id}.`, { id });
}

/** What was said when it was imported; what was not said is left out. */
function saidOf({ options, kind }: BroughtFile): ImportOptions {
  const said = Object.entries(JSON.parse(options) as ImportOptions).filter(
    ([, value]) => value !== null,
  );
  return {
    ...(Object.fromEntries(said) as ImportOptions),
    ...(kind === 'agent-log' ? { kind } : {}),
  };
}

function isThereStill({ file, sha256, kind }: BroughtFile): boolean {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return false;
  // Agent logs grow; their events are known one by one.
  if (kind === 'agent-log') return true;
  return found.isFile() && createHash('sha256').update(readFileSync(file)).digest('hex') === sha256;
}
