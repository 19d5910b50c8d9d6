import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { backupDaily, backupList } from '../../../contract/close.ts';
import type { OutputOf } from '../../../contract/request.ts';
import type { IsoDay } from '../../../core/calendar.ts';
import { copiesToDrop, isBackupDue } from '../../../core/close/backup-rotation.ts';
import { dailyCopiesFolder } from '../../book/sweep-book.ts';
import type { Context } from '../context.ts';
import { fileFailure } from '../exports/write-whole.ts';
import { makeBackup } from './make-backup.ts';

const ENDING = '.seatworth-backup';

const stemOf = (book: string): string => basename(book).replace(/\.seatworth$/, '');
const fileOf = (book: string, day: IsoDay): string =>
  join(dailyCopiesFolder(book), `${stemOf(book)} ${day}${ENDING}`);

/** The days of which a daily copy of this book is there. */
function copyDays(book: string): IsoDay[] {
  const folder = dailyCopiesFolder(book);
  if (!existsSync(folder)) return [];
  const start = `${stemOf(book)} `;
  return readdirSync(folder)
    .filter((name) => name.startsWith(start) && name.endsWith(ENDING))
    .map((name) => name.slice(start.length, -ENDING.length))
    .filter((day) => /^\d{4}-\d{2}-\d{2}$/.test(day))
    .sort();
}

/**
 * Makes today's copy beside the book where none was made yet, and lets old ones go (7 daily, 4
 * weekly, 12 monthly). It holds the book without the originals, which nothing ever changes.
 */
export async function runDailyBackup(context: Context): Promise<OutputOf<typeof backupDaily>> {
  const { file } = context.book;
  const today = context.today();
  let made: string | null = null;
  if (isBackupDue(copyDays(file), today)) {
    made = fileOf(file, today);
    try {
      mkdirSync(dailyCopiesFolder(file), { recursive: true });
    } catch (error) {
      throw fileFailure(made, error);
    }
    await makeBackup(context, made, { passphrase: null, withOriginals: false });
  }
  const dropped = copiesToDrop(copyDays(file), today).map((day) => fileOf(file, day));
  for (const old of dropped) rmSync(old, { force: true });
  return { made, dropped };
}

/** The daily copies that are there, newest first. */
export function listBackups({ book }: Context): OutputOf<typeof backupList> {
  return {
    folder: dailyCopiesFolder(book.file),
    copies: copyDays(book.file)
      .reverse()
      .map((day) => {
        const file = fileOf(book.file, day);
        return { day, file, bytes: statSync(file).size };
      }),
  };
}
