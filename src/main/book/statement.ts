import type Database from 'better-sqlite3';
import type { Column, Kind, RowOf, Shape } from './columns.ts';

export type SqlValue = string | number | bigint | Buffer | null;

/** SQL with its values where they stand; made by `sql` alone. */
export class Sql {
  readonly parts: readonly string[];
  readonly values: readonly SqlValue[];
  /** Whether its text is put together from other pieces, and so is no literal's own. */
  readonly isComposed: boolean;

  constructor(parts: readonly string[], values: readonly SqlValue[], isComposed: boolean) {
    this.parts = parts;
    this.values = values;
    this.isComposed = isComposed;
  }

  get text(): string {
    return this.parts.join('?');
  }
}

/** Binds each value where it stands; another piece of SQL becomes part of the text. */
export function sql(parts: TemplateStringsArray, ...values: readonly (SqlValue | Sql)[]): Sql {
  if (!values.some((value) => value instanceof Sql)) {
    return new Sql(parts, values as readonly SqlValue[], false);
  }
  const texts = [parts[0] ?? ''];
  const bound: SqlValue[] = [];
  values.forEach((value, index) => {
    const after = parts[index + 1] ?? '';
    if (value instanceof Sql) {
      const [first = '', ...rest] = value.parts;
      texts.push(`${texts.pop()}${first}`, ...rest);
      texts.push(`${texts.pop()}${after}`);
      bound.push(...value.values);
    } else {
      texts.push(after);
      bound.push(value);
    }
  });
  return new Sql(texts, bound, true);
}

/** How a statement answers; `each` reads rows one by one, while nothing else is written. */
type Mode = 'rows' | 'row' | 'value' | 'values' | 'each' | 'change';

/** A change: how many rows it touched, and the last row's id. */
export type Change = { readonly changes: number; readonly id: number };

/**
 * A statement of the book: its text for what is given, and the columns that it answers with. A text
 * that depends on what is given names in `cases` what gives every text that there can be.
 */
export type Statement<Given extends readonly unknown[] = never, Answer = unknown> = {
  readonly mode: Mode;
  readonly columns: Shape | Column | null;
  readonly text: (...given: Given) => Sql;
  readonly cases: readonly (readonly unknown[])[];
  readonly answer?: Answer;
};

type Text<Given extends readonly unknown[]> = (...given: Given) => Sql;
type Cases<Given extends readonly unknown[]> = readonly Given[];

/** Every row. */
export const rows = <S extends Shape, Given extends readonly unknown[]>(
  columns: S,
  text: Text<Given>,
  cases: Cases<Given> = [],
): Statement<Given, RowOf<S>[]> => ({ mode: 'rows', columns, text, cases });

/** The first row, `undefined` where there is none. */
export const row = <S extends Shape, Given extends readonly unknown[]>(
  columns: S,
  text: Text<Given>,
  cases: Cases<Given> = [],
): Statement<Given, RowOf<S> | undefined> => ({ mode: 'row', columns, text, cases });

/** The one column of the first row, `undefined` where there is none. */
export const value = <T, Given extends readonly unknown[]>(
  column: Column<T>,
  text: Text<Given>,
  cases: Cases<Given> = [],
): Statement<Given, T | undefined> => ({ mode: 'value', columns: column, text, cases });

/** The one column of a row that is always there, such as a count. */
export const sole = <T, Given extends readonly unknown[]>(
  column: Column<T>,
  text: Text<Given>,
  cases: Cases<Given> = [],
): Statement<Given, T> => ({ mode: 'value', columns: column, text, cases });

/** The one column of every row. */
export const values = <T, Given extends readonly unknown[]>(
  column: Column<T>,
  text: Text<Given>,
  cases: Cases<Given> = [],
): Statement<Given, T[]> => ({ mode: 'values', columns: column, text, cases });

/** Every row, one by one. */
export const each = <S extends Shape, Given extends readonly unknown[]>(
  columns: S,
  text: Text<Given>,
  cases: Cases<Given> = [],
): Statement<Given, IterableIterator<RowOf<S>>> => ({ mode: 'each', columns, text, cases });

/** A change of rows. */
export const change = <Given extends readonly unknown[]>(
  text: Text<Given>,
  cases: Cases<Given> = [],
): Statement<Given, Change> => ({ mode: 'change', columns: null, text, cases });

/** The statements of one family of tables, by name. */
export type Family = Readonly<Record<string, Statement>>;

/** A family on an open book: each statement as a function. */
export type Store<F extends Family> = {
  readonly [Name in keyof F]: F[Name] extends Statement<infer Given, infer Answer>
    ? (...given: Given) => Answer
    : never;
};

type Inspector = (statement: Statement, row: unknown) => void;
let inspector: Inspector | null = null;

/** Tests look at every row that is read; nothing else does. */
export function inspectRows(look: Inspector): void {
  inspector = look;
}

/** Binds a family to a connection; a statement is prepared when it is first used. */
export function bindFamily<F extends Family>(db: Database.Database, family: F): Store<F> {
  const bound = Object.entries(family).map(([name, one]) => [name, bindStatement(db, one)]);
  return Object.fromEntries(bound) as Store<F>;
}

function bindStatement(db: Database.Database, statement: Statement) {
  const prepared = preparer(db, statement);
  const text = statement.text as unknown as (...given: unknown[]) => Sql;
  const finish = finisher(statement);
  switch (statement.mode) {
    case 'change':
      return (...given: unknown[]): Change => {
        const built = text(...given);
        const done = prepared(built).run(built.values);
        return { changes: done.changes, id: Number(done.lastInsertRowid) };
      };
    case 'row':
    case 'value':
      return (...given: unknown[]): unknown => {
        const built = text(...given);
        const found = prepared(built).get(built.values);
        return found === undefined ? undefined : finish(found);
      };
    case 'each':
      return (...given: unknown[]): IterableIterator<unknown> => {
        const built = text(...given);
        return finished(prepared(built).iterate(built.values), finish);
      };
    default:
      return (...given: unknown[]): unknown[] => {
        const built = text(...given);
        const found = prepared(built).all(built.values);
        for (let at = 0; at < found.length; at += 1) found[at] = finish(found[at]);
        return found;
      };
  }
}

function* finished(
  found: IterableIterator<unknown>,
  finish: (row: unknown) => unknown,
): IterableIterator<unknown> {
  for (const row of found) yield finish(row);
}

/** The prepared statement of a text: of a literal's own text at once, else by what it reads. */
function preparer(db: Database.Database, { mode, columns }: Statement) {
  const prepare = (text: string): Database.Statement => {
    const made = db.prepare(text);
    if (columns === null) return made;
    if (mode === 'value' || mode === 'values') made.pluck();
    return made.safeIntegers(hasMoney(columns));
  };
  let parts: readonly string[] | null = null;
  let own: Database.Statement | null = null;
  const composed = new Map<string, Database.Statement>();
  return (built: Sql): Database.Statement => {
    if (own !== null && built.parts === parts) return own;
    if (!built.isComposed) {
      parts = built.parts;
      own = prepare(built.text);
      return own;
    }
    const { text } = built;
    const known = composed.get(text) ?? prepare(text);
    composed.set(text, known);
    return known;
  };
}

const isColumn = (columns: Shape | Column): columns is Column => typeof columns.kind === 'string';

const hasMoney = (columns: Shape | Column): boolean =>
  isColumn(columns)
    ? columns.kind === 'micro'
    : Object.values(columns).some(({ kind }) => kind === 'micro');

/**
 * What SQLite gives, as the columns say: flags become booleans, and where money is read, which makes
 * every whole number a bigint, counts become numbers again.
 */
function finisher(statement: Statement): (found: unknown) => unknown {
  const { columns } = statement;
  if (columns === null) return (found) => found;
  const look = (found: unknown): unknown => {
    inspector?.(statement, found);
    return found;
  };
  if (isColumn(columns)) {
    return columns.kind === 'flag' ? (found) => look(isSet(found)) : look;
  }
  const named = (kind: Kind) => Object.keys(columns).filter((name) => columns[name]?.kind === kind);
  const counts = hasMoney(columns) ? named('whole') : [];
  const flags = named('flag');
  return (found) => {
    const row = found as Record<string, unknown>;
    for (const name of counts) {
      const count = row[name];
      if (typeof count === 'bigint') row[name] = Number(count);
    }
    for (const name of flags) row[name] = isSet(row[name]);
    return look(row);
  };
}

const isSet = (held: unknown): boolean | null => (held === null ? null : Number(held) === 1);
