import { existsSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { Failure } from '../../../core/failure.ts';
import { audit } from '../../book/audit.ts';
import { type Book, createBook, openFailure } from '../../book/book.ts';
import { migrations } from '../../book/migrations/index.ts';
import { sumAllUsageMonths } from '../../book/usage-months.ts';
import { type Reading, readWhatCanBe } from './read-damaged.ts';

export type Salvaged = {
  readonly book: string;
  readonly tables: readonly {
    readonly table: string;
    readonly saved: number;
    /** Rows that could not be read; `null` where not even their number is known. */
    readonly lost: number | null;
  }[];
  readonly whole: boolean;
};

/** Sums that are worked out anew from what was saved. */
const WORKED_OUT = new Set(['usage_month']);

/**
 * Copies what can be read of a damaged book into a new one, and says what was lost. The damaged
 * file is only read. `book_beyond_reading` where not even its list of tables can be read.
 */
export function salvageBook(order: {
  readonly file: string;
  readonly out: string;
  readonly who: string;
  readonly at: string;
}): Salvaged {
  const { file, out } = order;
  if (!existsSync(file)) {
    throw new Failure('book_missing', `There is no book at ${file}.`, { file });
  }
  if (existsSync(out)) {
    throw new Failure('file_exists', `${out} exists already. Choose another name.`, { file: out });
  }
  const part = `${out}.salvaging`;
  forget(part);
  const damaged = openDamaged(file);
  let book: Book | null = null;
  try {
    book = createBook(part);
    const tables = copyAll(damaged, book);
    const whole = tables.every((one) => one.lost === 0);
    audit(book, {
      at: order.at,
      who: order.who,
      action: 'salvage book',
      subject: 'book',
      detail: { from: file, lost: tables.filter((one) => one.lost !== 0) },
    });
    book.db.pragma('journal_mode = DELETE');
    book.close();
    book = null;
    renameSync(part, out);
    return { book: out, tables, whole };
  } catch (error) {
    throw openFailure(out, error);
  } finally {
    book?.close();
    damaged.close();
    forget(part);
  }
}

function forget(part: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal'])
    rmSync(`${part}${ending}`, { force: true });
}

function openDamaged(file: string): Database.Database {
  const db = new Database(file, { readonly: true });
  db.defaultSafeIntegers(true);
  try {
    // A damaged list of tables is read as far as it goes.
    db.pragma('writable_schema = ON');
    db.prepare('SELECT count(*) FROM sqlite_master').get();
    return db;
  } catch {
    db.close();
    throw new Failure(
      'book_beyond_reading',
      `Nothing of ${file} can be read. Restore the last copy; it lies in the folder "backups" beside the book.`,
      { file },
    );
  }
}

type Trigger = { readonly name: string; readonly sql: string };

function copyAll(damaged: Database.Database, book: Book): Salvaged['tables'] {
  const triggers = book.all<Trigger>("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'");
  const tables = book
    .all<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .map((row) => row.name);
  book.db.pragma('foreign_keys = OFF');
  const counts = book.db.transaction(() => {
    // The guards of closed months would refuse the very rows that they guard.
    for (const { name } of triggers) book.db.exec(`DROP TRIGGER "${name}"`);
    const done = tables
      .filter((table) => !WORKED_OUT.has(table))
      .map((table) => ({ table, ...copyTable(damaged, book, table) }));
    const identities = book.all<{ id: number }>('SELECT DISTINCT identity_id AS id FROM usage');
    sumAllUsageMonths(
      book,
      identities.map((row) => row.id),
    );
    for (const { sql } of triggers) book.db.exec(sql);
    return done;
  })();
  book.db.pragma('foreign_keys = ON');
  return counts;
}

function copyTable(
  damaged: Database.Database,
  book: Book,
  table: string,
): { saved: number; lost: number | null } {
  const own = columnsOf(book.db, table);
  let reading: Reading;
  try {
    const theirs = new Set(columnsOf(damaged, table));
    if (theirs.size === 0) return { saved: 0, lost: isOlder(damaged, table) ? 0 : null };
    const shared = own.filter((column) => theirs.has(column));
    reading = readWhatCanBe(damaged, table, shared);
    const insert = book.db.prepare(
      `INSERT OR REPLACE INTO "${table}" (${shared.map((one) => `"${one}"`).join(', ')})
       VALUES (${shared.map(() => '?').join(', ')})`,
    );
    let saved = 0;
    for (const row of reading.rows) saved += insert.run(...row).changes;
    return { saved, lost: reading.lost() };
  } catch (error) {
    if (error instanceof Database.SqliteError && /CORRUPT|NOTADB|IOERR/.test(error.code)) {
      return { saved: 0, lost: null };
    }
    throw error;
  }
}

const columnsOf = (db: Database.Database, table: string): string[] =>
  (db.pragma(`table_info("${table}")`) as { name: string }[]).map((one) => one.name);

/** A book of an earlier schema does not have the table yet: then nothing of it is lost. */
function isOlder(damaged: Database.Database, table: string): boolean {
  const version = Number(damaged.pragma('user_version', { simple: true }));
  return migrations.some((step) => step.version > version && step.sql.includes(`TABLE ${table} `));
}
