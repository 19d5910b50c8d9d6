import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { closeMonth } from '../../src/contract/close.ts';
import { modelsList, pricesUpdate } from '../../src/contract/company.ts';
import { importsRun } from '../../src/contract/imports.ts';
import { overviewMonth } from '../../src/contract/month.ts';
import { ratesSet } from '../../src/contract/rates.ts';
import { usageShow } from '../../src/contract/spend.ts';
import { freshBook } from './fresh-book.ts';

const HEAD = 'date,identity,tool,model,input_tokens,output_tokens,requests\n';
const used = (model: string, day: string, input = 1_000_000, output = 0): string =>
  `${day},zoe,API,${model},${input},${output},1\n`;
const line = (change: Record<string, unknown>) => ({
  model: 'maple-1',
  provider: 'maple',
  class: 'standard',
  input: '2',
  output: '8',
  source: 'maple.example',
  sourceDate: '2026-06-01',
  ...change,
});

describe('a price list from a file', () => {
  const listed = (book: ReturnType<typeof freshBook>, prices: readonly unknown[]) =>
    book.services.call(pricesUpdate, {
      file: book.write('prices.json', JSON.stringify({ prices })),
    });
  const total = async (book: ReturnType<typeof freshBook>, month: string) =>
    (await book.services.call(overviewMonth, { month })).total.amount;

  test('prices what waited, from its day on, and overrules the list that is shipped', async () => {
    const book = freshBook();
    await book.take(
      'u.csv',
      HEAD +
        used('maple-1', '2026-05-10') +
        used('maple-1', '2026-06-10') +
        used('gpt-4o', '2026-06-11'),
    );
    expect(await total(book, '2026-06')).toBe('2.50');
    const { update } = await listed(book, [
      line({}),
      line({ from: '2026-06-01', input: '1' }),
      line({ model: 'gpt-4o', provider: 'openai', input: '3', output: '10' }),
    ]);
    expect(update).toEqual({ lines: 3, added: 2, changed: 1 });
    expect(await total(book, '2026-05')).toBe('2.00');
    expect(await total(book, '2026-06')).toBe('4.00');
    expect((await book.services.call(modelsList, {})).unpriced).toEqual([]);
    await listed(book, [line({ input: '7' })]);
    expect(await total(book, '2026-05')).toBe('7.00');
    expect(await total(book, '2026-06')).toBe('9.50');
  });

  test('in another currency is charged in it, and worth what the day’s rate says', async () => {
    const book = freshBook();
    await book.take('u.csv', HEAD + used('doubao-seed-2.1-pro', '2026-06-10', 1_000_000, 500_000));
    const { total: waiting } = await book.services.call(usageShow, { month: '2026-06' });
    expect(waiting).toMatchObject({ charged: { amount: '0.00' }, apiValue: null, unpriced: 0 });
    await book.services.call(ratesSet, { day: '2026-06-01', from: 'CNY', to: 'USD', rate: '0.14' });
    const { total: known } = await book.services.call(usageShow, { month: '2026-06' });
    expect(known).toMatchObject({ charged: { amount: '2.94' }, apiValue: { amount: '2.94' } });
  });

  test('leaves a closed month as it was closed', async () => {
    const book = freshBook();
    await book.take('u.csv', HEAD + used('gpt-4o', '2026-05-11'));
    await book.services.call(closeMonth, { month: '2026-05', anyway: 'a test' });
    await listed(book, [line({ model: 'gpt-4o', provider: 'openai', input: '300' })]);
    expect(await total(book, '2026-05')).toBe('2.50');
  });

  test('that is none is refused with its place, and changes nothing', async () => {
    const book = freshBook();
    await expect(listed(book, [line({ input: '-2' })])).rejects.toMatchObject({
      code: 'price_list_wrong',
      details: expect.objectContaining({ place: 'prices.0.input' }),
    });
    const file = book.write('x.json', 'model,price');
    await expect(book.services.call(pricesUpdate, { file })).rejects.toMatchObject({
      code: 'price_list_wrong',
    });
    await expect(
      book.services.call(pricesUpdate, { file: join(book.folder, 'gone.json') }),
    ).rejects.toMatchObject({ code: 'file_missing' });
  });
});

test('every model that the fixtures name has a price, but for those that are sold by the plan alone', async () => {
  const book = freshBook();
  const root = join(import.meta.dirname, '../fixtures');
  const files = [
    ...readdirSync(join(root, 'tables')).map((name) => join(root, 'tables', name)),
    ...readdirSync(join(root, 'exports'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.csv'))
      .map((name) => join(root, 'exports', name)),
  ];
  const answers = { person: 'zoe@harbor.example', period: '2026-03' };
  await book.services.call(importsRun, { files, answers });
  const { models } = await book.services
    .call(usageShow, { from: '2023-01-01', to: '2026-12-31', by: ['model'] })
    .then(({ rows }) => ({ models: rows.map(({ model }) => model).filter((one) => one !== null) }));
  const named = HEAD + models.map((model) => used(String(model), '2026-11-01', 1000)).join('');
  const other = freshBook();
  await other.take('models.csv', named);
  const { unpriced } = await other.services.call(modelsList, {});
  // Cursor's own model, whose rows bring what they are worth, and snapshots that were withdrawn in 2024.
  const known = ['composer-1', 'gpt-3.5-turbo-0613', 'gpt-4-0613'];
  expect(unpriced.map(({ model }) => model)).toEqual(known);
  expect(models.length).toBeGreaterThan(15);
});

test('prices of this autumn’s models follow the vendor’s page, from their days on', async () => {
  const book = freshBook();
  const reads = 'date,identity,tool,model,input_tokens,cache_read_tokens,requests\n';
  const row = (model: string, day: string): string => `${day},zoe,API,${model},10000,1000000,20\n`;
  await book.take(
    'u.csv',
    reads +
      row('claude-opus-5-5', '2026-10-01') +
      row('claude-sonnet-5-5', '2026-10-06') +
      row('claude-sonnet-5-5', '2026-10-07') +
      row('claude-haiku-5-5', '2026-10-08'),
  );
  const { rows } = await book.services.call(usageShow, {
    month: '2026-10',
    by: ['model', 'day'],
  });
  expect(rows.map(({ charged }) => charged.amount)).toEqual(['0.011', '0.24', '0.22', '0.12']);
});

test('the shipped list says of each line where and when it was read', () => {
  const list = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../resources/prices.json'), 'utf8'),
  ) as { prices: { source: string; sourceDate: string }[] };
  expect(
    list.prices.filter((one) => one.source === '' || !/^\d{4}-\d{2}-\d{2}$/.test(one.sourceDate)),
  ).toEqual([]);
});
