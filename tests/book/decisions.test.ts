import { describe, expect, test } from 'vitest';
import { allowanceLines } from '../../src/contract/allowances.ts';
import { auditList } from '../../src/contract/book.ts';
import { peopleRemove } from '../../src/contract/company.ts';
import {
  type DecisionsDoc,
  decisionsAdd,
  decisionsConfirm,
  decisionsList,
  decisionsTakeBack,
} from '../../src/contract/decisions.ts';
import { openServices } from '../../src/main/services/services.ts';
import { type FreshBook, freshBook, resources } from './fresh-book.ts';
import { rawBook } from './raw-book.ts';

const LI = 'li@x.example';
const MONTHS = ['01', '02', '03', '04', '05', '06', '07'];
const SPENT = [280, 320, 300, 150, 110, 130, 0];

/** Li's seat: ten units a month since 2025, a seat from July 2025 on, and the charges of 2026. */
async function company(options: { currency?: string } = {}): Promise<FreshBook> {
  const book = freshBook(options);
  await book.take(
    'people.csv',
    `name,email,role,start,monthly_cost,currency
Li,${LI},engineer,2024-01-01,8000,USD
Mia,mia@x.example,engineer,2024-01-01,8000,USD`,
  );
  const charges = MONTHS.map((month, at) => `2026-${month}-10,${SPENT[at]},USD,${LI},Claude`);
  const before = ['07', '08', '09', '10', '11', '12'].map(
    (month) => `2025-${month}-01,300,USD,${LI},Claude`,
  );
  await book.take(
    'charges.csv',
    ['date,amount,currency,identity,tool', ...before, ...charges].join('\n'),
  );
  return book;
}

/** The same book on another day. */
const on = <T>(
  book: FreshBook,
  day: string,
  work: (s: ReturnType<typeof openServices>) => Promise<T>,
) => {
  const services = openServices({
    file: book.file,
    mode: 'write',
    resources,
    who: 'Ines',
    asOf: day,
    now: () => `${day}T09:00:00.000Z`,
  });
  return work(services).finally(() => services.close());
};
const add = (book: FreshBook, day: string, more: Record<string, unknown>) =>
  on(book, day, (services) =>
    services.call(decisionsAdd, { person: LI, kind: 'trim', why: 'too much', ...more } as never),
  );
const list = (book: FreshBook, day: string, more: { month?: string } = {}): Promise<DecisionsDoc> =>
  on(book, day, (services) => services.call(decisionsList, more));
const usd = (amount: string) => ({ amount, currency: 'USD' });
const code = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: { code?: string }) => error.code,
  );

const output = (book: FreshBook, perMonth: (month: string) => number): Promise<unknown> => {
  const months = [
    ...['07', '08', '09', '10', '11', '12'].map((month) => `2025-${month}`),
    ...['01', '02', '03', '04', '05', '06'].map((month) => `2026-${month}`),
  ];
  const rows = months.flatMap((month) => {
    const units = perMonth(month);
    return units > 0 ? [`${month}-15,${LI},ticket,${units},Mia`] : [];
  });
  return book.take('output.csv', ['date,email,kind,quantity,accepted_by', ...rows].join('\n'));
};

describe('a decision', () => {
  test('saves its pace less what is spent, and what the next one claims is not claimed again', async () => {
    const book = await company();
    await add(book, '2026-04-01', { to: '120', from: '2026-04-01' });
    const june = (await list(book, '2026-07-01')).decisions[0];
    expect(june).toMatchObject({
      pace: usd('300.00'),
      expected: usd('180.00'),
      saved: usd('510.00'),
      state: 'open',
      by: 'Ines',
    });
    expect(june?.months.map(({ saved }) => saved.amount)).toEqual(['150.00', '190.00', '170.00']);
    await add(book, '2026-07-01', { kind: 'end' });
    const july = await list(book, '2026-08-01');
    expect(july.decisions.map((one) => [one.pace.amount, one.months.at(-1)?.saved.amount])).toEqual(
      [
        ['300.00', '170.00'],
        ['130.00', '130.00'],
      ],
    );
    expect(july.saved.notTold).toEqual(usd('810.00'));
  });

  test('is followed up after 1, 3 and 6 months with output before and since', async () => {
    const book = await company();
    await output(book, (month) => (month < '2026-04' ? 10 : 25));
    await add(book, '2026-04-01', { to: '120' });
    expect((await list(book, '2026-04-30')).decisions[0]).toMatchObject({
      followUps: [],
      nextDue: '2026-05-01',
    });
    const july = (await list(book, '2026-07-01')).decisions[0];
    expect(july?.followUps.map(({ after, due, word }) => [after, due, word])).toEqual([
      [1, '2026-05-01', 'held'],
      [3, '2026-07-01', 'held'],
    ]);
    expect(july?.followUps[1]).toMatchObject({ suggest: 'confirm' });
    expect(july?.nextDue).toBe('2026-10-01');
    expect((await list(book, '2026-07-01')).saved.held).toEqual(usd('510.00'));
  });

  test('that cost more output than it saved is to be taken back', async () => {
    const book = await company();
    await output(book, (month) => (month < '2026-04' ? 10 : 1));
    await add(book, '2026-04-01', { to: '120' });
    const { decisions, saved } = await list(book, '2026-07-01');
    expect(decisions[0]?.followUps.at(-1)).toMatchObject({ word: 'fell', suggest: 'take back' });
    expect(saved).toEqual({ held: usd('0.00'), fell: usd('510.00'), notTold: usd('0.00') });
  });

  test('has no data while nobody logs what was finished since', async () => {
    const book = await company();
    await output(book, (month) => (month < '2026-04' ? 10 : 0));
    await add(book, '2026-04-01', { to: '120' });
    expect((await list(book, '2026-07-01')).decisions[0]?.followUps.at(-1)).toMatchObject({
      word: 'no data',
      suggest: 'wait',
    });
  });

  test('stands as it was at the end of a month that is looked back at', async () => {
    const book = await company();
    await add(book, '2026-04-01', { to: '120' });
    await on(book, '2026-07-20', (services) =>
      services.call(decisionsTakeBack, { id: 1, why: 'needs more again' }),
    );
    const may = (await list(book, '2026-08-01', { month: '2026-05' })).decisions[0];
    expect(may).toMatchObject({ state: 'open', saved: usd('340.00') });
    const now = (await list(book, '2026-09-01')).decisions[0];
    expect(now).toMatchObject({
      state: 'taken back',
      saved: usd('510.00'),
      settled: { by: 'Ines', why: 'needs more again', day: '2026-07-20' },
    });
  });

  test('can set the allowance, which ends when it is taken back', async () => {
    const book = await company();
    await add(book, '2026-04-01', { to: '120', from: '2026-04-01', setAllowance: true });
    const lines = () => on(book, '2026-07-01', (s) => s.call(allowanceLines, {}));
    expect((await lines()).lines).toMatchObject([
      { scope: `person:${LI}`, limit: usd('120.00'), from: '2026-04-01', to: null },
    ]);
    await on(book, '2026-06-10', (s) => s.call(decisionsTakeBack, { id: 1, why: 'no' }));
    expect((await lines()).lines).toMatchObject([{ to: '2026-06-09' }]);
  });

  test('is settled once, and every step is in the trail', async () => {
    const book = await company();
    await add(book, '2026-04-01', { to: '120' });
    await on(book, '2026-07-01', (s) => s.call(decisionsConfirm, { id: 1, why: 'held' }));
    expect(
      await code(on(book, '2026-07-01', (s) => s.call(decisionsTakeBack, { id: 1, why: 'x' }))),
    ).toBe('decision_settled');
    expect(
      await code(on(book, '2026-07-01', (s) => s.call(decisionsConfirm, { id: 9, why: 'x' }))),
    ).toBe('decision_missing');
    const { entries } = await book.services.call(auditList, {} as never);
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['record decision', 'confirm decision']),
    );
  });

  test('is refused where it could not be followed up', async () => {
    const book = await company();
    expect(await code(add(book, '2026-04-01', { to: '120', why: ' ' }))).toBe('why_missing');
    expect(await code(add(book, '2026-04-01', { to: '301' }))).toBe('trim_above_pace');
    expect(await code(add(book, '2026-04-01', { kind: 'raise', to: '299' }))).toBe(
      'raise_below_pace',
    );
    expect(await code(add(book, '2026-04-01', {}))).toBe('decision_to');
    expect(await code(add(book, '2026-04-01', { kind: 'end', to: '5' }))).toBe('decision_to');
    expect(await code(add(book, '2026-04-01', { to: 'much' }))).toBe('amount_refused');
    expect(await code(add(book, '2026-04-01', { kind: 'end', tool: 'Cursor' }))).toBe('no_pace');
    expect(await code(add(book, '2026-04-01', { person: 'mia@x.example', kind: 'end' }))).toBe(
      'no_pace',
    );
    await add(book, '2026-04-01', { to: '120' });
    expect(await code(add(book, '2026-04-01', { kind: 'talk' }))).toBe('decision_same_day');
    await add(book, '2026-04-01', { kind: 'end', tool: 'claude' });
    expect((await list(book, '2026-04-01')).decisions).toHaveLength(2);
  });

  test('waits for a rate rather than start from a pace that is not known', async () => {
    const book = await company({ currency: 'EUR' });
    expect(await code(add(book, '2026-04-01', { to: '1' }))).toBe('rate_missing');
    await add(book, '2026-04-01', { kind: 'talk' });
    expect((await list(book, '2026-07-01')).decisions[0]?.saved.amount).toBe('0.00');
  });

  test('takes a month without a charge as one that cost nothing, once the seat had begun', async () => {
    const book = await company();
    const { decisions } = await add(book, '2026-09-01', { kind: 'end', from: '2026-09-01' });
    // June cost 130, July and August nothing.
    expect(decisions[0]?.pace).toEqual({ amount: '43.333333', currency: 'USD' });
  });

  test('is never changed, not by SQL either, and keeps its person in the book', async () => {
    const book = await company();
    await add(book, '2026-04-01', { to: '120' });
    await on(book, '2026-07-01', (s) => s.call(decisionsConfirm, { id: 1, why: 'held' }));
    const raw = rawBook(book.services.book);
    for (const change of [
      "UPDATE decision SET why = 'other'",
      'DELETE FROM decision',
      'UPDATE decision_pace SET micro = 1',
      'DELETE FROM decision_pace',
      "UPDATE decision_step SET kind = 'take-back'",
      'DELETE FROM decision_step',
    ]) {
      expect(() => raw.run(change)).toThrow('decision_append_only');
    }
    await add(book, '2026-04-01', { person: 'mia@x.example', kind: 'talk' });
    expect(await code(book.services.call(peopleRemove, { email: 'mia@x.example' }))).toBe(
      'person_has_decisions',
    );
  });
});
