import { describe, expect, test } from 'vitest';
import { peopleList } from '../../src/contract/company.ts';
import { mappingsForget, mappingsList } from '../../src/contract/imports.ts';
import { overviewMonth } from '../../src/contract/month.ts';
import { freshBook } from './fresh-book.ts';

const total = async (book: ReturnType<typeof freshBook>, month: string): Promise<string> =>
  (await book.services.call(overviewMonth, { month })).total.amount;

const charges = (...rows: readonly string[]): string =>
  `date;amount;currency;tool\n${rows.join('\n')}\n`;

describe('how a column is written is told by all of its cells', () => {
  test('one plain cell settles the others', async () => {
    const book = freshBook();
    await book.take('a.csv', charges('2026-06-01;3.000;USD;A', '2026-06-02;-1.000,00;USD;A'));
    expect(await total(book, '2026-06')).toBe('2000.00');
  });

  test('a cell far behind the first ones settles them too', async () => {
    const book = freshBook();
    const rows = Array.from(
      { length: 60_000 },
      (_, at) => `2026-06-01;1.000;USD;Tool ${at % 50} of ours`,
    );
    const done = await book.take('a.csv', charges(...rows, '2026-06-02;0,50;USD;A'));
    expect(done).toMatchObject({ added: 60_001, rejected: 0 });
    expect(await total(book, '2026-06')).toBe('60000000.50');
  });

  test('an open column is asked about, and the answer brings its rows in', async () => {
    const book = freshBook();
    const text = charges('2026-06-01;4.500;USD;A', '2026-06-02;10;USD;A');
    const asked = await book.take('a.csv', text);
    expect(asked).toMatchObject({
      added: 1,
      rejected: 1,
      asks: [{ key: 'decimal', about: ['amount'] }],
    });
    expect(await book.take('a.csv', text, { answers: { decimal: ',' } })).toMatchObject({
      added: 1,
      unchanged: 1,
      asks: [],
    });
    expect(await total(book, '2026-06')).toBe('4510.00');
  });

  test('another column never settles the order of days', async () => {
    const book = freshBook();
    const text = 'date;amount;currency;note\n05/08/2026;1;USD;28/08/2026\n';
    expect(await book.take('a.csv', text)).toMatchObject({
      rejected: 1,
      asks: [{ key: 'day-order' }],
    });
    await book.take('a.csv', text, { answers: { 'day-order': 'mdy' } });
    expect(await total(book, '2026-05')).toBe('1.00');
  });
});

describe('tables that are not what they look like', () => {
  test('names and addresses beside credits are no people, unless that is said', async () => {
    const book = freshBook();
    const text = 'name,email,credits\nBo,bo@example.com,12\n';
    expect(await book.take('a.csv', text)).toMatchObject({ status: 'refused' });
    expect(await book.take('a.csv', text, { kind: 'people' })).toMatchObject({ added: 1 });
    const staff = await book.take('b.csv', 'name,email,floor\nAl,al@example.com,3\n');
    expect(staff).toMatchObject({ kind: 'people', added: 1, ignoredColumns: ['floor'] });
    expect((await book.services.call(peopleList, {})).people).toHaveLength(2);
  });

  test('a row that repeats the sum above and says so is left out and asked about', async () => {
    const book = freshBook();
    const text = charges(
      '2026-06-01;10;USD;A',
      '2026-06-02;10;USD;Total Recall',
      '2026-06-30;20;USD;Summe',
    );
    expect(await book.take('a.csv', text)).toMatchObject({
      added: 2,
      asks: [{ key: 'total-row' }],
    });
    expect(await total(book, '2026-06')).toBe('20.00');
    await book.take('a.csv', text, { answers: { 'total-row': 'count' } });
    expect(await total(book, '2026-06')).toBe('40.00');
  });

  test('JSON says what it is', async () => {
    const done = await freshBook().take('a.json', '{"object":"page","data":[]}');
    expect(done).toMatchObject({ status: 'refused', id: null, error: { code: 'json_no_table' } });
  });
});

describe('remembered mappings', () => {
  const mapping = {
    kind: 'charges',
    columns: { amount: 'Betrag' },
    constants: { date: '2026-05-31', currency: 'EUR', tool: 'Office' },
  };

  test('keep no date: it is asked, or read from the name of the file', async () => {
    const book = freshBook({ currency: 'EUR' });
    await book.take('a.csv', 'Wer;Betrag\na;24,00\n', { mapping });
    const next = 'Wer;Betrag\na;26,00\n';
    expect(await book.take('b.csv', next)).toMatchObject({
      status: 'refused',
      error: { code: 'answer_needed' },
      asks: [{ key: 'period' }],
    });
    expect(await book.take('lizenzen-2026-06.csv', next)).toMatchObject({
      added: 1,
      notes: ['period_from_name:2026-06-30'],
    });
    expect([await total(book, '2026-05'), await total(book, '2026-06')]).toEqual([
      '24.00',
      '26.00',
    ]);
  });

  test('are listed and forgotten', async () => {
    const book = freshBook({ currency: 'EUR' });
    await book.take('a.csv', 'Wer;Betrag\na;24,00\n', { mapping });
    const { mappings } = await book.services.call(mappingsList, {});
    expect(mappings).toMatchObject([{ kind: 'charges', header: ['Wer', 'Betrag'] }]);
    expect(mappings[0]?.mapping).toMatchObject({ constants: { currency: 'EUR', tool: 'Office' } });
    const left = await book.services.call(mappingsForget, { id: mappings[0]?.id ?? 0 });
    expect(left.mappings).toEqual([]);
  });
});

test('a column that contradicts itself asks about the cells that do not tell, and leaves those that do', async () => {
  const text =
    'date;amount;currency;tool\n2026-06-01;1.234,56;USD;A\n2026-06-02;1,234.56;USD;A\n2026-06-03;3.000;USD;A\n';
  const asked = freshBook();
  const first = await asked.take('torn.csv', text, { dryRun: true });
  expect(first).toMatchObject({
    added: 2,
    rejected: 1,
    asks: [{ key: 'decimal', example: '3.000' }],
  });
  for (const [decimal, total] of [
    [',', '5469.12'],
    ['.', '2472.12'],
  ]) {
    const book = freshBook();
    const doc = await book.take('torn.csv', text, { answers: { decimal } });
    expect(doc).toMatchObject({ added: 3, rejected: 0, asks: [] });
    const { total: sum } = await book.services.call(overviewMonth, { month: '2026-06' });
    expect(sum.amount).toBe(total);
  }
});
