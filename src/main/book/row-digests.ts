import { crc32 } from 'node:zlib';
import type Database from 'better-sqlite3';
import { connectionOf } from './connection.ts';

/** The schema from which on a book has digests. */
const SINCE = 240;
/** Sums stay below SQLite's largest whole number whatever is added to them. */
const MOST = '0x3fffffffffffffff';
/**
 * The trail is held by its chain; use, of which a million rows may come in at once, by its sums of each month.
 * References of a tracker's items only find what is one piece of work, and are read anew with their item.
 */
const HELD_OTHERWISE = new Set([
  'audit',
  'audit_head',
  'audit_redaction',
  'usage',
  'usage_month',
  'row_digest',
  'tracker_ref',
]);

/**
 * Has this connection keep each table's digest with every row that it writes: the sum over the rows of a
 * checksum of each. What changes a row in any other way, a failing disk or another program, does not keep it.
 * Triggers of the connection, not of the file: a migration may make a table anew without knowing of them.
 */
export function keepRowDigests(db: Database.Database): void {
  nameCheck(db);
  if (!hasDigests(db)) return;
  const triggers = [...digestedTables(db)].flatMap(([table, columns]) => {
    const [old, made] = ['OLD', 'NEW'].map((row) => checkOf(columns, `${row}.`));
    const upon = (event: string, change: string): string =>
      `CREATE TEMP TRIGGER "${table}_digest_${event}" AFTER ${event} ON main."${table}" BEGIN
       UPDATE row_digest SET digest = (digest ${change}) & ${MOST} WHERE table_name = '${table}'; END;`;
    return [
      upon('INSERT', `+ ${made}`),
      upon('DELETE', `- ${old}`),
      upon('UPDATE', `+ ${made} - ${old}`),
    ];
  });
  db.exec(`BEGIN; ${triggers.join('')} COMMIT`);
}

/** Takes the rows as they stand for what they should be: after a migration has rewritten them. */
export function digestAllRows(db: Database.Database): void {
  nameCheck(db);
  if (!hasDigests(db)) return;
  db.exec('DELETE FROM row_digest');
  for (const [table, columns] of digestedTables(db)) {
    db.exec(`INSERT INTO row_digest (table_name, digest) ${digestOf(table, columns)}`);
  }
}

/** The tables of an open book that hold a row which is not what was written, or lack one, by name. */
export function changedTables(book: object): string[] {
  const { db } = connectionOf(book);
  nameCheck(db);
  const held = db.prepare('SELECT digest FROM row_digest WHERE table_name = ?').pluck();
  return [...digestedTables(db)].flatMap(([table, columns]) => {
    const now = db.prepare(digestOf(table, columns)).raw().get() as [string, bigint];
    return held.get(table) === now[1] ? [] : [table];
  });
}

function digestOf(table: string, columns: readonly Column[]): string {
  return `SELECT '${table}', coalesce(sum(${checkOf(columns, '')}), 0) & ${MOST} FROM main."${table}"`;
}

/** A row as one JSON text, which SQLite makes quicker than it hands over its values one by one. */
const checkOf = (columns: readonly Column[], row: string): string =>
  `row_check(json_array(${columns
    .map(({ name, type }) => (type === 'BLOB' ? `hex(${row}"${name}")` : `${row}"${name}"`))
    .join(', ')}))`;

function hasDigests(db: Database.Database): boolean {
  return Number(db.pragma('user_version', { simple: true })) >= SINCE;
}

type Column = { readonly table: string; readonly name: string; readonly type: string };

/** Each table that has a digest, with its columns. */
function digestedTables(db: Database.Database): Map<string, Column[]> {
  const columns = db
    .prepare(
      `SELECT one.name AS "table", its.name AS name, its.type AS type
       FROM main.sqlite_master AS one, pragma_table_info(one.name) AS its
       WHERE one.type = 'table' AND one.name NOT LIKE 'sqlite%' ORDER BY one.name, its.cid`,
    )
    .all() as Column[];
  return Map.groupBy(
    columns.filter(({ table }) => !HELD_OTHERWISE.has(table)),
    ({ table }) => table,
  );
}

/** `row_check(TEXT)`: the CRC-32 of a text, which differs wherever a single bit does. */
function nameCheck(db: Database.Database): void {
  db.function('row_check', { deterministic: true }, (row: string) => BigInt(crc32(row)));
}
