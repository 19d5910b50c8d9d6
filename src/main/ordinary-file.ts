import { readFileSync, type Stats, statSync } from 'node:fs';
import { Failure } from '../core/failure.ts';

/**
 * What the system says of a file, or a sentence: a pipe would be waited for, a device may never end, and a name
 * with a NUL in it is none. Folders are let through where `folders` says so.
 */
export function ordinaryFile(path: string, { folders = false } = {}): Stats {
  const found = statOf(path);
  if (!found) throw new Failure('file_missing', `There is no file ${path}.`, { file: path });
  if (found.isFile() || (folders && found.isDirectory())) return found;
  throw notOrdinary(path);
}

/** As `ordinaryFile`, where nothing has to be there yet. */
export function demandOrdinary(path: string): void {
  const found = statOf(path);
  if (found && !found.isFile() && !found.isDirectory()) throw notOrdinary(path);
}

/** A small file as text, such as settings that a command is given; `largest` in bytes. */
export function smallText(path: string, largest = 4_000_000): string {
  const { size } = ordinaryFile(path);
  if (size > largest) {
    throw new Failure('small_file_too_large', `${path} is too large for what it is given as.`, {
      file: path,
    });
  }
  return readFileSync(path, 'utf8');
}

function statOf(path: string): Stats | undefined {
  if (path.includes('\0')) return undefined;
  return statSync(path, { throwIfNoEntry: false });
}

const notOrdinary = (path: string): Failure =>
  new Failure(
    'file_not_ordinary',
    `${path} is a pipe, a device or a folder, not a file. Save what it holds as a file and give that.`,
    { file: path },
  );
