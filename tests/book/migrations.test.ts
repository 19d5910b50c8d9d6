import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { createBook, openBook } from '../../src/main/book/book.ts';
import { newestSchema } from '../../src/main/book/migrate.ts';
import { migrations } from '../../src/main/book/migrations/index.ts';
import { rawBook } from './raw-book.ts';

/**
 * What was released is never edited: after each step the schema is what the snapshot says. A new
 * step is written into the snapshot by `SCHEMA_SNAPSHOT=write npx vitest run tests/book/migrations.test.ts`.
 */

const SNAPSHOT = join(import.meta.dirname, '../fixtures/schema-snapshot.json');
const FOLDER = join(import.meta.dirname, '../../src/main/book/migrations');

type Schema = Readonly<Record<string, string>>;

/** What each step leaves anew or changed, by name; `-` for what it takes away. */
function stepsOf(): Record<string, Schema> {
  const db = new Database(':memory:');
  try {
    let before: Schema = {};
    const steps: Record<string, Schema> = {};
    for (const { name, sql } of migrations) {
      db.exec(sql);
      const after = schemaOf(db);
      const gone = Object.keys(before).filter((one) => !(one in after));
      steps[name] = {
        ...Object.fromEntries(Object.entries(after).filter(([one, text]) => before[one] !== text)),
        ...Object.fromEntries(gone.map((one) => [one, '-'])),
      };
      before = after;
    }
    return steps;
  } finally {
    db.close();
  }
}

function schemaOf(db: Database.Database): Schema {
  const rows = db
    .prepare(
      "SELECT type || ' ' || name AS name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY 1",
    )
    .all() as { name: string; sql: string }[];
  const plain = (sql: string): string =>
    sql
      .replace(/--[^\n]*/g, '')
      .replace(/\s+/g, ' ')
      .trim();
  return Object.fromEntries(rows.map(({ name, sql }) => [name, plain(sql)]));
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'seatworth-migrations-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

test('the folder of migrations and the list of them are the same, in order', () => {
  const files = readdirSync(FOLDER).filter((name) => /^\d{4}-.+\.ts$/.test(name));
  expect(migrations.map(({ name }) => `${name}.ts`)).toEqual(files.sort());
  expect(migrations.map(({ name }) => Number(name.slice(0, 4)))).toEqual(
    migrations.map(({ version }) => version),
  );
});

if (process.env['SCHEMA_SNAPSHOT'] === 'write') {
  writeFileSync(SNAPSHOT, `${JSON.stringify(stepsOf(), null, 2)}\n`);
}

test.each(Object.entries(stepsOf()))(
  'the step %s leaves the schema that was released',
  (name, step) => {
    const released = JSON.parse(readFileSync(SNAPSHOT, 'utf8')) as Record<string, Schema>;
    expect(released).toHaveProperty([name]);
    expect(step).toEqual(released[name]);
  },
);

test('every table is STRICT', () => {
  const book = createBook(join(folder(), 'book.seatworth'));
  const loose = rawBook(book)
    .db.prepare(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
    )
    .all();
  book.close();
  expect(loose).toEqual([]);
});

test('a book of the first schema opens with everything it held, and a copy is kept beside it', () => {
  const file = join(folder(), 'old.seatworth');
  const [first] = migrations;
  const old = new Database(file);
  const made = createBook(join(folder(), 'new.seatworth'));
  old.pragma(`application_id = ${rawBook(made).db.pragma('application_id', { simple: true })}`);
  made.close();
  old.exec(first?.sql ?? '');
  old.pragma(`user_version = ${first?.version ?? 0}`);
  old.exec("INSERT INTO person (name, email) VALUES ('Ana', 'ana@example.com')");
  old.close();

  const book = openBook(file);
  const people = rawBook(book).all<{ name: string; email: string }>(
    'SELECT name, email FROM person',
  );
  const version = Number(rawBook(book).db.pragma('user_version', { simple: true }));
  book.close();
  expect(people).toEqual([{ name: 'Ana', email: 'ana@example.com' }]);
  expect(version).toBe(newestSchema);
  const copy = new Database(`${file}.before-schema-${first?.version}`, { readonly: true });
  expect(copy.pragma('user_version', { simple: true })).toBe(first?.version);
  copy.close();
});

test('a book of a later version is refused and not changed by a byte', () => {
  const file = join(folder(), 'later.seatworth');
  const book = createBook(file);
  rawBook(book).db.pragma(`user_version = ${newestSchema + 1}`);
  rawBook(book).db.pragma('journal_mode = DELETE');
  book.close();
  const before = readFileSync(file);
  expect(() => openBook(file)).toThrow(expect.objectContaining({ code: 'book_newer' }));
  expect(readFileSync(file).equals(before)).toBe(true);
});
