import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { accountShow, accountsCreditPrice, accountsList } from '../../src/contract/accounts.ts';
import { bookVerify } from '../../src/contract/book.ts';
import { peopleList } from '../../src/contract/company.ts';
import {
  type ImportDoc,
  importsLook,
  importsRun,
  importsUndo,
} from '../../src/contract/imports.ts';
import { overviewMonth } from '../../src/contract/month.ts';
import { usageShow } from '../../src/contract/spend.ts';
import { type FreshBook, freshBook } from './fresh-book.ts';

/**
 * Each entry of fixtures/exports is an export that is read: a made-up file, and what it must give. A text
 * is one JSON with the file's lines in it, anything else a folder of both. A new export is held to it
 * without a line here.
 */
const ROOT = join(import.meta.dirname, '../fixtures/exports');

type Expected = {
  readonly file?: { readonly name: string; readonly lines: readonly string[] };
  readonly format: string;
  readonly kind: NonNullable<ImportDoc['kind']>;
  readonly month?: string;
  readonly currency?: string;
  readonly answers?: Readonly<Record<string, string>>;
  readonly import: Partial<ImportDoc>;
  readonly rejects?: readonly string[];
  readonly notes?: readonly string[];
  readonly usage?: Readonly<Record<string, string | number | null>>;
  /** What is charged to each, by e-mail; empty: to nobody. */
  readonly people?: Readonly<Record<string, string>>;
  readonly overview?: string;
  readonly seats?: {
    readonly account: string;
    readonly list: Readonly<Record<string, string | null>>;
  };
};

const expectedIn = (...path: readonly string[]): Expected =>
  JSON.parse(readFileSync(join(ROOT, ...path), 'utf8')) as Expected;

const fixtures = readdirSync(ROOT).map((name) => {
  if (!name.endsWith('.json')) {
    const file = readdirSync(join(ROOT, name)).find((one) => one !== 'expected.json') ?? '';
    return { name, file: join(ROOT, name, file), expected: expectedIn(name, 'expected.json') };
  }
  const expected = expectedIn(name);
  if (expected.file === undefined) throw new Error(`${name} has no file.`);
  const file = join(mkdtempSync(join(tmpdir(), 'export-')), expected.file.name);
  writeFileSync(file, `${expected.file.lines.join('\n')}\n`);
  return { name: name.replace('.json', ''), file, expected };
});

const PEOPLE =
  'name,email\nZoe,zoe@harbor.example\nTim,tim@harbor.example\nTian,tian@harbor.example\n';

async function take(
  book: FreshBook,
  file: string,
  options: Record<string, unknown> = {},
): Promise<ImportDoc> {
  const { imports } = await book.services.call(importsRun, { files: [file], ...options });
  const [doc] = imports;
  if (!doc) throw new Error('The import gave no document.');
  return doc;
}

const answered = ({ answers }: Expected) => (answers === undefined ? {} : { answers });
const amount = (money: unknown): string | null =>
  (money as { amount: string } | null)?.amount ?? null;

describe.each(fixtures)('the export $name', ({ file, expected }) => {
  const { month, usage, people, overview, seats, currency = 'USD' } = expected;

  test('is recognised by its header, read to the micro and the token, and known again', async () => {
    const book = freshBook({ currency });
    await book.take('people.csv', PEOPLE);
    const doc = await take(book, file, answered(expected));
    expect(doc).toMatchObject({
      status: 'committed',
      format: expected.format,
      kind: expected.kind,
      ...expected.import,
    });
    expect(doc.rejects.map(({ code }) => code)).toEqual(expected.rejects ?? []);
    expect(doc.notes).toEqual(expect.arrayContaining([...(expected.notes ?? [])]));
    if (month !== undefined && usage !== undefined) {
      const shown = await book.services.call(usageShow, { month, by: ['person'] });
      const { charged, apiValue, ...counts } = shown.total;
      const total = { ...counts, charged: amount(charged), apiValue: amount(apiValue) };
      expect(total).toMatchObject(usage);
      const carried = shown.rows.map((row) => [
        (row['person'] as { email: string } | null)?.email ?? '',
        amount(row.charged),
      ]);
      expect(Object.fromEntries(carried)).toEqual(people);
    }
    if (month !== undefined && overview !== undefined) {
      expect((await book.services.call(overviewMonth, { month })).total.amount).toBe(overview);
    }
    if (seats !== undefined) {
      const { seatList } = await book.services.call(accountShow, { account: seats.account });
      const listed = seatList.map(({ identity, lastActivity }) => [identity, lastActivity]);
      expect(Object.fromEntries(listed)).toEqual(seats.list);
    }
    const again = await take(book, file, answered(expected));
    expect(again).toMatchObject({ added: 0, replaced: 0, rejected: doc.rejected });
    expect((await book.services.call(bookVerify, {})).ok).toBe(true);
    expect((await book.services.call(peopleList, {})).people).toHaveLength(3);
  });

  test('leaves nothing behind when it is undone', async () => {
    const book = freshBook({ currency });
    const doc = await take(book, file, answered(expected));
    await book.services.call(importsUndo, { id: doc.id ?? 0 });
    if (seats !== undefined) {
      const { seatList } = await book.services.call(accountShow, { account: seats.account });
      expect(seatList).toEqual([]);
      return;
    }
    const after = await book.services.call(overviewMonth, { month: month ?? '2026-08' });
    expect(after.total.amount).toBe('0.00');
    const shown = await book.services.call(usageShow, { month: month ?? '2026-08' });
    expect(shown.rows).toEqual([]);
  });

  test('is shown before it is taken, as it will be read', async () => {
    const book = freshBook({ currency });
    const look = await book.services.call(importsLook, { file, ...answered(expected) });
    expect(look).toMatchObject({ format: expected.format, kind: expected.kind });
    expect(look.rows.length).toBeGreaterThan(0);
  });
});

test('an export is one file: nothing else in the app knows it by its name', () => {
  const root = join(import.meta.dirname, '../../src');
  const texts = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => ({ name, text: readFileSync(join(root, name), 'utf8') }));
  // FOCUS is a kind of its own, which the command line and the window name.
  const formats = new Set(fixtures.map(({ expected }) => expected.format));
  for (const format of [...formats].filter((one) => one !== 'focus')) {
    const knowing = texts.filter(({ text }) => text.includes(`'${format}'`));
    expect([
      format,
      ...knowing.map(({ name }) => name.startsWith('main/imports/formats/')),
    ]).toEqual([format, true]);
  }
});

const KINDS = ['people', 'subscriptions', 'usage', 'charges', 'output', 'rates', 'focus', 'seats'];
const TABLES = join(import.meta.dirname, '../fixtures/tables');
const others = readdirSync(TABLES).map((name) => join(TABLES, name));

test('no export is taken for another kind, whatever it is said to be', async () => {
  const book = freshBook();
  const faults: string[] = [];
  for (const file of [...fixtures.map((one) => one.file), ...others]) {
    const right = await book.services.call(importsLook, { file });
    for (const kind of KINDS as NonNullable<ImportDoc['kind']>[]) {
      const isRight = kind === right.kind || (right.kind === 'focus' && kind === 'charges');
      const doc = await take(book, file, { kind, dryRun: true });
      const isRefused = doc.status === 'refused' && doc.error?.code !== 'file_fault';
      if (!isRight && !isRefused) faults.push(`${file} as ${kind}: ${doc.kind}`);
      if (isRight && doc.status !== 'refused' && doc.format !== right.format) {
        faults.push(`${file} as ${kind}: ${doc.format}`);
      }
    }
  }
  expect(faults).toEqual([]);
  expect((await book.services.call(peopleList, {})).people).toEqual([]);
}, 120_000);

describe('credits beside the seats', () => {
  const HEAD =
    'date_partition,account_id,account_user_id,email,name,public_id,usage_type,usage_credits,usage_quantity,usage_units\n';
  const row = (day: string, credits: string): string =>
    `${day},w,m-1,zoe@harbor.example,Zoe,u,codex,${credits},1,counts\n`;
  const charged = async (book: FreshBook, month: string) => {
    const { total } = await book.services.call(usageShow, { month });
    return [total.charged.amount, total.unpriced];
  };

  test('wait for the price of a credit although their person holds a plan, and take it from its day on', async () => {
    const book = freshBook();
    await book.take('people.csv', PEOPLE);
    await book.take(
      'plans.csv',
      'tool,email,start,price,currency\nChatGPT Business,zoe@harbor.example,2026-01-01,30,USD\n',
    );
    const doc = await book.take('c.csv', HEAD + row('2026-05-31', '10') + row('2026-06-01', '10'));
    expect(doc.asks.map(({ key }) => key)).toEqual(['credit-price']);
    expect(await charged(book, '2026-06')).toEqual(['0.00', 1]);
    const said = { account: 'chatgpt', price: '0.04', currency: 'usd' };
    const { creditPrices } = await book.services.call(accountsCreditPrice, {
      ...said,
      from: '2026-06-01',
    });
    expect(creditPrices).toEqual([
      {
        account: 'ChatGPT',
        waiting: 1,
        prices: [{ from: '2026-06-01', price: '0.04', currency: 'USD' }],
      },
    ]);
    expect(await charged(book, '2026-06')).toEqual(['0.40', 0]);
    expect(await charged(book, '2026-05')).toEqual(['0.00', 1]);
    await book.services.call(accountsCreditPrice, { ...said, price: '0.05', from: '2026-01-01' });
    expect(await charged(book, '2026-05')).toEqual(['0.50', 0]);
    expect(await charged(book, '2026-06')).toEqual(['0.40', 0]);
    const later = await book.take('d.csv', HEAD + row('2026-06-02', '5'));
    expect(later.asks).toEqual([]);
    expect(await charged(book, '2026-06')).toEqual(['0.60', 0]);
  });

  test('refuse a price that is none, and an account that nobody knows', async () => {
    const book = freshBook();
    await book.take('c.csv', HEAD + row('2026-06-01', '10'));
    const said = { account: 'ChatGPT', price: '0.04', currency: 'USD', from: '2026-01-01' };
    const set = (change: Partial<typeof said>) =>
      book.services.call(accountsCreditPrice, { ...said, ...change });
    await expect(set({ price: 'free' })).rejects.toMatchObject({ code: 'credit_price_wrong' });
    await expect(set({ price: '-1' })).rejects.toMatchObject({ code: 'credit_price_wrong' });
    await expect(set({ account: 'Nobody' })).rejects.toMatchObject({ code: 'account_missing' });
    const { creditPrices } = await book.services.call(accountsList, {});
    expect(creditPrices).toEqual([{ account: 'ChatGPT', waiting: 1, prices: [] }]);
  });
});

describe('a report that sums up a time', () => {
  const HEAD =
    'user_email,product,model,total_requests,total_prompt_tokens,total_completion_tokens,total_net_spend_usd\n';
  const report = (from: string, to: string): string =>
    `spend-report-0d0d0d0d-1111-4222-8333-444455556666-${from}-to-${to}.csv`;
  const spend = (net: string): string =>
    `${HEAD}zoe@harbor.example,Chat,claude-opus-5,1,1,1,${net}\n`;
  const june = async (book: FreshBook): Promise<string> =>
    (await book.services.call(overviewMonth, { month: '2026-06' })).total.amount;

  test('stands in the place of a shorter one from the same day on, until it is undone', async () => {
    const book = freshBook();
    await book.take(report('2026-06-01', '2026-06-15'), spend('1.00'));
    const whole = await book.take(report('2026-06-01', '2026-06-30'), spend('3.00'));
    expect(whole).toMatchObject({ added: 0, replaced: 1 });
    expect(await june(book)).toBe('3.00');
    const shorter = await book.take(report('2026-06-01', '2026-06-20'), spend('2.00'));
    expect(shorter).toMatchObject({ status: 'refused', error: { code: 'report_shorter' } });
    await book.services.call(importsUndo, { id: whole.id ?? 0 });
    expect(await june(book)).toBe('1.00');
  });

  test('of another organization is another one, though both speak of the same person', async () => {
    const book = freshBook();
    await book.take(report('2026-06-01', '2026-06-30'), spend('3.00'));
    const other = report('2026-06-01', '2026-06-30').replace('0d0d0d0d', '0e0e0e0e');
    expect(await book.take(other, spend('4.00'))).toMatchObject({ added: 1, replaced: 0 });
    expect(await june(book)).toBe('7.00');
    expect(await book.take(other, `${spend('4.50')}\n`)).toMatchObject({ replaced: 1, added: 0 });
    expect(await june(book)).toBe('7.50');
  });

  test('is asked about where it overlaps another, refused over several months, and never dated by guess', async () => {
    const book = freshBook();
    await book.take(report('2026-06-01', '2026-06-20'), spend('2.00'));
    const name = report('2026-06-10', '2026-06-30');
    const asked = await book.take(name, spend('5.00'));
    expect(asked).toMatchObject({ status: 'refused', asks: [{ key: 'overlap' }] });
    const kept = await book.take(name, spend('5.00'), { answers: { overlap: 'held' } });
    expect(kept.error?.code).toBe('report_left_out');
    expect(await june(book)).toBe('2.00');
    await book.take(name, spend('5.00'), { answers: { overlap: 'new' } });
    expect(await june(book)).toBe('5.00');
    const long = await book.take(report('2026-04-01', '2026-05-31'), spend('9.00'));
    expect(long.error?.code).toBe('report_several_months');
    const nameless = await book.take('export.csv', spend('9.00'));
    expect(nameless).toMatchObject({ status: 'refused', asks: [{ key: 'period' }] });
  });
});

test('an unknown bill leads to the mapping with a good guess', async () => {
  const book = freshBook({ currency: 'CNY' });
  const file = book.write(
    'consume.csv',
    '账期,日期,产品,实例,原价,应付金额,币种\n2026-08,2026-08-03,火山方舟,ep-2026-zoe,2.00,1.50,CNY\n',
  );
  const look = await book.services.call(importsLook, { file });
  expect(look).toMatchObject({
    format: null,
    suggestion: {
      kind: 'charges',
      columns: {
        date: '日期',
        amount: '应付金额',
        currency: '币种',
        identity: '实例',
        tool: '产品',
      },
    },
  });
  const english = book.write(
    'detail.csv',
    'BillPeriod,ExpenseDate,Product,InstanceNo,OriginalBillAmount,PayableAmount,Currency\n2026-08,2026-08-03,ark,ep-1,2.00,1.50,CNY\n',
  );
  expect((await book.services.call(importsLook, { file: english })).suggestion).toMatchObject({
    kind: 'charges',
    columns: {
      date: 'ExpenseDate',
      amount: 'PayableAmount',
      identity: 'InstanceNo',
      tool: 'Product',
    },
  });
});
