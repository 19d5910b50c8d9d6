import { expect, onTestFinished, test } from 'vitest';
import { accountsPeople } from '../../src/contract/accounts.ts';
import { allowanceSet } from '../../src/contract/allowances.ts';
import { settingsSet } from '../../src/contract/company.ts';
import { overviewMonth } from '../../src/contract/month.ts';
import * as signals from '../../src/contract/signals.ts';
import { runawaysList } from '../../src/contract/syncs.ts';
import { addDays, weekdayOf } from '../../src/core/calendar.ts';
import { litellmRecords, litellmServer } from '../providers/servers/litellm.ts';
import { TEST_KEY } from './account-network.ts';
import { connect, connectedBook, sync } from './connected-account.ts';
import { type FreshBook, freshBook } from './fresh-book.ts';
import { rawBook } from './raw-book.ts';

const NOW = '2026-07-01T09:00:00.000Z';
const LI = 'li@x.example';

/** Ana and Li; Li spends 2 USD every day of three months but the days named. */
async function company(days: Readonly<Record<string, number>> = {}): Promise<FreshBook> {
  const book = freshBook({ now: () => NOW });
  await book.take('people.csv', `name,email\nAna,ana@x.example\nLi,${LI}`);
  const rows = Array.from({ length: 91 }, (_, at) => addDays('2026-04-01', at)).map(
    (day) => `${day},${LI},API,claude-sonnet-4-5,1000,10,1,${days[day] ?? 2},USD`,
  );
  await book.take(
    'usage.csv',
    ['date,identity,tool,model,input_tokens,output_tokens,requests,cost,currency', ...rows].join(
      '\n',
    ),
  );
  return book;
}

const list = (book: FreshBook, more: Record<string, unknown> = {}) =>
  book.services.call(signals.signalsMonth, { month: '2026-06', ...more });

test('a burst is told with its evidence, and a dismissal with its reason is remembered', async () => {
  const book = await company({ '2026-06-17': 400 });
  const found = (await list(book)).signals.filter(({ code }) => code === 'burst');
  expect(found).toMatchObject([
    {
      person: { name: 'Li' },
      evidence: {
        day: { type: 'day', day: '2026-06-17' },
        spend: { type: 'money', money: { amount: '400.00', currency: 'USD' } },
        usual: { type: 'money', money: { amount: '2.00', currency: 'USD' } },
      },
      dismissed: null,
    },
  ]);
  expect(found[0]?.text).toContain('look at it together');
  const key = found[0]?.key ?? '';
  await book.services.call(signals.signalDismiss, { key, why: 'a migration, planned' });
  expect((await list(book)).signals.map((one) => one.key)).not.toContain(key);
  const withAll = (await list(book, { withDismissed: true })).signals;
  expect(withAll.find((one) => one.key === key)?.dismissed).toMatchObject({
    by: 'test',
    why: 'a migration, planned',
  });
  await book.services.call(signals.signalRestore, { key });
  expect((await list(book)).signals.map((one) => one.key)).toContain(key);
});

test('a dismissal needs a reason', async () => {
  const book = await company();
  await expect(
    book.services.call(signals.signalDismiss, { key: 'burst:2:2026-06-17', why: ' ' }),
  ).rejects.toMatchObject({ code: 'signal_reason_missing' });
  await expect(
    book.services.call(signals.signalDismiss, { key: 'anything', why: 'x' }),
  ).rejects.toMatchObject({ code: 'signal_missing' });
});

test('the overview has the month’s signals; one’s own list has no one else’s', async () => {
  const book = await company({ '2026-06-17': 400 });
  const overview = await book.services.call(overviewMonth, { month: '2026-06' });
  expect(overview.signals.map(({ code, person }) => [code, person?.name])).toContainEqual([
    'burst',
    'Li',
  ]);
  expect((await list(book, { person: 'ana@x.example' })).signals).toEqual([]);
  expect((await list(book, { person: LI })).signals.length).toBeGreaterThan(0);
});

test('a spare licence is asked about with its renewal; a seat whose use nobody can see is not', async () => {
  const book = await company();
  await book.take(
    'plans.csv',
    `tool,email,start,price,currency,cadence
ChatGPT Business,,2026-03-10,30,USD,month
Grammarly,${LI},2026-01-01,12,USD,month`,
  );
  const found = (await list(book)).signals.filter(({ code }) => code === 'unused-seat');
  expect(found).toMatchObject([
    {
      person: null,
      evidence: {
        tool: { name: 'ChatGPT Business' },
        reason: { word: 'not assigned' },
        next: { word: 'end at renewal' },
        nextDay: { day: '2026-07-10' },
      },
    },
  ]);
});

test('signals are worked out anew once the book has changed', async () => {
  const book = await company();
  expect((await list(book)).signals.filter(({ code }) => code === 'burst')).toEqual([]);
  await book.take('more.csv', `date,identity,tool,cost,currency\n2026-06-17,${LI},Other,400,USD`);
  expect((await list(book)).signals.filter(({ code }) => code === 'burst')).toHaveLength(1);
});

test('a day on which a sync saw use run away is one question, and answered once', async () => {
  const records = litellmRecords('2026-09-20', 47, 1, 1).map((one) => ({
    ...one,
    cost: one.day === '2026-11-04' ? 400_000_000 : 2_000_000,
  }));
  const server = await litellmServer(records, TEST_KEY);
  onTestFinished(() => server.close());
  const { services } = connectedBook();
  await connect(services, 'litellm', server.base);
  await sync(services);
  await services.call(accountsPeople, { account: 'Test account' });
  const asked = async () => {
    const { signals: found } = await services.call(overviewMonth, { month: '2026-11' });
    const listed = await services.call(signals.signalsMonth, { month: '2026-11' });
    expect(listed.signals.map(({ key }) => key)).toEqual(found.map(({ key }) => key));
    return found.filter(({ code }) => code === 'runaway' || code === 'burst');
  };
  const [only, ...more] = await asked();
  expect(more).toEqual([]);
  expect(only).toMatchObject({
    code: 'runaway',
    severity: 'high',
    person: { email: 'p0@example.com' },
    params: { day: '2026-11-04', spend: '400.00', usual: '2.00' },
  });
  await services.call(signals.signalDismiss, { key: only?.key ?? '', why: 'a migration' });
  expect(await asked()).toEqual([]);
  expect((await services.call(runawaysList, {})).runaways).toEqual([]);
});

test('a rush at the end shows in weeks that begin on a Sunday and in quarters, from the book', async () => {
  const rushed = async (cadence: 'week' | 'quarter', isLate: (day: string) => boolean) => {
    const book = freshBook({ now: () => NOW });
    const { services } = book;
    await book.take('people.csv', `name,email\nLi,${LI}`);
    await services.call(settingsSet, { key: 'company.week-start', value: 'sunday' });
    const lines = Array.from({ length: 181 }, (_, at) => addDays('2026-01-01', at)).map(
      (day) => `${day},${LI},API,${isLate(day) ? 12 : 1},USD`,
    );
    await book.take('usage.csv', `date,identity,tool,cost,currency\n${lines.join('\n')}`);
    const line = { scope: 'company', cadence, limit: '400', from: '2026-01-01' };
    await services.call(allowanceSet, line);
    return (await list(book)).signals.find(({ code }) => code === 'period-end-rush');
  };
  const isThursday = (day: string) => ['thursday', 'friday'].includes(weekdayOf(day));
  expect((await rushed('week', isThursday))?.evidence).toMatchObject({
    cadence: { word: 'week' },
    periods: { count: 4 },
    lastFrom: { day: '2026-06-21' },
    lastTo: { day: '2026-06-27' },
  });
  const isEnd = (day: string) => /-(03|06)-(2[4-9]|3\d)$/.test(day);
  expect((await rushed('quarter', isEnd))?.evidence).toMatchObject({
    cadence: { word: 'quarter' },
    periods: { count: 2 },
    lastTo: { day: '2026-06-30' },
  });
});

test('a seat that the provider does not list has no access; without a list nobody knows', async () => {
  const book = freshBook({ now: () => NOW });
  const { services } = book;
  await book.take('people.csv', `name,email\nAna,ana@x.example\nLi,${LI}`);
  await book.take(
    'usage.csv',
    'date,identity,tool,cost,currency\n2026-06-30,ana@x.example,Cursor,1,USD',
  );
  await book.take(
    'plans.csv',
    `tool,email,start,price,currency,cadence\nCursor Business,${LI},2026-01-01,40,USD,month`,
  );
  const reason = async () =>
    (await list(book)).signals.find(({ code }) => code === 'unused-seat')?.evidence['reason'];
  expect(await reason()).toMatchObject({ word: 'never used' });
  const { id } = rawBook(services.book).run(
    "INSERT INTO account (name, provider, billing) VALUES ('Team', 'cursor', 'plan')",
  );
  const provider = (change: string, email: string) =>
    rawBook(services.book).run(
      change === 'lists'
        ? `INSERT INTO account_seat (account_id, identity, tool, currency, first_seen_day, stream, series)
           VALUES (?, ?, 'Cursor', 'USD', '2026-01-01', 'seats', 1)`
        : 'DELETE FROM account_seat WHERE account_id = ? AND identity = ?',
      id,
      email,
    );
  provider('lists', 'someone@x.example');
  // Whose that seat is, nobody has said yet: it may be Li's.
  expect(await reason()).toMatchObject({ word: 'never used' });
  provider('drops', 'someone@x.example');
  provider('lists', 'ana@x.example');
  expect(await reason()).toMatchObject({ word: 'no access' });
  provider('lists', LI);
  expect(await reason()).toMatchObject({ word: 'never used' });
});

test('a first day far above every bound is asked about, also of a key that nobody carries, today too', async () => {
  const book = freshBook({ now: () => NOW, currency: 'CNY' });
  await book.take('people.csv', `name,email\nAna,ana@x.example`);
  await book.take(
    'usage.csv',
    `date,identity,tool,model,requests,cost,currency
2026-07-01,ana@x.example,OpenAI API,gpt-5,10,2000000,CNY
2026-07-01,sk-batch-7,OpenAI API,gpt-5,1,500000,CNY`,
  );
  const found = await list(book, { month: '2026-07' });
  expect(
    found.signals.map(({ code, person, evidence }) => [code, person?.name, evidence['who']]),
  ).toEqual([
    ['runaway', 'Ana', { type: 'name', name: 'Ana' }],
    ['runaway', undefined, { type: 'name', name: 'sk-batch-7' }],
  ]);
  await book.services.call(settingsSet, { key: 'signals.runaway', value: 'none' });
  expect((await list(book, { month: '2026-07' })).signals).toEqual([]);
});

test('an unlimited line tells at the amounts that the owner chose', async () => {
  const book = await company();
  await book.services.call(allowanceSet, {
    scope: 'company',
    limit: 'unlimited',
    cadence: 'month',
    atLimit: 'inform',
    informAt: ['50', '500'],
    from: '2026-06-01',
  });
  const found = (await list(book)).signals.filter(({ code }) => code === 'amount-reached');
  expect(found).toMatchObject([
    {
      person: { name: 'Li' },
      evidence: { amount: { type: 'money', money: { amount: '50.00', currency: 'USD' } } },
    },
  ]);
});
