import { readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sweepBeside, sweepFolder, sweepTemporary } from '../working-files.ts';
import { originalsFolder } from './originals.ts';

/** The folder beside a book that takes its daily copies. */
export const dailyCopiesFolder = (bookFile: string): string => join(dirname(bookFile), 'backups');

/** Earlier versions laid a plain snapshot under this name beside a daily copy, and left it when they were killed. */
const EARLIER = /\.seatworth-backup\.(?:snapshot|part)(?:-wal|-shm|-journal)?$/;

/** Removes what ended processes left of work on this book: beside it, in its folders, in the temporary one. */
export function sweepBook(bookFile: string): void {
  sweepBeside(bookFile);
  sweepFolder(originalsFolder(bookFile));
  sweepFolder(dailyCopiesFolder(bookFile));
  sweepEarlier(dailyCopiesFolder(bookFile));
  sweepTemporary();
}

function sweepEarlier(folder: string): void {
  try {
    for (const name of readdirSync(folder)) {
      if (EARLIER.test(name)) rmSync(join(folder, name), { force: true });
    }
  } catch {
    // No such folder, or one that may not be written.
  }
}
