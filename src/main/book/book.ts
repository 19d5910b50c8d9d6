import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { Failure } from '../../core/failure.ts';
import { diskFailure } from '../disk-failure.ts';
import { demandOrdinary } from '../ordinary-file.ts';
import { makePrivateFile } from '../working-files.ts';
import { Connection, keepConnection } from './connection.ts';
import { migrate, newestSchema, refuseNewer } from './migrate.ts';
import { keepRowDigests } from './row-digests.ts';
import { type Stores, storesOn } from './stores.ts';

export type { SqlValue } from './statement.ts';

import type { SqlValue } from './statement.ts';
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** Marks a SQLite file as a Seatworth book ("SWth"). */
const APPLICATION_ID = 0x53577468;

/** One company's book: a SQLite file in WAL mode, and the stores of what stands in it. */
export type Book = OpenBook & Stores;

/** The file itself. What stands in it is asked of the stores: nobody else has the connection. */
class OpenBook {
  readonly file: string;
  readonly #connection: Connection;

  constructor(file: string, db: Database.Database) {
    this.file = file;
    this.#connection = new Connection(db);
    keepConnection(this, this.#connection);
  }

  /** Work that waits may find that its book was closed meanwhile. */
  get isOpen(): boolean {
    return this.#connection.db.open;
  }

  /** The version of its schema. */
  get schema(): number {
    return Number(this.#connection.db.pragma('user_version', { simple: true }));
  }

  /** Writes the book as it stands at this moment to a new file that only this person may read. */
  writeSnapshot(file: string): void {
    const { db } = this.#connection;
    makePrivateFile(file);
    // To SQLite that is writing, whatever file it goes to.
    const isQueryOnly = Number(db.pragma('query_only', { simple: true })) === 1;
    db.pragma('query_only = OFF');
    try {
      db.prepare('VACUUM INTO ?').run(file);
    } finally {
      db.pragma(`query_only = ${isQueryOnly ? 'ON' : 'OFF'}`);
    }
  }

  /** Brings what stands in the journal into the file, so that the file alone is the book and can be moved. */
  gatherIntoFile(): void {
    this.#connection.db.pragma('wal_checkpoint(TRUNCATE)');
    this.#connection.db.pragma('journal_mode = DELETE');
  }

  /**
   * Writes the file anew without what was removed from it, pages that are free now and the journal
   * included; gives whether that was done: another program may have the book open.
   */
  rewrite(): boolean {
    const { db } = this.#connection;
    try {
      db.exec('VACUUM');
      const [state] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number | bigint }[];
      return Number(state?.busy ?? 1) === 0;
    } catch (error) {
      if (error instanceof Database.SqliteError && /^SQLITE_(?:BUSY|LOCKED|FULL)/.test(error.code))
        return false;
      throw error;
    }
  }

  /** All or nothing; a call inside another becomes part of it. */
  transaction<T>(work: () => T): T {
    const { db } = this.#connection;
    return db.inTransaction ? work() : db.transaction(work).immediate();
  }

  /** All or nothing inside a transaction that goes on whatever comes of it. */
  part<T>(work: () => T): T {
    return this.#connection.db.transaction(work)();
  }

  /**
   * All or nothing over work that waits (a file being read). Only the connection that writes calls
   * it, one piece of work at a time.
   */
  async longTransaction<T>(work: () => Promise<T>): Promise<T> {
    const { db } = this.#connection;
    db.exec('BEGIN IMMEDIATE');
    try {
      const value = await work();
      db.exec('COMMIT');
      return value;
    } catch (error) {
      if (db.inTransaction) db.exec('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    this.#connection.close();
  }
}

function bookOn(file: string, db: Database.Database): Book {
  return Object.assign(new OpenBook(file, db), storesOn(db));
}

const schemaOf = (db: Database.Database): number =>
  Number(db.pragma('user_version', { simple: true }));

function connect(file: string, readonly: boolean): Database.Database {
  demandOrdinary(file);
  try {
    const db = new Database(file, { readonly, timeout: 10_000 });
    db.defaultSafeIntegers(true);
    db.pragma('foreign_keys = ON');
    return db;
  } catch (error) {
    throw openFailure(file, error);
  }
}

/** Puts SQLite's reasons for not opening a file into words. */
export function openFailure(file: string, error: unknown): unknown {
  const ofTheDisk = diskFailure(file, error);
  if (ofTheDisk) return ofTheDisk;
  const code = error instanceof Database.SqliteError ? error.code : '';
  if (code.startsWith('SQLITE_NOTADB')) {
    return new Failure(
      'not_a_book',
      `${file} is not a Seatworth book, or its beginning is damaged: "salvage" then saves what can be read. Nothing was changed.`,
      {
        file,
      },
    );
  }
  if (code.startsWith('SQLITE_CORRUPT')) {
    return new Failure(
      'book_damaged',
      `${file} is damaged. Restore the last backup, or save what can be read with "salvage"; the damaged file is left as it is.`,
      { file },
    );
  }
  if (code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY')) {
    return new Failure(
      'book_not_writable',
      `${file} cannot be opened for writing. Choose a folder that you may write to.`,
      { file },
    );
  }
  if (code.startsWith('SQLITE_BUSY')) {
    return new Failure(
      'book_busy',
      `${file} is being written by another copy of the app. Try again in a moment.`,
      { file },
    );
  }
  if (error instanceof TypeError && error.message.includes('directory does not exist')) {
    return new Failure('folder_missing', `The folder of ${file} does not exist.`, { file });
  }
  return error;
}

/** Makes a new, empty book at the newest schema, unless an earlier one is named. Refuses a file that is there. */
export function createBook(file: string, schema?: number): Book {
  if (existsSync(file)) {
    throw new Failure('file_exists', `${file} exists already. Choose another name.`, { file });
  }
  const db = connect(file, false);
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    db.pragma(`application_id = ${APPLICATION_ID}`);
    migrate(db, file, schema);
    keepRowDigests(db);
    return bookOn(file, db);
  } catch (error) {
    const failure = openFailure(file, error);
    db.close();
    forgetBook(file); // else the next try would find a book there that is none
    throw failure;
  }
}

/** Removes a book that could not be made, with its journal. */
export function forgetBook(file: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal']) {
    rmSync(`${file}${ending}`, { force: true });
  }
}

/**
 * A book that is only read opens also where nothing can be written beside it. On a full disk: with its index of
 * the journal in memory, which keeps others out meanwhile. On a disk that takes no writing: from a copy of the
 * file in memory, where no journal waits beside it.
 */
function connectToRead(file: string): Database.Database {
  const ways = [
    () => connect(file, true),
    () => {
      const db = connect(file, false);
      db.pragma('locking_mode = EXCLUSIVE');
      db.pragma('query_only = ON');
      return db;
    },
    () => connectToCopy(file),
  ];
  let first: unknown = null;
  for (const way of ways) {
    let db: Database.Database | null = null;
    try {
      db = way();
      db.pragma('user_version');
      return db;
    } catch (error) {
      db?.close();
      first ??= error;
      if (!isForWantOfRoom(error)) break;
    }
  }
  throw first;
}

const isForWantOfRoom = (error: unknown): boolean =>
  error instanceof Failure
    ? /^(?:book_not_writable|disk_)/.test(error.code)
    : error instanceof Database.SqliteError &&
      /^SQLITE_(?:CANTOPEN|IOERR|FULL|READONLY)/.test(error.code);

/** A book of an earlier version is brought to the newest schema first; where its disk takes no writing, a copy in memory is. */
function connectToOlder(file: string): Database.Database {
  try {
    openBook(file, 'write').close();
  } catch (error) {
    if (!isForWantOfRoom(error)) throw error;
    const db = connectToCopy(file, { isWritable: true });
    migrate(db, null);
    db.pragma('query_only = ON');
    return db;
  }
  return connectToRead(file);
}

/** More than this is not held in memory. */
const LARGEST_COPY = 1_000_000_000;

function connectToCopy(file: string, { isWritable = false } = {}): Database.Database {
  const waiting = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  if (waiting > 0 || statSync(file).size > LARGEST_COPY) {
    throw new Failure(
      'book_not_writable',
      `${file} cannot be opened here: its last changes wait in a journal beside it. Copy all of them to a folder that you may write to.`,
      { file },
    );
  }
  const bytes = readFileSync(file);
  // Memory knows no journal beside it: the file says for itself that it keeps one.
  bytes.fill(1, 18, 20);
  const db = new Database(bytes, { readonly: !isWritable });
  db.defaultSafeIntegers(true);
  return db;
}

/** Opens a book, brings it to the newest schema (unless read-only), and says in words why it cannot. */
export function openBook(file: string, mode: 'read' | 'write' = 'write'): Book {
  if (!existsSync(file)) {
    throw new Failure('book_missing', `There is no book at ${file}. Make one with "init".`, {
      file,
    });
  }
  let db = mode === 'read' ? connectToRead(file) : connect(file, false);
  try {
    if (Number(db.pragma('application_id', { simple: true })) !== APPLICATION_ID) {
      throw new Failure('not_a_book', `${file} is not a Seatworth book. Nothing was changed.`, {
        file,
      });
    }
    if (mode === 'read' && schemaOf(db) < newestSchema) {
      db.close(); // its own lock would keep out what brings it to the newest schema
      db = connectToOlder(file);
    }
    if (schemaOf(db) > newestSchema) refuseNewer(file, schemaOf(db));
    if (mode === 'write') {
      migrate(db, file); // first: a book of a later version is refused before a byte of it changes
      db.pragma('journal_mode = WAL');
      db.pragma('synchronous = NORMAL');
    }
    db.pragma('cache_size = -65536');
    db.pragma('temp_store = MEMORY');
    if (mode === 'write') keepRowDigests(db); // last: a change of temp_store forgets them
    return bookOn(file, db);
  } catch (error) {
    db.close();
    throw openFailure(file, error);
  }
}

/** Gathers the journal of a book that nobody has open into its file; `book_busy` where somebody has. */
export function gatherClosedBook(file: string): void {
  let db: Database.Database | null = null;
  try {
    db = new Database(file, { timeout: 2000 });
    db.pragma('journal_mode = DELETE');
  } catch (error) {
    throw openFailure(file, error);
  } finally {
    db?.close();
  }
}
