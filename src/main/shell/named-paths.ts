import { resolve } from 'node:path';
import { Failure } from '../../core/failure.ts';

type Use = 'read' | 'write';

/** The fields of a request's input that name files and folders, by the contract's own custom. */
export const PATH_FIELDS: Readonly<Record<string, Use>> = {
  file: 'read',
  files: 'read',
  backup: 'read',
  folder: 'write',
  against: 'read',
  out: 'write',
};
/** There `file` is what will be made. */
const MAKES_FILE: ReadonlySet<string> = new Set(['desktop/newBook', 'desktop/printReport']);
/** There `place` is what the tracker reads: of a local repository, folders. */
const ADDS_TRACKER = 'trackers/add';
/** It reads and writes nothing: the system's file manager opens on it. */
const SHOWS_FILE = 'desktop/showFile';

/**
 * What the person has named since the start, in a dialog or by dropping it on the window: the one gate
 * through which every path has to go that the window asks to have read or written. A page that was taken
 * over can name any path; it can not have chosen it.
 */
export class NamedPaths {
  readonly #named: Readonly<Record<Use, Set<string>>> = { read: new Set(), write: new Set() };

  name(use: Use, path: string): void {
    this.#named[use].add(resolve(path));
  }

  /** Throws `Failure('file_not_chosen')` where a request's input holds a path that nobody has named. */
  demand(request: string, input: unknown): void {
    if (request === SHOWS_FILE) return;
    for (const { use, path } of pathsIn(request, input)) {
      if (this.#named[use].has(resolve(path))) continue;
      throw new Failure(
        'file_not_chosen',
        `${path} was not chosen. Choose it, drop it on the window, or say where it is to be saved: nothing else is read or written.`,
        { file: path },
      );
    }
  }
}

function pathsIn(request: string, input: unknown): { use: Use; path: string }[] {
  if (Array.isArray(input)) return input.flatMap((one) => pathsIn(request, one));
  if (typeof input !== 'object' || input === null) return [];
  // What was pasted comes with a name that stands for no file.
  const isPasted = 'text' in input && typeof input.text === 'string';
  const readsFolders = request === ADDS_TRACKER && 'kind' in input && input.kind === 'git';
  return Object.entries(input).flatMap(([field, value]) => {
    const use = readsFolders && field === 'place' ? 'read' : PATH_FIELDS[field];
    if (use === undefined || (isPasted && use === 'read')) return pathsIn(request, value);
    const makes = field === 'file' && MAKES_FILE.has(request);
    return [value]
      .flat()
      .filter((path) => typeof path === 'string')
      .map((path) => ({ use: makes ? 'write' : use, path }));
  });
}
