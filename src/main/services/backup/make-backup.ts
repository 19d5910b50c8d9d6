import {
  accessSync,
  constants,
  createReadStream,
  existsSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { backupRun } from '../../../contract/close.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import { writeArchive } from '../../backup/archive.ts';
import type { TarEntry } from '../../backup/tar.ts';
import { originalsFolder } from '../../book/originals.ts';
import { diskFailure } from '../../disk-failure.ts';
import { makeTemporaryFolder, sweepBeside, workingName } from '../../working-files.ts';
import { type AuditHead, auditHead } from '../audit/anchors.ts';
import { type Context, settingOf } from '../context.ts';
import { fileFailure } from '../exports/write-whole.ts';

/** The entries of a copy. */
export const ABOUT = 'seatworth-backup.json';
export const BOOK = 'book.seatworth';
export const FILES = 'files/';

/** What a copy says of itself. */
export type AboutCopy = {
  readonly format: 1;
  readonly company: string;
  readonly schema: number;
  readonly madeAt: string;
  readonly originals: number;
  /** The audit trail's head when the copy was begun. */
  readonly audit: AuditHead;
};

/** Copies the book, with its originals, into one file while the app goes on working. */
export async function runBackup(
  context: Context,
  { out, passphrase }: InputOf<typeof backupRun>,
): Promise<OutputOf<typeof backupRun>> {
  if (passphrase !== undefined && passphrase.trim().length < 8) {
    throw new Failure('passphrase_short', 'A passphrase has at least 8 characters.');
  }
  return makeBackup(context, out, { passphrase: passphrase ?? null, withOriginals: true });
}

/**
 * Makes a copy: SQLite writes a snapshot beside the book (of a book that lies where nothing can be written, in a
 * folder of this person's own), never where the copy goes, since that may be a stick or a synced folder; it is packed beside the copy's place and moved there in one step. Cut off at any moment, the place holds the copy that was there before, or none.
 */
export async function makeBackup(
  context: Context,
  out: string,
  { passphrase, withOriginals }: { passphrase: string | null; withOriginals: boolean },
): Promise<OutputOf<typeof backupRun>> {
  sweepBeside(out);
  // Of an earlier version, which laid the whole book in plain beside an encrypted copy.
  rmSync(`${out}.snapshot`, { force: true });
  const elsewhere = isWritable(dirname(context.book.file)) ? null : makeTemporaryFolder('copy');
  const snapshot =
    elsewhere === null ? workingName(context.book.file, 'snapshot') : join(elsewhere, BOOK);
  const part = workingName(out, 'part');
  const audit = auditHead(context.book);
  try {
    context.book.writeSnapshot(snapshot);
    const originals = withOriginals ? originalsIn(originalsFolder(context.book.file)) : [];
    const about: AboutCopy = {
      format: 1,
      company: settingOf(context, 'company.name'),
      schema: context.book.schema,
      madeAt: context.now(),
      originals: originals.length,
      audit,
    };
    const entries = entriesOf(context, about, snapshot, originals);
    const { bytes, sha256 } = await writeArchive(part, entries, passphrase, context.signal);
    await rename(part, out);
    await settleFolder(dirname(out));
    return { file: out, bytes, sha256, encrypted: passphrase !== null, audit };
  } catch (error) {
    rmSync(part, { force: true });
    if (context.signal?.aborted) throw context.signal.reason;
    throw diskFailure(context.book.file, error) ?? fileFailure(out, sqliteToSystem(error));
  } finally {
    rmSync(elsewhere ?? snapshot, { force: true, recursive: true });
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** SQLite tells of the same troubles by codes of its own. */
function sqliteToSystem(error: unknown): unknown {
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  if (code.startsWith('SQLITE_CANTOPEN')) return { code: 'EACCES' };
  return error;
}

/** Forces a rename to the disk, where the system lets a folder be forced. */
export async function settleFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}

function originalsIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))
    .sort();
}

async function* entriesOf(
  context: Context,
  about: AboutCopy,
  snapshot: string,
  originals: readonly string[],
): AsyncGenerator<TarEntry> {
  const text = new TextEncoder().encode(`${JSON.stringify(about, null, 2)}\n`);
  yield { name: ABOUT, size: text.length, chunks: only(text) };
  const folder = originalsFolder(context.book.file);
  const total = [snapshot, ...originals].reduce((sum, file) => sum + statSync(file).size, 0);
  let done = 0;
  for (const file of [snapshot, ...originals]) {
    const name =
      file === snapshot ? BOOK : `${FILES}${file.slice(folder.length + 1).replaceAll('\\', '/')}`;
    const { size } = statSync(file);
    yield { name, size, chunks: createReadStream(file, { highWaterMark: 1 << 20 }) };
    done += size;
    context.progress({ task: 'backup', done, total, rows: 0 });
  }
}

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
