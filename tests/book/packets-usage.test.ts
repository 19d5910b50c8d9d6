import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { closeMonth } from '../../src/contract/close.ts';
import { settingsSet } from '../../src/contract/company.ts';
import { importsList, importsRun, importsUndo } from '../../src/contract/imports.ts';
import * as packets from '../../src/contract/packets.ts';
import { usageShow } from '../../src/contract/spend.ts';
import { agentHome, type Installation, type PairedBooks, pairedBooks } from './paired-books.ts';

const ANNA = 'anna@example.com';

const home = (
  books: PairedBooks,
  ...more: Parameters<typeof agentHome> extends [string, ...infer R] ? R : never
) => agentHome(books.folder, ...more);

const read = (one: Installation, folder: string, person?: string) =>
  one.services.call(importsRun, {
    files: [folder],
    kind: 'agent-log',
    ...(person === undefined ? {} : { person }),
  });

async function used({ office }: PairedBooks) {
  const { rows } = await office.services.call(usageShow, {
    from: '2026-06-01',
    to: '2026-06-30',
    by: ['day', 'person', 'project'],
  });
  return rows.map((row) => [row.day, row.person?.email ?? null, row.project, row.outputTokens]);
}

const share = (one: Installation, key: string, value: string) =>
  one.services.call(settingsSet, { key, value });

const usageOf = async ({ services }: Installation) =>
  (await services.call(packets.packetsWaiting, {})).messages.filter(({ type }) => type === 'usage');

describe('use of a person’s agents', () => {
  it('waits by day and tool without projects or prompts, and replaces what that day held', async () => {
    const books = await pairedBooks();
    const anna = await books.join(ANNA, 'laptop');
    const first = [
      { id: 'a', day: 3 },
      { id: 'b', day: 3 },
      { id: 'c', day: 4 },
    ];
    const { imports: taken } = await read(anna, home(books, 'home', 'shop', first));
    expect(taken).toMatchObject([{ person: ANNA, delivery: 'queued', added: 2 }]);
    const { rows } = await anna.services.call(usageShow, {
      month: '2026-06',
      by: ['day', 'project'],
    });
    expect(rows.map(({ day, outputTokens }) => [day, outputTokens])).toEqual([
      ['2026-06-03', 100],
      ['2026-06-04', 50],
    ]);
    const waiting = await usageOf(anna);
    expect(waiting).toMatchObject([
      {
        about: '2026-06-03 Claude Code',
        body: { projects: 'hidden', rows: [{ project: null, outputTokens: 100, requests: 2 }] },
      },
      { about: '2026-06-04 Claude Code', body: { rows: [{ outputTokens: 50 }] } },
    ]);
    expect(JSON.stringify(waiting)).not.toMatch(/shop|srv/);
    await books.give(anna, books.office);
    const before = [
      ['2026-06-03', ANNA, null, 100],
      ['2026-06-04', ANNA, null, 50],
    ];
    expect(await used(books)).toEqual(before);
    // A log that has grown changes its day, and leaves the other as it is.
    await read(anna, home(books, 'home', 'shop', [...first, { id: 'd', day: 3, output: 7 }]));
    expect((await usageOf(anna)).map(({ about }) => about)).toEqual(['2026-06-03 Claude Code']);
    await books.give(anna, books.office);
    await books.give(anna, books.office);
    expect(await used(books)).toEqual([['2026-06-03', ANNA, null, 107], before[1]]);
    const { imports } = await books.office.services.call(importsList, {});
    expect(
      imports.filter(({ format }) => format === 'packet').map((one) => [one.rows, one.replaced]),
    ).toEqual([
      [1, 1],
      [2, 0],
    ]);
  });

  it('goes away again where its import is undone at home', async () => {
    const books = await pairedBooks();
    const anna = await books.join(ANNA, 'laptop');
    const { imports } = await read(anna, home(books, 'home', 'shop', [{ id: 'a', day: 3 }]));
    await books.give(anna, books.office);
    await anna.services.call(importsUndo, { id: imports[0]?.id ?? 0 });
    await books.give(anna, books.office);
    expect(await used(books)).toEqual([]);
  });

  it.each([
    ['named', /^-srv-shop$/],
    ['hashed', /^[0-9a-f]{16}$/],
  ])('names projects as the person said: %s', async (projects, name) => {
    const books = await pairedBooks();
    const anna = await books.join(ANNA, 'laptop');
    await share(anna, 'share.projects', projects);
    await read(anna, home(books, 'home', 'shop', [{ id: 'a', day: 3 }]));
    await books.give(anna, books.office);
    const [row] = await used(books);
    expect(row?.[2]).toMatch(name);
  });

  it('stays at home where it is never to go, also after it had gone', async () => {
    const books = await pairedBooks();
    const anna = await books.join(ANNA, 'laptop');
    await read(anna, home(books, 'home', 'shop', [{ id: 'a', day: 3 }]));
    await books.give(anna, books.office);
    await share(anna, 'share.usage', 'never');
    await read(anna, home(books, 'home', 'shop', [{ id: 'b', day: 5 }]));
    expect(await usageOf(anna)).toEqual([]);
    const out = join(books.folder, 'again');
    const again = await anna.services.call(packets.packetsSend, { out, again: true });
    const types = again.packets.flatMap(({ messages }) => messages.map(({ type }) => type));
    expect(types).not.toContain('usage');
    await books.office.services.call(packets.packetsTake, {
      files: again.packets.map(({ file }) => file),
    });
    expect(await used(books)).toEqual([['2026-06-03', ANNA, null, 50]]);
  });

  it('adds two computers of one person up, and outlives logs that the office reads itself', async () => {
    const books = await pairedBooks();
    const laptop = await books.join(ANNA, 'laptop');
    const tower = await books.join(ANNA, 'tower');
    await read(laptop, home(books, 'one', 'shop', [{ id: 'a', day: 3 }]));
    await read(tower, home(books, 'two', 'shop', [{ id: 'b', day: 3, output: 9 }]));
    await books.give(laptop, books.office);
    await books.give(tower, books.office);
    const sum = async () => (await used(books)).reduce((all, row) => all + Number(row[3]), 0);
    expect(await sum()).toBe(59);
    await read(
      books.office,
      home(books, 'three', 'site', [{ id: 'x', day: 9 }]),
      'wei@example.com',
    );
    await read(books.office, home(books, 'four', 'desk', [{ id: 'y', day: 9 }]), ANNA);
    expect(await sum()).toBe(159);
    await books.give(laptop, books.office);
    expect(await sum()).toBe(159);
  });

  it('is not added where the office holds that log already, and the answer names the import', async () => {
    const books = await pairedBooks();
    const anna = await books.join(ANNA, 'laptop');
    const folder = home(books, 'home', 'shop', [
      { id: 'a', day: 3 },
      { id: 'b', day: 3, model: 'claude-opus-4-5' },
    ]);
    const { imports } = await read(books.office, folder, ANNA);
    await read(anna, folder);
    await books.give(anna, books.office);
    expect((await used(books)).reduce((all, row) => all + Number(row[3]), 0)).toBe(100);
    await books.give(books.office, anna);
    const { answers } = await anna.services.call(packets.packetsAnswers, {});
    expect(answers).toMatchObject([{ type: 'usage', code: 'usage_held_already' }]);
    expect(answers[0]?.message).toContain(`import ${imports[0]?.id} `);
  });

  it('is refused for a closed month, and in a form that is none', async () => {
    const books = await pairedBooks();
    const anna = await books.join(ANNA, 'laptop');
    await read(anna, home(books, 'home', 'shop', [{ id: 'a', day: 3 }]));
    await books.office.services.call(closeMonth, { month: '2026-06', anyway: 'tested' });
    const taken = await books.give(anna, books.office);
    const codes = taken.flatMap(({ messages }) => messages.map(({ type, code }) => [type, code]));
    expect(codes).toContainEqual(['usage', 'month_closed']);
    expect(await used(books)).toEqual([]);
  });

  it('counts once where the office reads the same logs after it came', async () => {
    const books = await pairedBooks();
    const anna = await books.join(ANNA, 'laptop');
    const folder = home(books, 'home', 'shop', [
      { id: 'a', day: 3 },
      { id: 'b', day: 4 },
    ]);
    await read(anna, folder);
    await books.give(anna, books.office);
    await read(books.office, folder, ANNA);
    expect(await used(books)).toEqual([
      ['2026-06-03', ANNA, '-srv-shop', 50],
      ['2026-06-04', ANNA, '-srv-shop', 50],
    ]);
    const again = await anna.services.call(packets.packetsSend, {
      out: join(books.folder, 'again'),
      again: true,
    });
    await books.office.services.call(packets.packetsTake, {
      files: again.packets.map(({ file }) => file),
    });
    expect(await used(books)).toHaveLength(2);
  });

  it('is the only kind of file beside rates that a person’s own book takes', async () => {
    const books = await pairedBooks();
    const anna = await books.join(ANNA, 'laptop');
    const file = join(books.folder, 'list.csv');
    const take = async (text: string) => {
      writeFileSync(file, text);
      return (await anna.services.call(importsRun, { files: [file] })).imports[0];
    };
    for (const text of [
      'name,email,monthly_cost,currency\nEve,eve@example.com,9000,EUR\n',
      `date,email,kind,quantity,accepted_by\n2026-06-02,${ANNA},ticket,1,Bea Boss\n`,
      'date,amount,currency\n2026-06-02,12.00,EUR\n',
    ]) {
      expect(await take(text)).toMatchObject({
        status: 'refused',
        error: { code: 'import_office_only' },
      });
    }
    expect(await take('date,from,to,rate\n2026-06-02,EUR,USD,1.1\n')).toMatchObject({
      status: 'committed',
      added: 1,
    });
  });
});
