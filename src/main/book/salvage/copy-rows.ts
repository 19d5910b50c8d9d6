import Database from 'better-sqlite3';
import type { PageReader, TableShape } from '../../backup/read-pages.ts';
import type { Book } from '../book.ts';
import { connectionOf } from '../connection.ts';
import { isDamage } from '../damage.ts';
import { migrations } from '../migrations/index.ts';
import { digestAllRows } from '../row-digests.ts';
import { columnsIn, tablesIn } from '../row-rules.ts';
import { mendRows } from './mend-rows.ts';
import { readWhatCanBe } from './read-damaged.ts';

/** A damaged book: asked through SQLite as far as it answers, and read page by page beyond that. */
export type Source = { readonly db: Database.Database | null; readonly pages: PageReader };

export type SavedTable = {
  readonly table: string;
  readonly saved: number;
  /** Rows that could not be read or do not fit; `null` where not even their number is known. */
  readonly lost: number | null;
};

/** Sums and digests that are worked out anew from what was saved. */
const WORKED_OUT = new Set(['usage_month', 'row_digest']);

/** Copies what can be read into an empty book of the same schema; what does not fit there is lost, and counted. */
export function copyRows(source: Source, book: Book): SavedTable[] {
  const { db } = connectionOf(book);
  const triggers = connectionOf(book).all<{ name: string; sql: string }>(
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
  );
  const tables = tablesIn(book).filter((table) => !WORKED_OUT.has(table));
  db.pragma('foreign_keys = OFF');
  const counts = db.transaction(() => {
    // The guards of closed months would refuse the very rows that they guard.
    for (const { name } of triggers) db.exec(`DROP TRIGGER "${name}"`);
    const copied = tables.map((table) => ({ table, ...copyTable(source, book, table) }));
    mendRows(book);
    for (const { sql } of triggers) db.exec(sql);
    digestAllRows(db);
    return copied.map(({ table, offered, unread }): SavedTable => {
      const saved = countOf(book, table);
      return { table, saved, lost: unread === null ? null : unread + Math.max(0, offered - saved) };
    });
  })();
  db.pragma('foreign_keys = ON');
  return counts;
}

const countOf = (book: Book, table: string): number =>
  connectionOf(book).get<{ count: number }>(`SELECT count(*) AS count FROM "${table}"`)?.count ?? 0;

export function shapeOf(book: Book, name: string): TableShape {
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

/** Rows that were found, and how many could not be read; `null` where nobody knows. */
type Count = { readonly offered: number; readonly unread: number | null };

function copyTable(source: Source, book: Book, table: string): Count {
  const asked = source.db === null ? null : askedRows(source.db, book, table);
  if (asked?.unread === 0) return asked;
  const before = countOf(book, table);
  const more = rowsOfPages(source, book, table);
  const found = countOf(book, table) - before;
  // What SQLite could not read of a row that it counted, the pages may give.
  if (typeof asked?.unread === 'number') {
    return { offered: asked.offered + found, unread: Math.max(0, asked.unread - found) };
  }
  return { offered: (asked?.offered ?? 0) + found + more.unfitting, unread: more.unread };
}

/** What SQLite itself can still read of a table. */
function askedRows(damaged: Database.Database, book: Book, table: string): Count {
  let offered = 0;
  try {
    const theirs = new Set(columnsOf(damaged, table));
    if (theirs.size === 0) return { offered, unread: null };
    const shared = columnsIn(book, table).filter((column) => theirs.has(column));
    const reading = readWhatCanBe(damaged, table, shared);
    const insert = insertInto(book, table, shared, 'REPLACE');
    for (const row of reading.rows) {
      offered += 1;
      isTaken(insert, row);
    }
    return { offered, unread: reading.lost() };
  } catch (error) {
    if (isDamage(error)) return { offered, unread: null };
    throw error;
  }
}

/** Whether the new book takes the row: an empty, mistyped or impossible value is damage, not a reason to stop. */
function isTaken(insert: Database.Statement, row: readonly unknown[]): boolean {
  try {
    return insert.run(...row).changes > 0;
  } catch (error) {
    const code = error instanceof Database.SqliteError ? error.code : '';
    if (/^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG|RANGE)/.test(code)) return false;
    throw error;
  }
}

/** What the file's pages hold of a table beside it; nothing is lost of one that an earlier schema does not have. */
function rowsOfPages(
  { pages }: Source,
  book: Book,
  table: string,
): { readonly unfitting: number; readonly unread: number | null } {
  let taken = 0;
  let unfitting = 0;
  const inserts = new Map<string, Database.Statement>();
  for (const row of pages.rows(shapeOf(book, table))) {
    if (row === null) {
      unfitting += 1;
      continue;
    }
    const columns = [...row.keys()];
    const key = columns.join();
    const insert = inserts.get(key) ?? insertInto(book, table, columns, 'IGNORE');
    inserts.set(key, insert);
    if (isTaken(insert, [...row.values()])) taken += 1;
  }
  const isWhole = pages.isWhole(table) || (taken === 0 && isNewer(pages.schemaVersion, table));
  return { unfitting, unread: isWhole ? 0 : null };
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
