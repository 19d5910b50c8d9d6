import { lstatSync, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve, win32 } from 'node:path';
import { makePrivate } from '../working-files.ts';
import { originalsFolder } from './originals.ts';
import { dailyCopiesFolder } from './sweep-book.ts';

/**
 * Takes everybody else's rights from a book that was made when files were open to them, and from what lies
 * beside it: copies of before a change of schema, originals, daily copies. Windows has no such rights: there
 * the folder's own hold.
 */
export function makeBookPrivate(bookFile: string): void {
  if (process.platform === 'win32') return;
  const folder = dirname(bookFile);
  const stem = basename(bookFile);
  const beside = namesIn(folder).filter((name) => name === stem || name.startsWith(`${stem}.`));
  const journals = ['-wal', '-shm', '-journal'].map((ending) => `${bookFile}${ending}`);
  makePrivate([...beside.map((name) => join(folder, name)), ...journals]);
  makeOriginalsPrivate(originalsFolder(bookFile));
  makeCopiesPrivate(dailyCopiesFolder(bookFile));
}

/** A folder of originals that is private by now holds private ones: only those that are open are gone through. */
function makeOriginalsPrivate(folder: string): void {
  for (const name of namesIn(folder)) {
    const part = join(folder, name);
    if (!isOpen(part)) continue;
    makePrivate([...namesIn(part).map((file) => join(part, file)), part]);
  }
}

/** The folder may hold what is not ours: then it keeps its rights, and our copies alone lose them. */
function makeCopiesPrivate(folder: string): void {
  const names = namesIn(folder);
  const ours = names.filter((name) => /\.seatworth-backup(?:\.|$)/.test(name));
  makePrivate(ours.map((name) => join(folder, name)));
  if (ours.length > 0 && ours.length === names.length) makePrivate([folder]);
}

function isOpen(path: string): boolean {
  const { mode = 0 } = lstatSync(path, { throwIfNoEntry: false }) ?? {};
  return (mode & 0o077) !== 0;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** How others who use this computer may get at a book: read it, put another in its place, or what Windows lets them. */
export type OpenTo = 'readers' | 'writers' | 'windows-users';

/**
 * Whether others who use this computer may get at a book, whatever its own rights are; `null` where they may
 * not. Readers: the disk knows no rights, as a stick's, or the file is another person's. Writers: the folder
 * lets others put files in it. Windows: the book lies outside of the user's profile, or in the shared one.
 */
export function openToOthers(bookFile: string): OpenTo | null {
  const file = resolve(bookFile);
  if (process.platform === 'win32') {
    return isInProfile(file, homedir()) ? null : 'windows-users';
  }
  const folder = dirname(file);
  if (!isReachable(folder)) return null;
  if (isOpen(file)) return 'readers';
  return mayOthersWrite(folder) ? 'writers' : null;
}

/** Whether a Windows path lies in this user's own profile. */
export function isInProfile(file: string, profile: string): boolean {
  const way = win32.relative(profile.toLowerCase(), file.toLowerCase());
  return way !== '' && !way.startsWith('..') && !win32.isAbsolute(way);
}

/** A folder above that lets nobody else through keeps others from all that lies in it. */
function isReachable(folder: string): boolean {
  for (let place = folder; ; place = dirname(place)) {
    const { mode = 0 } = statSync(place, { throwIfNoEntry: false }) ?? {};
    if ((mode & 0o011) === 0) return false;
    if (place === dirname(place)) return true;
  }
}

/** A group of the same number as its owner is that person's alone, as most Linux systems make them. */
function mayOthersWrite(folder: string): boolean {
  const { mode, uid, gid } = statSync(folder);
  const isOwn = uid === process.getuid?.() || uid === 0;
  return !isOwn || (mode & 0o002) !== 0 || ((mode & 0o020) !== 0 && gid !== uid);
}
