import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type Database from 'better-sqlite3';
import { Failure } from '../../core/failure.ts';
import { makePrivateFile } from '../working-files.ts';
import { migrations } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';
import { digestAllRows } from './row-digests.ts';

const COPIES_KEPT = 3;

export const newestSchema: number = migrations.at(-1)?.version ?? 0;

/** A book of a later version of the app may mean other things by the same columns: nothing of it is read. */
export function refuseNewer(file: string, version: number): never {
  throw new Failure(
    'book_newer',
    `${file} was made by a later version of Seatworth (schema ${version}, this one knows ${newestSchema}). Update the app; nothing was changed.`,
    { file, version, known: newestSchema },
  );
}

/**
 * Brings a book to the newest schema: each step and its number in one transaction, after a copy of
 * the book was laid beside it. A book of a later version of the app is refused, unchanged. `file` is `null` of a
 * copy in memory.
 */
export function migrate(
  db: Database.Database,
  file: string | null,
  upTo: number = newestSchema,
): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > newestSchema) refuseNewer(file ?? '', version);
  const due = migrations.filter((step) => step.version > version && step.version <= upTo);
  if (due.length === 0) return;
  if (version > 0 && file !== null) keepCopy(db, file, version);
  const take = (steps: readonly Migration[]): void => {
    for (const step of steps) db.exec(step.sql);
    db.pragma(`user_version = ${steps.at(-1)?.version ?? version}`);
    if (steps.at(-1) === due.at(-1)) digestAllRows(db);
  };
  // A new book holds nothing that a step could be resumed for: one write to the disk, not one a step.
  for (const steps of version === 0 ? [due] : due.map((step) => [step])) {
    db.transaction(take).exclusive(steps);
  }
}

function keepCopy(db: Database.Database, file: string, version: number): void {
  const copy = `${file}.before-schema-${version}`;
  try {
    rmSync(copy, { force: true });
    makePrivateFile(copy);
  } catch (error) {
    if (!/^(?:EROFS|EACCES|EPERM)$/.test((error as NodeJS.ErrnoException).code ?? '')) throw error;
    throw new Failure(
      'book_not_writable',
      `${file} cannot be brought to this version of the app: nothing can be written beside it. Choose a folder that you may write to.`,
      { file },
    );
  }
  db.prepare('VACUUM INTO ?').run(copy);
  const prefix = `${basename(file)}.before-schema-`;
  const copies = readdirSync(dirname(file))
    .filter((name) => name.startsWith(prefix))
    .sort((a, b) => Number(b.slice(prefix.length)) - Number(a.slice(prefix.length)));
  for (const old of copies.slice(COPIES_KEPT)) rmSync(join(dirname(file), old));
}
