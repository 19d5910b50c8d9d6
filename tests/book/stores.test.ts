import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { Column, Kind, Shape } from '../../src/main/book/columns.ts';
import { migrations } from '../../src/main/book/migrations/index.ts';
import type { Sql, Statement } from '../../src/main/book/statement.ts';
import { families } from '../../src/main/book/stores.ts';

const declared: [string, Statement][] = Object.entries(families).flatMap(([family, statements]) =>
  Object.entries<Statement>(statements).map((one): [string, Statement] => [
    `${family}.${one[0]}`,
    one[1],
  ]),
);

/** Stands for whatever a statement is given: its text does not depend on it, unless it names cases. */
const anything: unknown = new Proxy(() => {}, {
  get: (_, key) => (key === Symbol.toPrimitive ? () => '0' : anything),
  apply: () => anything,
});

function textsOf({ text, cases }: Statement): string[] {
  const build = text as unknown as (...given: readonly unknown[]) => Sql;
  const given = cases.length > 0 ? cases : [Array(12).fill(anything)];
  return given.map((one) => build(...one).text);
}

const newest = new Database(':memory:');
for (const { sql } of migrations) newest.exec(sql);

const KIND_OF: Readonly<Record<string, readonly Kind[]>> = {
  TEXT: ['text'],
  INTEGER: ['whole', 'micro', 'flag'],
  REAL: ['real'],
  BLOB: ['bytes'],
};

/** What is wrong with how a column is declared; only a column that a table has can be held against it. */
function faultOf(name: string, column: Column, found: Database.ColumnDefinition): string[] {
  const faults: string[] = [];
  const kinds = found.type === null ? null : KIND_OF[found.type];
  if (kinds && !kinds.includes(column.kind)) {
    faults.push(`${name} is ${found.type}, declared as ${column.kind}`);
  }
  if (found.table === null || found.column === null) return faults;
  const held = newest
    .prepare('SELECT "notnull" AS isFull, pk FROM pragma_table_info(?) WHERE name = ?')
    .get(found.table, found.column) as { isFull: number; pk: number } | undefined;
  const canBeEmpty = held !== undefined && held.isFull === 0 && held.pk === 0;
  if (canBeEmpty && !column.isOptional && !column.isFilled) {
    faults.push(`${name} can be empty in ${found.table}.${found.column}`);
  }
  return faults;
}

function faultsOf(text: string, { columns, mode }: Statement): string[] {
  // SQLite fires no trigger for a row that a REPLACE takes away: the table's digest would keep it.
  if (/\bREPLACE\s+(?:INTO|\w+\s+SET)\b/i.test(text)) return ['replaces rows unseen by triggers'];
  const prepared = newest.prepare(text);
  if (mode === 'change') return prepared.reader ? ['reads rows, declared as a change'] : [];
  if (columns === null) return [];
  const found = prepared.columns();
  if (mode === 'value' || mode === 'values') {
    const [only, second] = found;
    if (!only || second) return [`answers with ${found.length} columns in the place of one`];
    return faultOf(only.name, columns as Column, only);
  }
  const shape = columns as Shape;
  const names = found.map((one) => one.name).toSorted();
  const wanted = Object.keys(shape).toSorted();
  if (names.join() !== wanted.join()) return [`answers with ${names}, declared are ${wanted}`];
  return found.flatMap((one) => {
    const column = shape[one.name];
    return column ? faultOf(one.name, column, one) : [];
  });
}

describe('the statements of the stores', () => {
  it.each(declared)('%s fits the newest schema and its columns', (_, statement) => {
    const faults = textsOf(statement).flatMap((text) => faultsOf(text, statement));
    expect(faults).toEqual([]);
  });

  it('are held against the schema, so that a wrong column is found', () => {
    const [, settings] = declared.find(([name]) => name === 'settings.all') ?? [];
    const wrong = { ...settings, columns: { key: { kind: 'whole' } } } as unknown as Statement;
    expect(faultsOf('SELECT key FROM setting', wrong)).toEqual(['key is TEXT, declared as whole']);
    expect(() => faultsOf('SELECT keys FROM setting', wrong)).toThrow(/no such column/);
  });
});

const SERVICES = join(import.meta.dirname, '../../src/main/services');
it('No SQL stands in the services', () => {
  const withSql = readdirSync(SERVICES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .filter((file) =>
      /[`'"]\s*(SELECT|INSERT|UPDATE|DELETE|PRAGMA) /.test(
        readFileSync(join(SERVICES, file), 'utf8'),
      ),
    );
  expect(withSql).toEqual([]);
});
