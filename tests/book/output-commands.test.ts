import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runHere, type Said } from './command-line.ts';

let folder: string;

const seatworth = (...words: readonly string[]): Promise<Said> =>
  runHere(join(folder, 'o.sw'), words);

const refused = (code: string): object => ({ code: 1, document: { error: { code } } });
const items = async (): Promise<readonly unknown[]> =>
  ((await seatworth('output', 'list', '--month', '2026-03')).document as { items: unknown[] })
    .items;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'seatworth-output-'));
  const people = 'name,email\nÅsa Berg,asa@example.com\n王芳,fang@example.com\n';
  writeFileSync(join(folder, 'people.csv'), people);
  await seatworth('init', '--company', 'Test', '--currency', 'SEK');
  await seatworth('import', join(folder, 'people.csv'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('an item that is logged waits, is accepted by somebody else, is reopened and counts again', async () => {
  const logged = await seatworth(
    ...['output', 'log', '--kind', 'document', '--title', 'Handbok', '--day', '2026-03-05'],
    ...['--quantity', '1.5', '--link', 'https://wiki.example.com/h', '--minutes-saved', '40'],
    ...['--as', ' ÅSA berg'],
  );
  expect(logged).toMatchObject({ code: 0, document: { id: 1, isAccepted: false } });
  expect(await items()).toMatchObject([
    {
      id: 1,
      person: { name: 'Åsa Berg' },
      email: 'asa@example.com',
      day: '2026-03-05',
      kind: 'document',
      quantity: 1.5,
      title: 'Handbok',
      link: 'https://wiki.example.com/h',
      state: 'waiting',
      acceptedBy: null,
      minutesSaved: 40,
      reopened: null,
      tracker: null,
    },
  ]);
  expect(await seatworth('output', 'accept', '1', '--as', 'asa@example.com')).toMatchObject(
    refused('accepted_by_author'),
  );
  expect(await seatworth('output', 'accept', '1', '--as', 'root')).toMatchObject(
    refused('decider_unknown'),
  );
  expect((await seatworth('output', 'accept', '1', '--as', 'FANG@example.com')).code).toBe(0);
  expect(await items()).toMatchObject([{ state: 'accepted', acceptedBy: '王芳' }]);
  await seatworth('output', 'reopen', '1', '--day', '2026-03-09');
  expect(await items()).toMatchObject([{ state: 'reopened', reopened: '2026-03-09' }]);
  await seatworth('output', 'reopen', '1', '--take-back');
  expect(await items()).toMatchObject([{ state: 'accepted', reopened: null }]);
});

test('what cannot be is refused with its reason', async () => {
  const log = ['output', 'log', '--kind', 'case', '--title', 'x', '--day', '2026-04-01'];
  expect(await seatworth(...log, '--person', 'nobody@example.com')).toMatchObject(
    refused('person_missing'),
  );
  const none = await seatworth(...log, '--person', 'asa@example.com', '--quantity', '0');
  expect(none).toMatchObject({ ...refused('quantity_refused'), code: 2 });
  expect(await seatworth('output', 'remove', '77')).toMatchObject(refused('output_missing'));
  expect(await seatworth('output', 'remove', 'all')).toMatchObject({ code: 2 });
});

test('an accepted item counts at once, a removed one is gone, and nothing finished is an answer', async () => {
  const logged = await seatworth(
    ...['output', 'log', '--kind', 'case', '--title', 'Deal', '--day', '2026-03-20'],
    ...['--accepter', 'asa@example.com', '--person', 'fang@example.com'],
  );
  const { id, isAccepted } = logged.document as { id: number; isAccepted: boolean };
  expect(isAccepted).toBe(true);
  await seatworth('output', 'remove', String(id));
  expect(await items()).toHaveLength(1);
  const nothing = ['output', 'nothing', '--person', 'fang@example.com', '--month', '2026-03'];
  await seatworth(...nothing);
  const listed = ['output', 'list', '--month', '2026-03', '--person', 'fang@example.com'];
  expect((await seatworth(...listed)).document).toMatchObject({
    items: [],
    nothingFinished: ['fang@example.com'],
  });
  await seatworth(...nothing, '--take-back');
  expect((await seatworth(...listed)).document).toMatchObject({ nothingFinished: [] });
});
