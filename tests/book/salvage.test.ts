import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { bookVerify } from '../../src/contract/book.ts';
import { overviewMonth } from '../../src/contract/month.ts';
import { migrations } from '../../src/main/book/migrations/index.ts';
import { salvageBook } from '../../src/main/book/salvage/salvage-book.ts';
import { createSampleBook } from '../../src/main/services/sample/sample-company.ts';
import { openServices, type Services } from '../../src/main/services/services.ts';
import { cut, draws, flipBit, overwrite, salvageFaults } from '../breaking/damaged-books.ts';

const resources = join(import.meta.dirname, '../../resources');
const AT = '2026-07-01T00:00:00.000Z';
let folder: string;
let copies = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'seatworth-salvage-'));
  await createSampleBook(join(folder, 'sample.sw'), resources);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function copy(): string {
  copies += 1;
  const file = join(folder, `book-${copies}.sw`);
  copyFileSync(join(folder, 'sample.sw'), file);
  return file;
}

function open(file: string): Services {
  const services = openServices({ file, mode: 'write', resources, who: 'Test' });
  onTestFinished(() => services.close());
  return services;
}

/** Changes a book as another program would, past what the app allows. */
function bend(file: string, sql: string): void {
  const db = new Database(file);
  db.pragma('foreign_keys = OFF');
  db.pragma('ignore_check_constraints = ON');
  db.exec(sql);
  db.close();
}

async function failing(services: Services): Promise<{ name: string; detail: string }[]> {
  const { checks } = await services.call(bookVerify, {});
  return checks.filter((one) => !one.ok);
}

const salvage = (file: string) => salvageBook({ file, out: `${file}.saved`, who: 'Test', at: AT });

test.each([
  ['a day', "UPDATE output_item SET day = '2026/01-21' WHERE id = 7", 'output_item.day'],
  [
    'a month',
    "UPDATE claim_line SET charged_month = '2026-13' WHERE charged_month IS NOT NULL",
    'claim_line.charged_month',
  ],
  [
    'a day',
    "UPDATE subscription SET start_day = '2026-02-30' WHERE id = 2",
    'subscription.start_day',
  ],
  ['a currency', "UPDATE charge SET currency = 'EUX' WHERE id = 1", 'charge.currency'],
  ['an instant', "UPDATE import SET at = '20q6-11-30T16:40' WHERE id = 3", 'import.at'],
  [
    'one of a few words',
    "DROP TRIGGER claim_step_never_changes; UPDATE claim_step SET to_state = 'paie' WHERE id = 2",
    'claim_step.to_state',
  ],
  ['JSON', "UPDATE import SET notes = '[' WHERE id = 1", 'import.notes'],
  ['a label that the book has', 'UPDATE usage SET tool_id = 99999 WHERE id = 5', 'usage.tool_id'],
])('a value that is not %s is found and named: %s', async (means, sql, column) => {
  const file = copy();
  bend(file, sql);
  const first = (await failing(open(file))).find((one) => one.name === 'values');
  expect(first?.detail).toContain(`in ${column}, is not ${means}`);
});

test('a word that no column of its kind takes is found', async () => {
  const file = copy();
  bend(file, "UPDATE subscription SET cadence = 'mouth' WHERE id = 1");
  expect((await failing(open(file))).map((one) => one.name)).toContain('integrity');
});

test('a row that does not fit is lost, counted, and takes nothing else with it', async () => {
  const file = copy();
  bend(
    file,
    `UPDATE output_item SET day = '2026/01-21' WHERE id IN (7, 8);
     UPDATE charge SET kind = 'nothing'
       WHERE id = (SELECT min(id) FROM charge WHERE id NOT IN (SELECT charge_id FROM variance_charge))`,
  );
  const saved = salvage(file);
  expect(saved.whole).toBe(false);
  expect(saved.tables.filter((one) => one.lost !== 0)).toMatchObject([
    { table: 'charge', lost: 1 },
    { table: 'output_item', lost: 2 },
  ]);
  expect(await failing(open(`${file}.saved`))).toEqual([]);
});

test('use keeps its money where its tool, its identity or its source is lost', async () => {
  const file = copy();
  const before = await open(file).call(overviewMonth, { month: '2026-06' });
  bend(
    file,
    `DELETE FROM label WHERE id = (SELECT tool_id FROM usage LIMIT 1);
     DELETE FROM identity WHERE id = (SELECT identity_id FROM usage ORDER BY id DESC LIMIT 1);
     DELETE FROM source WHERE id = (SELECT source_id FROM identity ORDER BY id LIMIT 1)`,
  );
  salvage(file);
  const services = open(`${file}.saved`);
  const after = await services.call(overviewMonth, { month: '2026-06' });
  expect(after.bySource.usage).toEqual(before.bySource.usage);
  expect(await failing(services)).toEqual([]);
});

test('a person who is lost leaves no claim and no decision that points nowhere', async () => {
  const file = copy();
  bend(file, 'DELETE FROM person WHERE id IN (SELECT person_id FROM claim)');
  const { tables } = salvage(file);
  expect(tables.find((one) => one.table === 'claim')?.lost).toBeGreaterThan(0);
  expect(await failing(open(`${file}.saved`))).toEqual([]);
});

test('a book of an earlier schema comes back with what its own migrations make of it', () => {
  const file = join(folder, 'early.sw');
  const db = new Database(file);
  db.pragma('application_id = 0x53577468');
  for (const { sql, version } of migrations.filter((one) => one.version <= 82)) {
    db.exec(sql);
    db.pragma(`user_version = ${version}`);
  }
  db.exec(`INSERT INTO setting VALUES ('company.currency', 'EUR', '2025-01-01');
    INSERT INTO mapping VALUES ('["a","b"]', '{}', '2025-01-01T00:00:00.000Z')`);
  db.close();
  const held = (book: string): unknown => {
    const opened = new Database(book, { readonly: true });
    const rows = opened.prepare('SELECT * FROM mapping').all();
    opened.close();
    return rows;
  };
  salvage(file);
  open(file);
  expect(held(`${file}.saved`)).toEqual(held(file));
});

test('a book of a later version is not salvaged by an earlier one, which would drop what it does not know', () => {
  const file = copy();
  bend(file, 'CREATE TABLE moon (id INTEGER PRIMARY KEY); PRAGMA user_version = 99990');
  expect(() => salvage(file)).toThrow(expect.objectContaining({ code: 'book_newer' }));
  const odd = copy();
  bend(odd, 'PRAGMA user_version = 99990');
  expect(salvage(odd).tables.every((one) => one.lost === 0)).toBe(true);
});

test('what is salvaged of a cut, overwritten or flipped book opens every screen and passes its check', async () => {
  const size = statSync(join(folder, 'sample.sw')).size;
  const draw = draws(Number(process.env['SEATWORTH_SEED'] ?? 2026));
  const damages: ((file: string) => void)[] = [
    (file) => cut(file, 1381),
    (file) => overwrite(file, draw(size - 600), 500),
    (file) => {
      for (let n = 0; n < 40; n += 1) flipBit(file, draw(size), draw(8));
    },
  ];
  for (const damage of damages) {
    const file = copy();
    damage(file);
    expect(await salvageFaults(file, `${file}.saved`)).toEqual([]);
  }
}, 120_000);
