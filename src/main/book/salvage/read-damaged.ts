import type Database from 'better-sqlite3';
import { isDamage } from '../damage.ts';

type Row = unknown[];

/** The rows of a table that can be read, and how many could not once all have been asked for. */
export type Reading = {
  readonly rows: Iterable<Row>;
  readonly lost: () => number | null;
};

/** Ranges of row numbers that are asked for at once, and halved where one cannot be read. */
const STEP = 4096n;
/** So many questions may fail one by one; after that, ranges that cannot be read are not looked into. */
const PATIENCE = 50_000;
/** So many ranges in a row without an answer are a table that has none any more. */
const SILENT_RANGES = 256;

/** Reads a table of a damaged book, going around what cannot be read. */
export function readWhatCanBe(
  db: Database.Database,
  table: string,
  columns: readonly string[],
): Reading {
  const list = columns.map((one) => `"${one}"`).join(', ');
  return hasRowNumbers(db, table) ? byRowNumber(db, table, list) : fromBothEnds(db, table, list);
}

function hasRowNumbers(db: Database.Database, table: string): boolean {
  const row = db.prepare('SELECT wr FROM pragma_table_list(?)').get(table) as { wr: bigint };
  return row.wr === 0n;
}

function byRowNumber(db: Database.Database, table: string, list: string): Reading {
  let lost = 0;
  let failed = 0;
  let isCut = false;
  const ask = db
    .prepare(`SELECT ${list} FROM "${table}" WHERE rowid BETWEEN ? AND ? ORDER BY rowid`)
    .raw();
  function* within(from: bigint, to: bigint): Generator<Row> {
    let rows: Row[];
    try {
      rows = ask.all(from, to) as Row[];
    } catch (error) {
      if (!isDamage(error)) throw error;
      failed += 1;
      if (from === to) {
        lost += 1;
        return;
      }
      if (failed > PATIENCE) {
        isCut = true;
        return;
      }
      const middle = (from + to) / 2n;
      yield* within(from, middle);
      yield* within(middle + 1n, to);
      return;
    }
    yield* rows;
  }
  function* all(): Generator<Row> {
    const last = lastNumber(db, table);
    let silent = 0;
    for (let from = 0n; from <= last && silent < SILENT_RANGES; from += STEP) {
      const before = failed;
      let isSilent = true;
      for (const row of within(from, from + STEP - 1n)) {
        isSilent = false;
        yield row;
      }
      silent = isSilent && failed > before ? silent + 1 : 0;
    }
    if (silent === SILENT_RANGES) isCut = true;
  }
  return { rows: all(), lost: () => (isCut ? null : lost) };
}

/** The greatest row number; where the table's end is damaged, found by doubling what can be asked for. */
function lastNumber(db: Database.Database, table: string): bigint {
  try {
    const row = db.prepare(`SELECT max(rowid) AS last FROM "${table}"`).get() as {
      last: bigint | null;
    };
    return row.last ?? -1n;
  } catch (error) {
    if (!isDamage(error)) throw error;
  }
  const anyIn = db.prepare(`SELECT 1 FROM "${table}" WHERE rowid >= ? LIMIT 1`);
  let last = STEP;
  while (last < 1n << 33n && isThere(() => anyIn.get(last) !== undefined)) last *= 2n;
  return last;
}

function isThere(ask: () => boolean): boolean {
  try {
    return ask();
  } catch (error) {
    if (isDamage(error)) return true;
    throw error;
  }
}

/** A table without row numbers: from its first row as far as it goes, then from its last one backwards. */
function fromBothEnds(db: Database.Database, table: string, list: string): Reading {
  let isCut = false;
  const keys = (
    db.pragma(`table_info("${table}")`) as { name: string; pk: bigint | number }[]
  ).filter((one) => Number(one.pk) > 0);
  const order = (direction: string): string =>
    keys
      .sort((a, b) => Number(a.pk) - Number(b.pk))
      .map((one) => `"${one.name}" ${direction}`)
      .join(', ');
  function* along(direction: string): Generator<Row> {
    try {
      const rows = db
        .prepare(`SELECT ${list} FROM "${table}" ORDER BY ${order(direction)}`)
        .raw()
        .iterate() as IterableIterator<Row>;
      yield* rows;
    } catch (error) {
      if (!isDamage(error)) throw error;
      isCut = true;
    }
  }
  function* all(): Generator<Row> {
    yield* along('ASC');
    if (isCut) yield* along('DESC');
  }
  return { rows: all(), lost: () => (isCut ? null : 0) };
}
