import { type PageRow, type RecordValue, SqlitePages, type TreePage } from './sqlite-pages.ts';

/** A table as it should be: its columns in the order in which they were made. */
export type TableShape = {
  readonly name: string;
  readonly columns: readonly {
    readonly name: string;
    readonly type: string;
    readonly isNeeded: boolean;
    /** Its place in the primary key, from 1; 0 where it is not in it. */
    readonly key: number;
  }[];
  /** Rows without a number are kept by their primary key. */
  readonly hasRowNumbers: boolean;
};

type Root = { readonly page: number; readonly kind: string };

/**
 * A book's rows read from the file's pages, where SQLite cannot: because the first page, the list of
 * tables or a tree's upper pages are damaged. Pages that no tree leads to any more are given to the
 * one table that they fit, if there is exactly one.
 */
export class PageReader {
  readonly #pages: SqlitePages;
  readonly #roots: ReadonlyMap<string, Root>;
  readonly #shapes: readonly TableShape[];
  /** By table: the pages of its tree that hold rows, and whether all of it could be read. */
  readonly #trees = new Map<string, { pages: number[]; isWhole: boolean }>();
  #orphans: ReadonlyMap<string, readonly number[]> | null = null;

  constructor(file: string, shapes: readonly TableShape[]) {
    this.#pages = new SqlitePages(file);
    this.#shapes = shapes;
    this.#roots = this.#findRoots();
    for (const [name, { page }] of this.#roots) this.#trees.set(name, this.#walk(page));
  }

  close(): void {
    this.#pages.close();
  }

  /** Whether any of the tables is in the file at all. */
  get isEmpty(): boolean {
    return !this.#shapes.some(({ name }) => this.#roots.has(name));
  }

  get schemaVersion(): number | null {
    return this.#pages.schemaVersion();
  }

  /** Whether the table's tree could be read in whole. */
  isWhole(table: string): boolean {
    return this.#trees.get(table)?.isWhole ?? false;
  }

  /** Whatever rows of a table can be found; each row's values by the column's name, `null` for one that does not fit. */
  *rows(shape: TableShape): Generator<ReadonlyMap<string, RecordValue> | null> {
    const own = this.#trees.get(shape.name)?.pages ?? [];
    for (const page of [...own, ...(this.#adopted().get(shape.name) ?? [])]) {
      for (const row of this.#pages.tree(page)?.rows ?? []) {
        yield valuesOf(row, shape);
      }
    }
  }

  /** Every table's and index's first page, by its name: from the list's own tree, else from any page that holds a part of it. */
  #findRoots(): Map<string, Root> {
    const roots = new Map<string, Root>();
    const take = (tree: TreePage | null): void => {
      for (const { values } of tree?.rows ?? []) {
        const [kind, name, , page, ...more] = values;
        if (more.length !== 1 || (kind !== 'table' && kind !== 'index')) continue;
        if (typeof name === 'string' && typeof page === 'bigint' && page > 1n) {
          if (!roots.has(name)) roots.set(name, { page: Number(page), kind });
        }
      }
    };
    const list = this.#walk(1);
    for (const page of list.pages) take(this.#pages.tree(page));
    if (list.isWhole) return roots;
    for (let page = 1; page <= this.#pages.count; page += 1) {
      const tree = this.#pages.tree(page);
      if (tree?.isLeaf && tree.isByNumber) take(tree);
    }
    return roots;
  }

  #walk(root: number): { pages: number[]; isWhole: boolean } {
    const seen = new Set<number>();
    const pages: number[] = [];
    let isWhole = true;
    const open = [root];
    for (let page = open.pop(); page !== undefined; page = open.pop()) {
      if (seen.has(page)) continue;
      seen.add(page);
      const tree = this.#pages.tree(page);
      if (tree === null) {
        isWhole = false;
        continue;
      }
      pages.push(page);
      open.push(...[...tree.below].reverse());
    }
    return { pages, isWhole };
  }

  /** Pages of rows that no tree leads to, by the table that they must be of. */
  #adopted(): ReadonlyMap<string, readonly number[]> {
    this.#orphans ??= this.#adopt();
    return this.#orphans;
  }

  #adopt(): Map<string, number[]> {
    const adopted = new Map<string, number[]>();
    const free = this.#pages.freePages();
    const broken = this.#shapes.filter(({ name }) => !this.isWhole(name));
    // Without the list of free pages, what was deleted long ago could not be told from what is lost.
    if (free === null || broken.length === 0) return adopted;
    const known = new Set([...this.#trees.values()].flatMap(({ pages }) => pages));
    for (let page = 2; page <= this.#pages.count; page += 1) {
      if (known.has(page) || free.has(page)) continue;
      const tree = this.#pages.tree(page);
      if (!tree?.isLeaf || tree.rows.length === 0) continue;
      const fitting = broken.filter(
        (shape) =>
          shape.hasRowNumbers === tree.isByNumber &&
          tree.rows.every((row) => valuesOf(row, shape) !== null),
      );
      const [only] = fitting;
      if (!only || fitting.length > 1) continue;
      adopted.set(only.name, [...(adopted.get(only.name) ?? []), page]);
    }
    return adopted;
  }
}

/** A row's values by column; `null` where it cannot be a row of that table. */
function valuesOf(
  { number, values }: PageRow,
  { columns, hasRowNumbers }: TableShape,
): Map<string, RecordValue> | null {
  const inKey = columns.filter(({ key }) => key > 0).sort((a, b) => a.key - b.key);
  const stored = hasRowNumbers ? columns : [...inKey, ...columns.filter(({ key }) => key === 0)];
  if (values.length > stored.length || values.length === 0) return null;
  const found = new Map<string, RecordValue>();
  for (const [at, value] of values.entries()) {
    const column = stored[at];
    if (!column) return null;
    const isNumber = hasRowNumbers && inKey.length === 1 && column.key === 1;
    const own = isNumber && column.type === 'INTEGER' && value === null ? number : value;
    if (!isFitting(own, column)) return null;
    found.set(column.name, own);
  }
  return found;
}

function isFitting(value: RecordValue, { type, isNeeded }: TableShape['columns'][number]): boolean {
  if (value === null) return !isNeeded;
  switch (type) {
    case 'INTEGER':
      return typeof value === 'bigint';
    case 'TEXT':
      return typeof value === 'string';
    case 'REAL':
      return typeof value === 'number' || typeof value === 'bigint';
    case 'BLOB':
      return Buffer.isBuffer(value);
    default:
      return true;
  }
}
