import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { makeTemporaryFolder } from '../../../working-files.ts';
import type { JsonObject } from '../short-json.ts';
import type { AgentTables } from './agent.ts';

const BUSY_MS = 2000;

/**
 * Reads an agent's database while the agent may be writing it: never for writing, with what its log
 * beside it holds; where it cannot be opened so, a copy is read. `null`: it is no database.
 */
export function withTables<T>(path: string, work: (tables: AgentTables) => T): T | null {
  try {
    return onOpened(path, work);
  } catch {
    return onCopy(path, work);
  }
}

function onOpened<T>(path: string, work: (tables: AgentTables) => T): T {
  const db = new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
  try {
    return work({ rows: (table, columns) => rowsOf(db, table, columns) });
  } finally {
    db.close();
  }
}

function onCopy<T>(path: string, work: (tables: AgentTables) => T): T | null {
  const folder = makeTemporaryFolder('agent');
  try {
    const copy = join(folder, 'copy.db');
    copyFileSync(path, copy);
    if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`);
    const db = new Database(copy, { fileMustExist: true });
    try {
      return work({ rows: (table, columns) => rowsOf(db, table, columns) });
    } finally {
      db.close();
    }
  } catch {
    // Damaged, encrypted or no database at all: the caller says that it was not read.
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `null` where the table is missing or has other columns: it is of a version that is not known. */
function rowsOf(
  db: Database.Database,
  table: string,
  columns: readonly string[],
): JsonObject[] | null {
  const there = new Set(
    (db.prepare('SELECT name FROM pragma_table_info(?)').all(table) as { name: string }[]).map(
      ({ name }) => name,
    ),
  );
  if (!columns.every((column) => there.has(column))) return null;
  const list = columns.map((column) => `"${column}"`).join(', ');
  return db.prepare(`SELECT ${list} FROM "${table}" ORDER BY rowid`).all() as JsonObject[];
}
