import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure } from '../core/failure.ts';

/** What the system and SQLite say where a disk, a quota or a limit of this user takes no more. */
const FULL = /^(?:ENOSPC|EDQUOT|EFBIG|SQLITE_FULL)/;
/** What they say where the disk itself fails, or a stick was pulled out. */
const FAILED = /^(?:EIO|ENXIO|ENODEV|ESTALE|ENOTCONN|SQLITE_IOERR)/;
/** SQLite says so as well where it finds no room for the files beside a book. */
const PERHAPS_FULL = /^SQLITE_(?:IOERR|CANTOPEN|READONLY|PROTOCOL)/;
const LEAST_BYTES = 256 * 1024;

/** That a disk is full or fails, in a sentence; `null` where an error says something else. `file` is what was written or read. */
export function diskFailure(file: string, error: unknown): Failure | null {
  const codes = codesOf(error);
  const isFull =
    codes.some((code) => FULL.test(code)) ||
    (codes.some((code) => PERHAPS_FULL.test(code)) && isWithoutRoom(dirname(file)));
  if (isFull) {
    return new Failure(
      'disk_full',
      'The disk is full. Nothing is lost: free some room and try again.',
      { file },
    );
  }
  const failed = codes.find((code) => FAILED.test(code));
  if (failed === undefined) return null;
  return new Failure(
    'disk_failed',
    `The disk that holds ${file} could not be read or written (${failed}). What was saved before is kept, nothing half-done was. Look whether the disk is still connected, copy the book to another one, and try again.`,
    { file, reason: failed },
  );
}

const OF_THE_DISK = new Set(['disk_full', 'disk_failed', 'originals_not_writable', 'book_busy']);

/** Whether a failure is of the place where the book lies, so that the same may work later: it is no answer to anybody else. */
export const isOfTheDisk = (failure: Failure): boolean => OF_THE_DISK.has(failure.code);

function codesOf(error: unknown, depth = 0): string[] {
  if (typeof error !== 'object' || error === null || depth > 4) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  return 'cause' in error ? [...own, ...codesOf(error.cause, depth + 1)] : own;
}

function isWithoutRoom(folder: string): boolean {
  try {
    const { bavail, bsize, files, ffree } = statfsSync(folder);
    return bavail * bsize < LEAST_BYTES || (files > 0 && ffree === 0);
  } catch {
    return false;
  }
}
