import Database from 'better-sqlite3';

/** Whether SQLite says that the file is damaged where it was asked. */
export function isDamage(error: unknown): error is Error {
  return error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB|IOERR)/.test(error.code);
}
