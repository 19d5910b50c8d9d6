import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plansList, seatsAdd } from '../../src/contract/company.ts';
import { overviewMonth } from '../../src/contract/month.ts';
import { isIsoDay } from '../../src/core/calendar.ts';
import { planFamily } from '../../src/core/spend/plan-tools.ts';
import { freshBook, resources } from './fresh-book.ts';

const PEOPLE = 'name,email\nZoe,zoe@harbor.example\nTim,tim@harbor.example\n';
const SEAT = {
  tool: 'ChatGPT Business',
  price: { amount: '25.00', currency: 'USD' },
  cadence: 'month' as const,
  start: '2026-06-01',
  end: null,
  account: null,
};

test('every plan of the list says where and when it was read, and covers the tools that it names', async () => {
  const { plans } = JSON.parse(readFileSync(join(resources, 'plans.json'), 'utf8')) as {
    plans: {
      id: string;
      tool: string;
      source: string;
      sourceDate: string;
      covers: string[];
      prices: { price: string }[];
    }[];
  };
  expect(new Set(plans.map(({ id }) => id)).size).toBe(plans.length);
  for (const { tool, source, sourceDate, covers, prices } of plans) {
    expect(source).not.toBe('');
    expect(isIsoDay(sourceDate)).toBe(true);
    expect(prices.every(({ price }) => Number(price) > 0)).toBe(true);
    const families = covers.map(planFamily);
    expect([tool, ...new Set(families)]).toEqual([tool, planFamily(tool)]);
  }
});

test('seats are entered for those who hold one, the rest are spare, and both stand against the people', async () => {
  const book = freshBook();
  await book.take('people.csv', PEOPLE);
  const { subscriptions } = await book.services.call(seatsAdd, {
    ...SEAT,
    seats: 3,
    emails: ['Zoe@harbor.example', 'tim@harbor.example'],
  });
  expect(subscriptions.map(({ email }) => email).sort()).toEqual([
    null,
    'tim@harbor.example',
    'zoe@harbor.example',
  ]);
  const { plans, people } = await book.services.call(plansList, {});
  expect(people).toBe(2);
  expect(plans.find(({ id }) => id === 'chatgpt-business')).toMatchObject({ seats: 3, spare: 1 });
  expect((await book.services.call(overviewMonth, { month: '2026-06' })).total.amount).toBe(
    '75.00',
  );
});

test('nobody holds a seat twice, and no more people than seats', async () => {
  const book = freshBook();
  const add = (seats: number, emails: string[]) =>
    book.services.call(seatsAdd, { ...SEAT, seats, emails });
  await expect(add(2, ['a@x.example', 'A@x.example'])).rejects.toMatchObject({
    code: 'seat_twice',
  });
  await expect(add(1, ['a@x.example', 'b@x.example'])).rejects.toMatchObject({
    code: 'seats_exceeded',
  });
  expect((await book.services.call(plansList, {})).plans.every(({ seats }) => seats === 0)).toBe(
    true,
  );
});
