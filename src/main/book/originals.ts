import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from '../../core/failure.ts';
import { diskFailure } from '../disk-failure.ts';
import { workingName } from '../working-files.ts';
import type { Book } from './book.ts';

/** Endings by what a file is; what is not listed is kept without a telling one. */
const ENDINGS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/xml': 'xml',
  'application/ofd': 'ofd',
  'application/zip': 'zip',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'image/tiff': 'tiff',
};

/** The folder beside a book that holds its originals. */
export function originalsFolder(bookFile: string): string {
  return `${bookFile}.files`;
}

/**
 * Where an original lies: `<book>.files/ab/cdef….pdf`, by its SHA-256 and nothing else, so that no
 * name from outside ever becomes a path.
 */
export function originalPath(bookFile: string, sha256: string, mediaType: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('An original is named by its SHA-256.');
  const ending = ENDINGS[mediaType] ?? 'bin';
  return join(originalsFolder(bookFile), sha256.slice(0, 2), `${sha256.slice(2)}.${ending}`);
}

/** The failure of an original that was moved away, with where it belongs. */
export function originalMissing(path: string): Failure {
  return new Failure(
    'original_missing',
    `The original is not beside the book any more. It belongs at ${path}.`,
    { file: path },
  );
}

/** Keeps a file's content beside the book, whole or not at all; gives its SHA-256. */
export function keepOriginal(bookFile: string, bytes: Uint8Array, mediaType: string): string {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const path = originalPath(bookFile, sha256, mediaType);
  if (existsSync(path)) return sha256;
  const part = workingName(join(originalsFolder(bookFile), sha256.slice(0, 12)), 'part');
  try {
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(part, 'w');
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    removeEmpty(dirname(path), originalsFolder(bookFile));
    const ofTheDisk = diskFailure(path, error);
    if (ofTheDisk) throw ofTheDisk;
    throw new Failure(
      'originals_not_writable',
      `${originalsFolder(bookFile)} cannot be written, where originals are kept. Nothing was changed.`,
      { file: originalsFolder(bookFile) },
    );
  }
  return sha256;
}

/** Removes folders that hold nothing; one that holds something stays. */
function removeEmpty(...folders: readonly string[]): void {
  for (const folder of folders) {
    try {
      rmdirSync(folder);
    } catch {
      return;
    }
  }
}

/** Originals that one piece of work lays down: those that were new go again when it is not kept. */
export class NewOriginals {
  readonly #bookFile: string;
  readonly #made: string[] = [];

  constructor(bookFile: string) {
    this.#bookFile = bookFile;
  }

  /** As `keepOriginal`. */
  keep(bytes: Uint8Array, mediaType: string): string {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const path = originalPath(this.#bookFile, sha256, mediaType);
    if (!existsSync(path)) this.#made.push(path);
    return keepOriginal(this.#bookFile, bytes, mediaType);
  }

  /** Takes away what was new, and folders that it leaves empty. */
  remove(): void {
    for (const path of this.#made.splice(0)) {
      rmSync(path, { force: true });
      const folder = dirname(path);
      if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
    }
  }
}

/** Whether the folder of originals lies beside the book: a copy of the book alone has none. */
export const hasOriginalsFolder = (bookFile: string): boolean =>
  existsSync(originalsFolder(bookFile));

/** Kept originals of which the book speaks and that are gone or changed, by what is wrong with them. */
export function brokenOriginals(book: Book): { sha256: string; isMissing: boolean }[] {
  return book.receipts
    .originals()
    .flatMap(({ sha256, mediaType }): { sha256: string; isMissing: boolean }[] => {
      const path = originalPath(book.file, sha256, mediaType);
      if (!existsSync(path)) return [{ sha256, isMissing: true }];
      const found = createHash('sha256').update(readFileSync(path)).digest('hex');
      return found === sha256 ? [] : [{ sha256, isMissing: false }];
    });
}
