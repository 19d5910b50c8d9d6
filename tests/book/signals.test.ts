import { expect, test } from 'vitest';
import { overviewMonth } from '../../src/contract/month.ts';
import * as signals from '../../src/contract/signals.ts';
import { addDays } from '../../src/core/calendar.ts';
import { type FreshBook, freshBook } from './fresh-book.ts';

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
