import type Database from 'better-sqlite3';
import type { SqlValue } from './statement.ts';

/**
 * The connection of an open book, for the files of this folder alone: everybody else has the stores.
 * Columns whose name ends in `micro` are read as `bigint`; every other whole number as `number`.
 */
export class Connection {
  readonly db: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();

  constructor(db: Database.Database) {
    this.db = db;
  }

  /** The prepared statement for this text, made once. Bulk paths use it bare. */
  statement(sql: string): Database.Statement {
    let found = this.#statements.get(sql);
    if (!found) {
      found = this.db.prepare(sql);
      this.#statements.set(sql, found);
    }
    return found;
  }

  all<T>(sql: string, ...values: SqlValue[]): T[] {
    const rows = this.statement(sql).all(...values) as Record<string, SqlValue>[];
    for (const row of rows) narrowCounts(row);
    return rows as T[];
  }

  get<T>(sql: string, ...values: SqlValue[]): T | undefined {
    const row = this.statement(sql).get(...values) as Record<string, SqlValue> | undefined;
    if (row) narrowCounts(row);
    return row as T | undefined;
  }

  /** Runs a change; gives how many rows it touched and the last row's id. */
  run(sql: string, ...values: SqlValue[]): { changes: number; id: number } {
    const done = this.statement(sql).run(...values);
    return { changes: done.changes, id: Number(done.lastInsertRowid) };
  }

  close(): void {
    this.#statements.clear();
    this.db.close();
  }
}

function narrowCounts(row: Record<string, SqlValue>): void {
  for (const key in row) {
    const value = row[key];
    if (typeof value === 'bigint' && !/micro$/i.test(key)) row[key] = Number(value);
  }
}

const connections = new WeakMap<object, Connection>();

/** Gives a book its connection, once, when it is opened. */
export function keepConnection(book: object, connection: Connection): void {
  connections.set(book, connection);
}

/** The connection that a book was opened with. */
export function connectionOf(book: object): Connection {
  const found = connections.get(book);
  if (!found) throw new Error('This is no open book.');
  return found;
}
