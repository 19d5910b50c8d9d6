import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ImportDoc, importsRun, importsUndo } from '../../src/contract/imports.ts';
import { usageShow } from '../../src/contract/spend.ts';
import { shortHash } from '../../src/main/imports/agent-log/short-hash.ts';
import { openServices } from '../../src/main/services/services.ts';
import { type FreshBook, freshBook, resources } from './fresh-book.ts';
import { rawBook } from './raw-book.ts';

const PEOPLE = 'name,email\nMira,mira@example.org\nJonas,jonas@example.org\n';

async function bookOfTwo(): Promise<FreshBook> {
  const book = freshBook();
  await book.take('people.csv', PEOPLE);
  return book;
}

type Answer = { readonly id: string | null; readonly output: number; readonly day?: number };

const line = ({ id, output, day = 1 }: Answer): string =>
  JSON.stringify({
    timestamp: `2026-06-${String(day).padStart(2, '0')}T10:00:00.000Z`,
    sessionId: 's-1',
    requestId: id === null ? undefined : `req_${id}`,
    message: {
      ...(id === null ? {} : { id: `msg_${id}` }),
      model: 'claude-sonnet-4-6',
      usage: { input_tokens: 100, output_tokens: output, cache_read_input_tokens: 7 },
    },
  });
const text = (...answers: Answer[]): string => answers.map((one) => `${line(one)}\n`).join('');

function log(book: FreshBook, name: string, content: string): string {
  const file = join(book.folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

async function bring(
  book: FreshBook,
  paths: readonly string[],
  options: Record<string, unknown> = {},
): Promise<ImportDoc[]> {
  const { imports } = await book.services.call(importsRun, {
    files: paths.map((path) => join(book.folder, path)),
    kind: 'agent-log',
    person: 'mira@example.org',
    ...options,
  });
  for (const one of imports) {
    expect(one.rows).toBe(one.added + one.replaced + one.unchanged + one.rejected);
  }
  return imports;
}

/** Input, output and requests of each person. */
async function use(book: Pick<FreshBook, 'services'>): Promise<Record<string, number[]>> {
  const { rows } = await book.services.call(usageShow, {
    from: '2026-01-01',
    to: '2026-12-31',
    by: ['person'],
  });
  return Object.fromEntries(
    rows.map((row) => [row.person?.email ?? '', [row.inputTokens, row.outputTokens, row.requests]]),
  );
}

const NAME = 'projects/-srv-shop/aaaa/chat.jsonl';
const FOUR = text(
  { id: 'a', output: 1 },
  { id: 'b', output: 2 },
  { id: null, output: 4 },
  { id: null, output: 4 },
);
const four = { 'mira@example.org': [400, 11, 4] };

test('the same logs by another path, from a copy, or for another person, add nothing', async () => {
  const book = await bookOfTwo();
  log(book, `home/${NAME}`, FOUR);
  expect((await bring(book, ['home']))[0]).toMatchObject({ status: 'committed', added: 1 });
  cpSync(join(book.folder, 'home'), join(book.folder, 'elsewhere/kept'), { recursive: true });
  log(book, 'loose/other-name.jsonl', FOUR);
  for (const path of ['home/projects', `home/${NAME}`, 'elsewhere/kept', 'loose', 'home']) {
    expect((await bring(book, [path]))[0]).toMatchObject({
      status: 'duplicate',
      id: null,
      added: 0,
    });
  }
  const [jonas] = await bring(book, ['elsewhere/kept'], { person: 'jonas@example.org' });
  expect(jonas?.asks.map(({ key, about }) => [key, about])).toEqual([
    ['conflict', ['mira@example.org']],
  ]);
  expect(await use(book)).toEqual(four);
});

test('an answer moves the events of another person, and an undo brings them back', async () => {
  const book = await bookOfTwo();
  log(book, `home/${NAME}`, FOUR);
  await bring(book, ['home']);
  const [moved] = await bring(book, ['home'], {
    person: 'jonas@example.org',
    answers: { conflict: 'move' },
  });
  expect(await use(book)).toEqual({ 'jonas@example.org': [400, 11, 4] });
  await book.services.call(importsUndo, { id: moved?.id ?? 0 });
  expect(await use(book)).toEqual(four);
});

test('what two imports brought stays when one of them is undone, whichever it is', async () => {
  for (const undone of [0, 1]) {
    const book = await bookOfTwo();
    log(book, `old/${NAME}`, FOUR);
    log(book, 'new/projects/-home-shop/aaaa/chat.jsonl', FOUR + text({ id: 'c', output: 8 }));
    const imports = await bring(book, ['old', 'new']);
    expect(await use(book)).toEqual({ 'mira@example.org': [500, 19, 5] });
    await book.services.call(importsUndo, { id: imports[undone]?.id ?? 0 });
    const left = undone === 0 ? [500, 19, 5] : [400, 11, 4];
    expect(await use(book)).toEqual({ 'mira@example.org': left });
    await bring(book, ['new', 'old']);
    expect(await use(book)).toEqual({ 'mira@example.org': [500, 19, 5] });
  }
});

test('what a later import held as well stays when the first is undone, also where it was known in the same place', async () => {
  const book = await bookOfTwo();
  log(book, `home/${NAME}`, FOUR);
  const [first] = await bring(book, ['home']);
  log(book, 'home/projects/-srv-shop/bbbb/chat.jsonl', text({ id: 'z', output: 32 }));
  const [second] = await bring(book, ['home']);
  log(book, `home/${NAME}`, FOUR + text({ id: 'c', output: 8 }));
  const [third] = await bring(book, ['home']);
  const undo = (one: ImportDoc | undefined) =>
    book.services.call(importsUndo, { id: one?.id ?? 0 });
  const all = { 'mira@example.org': [600, 51, 6] };
  await undo(first);
  expect(await use(book)).toEqual(all);
  await undo(second);
  expect(await use(book)).toEqual(all);
  await undo(third);
  expect(await use(book)).toEqual({});
  expect((await bring(book, ['home']))[0]).toMatchObject({ status: 'committed', rejected: 0 });
  expect(await use(book)).toEqual(all);
});

test('events that move to another person stay on their computer', async () => {
  const book = await bookOfTwo();
  log(book, `home/${NAME}`, FOUR);
  await bring(book, ['home'], { device: 'Studio' });
  const [moved] = await bring(book, ['home'], {
    person: 'jonas@example.org',
    answers: { conflict: 'move' },
  });
  expect(moved?.asks.find(({ key }) => key === 'device')).toMatchObject({
    choices: ['Studio'],
    suggested: 'Studio',
  });
});

test('a log that grew is undone to what it was, also where its last line had no line break', async () => {
  const book = await bookOfTwo();
  const file = log(book, `home/${NAME}`, FOUR.trimEnd());
  await bring(book, ['home']);
  writeFileSync(file, FOUR + text({ id: 'c', output: 8, day: 2 }));
  const [grown] = await bring(book, ['home']);
  expect(grown).toMatchObject({ added: 1, replaced: 0 });
  expect(await use(book)).toEqual({ 'mira@example.org': [500, 19, 5] });
  await book.services.call(importsUndo, { id: grown?.id ?? 0 });
  expect(await use(book)).toEqual(four);
  await bring(book, ['home']);
  expect(await use(book)).toEqual({ 'mira@example.org': [500, 19, 5] });
});

test('a log that its tool has deleted still counts', async () => {
  const book = await bookOfTwo();
  log(book, `home/${NAME}`, FOUR);
  await bring(book, ['home']);
  rmSync(join(book.folder, `home/${NAME}`));
  log(book, 'home/projects/-srv-shop/bbbb/chat.jsonl', text({ id: 'd', output: 16 }));
  await bring(book, ['home']);
  expect(await use(book)).toEqual({ 'mira@example.org': [500, 27, 5] });
});

test('two computers of one person add up, under the names that they are given', async () => {
  const book = await bookOfTwo();
  log(book, `one/${NAME}`, FOUR);
  log(book, `two/${NAME}`, text({ id: 'z', output: 32 }));
  await bring(book, ['one'], { device: 'Laptop' });
  const [second] = await bring(book, ['two'], { device: 'Desk' });
  expect(second?.asks).toEqual([]);
  expect(await use(book)).toEqual({ 'mira@example.org': [500, 43, 5] });
  expect(rawBook(book.services.book).all('SELECT name FROM device ORDER BY name')).toEqual([
    { name: 'Desk' },
    { name: 'Laptop' },
  ]);
});

/** What the first version kept of a log of two answers. */
function entryOfFirstVersion(): Buffer {
  const rows = [1, 2].map((output, index) => {
    const id = 'ab'[index] ?? '';
    const answer = shortHash(`msg_${id}`, `req_${id}`);
    const ms = Date.parse('2026-06-01T10:00:00.000Z');
    return [ms, 0, 0, 100, output, 7, 0, 0, answer, shortHash(`msg_${id}`, 's-1'), -1];
  });
  const head = Buffer.from(
    JSON.stringify({
      ...{ version: 1, width: 11, tool: 'claude', size: 1, changed: '', offset: 1, fingerprint: 0 },
      ...{ lines: 2, skippedLines: 0, uses: 2, models: ['claude-sonnet-4-6'], codex: null },
      tail: { rows: 0, lines: 0, skippedLines: 0, uses: 0 },
    }),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  return Buffer.concat([length, head, Buffer.from(Float64Array.from(rows.flat()).buffer)]);
}

test('a book of the first version, which told computers apart by path, is not doubled by the same logs', async () => {
  const book = await bookOfTwo();
  log(book, `home/${NAME}`, text({ id: 'a', output: 1 }, { id: 'b', output: 2 }));
  await bring(book, ['home']);
  book.services.close();
  // The same import as the first version left it behind, and once more by another path.
  const db = new Database(book.file);
  const entry = entryOfFirstVersion();
  db.exec('DELETE FROM agent_log; DELETE FROM device');
  const { source_id: sourceId } = db
    .prepare('SELECT source_id FROM identity WHERE key = ?')
    .get('mira@example.org') as { source_id: number };
  db.prepare("UPDATE source SET name = 'mira@example.org 0123456789ab' WHERE id = ?").run(sourceId);
  const keep = db.prepare(
    'INSERT INTO agent_log (source_id, path, is_open, place, changed_ms, import_id, entry) VALUES (?, ?, 0, ?, 0, 2, ?)',
  );
  keep.run(sourceId, NAME, 1, entry);
  keep.run(sourceId, NAME, 2, entry);
  db.close();
  const services = openServices({ file: book.file, mode: 'write', resources });
  const again = { ...book, services };
  const [first] = await bring(again, ['home']);
  expect(first?.added).toBe(0);
  expect(await use(again)).toEqual({ 'mira@example.org': [200, 3, 2] });
  services.close();
});

const answers: Answer[] = Array.from({ length: 8 }, (_, index) => ({
  id: index % 4 === 3 ? null : `p${index}`,
  output: 1 << index,
  day: 1 + (index % 3),
}));
const part = fc.subarray(answers, { minLength: 1 });

test('however events are split over logs, folders, orders and repeated imports, the totals are the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ part, folder: fc.nat(2), name: fc.nat(3) }), {
        minLength: 1,
        maxLength: 4,
      }),
      fc.array(fc.nat(2), { minLength: 3, maxLength: 6 }),
      async (parts, order) => {
        const book = await bookOfTwo();
        for (const [index, one] of parts.entries()) {
          log(book, `f${one.folder}/projects/p${one.name}/s/${index}.jsonl`, text(...one.part));
        }
        log(book, 'f0/projects/all/s/all.jsonl', text(...answers));
        const have = [0, ...parts.map(({ folder }) => folder)];
        for (const folder of [...order, 0, 1, 2]) {
          if (have.includes(folder)) await bring(book, [`f${folder}`]);
        }
        expect(await use(book)).toEqual({ 'mira@example.org': [800, 255, 8] });
        book.services.close();
      },
    ),
    { numRuns: 15 },
  );
});
