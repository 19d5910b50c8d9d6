import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../core/failure.ts';
import type { Book } from './book.ts';

/** The folder beside the book that keeps invoices and receipts as they came, each under its hash. */
export function originalsFolder(book: Pick<Book, 'file'>): string {
  return `${book.file}.files`;
}

/**
 * Keeps a file's bytes beside the book under their SHA-256 and ending (without a dot). The same
 * bytes twice are kept once.
 */
export function keepOriginal(
  book: Pick<Book, 'file'>,
  bytes: Uint8Array,
  ending: string,
): { readonly sha256: string; readonly path: string } {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const path = originalPath(book, sha256, ending);
  if (!existsSync(path)) {
    mkdirSync(originalsFolder(book), { recursive: true });
    writeFileSync(`${path}.part`, bytes);
    renameSync(`${path}.part`, path);
  }
  return { sha256, path };
}

/** Where an original lies. Hash and ending are checked, so that the path never leaves the folder. */
export function originalPath(book: Pick<Book, 'file'>, sha256: string, ending: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256) || !/^[a-z0-9]{1,8}$/.test(ending)) {
    throw new Error('An original is named by its SHA-256 and a plain ending.');
  }
  return join(originalsFolder(book), `${sha256}.${ending}`);
}

/** An original's bytes; a `Failure` (`original_missing`, `original_changed`) where they are gone or not the same. */
export function readOriginal(
  book: Pick<Book, 'file'>,
  sha256: string,
  ending: string,
): { readonly bytes: Uint8Array; readonly path: string } {
  const path = originalPath(book, sha256, ending);
  if (!existsSync(path)) {
    throw new Failure(
      'original_missing',
      `The original file is not beside the book any more. It belongs at ${path}.`,
      { file: path },
    );
  }
  const bytes = readFileSync(path);
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
    throw new Failure(
      'original_changed',
      `${path} was changed since it was kept. Restore it from a backup.`,
      { file: path },
    );
  }
  return { bytes, path };
}
