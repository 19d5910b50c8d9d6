import Database from 'better-sqlite3';
import type { Book } from '../book.ts';
import { connectionOf } from '../connection.ts';
import { columnsIn, labelColumns, rowRules, tablesIn } from '../row-rules.ts';

/**
 * Makes a book hang together again whose rows were copied from a damaged one: a row with an impossible value
 * goes, a row that points at a lost one points nowhere, or goes where it cannot. Money stays wherever it can:
 * use of a lost identity is kept under one that says so, and shows as unassigned.
 */
export function mendRows(book: Book): void {
  for (const table of tablesIn(book)) {
    const columns = columnsIn(book, table);
    for (const { fits } of rowRules(table, columns)) {
      connectionOf(book).run(`DELETE FROM "${table}" WHERE NOT ${fits}`);
    }
  }
  connectionOf(book).run("INSERT OR IGNORE INTO label (id, text) VALUES (0, '')");
  for (const table of tablesIn(book)) {
    for (const column of labelColumns(table, columnsIn(book, table))) {
      connectionOf(book).run(
        `UPDATE "${table}" SET "${column}" = 0 WHERE "${column}" NOT IN (SELECT id FROM label)`,
      );
    }
  }
  standInForIdentities(book);
  // Taking one row away may leave another pointing nowhere.
  for (let round = 0; round < 20 && pointersNowhere(book) > 0; round += 1) mendPointers(book);
}

const pointersNowhere = (book: Book): number =>
  connectionOf(book).get<{ count: number }>(
    'SELECT count(*) AS count FROM pragma_foreign_key_check',
  )?.count ?? 0;

/** A source and identities by the name "lost" for use and charges whose own are gone. */
function standInForIdentities(book: Book): void {
  const connection = connectionOf(book);
  const lost = connection.all<{ id: number }>(`
    SELECT identity_id AS id FROM usage WHERE identity_id NOT IN (SELECT id FROM identity)
    UNION SELECT identity_id FROM charge
      WHERE identity_id IS NOT NULL AND identity_id NOT IN (SELECT id FROM identity)`);
  const orphans = connection.all<{ id: number }>(
    'SELECT id FROM identity WHERE source_id NOT IN (SELECT id FROM source)',
  );
  const charged = connection.get<{ count: number }>(
    'SELECT count(*) AS count FROM charge WHERE source_id NOT IN (SELECT id FROM source)',
  );
  if (lost.length === 0 && orphans.length === 0 && !charged?.count) return;
  const { id } = connection.run("INSERT INTO source (kind, name) VALUES ('tool', 'lost')");
  connection.run(
    "UPDATE identity SET source_id = ?, key = key || ' (lost ' || id || ')' WHERE source_id NOT IN (SELECT id FROM source)",
    id,
  );
  connection.run(
    'UPDATE charge SET source_id = ? WHERE source_id NOT IN (SELECT id FROM source)',
    id,
  );
  for (const one of lost) {
    connection.run(
      'INSERT INTO identity (id, source_id, key) VALUES (?, ?, ?)',
      one.id,
      id,
      `lost ${one.id}`,
    );
  }
}

type Pointer = { id: number; parent: string; from: string; to: string | null };

function mendPointers(book: Book): void {
  for (const table of tablesIn(book)) {
    const pointers = connectionOf(book).all<Pointer>(
      'SELECT id, "table" AS parent, "from", "to" FROM pragma_foreign_key_list(?) ORDER BY id, seq',
      table,
    );
    for (const group of grouped(pointers)) mendPointer(book, table, group);
  }
}

function grouped(pointers: readonly Pointer[]): Pointer[][] {
  const groups = new Map<number, Pointer[]>();
  for (const one of pointers) groups.set(one.id, [...(groups.get(one.id) ?? []), one]);
  return [...groups.values()];
}

/** What points at a lost row points nowhere, where the table lets it; else it goes. */
function mendPointer(book: Book, table: string, pointer: readonly Pointer[]): void {
  const [first] = pointer;
  if (!first) return;
  const { db } = connectionOf(book);
  const keys = db
    .prepare('SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk')
    .pluck()
    .all(first.parent) as string[];
  const same = pointer.map(({ from, to }, at) => `parent."${to ?? keys[at]}" = child."${from}"`);
  const nowhere = `${pointer.map(({ from }) => `child."${from}" IS NOT NULL`).join(' AND ')}
    AND NOT EXISTS (SELECT 1 FROM "${first.parent}" AS parent WHERE ${same.join(' AND ')})`;
  const empty = pointer.map(({ from }) => `"${from}" = NULL`).join(', ');
  try {
    db.prepare(`UPDATE "${table}" AS child SET ${empty} WHERE ${nowhere}`).run();
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    if (!/^SQLITE_(CONSTRAINT|MISMATCH)/.test(error.code)) throw error;
    db.prepare(`DELETE FROM "${table}" AS child WHERE ${nowhere}`).run();
  }
}
