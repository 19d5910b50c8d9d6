import { mkdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { closeMonth } from '../../src/contract/close.ts';
import { identitiesAssign } from '../../src/contract/company.ts';
import { importsRun } from '../../src/contract/imports.ts';
import { overviewMonth, seatsMonth } from '../../src/contract/month.ts';
import { signalsMonth } from '../../src/contract/signals.ts';
import { spendCellsShow, usageShow } from '../../src/contract/spend.ts';
import { type FreshBook, freshBook } from './fresh-book.ts';

const PEOPLE = 'name,email\nOtto Ried,otto@ried.example\nEva Lind,eva@ried.example\n';
const USAGE = 'date,identity,tool,model,input_tokens,output_tokens\n';

type Answer = {
  readonly day: number;
  readonly project: string;
  readonly input: number;
  readonly output?: number;
};

async function bringLog(book: FreshBook, answers: readonly Answer[]): Promise<void> {
  for (const [index, { day, project, input, output = 0 }] of answers.entries()) {
    mkdirSync(`${book.folder}/home/projects/${project}`, { recursive: true });
    const line = {
      timestamp: `2026-06-0${day}T09:00:00Z`,
      sessionId: `s-${index}`,
      requestId: `r-${index}`,
      message: {
        id: `m-${index}`,
        model: 'claude-opus-4-7',
        usage: { input_tokens: input, output_tokens: output },
      },
    };
    book.write(`home/projects/${project}/s-${index}.jsonl`, `${JSON.stringify(line)}\n`);
  }
  await book.services.call(importsRun, {
    files: [`${book.folder}/home`],
    kind: 'agent-log',
    person: 'otto@ried.example',
  });
}

const account = (book: FreshBook, lines: string) =>
  book.take('account.csv', USAGE + lines, { account: 'Anthropic' });

const byProject = async (book: FreshBook) => {
  const { rows, total, beyondAccounts } = await book.services.call(usageShow, {
    month: '2026-06',
    by: ['project'],
  });
  return {
    rows: rows.map((row) => [row.project, row.inputTokens, row.outputTokens, row.charged.amount]),
    total: [total.inputTokens, total.outputTokens, total.charged.amount],
    beyondAccounts,
  };
};

test('the account counts, and the log says for which projects it was', async () => {
  const book = freshBook();
  await book.take('people.csv', PEOPLE);
  await account(book, '2026-06-03,otto@ried.example,Claude API,claude-opus-4-7,1000000,0\n');
  await bringLog(book, [
    { day: 3, project: 'quay', input: 600_000 },
    { day: 3, project: 'mole', input: 300_000 },
  ]);
  expect(await byProject(book)).toEqual({
    rows: [
      ['mole', 300_000, 0, '1.50'],
      ['quay', 600_000, 0, '3.00'],
      [null, 100_000, 0, '0.50'],
    ],
    total: [1_000_000, 0, '5.00'],
    beyondAccounts: [],
  });
  const { total, seatTotal } = await book.services.call(overviewMonth, { month: '2026-06' });
  expect([total.amount, seatTotal.amount]).toEqual(['5.00', '5.00']);
  const { seats } = await book.services.call(seatsMonth, { month: '2026-06' });
  expect(seats.map(({ spend }) => spend.amount)).toEqual(['5.00']);
  const { cells } = await book.services.call(spendCellsShow, { month: '2026-06' });
  expect(cells.map(({ project, account: name }) => [project, name])).toEqual(
    expect.arrayContaining([
      ['quay', 'Anthropic'],
      ['mole', 'Anthropic'],
      [null, 'Anthropic'],
    ]),
  );
});

test('days add up to their month, also where only some of them have a log', async () => {
  const book = freshBook();
  await book.take('people.csv', PEOPLE);
  await bringLog(book, [
    { day: 3, project: 'quay', input: 70_001, output: 11 },
    { day: 4, project: 'mole', input: 30_000, output: 4 },
  ]);
  await account(
    book,
    '2026-06-03,otto@ried.example,Claude API,claude-opus-4-7,70001,11\n' +
      '2026-06-04,otto@ried.example,Claude API,claude-opus-4-7,60000,9\n' +
      '2026-06-05,otto@ried.example,Claude API,claude-opus-4-7,500,3\n' +
      '2026-06-04,eva@ried.example,Claude API,claude-opus-4-7,900,1\n',
  );
  const month = await byProject(book);
  expect(month.rows).toEqual([
    ['mole', 30_000, 4, '0.1501'],
    ['quay', 70_001, 11, '0.35028'],
    [null, 31_400, 9, '0.157225'],
  ]);
  const days = await book.services.call(usageShow, {
    from: '2026-06-01',
    to: '2026-06-29',
    by: ['day', 'project'],
  });
  expect(days.total.charged).toEqual({ amount: month.total[2], currency: 'USD' });
  expect(days.rows.map((row) => [row.day, row.project, row.inputTokens])).toEqual([
    ['2026-06-03', 'quay', 70_001],
    ['2026-06-04', 'mole', 30_000],
    ['2026-06-04', null, 30_900],
    ['2026-06-05', null, 500],
  ]);
});

test('what the log has beyond the account counts nowhere and is asked about', async () => {
  const book = freshBook();
  await book.take('people.csv', PEOPLE);
  await account(book, '2026-06-03,otto@ried.example,Claude API,claude-opus-4-7,1000000,0\n');
  await bringLog(book, [
    { day: 3, project: 'quay', input: 4_000_000 },
    { day: 3, project: 'mole', input: 1_000_000 },
  ]);
  const { rows, total, beyondAccounts } = await byProject(book);
  expect(rows).toEqual([
    ['mole', 200_000, 0, '1.00'],
    ['quay', 800_000, 0, '4.00'],
  ]);
  expect(total).toEqual([1_000_000, 0, '5.00']);
  expect(beyondAccounts).toMatchObject([
    {
      person: { email: 'otto@ried.example' },
      inputTokens: 4_000_000,
      outputTokens: 0,
      apiValue: { amount: '20.00', currency: 'USD' },
      from: '2026-06-03',
      to: '2026-06-03',
    },
  ]);
  const { signals } = await book.services.call(signalsMonth, { month: '2026-06' });
  const asked = signals.filter(({ code }) => code === 'log-beyond-account');
  expect(asked.map(({ person, params }) => [person?.email, params['worth']])).toEqual([
    ['otto@ried.example', '20.00 USD'],
  ]);
});

test('what a closed month had beyond the account stays whose it was when its key is given to another', async () => {
  const book = freshBook();
  await book.take('people.csv', PEOPLE);
  await account(book, '2026-06-03,key-4,Claude API,claude-opus-4-7,1000000,0\n');
  const give = (email: string) =>
    book.services.call(identitiesAssign, {
      identity: 'key-4',
      shares: [{ email, percent: '100' }],
    });
  await give('otto@ried.example');
  await bringLog(book, [{ day: 3, project: 'quay', input: 5_000_000 }]);
  const before = (await byProject(book)).beyondAccounts;
  expect(before).toMatchObject([{ inputTokens: 4_000_000 }]);
  await book.services.call(closeMonth, { month: '2026-06', anyway: 'test' });
  await give('eva@ried.example');
  expect((await byProject(book)).beyondAccounts).toEqual(before);
});

test('a day cut elsewhere by the provider is nothing beyond the account', async () => {
  const book = freshBook();
  await book.take('people.csv', PEOPLE);
  await account(
    book,
    '2026-06-03,otto@ried.example,Claude API,claude-opus-4-7,1000000,0\n' +
      '2026-06-04,otto@ried.example,Claude API,claude-opus-4-7,9000000,0\n',
  );
  await bringLog(book, [
    { day: 3, project: 'quay', input: 9_000_000 },
    { day: 4, project: 'quay', input: 1_000_000 },
  ]);
  expect((await byProject(book)).beyondAccounts).toEqual([]);
});

test('a plan of the same tool does not make the log count beside the account', async () => {
  const book = freshBook();
  await book.take('people.csv', PEOPLE);
  await book.take(
    'plans.csv',
    'tool,email,start,price,currency\nClaude Max,otto@ried.example,2026-06-01,200,USD\n',
  );
  await account(book, '2026-06-03,otto@ried.example,Claude API,claude-opus-4-7,1000000,0\n');
  await bringLog(book, [{ day: 3, project: 'quay', input: 1_000_000 }]);
  const { total } = await byProject(book);
  expect(total).toEqual([1_000_000, 0, '5.00']);
});
