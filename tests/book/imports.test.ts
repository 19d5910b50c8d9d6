import { describe, expect, test } from 'vitest';
import { bookVerify } from '../../src/contract/book.ts';
import { importsList, importsUndo } from '../../src/contract/imports.ts';
import { overviewMonth } from '../../src/contract/month.ts';
import { usageShow } from '../../src/contract/spend.ts';
import { freshBook } from './fresh-book.ts';

const HEAD = 'date,identity,tool,model,input_tokens,output_tokens,requests,cost,currency\n';
const row = (day: string, identity: string, cost: string): string =>
  `${day},${identity},API,gpt-5,100,10,1,${cost},USD\n`;

const june = async (book: ReturnType<typeof freshBook>): Promise<string> =>
  (await book.services.call(overviewMonth, { month: '2026-06' })).total.amount;

describe('which rows are the same', () => {
  test('the same file twice adds nothing and says so', async () => {
    const book = freshBook();
    const text = HEAD + row('2026-06-01', 'a', '1.00') + row('2026-06-02', 'b', '2.00');
    expect(await book.take('a.csv', text)).toMatchObject({ status: 'committed', added: 2 });
    expect(await book.take('b.csv', text)).toMatchObject({
      status: 'duplicate',
      added: 0,
      unchanged: 2,
      rows: 2,
    });
    expect(await june(book)).toBe('3.00');
  });

  test('a longer export that overlaps an earlier one adds only what is new', async () => {
    const book = freshBook();
    const first = HEAD + row('2026-06-01', 'a', '1.00') + row('2026-06-02', 'a', '2.00');
    await book.take('a.csv', first);
    const longer = await book.take('b.csv', first + row('2026-06-03', 'a', '4.00'));
    expect(longer).toMatchObject({ added: 1, unchanged: 2, replaced: 0 });
    expect(await june(book)).toBe('7.00');
  });

  test('two equal rows in one file are two rows', async () => {
    const book = freshBook();
    const twice = HEAD + row('2026-06-01', 'a', '1.00').repeat(2);
    expect(await book.take('a.csv', twice)).toMatchObject({ added: 2 });
    const thrice = HEAD + row('2026-06-01', 'a', '1.00').repeat(3);
    expect(await book.take('b.csv', thrice)).toMatchObject({ added: 1, unchanged: 2 });
    expect(await june(book)).toBe('3.00');
  });

  test('a known row with other amounts is replaced, not added', async () => {
    const book = freshBook();
    await book.take('a.csv', HEAD + row('2026-06-01', 'a', '1.00'));
    expect(await book.take('b.csv', HEAD + row('2026-06-01', 'a', '5.00'))).toMatchObject({
      replaced: 1,
      added: 0,
    });
    expect(await june(book)).toBe('5.00');
  });
});

describe('undoing an import', () => {
  test('brings back what it replaced', async () => {
    const book = freshBook();
    await book.take('a.csv', HEAD + row('2026-06-01', 'a', '1.00'));
    const second = await book.take(
      'b.csv',
      HEAD + row('2026-06-01', 'a', '5.00') + row('2026-06-02', 'a', '7.00'),
    );
    await book.services.call(importsUndo, { id: second.id ?? 0 });
    expect(await june(book)).toBe('1.00');
  });

  test('of the earlier import leaves what a later one brought as well', async () => {
    const book = freshBook();
    const first = await book.take(
      'a.csv',
      HEAD + row('2026-06-01', 'a', '1.00') + row('2026-06-02', 'a', '2.00'),
    );
    await book.take(
      'b.csv',
      HEAD + row('2026-06-02', 'a', '2.00') + row('2026-06-03', 'a', '4.00'),
    );
    await book.services.call(importsUndo, { id: first.id ?? 0 });
    expect(await june(book)).toBe('6.00');
  });

  test('of the earlier of two that replaced each other keeps the later amounts', async () => {
    const book = freshBook();
    const first = await book.take('a.csv', HEAD + row('2026-06-01', 'a', '1.00'));
    const second = await book.take('b.csv', HEAD + row('2026-06-01', 'a', '5.00'));
    await book.services.call(importsUndo, { id: first.id ?? 0 });
    expect(await june(book)).toBe('5.00');
    await book.services.call(importsUndo, { id: second.id ?? 0 });
    expect(await june(book)).toBe('0.00');
  });

  test('lets the same file be imported again', async () => {
    const book = freshBook();
    const text = HEAD + row('2026-06-01', 'a', '1.00');
    const first = await book.take('a.csv', text);
    await book.services.call(importsUndo, { id: first.id ?? 0 });
    expect(await book.take('a.csv', text)).toMatchObject({ status: 'committed', added: 1 });
    const { imports } = await book.services.call(importsList, {});
    expect(imports.map((one) => one.undone !== null)).toEqual([false, true]);
    expect((await book.services.call(bookVerify, {})).ok).toBe(true);
  });
});

test('a dry run counts the same and changes nothing', async () => {
  const book = freshBook();
  const text = `${HEAD + row('2026-06-01', 'a', '1.00')}never,a,API,gpt-5,1,1,1,1,USD\n`;
  expect(await book.take('a.csv', text, { dryRun: true })).toMatchObject({
    status: 'dry-run',
    id: null,
    rows: 2,
    added: 1,
    rejected: 1,
  });
  expect(await june(book)).toBe('0.00');
  expect((await book.services.call(importsList, {})).imports).toEqual([]);
});

test('a bad row goes to the rejects with line, field, value and reason; the rest is taken', async () => {
  const book = freshBook();
  const done = await book.take(
    'a.csv',
    HEAD +
      row('2026-06-01', 'a', '1.00') +
      row('31/02/26', 'a', '1.00') +
      row('2026-06-03', 'a', '1.00'),
  );
  expect(done).toMatchObject({ rows: 3, added: 2, rejected: 1 });
  expect(done.rejects[0]).toMatchObject({ line: 3, field: 'date', value: '31/02/26' });
  expect(done.rejects[0]?.reason).toMatch(/\w/);
});

test('a cost report wins over the price list on its days, and undoing it gives the list back', async () => {
  const book = freshBook();
  const usage =
    'date,identity,model,input_tokens,output_tokens\n2026-06-01,a,gpt-5,1000000,0\n2026-06-02,a,gpt-5,1000000,0\n';
  await book.take('usage.csv', usage, { account: 'Console' });
  const before = await june(book);
  expect(before).toBe('2.50');
  const header =
    'usage_date_utc,model,workspace,api_key,usage_type,context_window,token_type,cost_usd,cost_type\n';
  const report = await book.take(
    'cost.csv',
    `${header}2026-06-01,GPT,Default,a,message,x,output,0.70,token\n`,
    { account: 'Console' },
  );
  expect(await june(book)).toBe('1.95');
  await book.services.call(importsUndo, { id: report.id ?? 0 });
  expect(await june(book)).toBe(before);
});

test('usage of a model without a price charges nothing and is listed', async () => {
  const book = freshBook();
  await book.take(
    'a.csv',
    'date,identity,model,input_tokens,output_tokens\n2026-06-01,a,nobody-knows-1,1000,10\n',
  );
  const overview = await book.services.call(overviewMonth, { month: '2026-06' });
  expect(overview.total.amount).toBe('0.00');
  expect(overview.waitingForPrice).toEqual([{ model: 'nobody-knows-1', count: 1 }]);
  const usage = await book.services.call(usageShow, { month: '2026-06', by: ['model'] });
  expect(usage.rows[0]).toMatchObject({ unpriced: 1, apiValue: null });
});

test('a charge in a currency without a rate waits, and is never converted at 1.0', async () => {
  const book = freshBook();
  await book.take('charges.csv', 'date,amount,currency\n2026-06-10,100,CNY\n2026-06-11,50,CNY\n');
  const waiting = await book.services.call(overviewMonth, { month: '2026-06' });
  expect(waiting.total.amount).toBe('0.00');
  expect(waiting.waitingForRate).toMatchObject([{ currency: 'CNY', month: '2026-06', count: 2 }]);
  await book.take('rates.csv', 'date,from,to,rate\n2026-06-01,CNY,USD,0.14\n');
  const converted = await book.services.call(overviewMonth, { month: '2026-06' });
  expect(converted.total.amount).toBe('21.00');
  expect(converted.waitingForRate).toEqual([]);
});
