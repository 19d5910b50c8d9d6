/** What SQLite keeps a column as; `micro` is a whole number of micro-units (or tokens), read as a bigint. */
export type Kind = 'text' | 'whole' | 'micro' | 'real' | 'bytes' | 'flag';

/** A column of a row that is read, and the type that it has in the program. */
export type Column<T = unknown> = {
  readonly kind: Kind;
  readonly isOptional: boolean;
  /** The table lets it be empty, the statement does not. */
  readonly isFilled: boolean;
  readonly of?: T;
};

/** A row's columns by name. */
export type Shape = Readonly<Record<string, Column>>;

export type RowOf<S extends Shape> = {
  readonly [Name in keyof S]: S[Name] extends Column<infer T> ? T : never;
};

const column = <T>(kind: Kind): Column<T> => ({ kind, isOptional: false, isFilled: false });

export const text: Column<string> = column('text');
export const whole: Column<number> = column('whole');
export const micro: Column<bigint> = column('micro');
export const real: Column<number> = column('real');
export const bytes: Column<Buffer> = column('bytes');
/** A whole number, 0 or 1, read as what it says. */
export const flag: Column<boolean> = column('flag');

/** A text that is one of a few words; the table's CHECK holds them. */
export const word = <T extends string>(): Column<T> => column('text');

/** May be empty. */
export const optional = <T>(one: Column<T>): Column<T | null> =>
  ({ ...one, isOptional: true }) as Column<T | null>;

/** May be empty in the table, never in what the statement reads. */
export const filled = <T>(one: Column<T>): Column<T> => ({ ...one, isFilled: true });
