import { existsSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { Failure } from '../../../core/failure.ts';
import { settingRules } from '../../../core/settings.ts';
import { PageReader, type TableShape } from '../../backup/read-pages.ts';
import { sweepBeside, workingName } from '../../working-files.ts';
import { audit } from '../audit.ts';
import { type Book, createBook, openFailure } from '../book.ts';
import { connectionOf } from '../connection.ts';
import { isDamage } from '../damage.ts';
import { migrations } from '../migrations/index.ts';
import { sumAllUsageMonths } from '../usage-months.ts';
import { readWhatCanBe } from './read-damaged.ts';

export type Salvaged = {
  readonly book: string;
  readonly tables: readonly {
    readonly table: string;
    readonly saved: number;
    /** Rows that could not be read; `null` where not even their number is known. */
    readonly lost: number | null;
  }[];
  readonly whole: boolean;
  /** Settings that were lost and taken from the trail of changes. */
  readonly settings: readonly string[];
};

/** Sums that are worked out anew from what was saved. */
const WORKED_OUT = new Set(['usage_month']);

/**
 * Copies what can be read of a damaged book into a new one, and says what was lost. The damaged
 * file is only read. `book_beyond_reading` where no page of it holds anything that is known.
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
  sweepBeside(out);
  const part = workingName(out, 'salvaging');
  let book: Book | null = null;
  let source: Source | null = null;
  try {
    book = createBook(part);
    source = openSource(file, book);
    const tables = copyAll(source, book);
    const whole = tables.every((one) => one.lost === 0);
    const settings = settingsFromTrail(book);
    audit(book, {
      at: order.at,
      who: order.who,
      action: 'salvage book',
      subject: 'book',
      detail: { from: file, lost: tables.filter((one) => one.lost !== 0), settings },
    });
    book.gatherIntoFile();
    book.close();
    book = null;
    renameSync(part, out);
    return { book: out, tables, whole, settings };
  } catch (error) {
    throw openFailure(out, error);
  } finally {
    book?.close();
    source?.db?.close();
    source?.pages.close();
    forget(part);
  }
}

function forget(part: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal'])
    rmSync(`${part}${ending}`, { force: true });
}

/** A damaged book: asked through SQLite as far as it answers, and read page by page beyond that. */
type Source = { readonly db: Database.Database | null; readonly pages: PageReader };

function openSource(file: string, book: Book): Source {
  const pages = new PageReader(
    file,
    tablesOf(book).map((name) => shapeOf(book, name)),
  );
  const db = openDamaged(file);
  if (db === null && pages.isEmpty) {
    pages.close();
    throw new Failure(
      'book_beyond_reading',
      `Nothing of ${file} can be read. Restore the last copy; it lies in the folder "backups" beside the book.`,
      { file },
    );
  }
  return { db, pages };
}

function openDamaged(file: string): Database.Database | null {
  let db: Database.Database | null = null;
  try {
    db = new Database(file, { readonly: true });
    db.defaultSafeIntegers(true);
    // A damaged list of tables is read as far as it goes.
    db.pragma('writable_schema = ON');
    db.prepare('SELECT count(*) FROM sqlite_master').get();
    return db;
  } catch {
    db?.close();
    return null;
  }
}

const tablesOf = (book: Book): string[] =>
  connectionOf(book)
    .all<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .map((row) => row.name);

function shapeOf(book: Book, name: string): TableShape {
  const columns = connectionOf(book).all<{
    name: string;
    type: string;
    notnull: number;
    pk: number;
  }>('SELECT name, type, "notnull", pk FROM pragma_table_info(?)', name);
  const kind = connectionOf(book).get<{ wr: number }>('SELECT wr FROM pragma_table_list(?)', name);
  return {
    name,
    hasRowNumbers: kind?.wr === 0,
    columns: columns.map((one) => ({
      name: one.name,
      type: one.type,
      isNeeded: one.notnull === 1,
      key: one.pk,
    })),
  };
}

type Trigger = { readonly name: string; readonly sql: string };

function copyAll(source: Source, book: Book): Salvaged['tables'] {
  const triggers = connectionOf(book).all<Trigger>(
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
  );
  const tables = tablesOf(book);
  const { db } = connectionOf(book);
  db.pragma('foreign_keys = OFF');
  const counts = db.transaction(() => {
    // The guards of closed months would refuse the very rows that they guard.
    for (const { name } of triggers) db.exec(`DROP TRIGGER "${name}"`);
    const done = tables
      .filter((table) => !WORKED_OUT.has(table))
      .map((table) => ({ table, ...copyTable(source, book, table) }));
    const identities = book.usage.identities();
    sumAllUsageMonths(book, identities);
    for (const { sql } of triggers) db.exec(sql);
    return done;
  })();
  db.pragma('foreign_keys = ON');
  return counts;
}

type Count = { readonly saved: number; readonly lost: number | null };

function copyTable(source: Source, book: Book, table: string): Count {
  const asked = source.db === null ? null : askedRows(source.db, book, table);
  if (asked?.lost === 0) return asked;
  const more = rowsOfPages(source, book, table);
  const saved = (asked?.saved ?? 0) + more.saved;
  if (typeof asked?.lost === 'number') return { saved, lost: Math.max(0, asked.lost - more.saved) };
  return { saved, lost: more.lost };
}

/** What SQLite itself can still read of a table. */
function askedRows(damaged: Database.Database, book: Book, table: string): Count {
  let saved = 0;
  try {
    const own = columnsOf(connectionOf(book).db, table);
    const theirs = new Set(columnsOf(damaged, table));
    if (theirs.size === 0) return { saved: 0, lost: null };
    const shared = own.filter((column) => theirs.has(column));
    const reading = readWhatCanBe(damaged, table, shared);
    const insert = insertInto(book, table, shared, 'REPLACE');
    for (const row of reading.rows) saved += insert.run(...row).changes;
    return { saved, lost: reading.lost() };
  } catch (error) {
    if (isDamage(error)) return { saved, lost: null };
    throw error;
  }
}

/** What the file's pages hold of a table beside it; nothing is lost of one that an earlier schema does not have. */
function rowsOfPages({ pages }: Source, book: Book, table: string): Count {
  let saved = 0;
  const inserts = new Map<string, Database.Statement>();
  for (const row of pages.rows(shapeOf(book, table))) {
    const columns = [...row.keys()];
    const key = columns.join();
    const insert = inserts.get(key) ?? insertInto(book, table, columns, 'IGNORE');
    inserts.set(key, insert);
    saved += insert.run(...row.values()).changes;
  }
  const isWhole = pages.isWhole(table) || (saved === 0 && isNewer(pages.schemaVersion, table));
  return { saved, lost: isWhole ? 0 : null };
}

const insertInto = (
  book: Book,
  table: string,
  columns: readonly string[],
  conflict: 'REPLACE' | 'IGNORE',
): Database.Statement =>
  connectionOf(book).db.prepare(
    `INSERT OR ${conflict} INTO "${table}" (${columns.map((one) => `"${one}"`).join(', ')})
     VALUES (${columns.map(() => '?').join(', ')})`,
  );

const columnsOf = (db: Database.Database, table: string): string[] =>
  (db.pragma(`table_info("${table}")`) as { name: string }[]).map((one) => one.name);

/** Whether a book of that schema does not have the table yet. */
function isNewer(version: number | null, table: string): boolean {
  if (version === null) return false;
  return migrations.some((step) => step.version > version && step.sql.includes(`TABLE ${table} `));
}

const CURRENCY = 'company.currency';

const isSetting = (key: string, value: string): boolean =>
  key === CURRENCY ? /^[A-Z]{3}$/.test(value) : (settingRules[key]?.accepts(value) ?? false);

/** Settings that were lost, as the trail last told them: without its currency a book says something else. */
function settingsFromTrail(book: Book): string[] {
  const lastValues = new Map<string, { value: string; day: string }>();
  const entries = book.trail.settings();
  for (const { at, action, subject, detail } of entries) {
    const values = JSON.parse(detail) as Record<string, unknown>;
    const changed = action === 'set' ? { [subject]: values['after'] } : values;
    for (const [key, value] of Object.entries(changed)) {
      if (isSetting(key, String(value))) {
        lastValues.set(key, { value: String(value), day: at.slice(0, 10) });
      }
    }
  }
  const closure = book.closures.last();
  if (closure && !lastValues.has(CURRENCY)) {
    lastValues.set(CURRENCY, { value: closure.currency, day: closure.closedAt.slice(0, 10) });
  }
  return [...lastValues].flatMap(([key, { value, day }]) => {
    const { changes } = book.settings.restore(key, value, day);
    return changes > 0 ? [key] : [];
  });
}
