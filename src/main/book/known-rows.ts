import type { Book, SqlValue } from './book.ts';
import { connectionOf } from './connection.ts';

/** How a table knows its rows again (RULES.md, When two rows are the same). */
export type KnownTable = {
  readonly name: string;
  /** What a row is known by, without the ordinal; expressions as the unique index has them. */
  readonly key: readonly string[];
  /** What the file says: compared, and replaced where it differs. */
  readonly said: readonly string[];
  /** What follows from it: written, never compared. */
  readonly derived: readonly string[];
  readonly hasOrdinal: boolean;
  /** The column that, with `native_id`, is unique where a source numbers its rows. */
  readonly nativeWithin: string | null;
  readonly hasLine: boolean;
  /** Which rows of the table are known so, where not all are; as the unique index has it. */
  readonly among?: string;
  /** Whether closed months guard the table; then a `day` is among its columns. */
  readonly closes: boolean;
  /** Those of `said` that an earlier version did not keep: in a closed month they make no difference. */
  readonly later?: readonly string[];
};

/** With `isAgain` a row was taken when its file came before: it is known again, and changes nothing. */
export type TakeMode = { isAgain: boolean };

export type Taken = 'added' | 'replaced' | 'unchanged' | 'closed';

/** The columns under which an index or a row holds a value: `coalesce(email, '')` is about `email`. */
const column = (expression: string): string =>
  /^coalesce\((\w+),/.exec(expression)?.[1] ?? expression;

/** A table's columns in the order in which a row of it is written. */
export function columnsOf(table: KnownTable): string[] {
  const { key, said, derived, hasOrdinal, hasLine, nativeWithin } = table;
  return [
    ...key.map(column),
    ...(hasOrdinal ? ['ordinal'] : []),
    ...said,
    ...derived,
    'import_id',
    'seen_import_id',
    ...(hasLine ? ['line'] : []),
    ...(nativeWithin === null ? [] : ['native_id']),
  ];
}

/** Repeated keys kept at a time; a key that was let go is counted again from the book. */
const REPEATS_KEPT = 100_000;

/** Takes rows into one table during one import: new, replaced, unchanged; nothing twice. */
export class KnownRows {
  readonly #book: Book;
  readonly #table: KnownTable;
  readonly #importId: number;
  readonly #closed: ReadonlySet<string>;
  readonly #mode: TakeMode;
  readonly #insert;
  readonly #find;
  readonly #findNative;
  readonly #findOlder;
  readonly #olderUpTo: number;
  readonly #seen;
  /** The next free ordinal of keys that stand more than once in this file. */
  readonly #repeats = new Map<string, number>();

  constructor(
    book: Book,
    table: KnownTable,
    importId: number,
    closed: ReadonlySet<string>,
    mode: TakeMode = { isAgain: false },
  ) {
    this.#mode = mode;
    this.#book = book;
    this.#table = table;
    this.#importId = importId;
    this.#closed = closed;
    const columns = columnsOf(table);
    this.#insert = connectionOf(book).statement(
      `INSERT INTO ${table.name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')}) ON CONFLICT DO NOTHING`,
    );
    const numbered = table.nativeWithin === null ? [] : ['native_id'];
    const held = ['id', 'seen_import_id', ...numbered, ...table.said].join(', ');
    const where = table.key.map((key) => `${key} = ?`);
    if (table.hasOrdinal) where.push('ordinal = ?');
    if (table.among !== undefined) where.push(table.among);
    this.#find = connectionOf(book).statement(
      `SELECT ${held} FROM ${table.name} WHERE ${where.join(' AND ')}`,
    );
    this.#findNative =
      table.nativeWithin === null
        ? null
        : connectionOf(book).statement(
            `SELECT ${held}, ${table.key.map(column).join(', ')} FROM ${table.name} WHERE native_id = ? AND ${table.nativeWithin} = ?`,
          );
    this.#olderUpTo =
      table.later === undefined
        ? 0
        : (connectionOf(book).get<{ id: number }>('SELECT import_id AS id FROM before_tiers')?.id ??
          0);
    this.#findOlder =
      this.#olderUpTo === 0
        ? null
        : connectionOf(book).statement(
            `SELECT ${held}, import_id, ${table.key.map(column).join(', ')}, ordinal FROM ${table.name}
             WHERE ${table.key.map((key) => `${key} = ?`).join(' AND ')} AND import_id <= ? AND seen_import_id <= ?
             ORDER BY ordinal`,
          );
    this.#seen = connectionOf(book).statement(
      `UPDATE ${table.name} SET seen_import_id = ? WHERE id = ?`,
    );
  }

  /**
   * Takes one row. `key` holds the columns' values (NULL where empty), `keyFound` what the unique
   * index holds for them, where that differs.
   */
  take(row: {
    key: readonly SqlValue[];
    keyFound?: readonly SqlValue[];
    /** What an earlier version knew the row by, where that is another. */
    olderKey?: readonly SqlValue[];
    said: readonly SqlValue[];
    derived: readonly SqlValue[];
    line: number;
    month: string | null;
    nativeId?: string | null;
    within?: SqlValue;
  }): Taken {
    const nativeId = row.nativeId ?? null;
    const isClosed = row.month !== null && this.#table.closes && this.#closed.has(row.month);
    if (this.#findNative && nativeId !== null) {
      const held = this.#findNative.get(nativeId, row.within ?? null) as
        | Record<string, SqlValue>
        | undefined;
      if (held) return this.#meet(held, row, true, isClosed);
    }
    const found = row.keyFound ?? row.key;
    let ordinal = 0;
    if (this.#repeats.size > 0) ordinal = this.#repeats.get(found.join('\u0000')) ?? 0;
    for (;;) {
      const older = this.#mode.isAgain ? undefined : this.#older(row, found, ordinal);
      if (older) return this.#meet(older, row, true, isClosed, ordinal);
      const isNew = !isClosed && !this.#mode.isAgain;
      if (isNew && this.#add(row, ordinal, nativeId)) return 'added';
      const held = this.#find.get(...found, ...(this.#table.hasOrdinal ? [ordinal] : [])) as
        | Record<string, SqlValue>
        | undefined;
      if (!held) return this.#mode.isAgain ? 'unchanged' : 'closed';
      const metBefore = Number(held['seen_import_id']) === this.#importId;
      // Two rows alike which their source numbers apart are two.
      const isOther = nativeId !== null && (held['native_id'] ?? null) !== null;
      if (!(metBefore || isOther) || !this.#table.hasOrdinal) {
        return this.#meet(held, row, false, isClosed);
      }
      ordinal += 1;
      if (this.#repeats.size === REPEATS_KEPT) this.#repeats.clear();
      this.#repeats.set(found.join('\u0000'), ordinal);
    }
  }

  /**
   * The row as an earlier version took it, unless it stands under its own key by now: that version
   * numbered rows alike which are told apart today. Of several the one that says the same.
   */
  #older(
    row: Parameters<KnownRows['take']>[0],
    found: readonly SqlValue[],
    ordinal: number,
  ): Record<string, SqlValue> | undefined {
    if (this.#findOlder === null || this.#find.get(...found, ordinal)) return undefined;
    const { said, later = [] } = this.#table;
    const held = this.#findOlder.all(
      ...(row.olderKey ?? found),
      this.#olderUpTo,
      this.#olderUpTo,
    ) as Record<string, SqlValue>[];
    const isSame = (one: Record<string, SqlValue>): boolean =>
      said.every((name, index) => later.includes(name) || equal(one[name], row.said[index]));
    return held.find(isSame) ?? held[0];
  }

  #add(row: Parameters<KnownRows['take']>[0], ordinal: number, nativeId: string | null): boolean {
    const { hasOrdinal, hasLine, nativeWithin } = this.#table;
    const values: SqlValue[] = [...row.key];
    if (hasOrdinal) values.push(ordinal);
    for (const value of row.said) values.push(value);
    for (const value of row.derived) values.push(value);
    values.push(this.#importId, this.#importId);
    if (hasLine) values.push(row.line);
    if (nativeWithin !== null) values.push(nativeId);
    return this.#insert.run(...values).changes === 1;
  }

  #meet(
    held: Record<string, SqlValue>,
    row: Parameters<KnownRows['take']>[0],
    withKey: boolean,
    isClosed: boolean,
    ordinal?: number,
  ): Taken {
    const { said, key, later = [] } = this.#table;
    const id = Number(held['id']);
    const isOlder = ordinal !== undefined;
    // In a closed month it stays as it was closed, even where it belongs to another by now.
    const heldDay = isOlder ? held['day'] : undefined;
    if (typeof heldDay === 'string' && this.#closed.has(heldDay.slice(0, 7)) && !isClosed) {
      this.#seen.run(this.#importId, id);
      return 'unchanged';
    }
    const same =
      this.#mode.isAgain ||
      (said.every(
        (name, index) => (isClosed && later.includes(name)) || equal(held[name], row.said[index]),
      ) &&
        ((isClosed && isOlder) ||
          !withKey ||
          key.every((name, index) => equal(held[column(name)], row.key[index]))));
    if (same) {
      this.#seen.run(this.#importId, id);
      return 'unchanged';
    }
    if (isClosed) return 'closed';
    this.#replace(id, row, withKey, ordinal);
    return 'replaced';
  }

  #replace(
    id: number,
    row: Parameters<KnownRows['take']>[0],
    withKey: boolean,
    ordinal: number | undefined,
  ): void {
    const { name, key, said, derived, hasLine } = this.#table;
    keepHeld(this.#book, name, id, this.#importId);
    const columns = [
      ...(withKey ? key.map(column) : []),
      ...(ordinal === undefined ? [] : ['ordinal']),
      ...said,
      ...derived,
    ];
    const sets = [...columns, 'import_id', 'seen_import_id', ...(hasLine ? ['line'] : [])];
    connectionOf(this.#book)
      .statement(`UPDATE ${name} SET ${sets.map((one) => `${one} = ?`).join(', ')} WHERE id = ?`)
      .run(
        ...(withKey ? row.key : []),
        ...(ordinal === undefined ? [] : [ordinal]),
        ...row.said,
        ...row.derived,
        this.#importId,
        this.#importId,
        ...(hasLine ? [row.line] : []),
        id,
      );
  }
}

/** Lays aside what a row holds before an import changes it; the first time counts. */
function keepHeld(book: Book, table: string, id: number, importId: number): void {
  const held = connectionOf(book)
    .statement(`SELECT * FROM ${table} WHERE id = ?`)
    .get(id) as Record<string, SqlValue>;
  if (Number(held['import_id'] ?? 0) === importId) return;
  connectionOf(book).run(
    'INSERT INTO replaced_row (import_id, kind, row_id, held) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
    importId,
    table,
    id,
    JSON.stringify(held, (_key, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value,
    ),
  );
}

function equal(held: SqlValue | undefined, said: SqlValue | undefined): boolean {
  const a = typeof held === 'number' ? BigInt(held) : (held ?? null);
  const b = typeof said === 'number' ? BigInt(said) : (said ?? null);
  return a === b;
}
