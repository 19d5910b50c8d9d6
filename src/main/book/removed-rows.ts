import type { Book, SqlValue } from './book.ts';
import { connectionOf } from './connection.ts';

/** A row as it stood, and those that went with it, so that all of it can be put back. */
export type RemovedRows = readonly {
  readonly table: string;
  readonly row: Readonly<Record<string, SqlValue>>;
}[];

/** The row of `table` with this id, and the rows of other tables that are deleted with it. */
export function rowsRemovedWith(book: Book, table: string, id: number): RemovedRows {
  const own = rowsOf(book, table, 'id', id);
  const dependent = connectionOf(book)
    .all<{ child: string; column: string }>(
      `SELECT m.name AS child, f."from" AS "column" FROM sqlite_master m, pragma_foreign_key_list(m.name) f
       WHERE m.type = 'table' AND f."table" = ? AND f.on_delete = 'CASCADE' ORDER BY 1`,
      table,
    )
    .flatMap(({ child, column }) => rowsOf(book, child, column, id));
  return [...own, ...dependent];
}

/** Puts the rows back as they stood. The caller's transaction takes all of it back where one does not fit any more. */
export function putRowsBack(book: Book, rows: RemovedRows): void {
  for (const { table, row } of rows) {
    const columns = Object.keys(row);
    connectionOf(book).run(
      `INSERT INTO ${quoted(table)} (${columns.map(quoted).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      ...columns.map((column) => row[column] ?? null),
    );
  }
}

function rowsOf(book: Book, table: string, column: string, id: number): RemovedRows {
  return connectionOf(book)
    .all<Record<string, SqlValue>>(`SELECT * FROM ${quoted(table)} WHERE ${quoted(column)} = ?`, id)
    .map((row) => ({ table, row }));
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
