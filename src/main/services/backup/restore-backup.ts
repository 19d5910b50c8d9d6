import { once } from 'node:events';
import {
  constants,
  copyFileSync,
  createWriteStream,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { copyFile, cp } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { bookVerify } from '../../../contract/book.ts';
import { companyShow } from '../../../contract/company.ts';
import { Failure } from '../../../core/failure.ts';
import { copyKind, readArchive } from '../../backup/archive.ts';
import { damaged, type TarSink } from '../../backup/tar.ts';
import { audit } from '../../book/audit.ts';
import { gatherClosedBook } from '../../book/book.ts';
import { originalsFolder } from '../../book/originals.ts';
import { ordinaryFile } from '../../ordinary-file.ts';
import { sweepBeside, workingName } from '../../working-files.ts';
import { fileFailure } from '../exports/write-whole.ts';
import { openServices } from '../services.ts';
import { ABOUT, BOOK, FILES, settleFolder } from './make-backup.ts';

export type Restored = {
  readonly book: string;
  readonly company: string;
  readonly schema: number;
  readonly firstMonth: string | null;
  readonly lastMonth: string | null;
  readonly originals: number;
  /** Where the book that stood there before was kept. */
  readonly replaced: string | null;
};

export type RestoreOrder = {
  /** The copy: one that this app made, or a bare book. */
  readonly file: string;
  /** Where the book goes. Nothing may be there, unless `replace`. */
  readonly target: string;
  readonly passphrase: string | null;
  readonly replace: boolean;
  readonly resources: string;
  readonly who: string;
  readonly now: () => string;
};

/**
 * Brings a copy back. It is unpacked beside its place, brought to this version's schema and checked
 * as `verify` does; only then it takes the place, in one step. The book that stood there is kept
 * under another name. Cut off at any moment, the place holds the old book or the new one, whole.
 */
export async function restoreBackup(order: RestoreOrder): Promise<Restored> {
  const { file } = order;
  // A link stays a link: what it leads to is what is replaced and kept.
  const target = placeBehind(order.target);
  ordinaryFile(file);
  if (existsSync(target) && !order.replace) {
    throw new Failure('file_exists', `${target} exists already. Choose another name.`, {
      file: target,
    });
  }
  sweepBeside(target);
  const folder = workingName(target, 'restoring');
  try {
    mkdirSync(folder, { mode: 0o700 });
    const book = join(folder, BOOK);
    const originals = await unpack(order, folder, book);
    const checked = await check(order, book);
    for (const place of new Set([order.target, target])) {
      await bringOriginals(join(folder, FILES), originalsFolder(place));
    }
    const replaced = existsSync(target) ? keepOld(target, order.now) : null;
    renameSync(book, target);
    await settleFolder(dirname(target));
    return { book: order.target, ...checked, originals, replaced };
  } catch (error) {
    throw fileFailure(target, error);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function unpack(
  { file, passphrase }: RestoreOrder,
  folder: string,
  book: string,
): Promise<number> {
  const kind = await copyKind(file);
  if (kind === null) {
    throw new Failure('not_a_backup', `${basename(file)} is not a copy of a Seatworth book.`, {
      file: basename(file),
    });
  }
  if (kind === 'book') {
    await copyFile(file, book);
    return 0;
  }
  let originals = 0;
  await readArchive(file, passphrase, async (name): Promise<TarSink> => {
    const place = placeOf(name, folder);
    if (name.startsWith(FILES)) originals += 1;
    mkdirSync(dirname(place), { recursive: true });
    return sinkTo(place);
  });
  if (!existsSync(book) || !existsSync(join(folder, ABOUT))) throw damaged();
  return originals;
}

/** Where an entry goes. Only our own entries' names are taken, and none that leads elsewhere. */
function placeOf(name: string, folder: string): string {
  const isOurs = name === ABOUT || name === BOOK || name.startsWith(FILES);
  const parts = name.split('/');
  const isStraight = parts.every((part) => part !== '' && part !== '.' && part !== '..');
  if (!isOurs || !isStraight || /[\\:\0]/.test(name)) throw damaged();
  return join(folder, ...parts);
}

function sinkTo(place: string): TarSink {
  const stream = createWriteStream(place, { flush: true, mode: 0o600 });
  const done = finished(stream);
  done.catch(() => {}); // `end` waits for it and tells
  return {
    write: async (chunk) => {
      if (!stream.write(chunk)) {
        await Promise.race([once(stream, 'drain'), done]);
      }
    },
    end: async () => {
      stream.end();
      await done;
    },
  };
}

/** Opens the unpacked book, brings it up to date, verifies it, and notes in its trail where it came from. */
async function check(
  order: RestoreOrder,
  book: string,
): Promise<Pick<Restored, 'company' | 'schema' | 'firstMonth' | 'lastMonth'>> {
  const { resources, who, now } = order;
  const services = openServices({ file: book, mode: 'write', resources, who, now });
  try {
    const { checks } = await services.call(bookVerify, {});
    // Originals are brought beside the book later; a copy may have been made without all of them.
    const broken = checks.find(({ ok, name }) => !ok && name !== 'originals');
    if (broken) {
      throw new Failure(
        'backup_not_sound',
        `The copy does not pass its check (${broken.name}: ${broken.detail}). Nothing was changed.`,
        { check: broken.name, detail: broken.detail },
      );
    }
    const { company, schema, firstMonth, lastMonth } = await services.call(companyShow, {});
    audit(services.book, {
      at: now(),
      who,
      action: 'restore backup',
      subject: basename(order.file),
      detail: { target: order.target },
    });
    services.book.gatherIntoFile();
    return { company, schema, firstMonth, lastMonth };
  } finally {
    services.close();
  }
}

/** Adds the copy's originals to those that are there; one that is there stays. */
async function bringOriginals(from: string, to: string): Promise<void> {
  if (!existsSync(from)) return;
  await cp(from, to, { recursive: true, force: false });
}

/** The place that a path leads to, through links, also where nothing is there yet. */
function placeBehind(path: string): string {
  let place = path;
  for (let links = 0; links < 40; links += 1) {
    const isLink = lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
    if (!isLink) return place;
    place = resolve(dirname(place), readlinkSync(place));
  }
  throw new Failure('file_not_writable', `${path} is a link that leads to itself.`, { file: path });
}

/**
 * Keeps the old book under another name, its log with it, and in its place until the new one takes it. Refuses
 * while another copy of the app has it open.
 */
function keepOld(target: string, now: RestoreOrder['now']): string {
  const kept = unusedName(`${target}.before-restore-${now().slice(0, 19).replaceAll(/[-:]/g, '')}`);
  const log = `${target}-wal`;
  const keptLog = `${kept}-wal`;
  // First: SQLite throws away a log that it cannot read.
  if (existsSync(log)) copyFileSync(log, keptLog);
  try {
    if (isGathered(target)) rmSync(keptLog, { force: true });
    keepUnder(target, kept);
  } catch (error) {
    rmSync(keptLog, { force: true });
    throw error;
  }
  // Beside another book its changes would be taken for that one's.
  for (const ending of ['-wal', '-shm']) rmSync(`${target}${ending}`, { force: true });
  return kept;
}

function unusedName(name: string): string {
  for (let count = 1; ; count += 1) {
    const place = count === 1 ? name : `${name}-${count}`;
    if (!existsSync(place)) return place;
  }
}

function keepUnder(file: string, name: string): void {
  try {
    linkSync(file, name);
  } catch {
    copyFileSync(file, name, constants.COPYFILE_EXCL); // a file system without links
  }
}

/** Gathers the old book's changes into its one file; whether that could be done, or it is damaged. */
function isGathered(target: string): boolean {
  try {
    gatherClosedBook(target);
    return true;
  } catch (error) {
    const isDamaged =
      error instanceof Failure && (error.code === 'not_a_book' || error.code === 'book_damaged');
    // A damaged book is what restoring is for: it is kept as it is, with its log.
    if (!isDamaged) throw error;
    return false;
  }
}
