import { expect, test } from 'vitest';
import * as budget from '../../src/contract/budget.ts';
import { overviewMonth } from '../../src/contract/month.ts';
import { addDays, daysBetween, weekdayOf } from '../../src/core/calendar.ts';
import { type FreshBook, freshBook } from './fresh-book.ts';

const isWeekend = (day: string): boolean => ['saturday', 'sunday'].includes(weekdayOf(day));

/** 100 USD on every working day from the first to the last. */
async function steady(from: string, to: string, now: string): Promise<FreshBook> {
  const book = freshBook({ now: () => `${now}T09:00:00.000Z` });
  const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, at) => addDays(from, at));
  const rows = days.filter((day) => !isWeekend(day)).map((day) => `${day},100,USD,li@x.example`);
  await book.take('charges.csv', ['date,amount,currency,identity', ...rows].join('\n'));
  return book;
}

const usd = (amount: string) => ({ amount, currency: 'USD' });

test('a budget is used up on a day, with a range around it', async () => {
  const book = await steady('2026-01-01', '2026-06-30', '2026-07-01');
  // 129 working days so far; 100 more last to 17 November.
  const forecast = await book.services.call(budget.budgetSet, { year: 2026, amount: '22900' });
  expect(forecast).toMatchObject({
    budget: usd('22900.00'),
    used: usd('12900.00'),
    left: usd('10000.00'),
    asOf: '2026-06-30',
    state: 'runs out',
  });
  const { date = '', low80 = '', high80 = null } = forecast.runsOut ?? {};
  expect(Math.abs(daysBetween('2026-11-16', date))).toBeLessThanOrEqual(3);
  expect([low80 < date, (high80 ?? '') > date]).toEqual([true, true]);
  expect(forecast.months.map(({ isProjected }) => isProjected).indexOf(true)).toBe(6);
});

test('a budget that is spent says the day on which it was', async () => {
  const book = await steady('2026-01-01', '2026-06-30', '2026-07-01');
  const forecast = await book.services.call(budget.budgetSet, { year: 2026, amount: '450' });
  const day = '2026-01-07'; // the fifth working day
  expect(forecast).toMatchObject({
    state: 'used up',
    runsOut: { date: day, low80: day, high80: day },
  });
});

test('without a budget there is no date, and under 14 days nothing is guessed', async () => {
  const book = await steady('2026-06-22', '2026-06-30', '2026-07-01');
  expect(await book.services.call(budget.forecastShow, { year: 2026 })).toMatchObject({
    state: 'no budget',
    budget: null,
    runsOut: null,
    used: usd('700.00'),
  });
  expect(await book.services.call(budget.budgetSet, { year: 2026, amount: '5000' })).toMatchObject({
    state: 'not enough',
    runsOut: null,
    yearEnd: null,
  });
});

test('plans are agreed beforehand: they shorten a budget and are no pace', async () => {
  const book = freshBook({ now: () => '2026-07-01T09:00:00.000Z' });
  await book.take(
    'plans.csv',
    'tool,email,start,price,currency,cadence\nClaude Max,,2026-01-01,100,USD,month',
  );
  await book.take('charges.csv', 'date,amount,currency\n2026-06-30,0.01,USD');
  const forecast = await book.services.call(budget.budgetSet, { year: 2026, amount: '1000' });
  expect(forecast.used).toEqual(usd('700.01'));
  const { months } = forecast;
  expect(months.find(({ month }) => month === '2026-12')?.total).toEqual(usd('1200.01'));
});

test('the overview shows the budget as it stood at the end of its month', async () => {
  const book = await steady('2026-01-01', '2026-06-30', '2026-07-01');
  await book.services.call(budget.budgetSet, { year: 2026, amount: '22900' });
  const march = await book.services.call(overviewMonth, { month: '2026-03' });
  expect(march.budget).toMatchObject({ budget: usd('22900.00'), used: usd('6400.00') });
  expect((await book.services.call(overviewMonth, { month: '2025-12' })).budget).toBeNull();
});

test('a later budget of a year holds, and a year that has not begun says so', async () => {
  const book = await steady('2026-01-01', '2026-06-30', '2026-07-01');
  await book.services.call(budget.budgetSet, { year: 2026, amount: '100' });
  expect((await book.services.call(budget.budgetSet, { year: 2026, amount: '99999' })).state).toBe(
    'lasts',
  );
  expect((await book.services.call(budget.budgetSet, { year: 2027, amount: '5' })).state).toBe(
    'not begun',
  );
});

test('days off are the company’s own', async () => {
  const book = freshBook();
  await book.services.call(budget.calendarSet, {
    day: '2026-10-01',
    kind: 'holiday',
    name: 'National Day',
  });
  await book.services.call(budget.calendarSet, { day: '2026-10-10', kind: 'workday' });
  await book.services.call(budget.calendarSet, { day: '2026-10-10', kind: 'plain' });
  expect((await book.services.call(budget.calendarList, {})).days).toEqual([
    { day: '2026-10-01', kind: 'holiday', name: 'National Day' },
  ]);
});
