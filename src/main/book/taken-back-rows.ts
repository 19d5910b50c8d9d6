import type { Book, SqlValue } from './book.ts';
import { connectionOf } from './connection.ts';

/** Takes an import's rows out of one table; what they replaced returns, what a later import brought as well stays. */
export function takeBackRows(book: Book, table: string, id: number): void {
  // What a later import replaced of this one's: that import now holds what stood before this one.
  book.imports.forgetLater(id, table);
  book.imports.handDown(id, table);
  // Rows that a later import, which still stands, brought as well, stay with it.
  connectionOf(book).run(
    `UPDATE ${table} SET import_id = seen_import_id
     WHERE import_id = ? AND seen_import_id <> ? AND seen_import_id IN (SELECT id FROM import WHERE undone_at IS NULL)`,
    id,
    id,
  );
  const held = connectionOf(book).all<{ row_id: number; held: string }>(
    `SELECT row_id, held FROM replaced_row WHERE import_id = ? AND kind = ?
       AND row_id IN (SELECT id FROM ${table} WHERE import_id = ?)`,
    id,
    table,
    id,
  );
  for (const row of held) putBack(book, table, row.row_id, row.held);
  connectionOf(book).run(`DELETE FROM ${table} WHERE import_id = ?`, id);
  connectionOf(book).run(
    `UPDATE ${table} SET seen_import_id = import_id WHERE seen_import_id = ?`,
    id,
  );
}

function putBack(book: Book, table: string, rowId: number, held: string): void {
  const values = JSON.parse(held) as Record<string, SqlValue>;
  const columns = Object.keys(values).filter((name) => name !== 'id');
  connectionOf(book).run(
    `UPDATE ${table} SET ${columns.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`,
    ...columns.map((name) => values[name] ?? null),
    rowId,
  );
}
