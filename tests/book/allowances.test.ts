import { describe, expect, test } from 'vitest';
import * as policy from '../../src/contract/allowance-policy.ts';
import type { AllowanceDoc } from '../../src/contract/allowances.ts';
import * as allowances from '../../src/contract/allowances.ts';
import { closeMonth } from '../../src/contract/close.ts';
import { settingsSet } from '../../src/contract/company.ts';
import { importsRun } from '../../src/contract/imports.ts';
import { seatsMonth, verdictMonth } from '../../src/contract/month.ts';
import { openServices } from '../../src/main/services/services.ts';
import { type FreshBook, freshBook, resources } from './fresh-book.ts';
import { rawBook } from './raw-book.ts';

const NOW = '2026-07-01T09:00:00.000Z';
const USAGE =
  'date,identity,tool,model,input_tokens,output_tokens,cache_read_tokens,cache_write_tokens,requests,cost,currency';
const LI = 'li@x.example';
const ANA = 'ana@x.example';

/** One line of usage with its own cost. */
const use = (
  date: string,
  who: string,
  cost: string,
  more: { model?: string; currency?: string; tokens?: number } = {},
): string =>
  [
    date,
    who,
    'API',
    more.model ?? 'claude-sonnet-4-5',
    more.tokens ?? 1000,
    0,
    0,
    0,
    1,
    cost,
    more.currency ?? 'USD',
  ].join(',');

/** A company of four people in two teams, with the usage given. */
async function company(
  usage: readonly string[],
  options: { currency?: string; now?: () => string } = {},
): Promise<FreshBook> {
  const book = freshBook({ now: () => NOW, ...options });
  await book.take(
    'people.csv',
    `name,email,role,team,start
Ana,${ANA},designer,Web,2025-01-01
Bo,bo@x.example,engineer,Web,2025-01-01
Li,${LI},engineer,Web,2025-01-01
Zoe,zoe@x.example,support,Help,2025-01-01`,
  );
  if (usage.length > 0) await book.take('usage.csv', [USAGE, ...usage].join('\n'));
  return book;
}

async function listOf(book: FreshBook, person = LI, month = '2026-06'): Promise<AllowanceDoc[]> {
  const list = await book.services.call(allowances.allowanceList, { month, person });
  return list.allowances;
}

/** What the numbers of an allowance say, in short. */
const told = (one: AllowanceDoc | undefined) =>
  one && {
    limit: one.limit,
    used: one.used,
    left: one.left,
    state: one.state,
    entries: one.entries.map(({ kind, amount }) => [kind, amount]),
  };

const usd = (amount: string) => ({ amount, currency: 'USD' });

const preset = (book: FreshBook, id: string, more: Record<string, unknown> = {}) =>
  book.services.call(allowances.allowancePreset, { preset: id, from: '2026-06-01', ...more });

const ask = (book: FreshBook, more: Record<string, unknown> = {}) =>
  book.services.call(allowances.topUpAsk, {
    person: LI,
    amount: '50',
    reason: 'migration',
    expectedOutput: '4 tickets',
    day: '2026-06-20',
    ...more,
  });

const decide = (book: FreshBook, id: number, more: Record<string, unknown> = {}) =>
  book.services.call(allowances.topUpDecide, { id, decision: 'approve', by: 'Zoe', ...more });

describe('the eight policies, each by a preset', () => {
  test('100 to 200 USD per person and month to start with, topped up on request', async () => {
    const book = await company([use('2026-06-10', LI, '120')]);
    await preset(book, 'start-low');
    expect(told((await listOf(book))[0])).toEqual({
      limit: usd('100.00'),
      used: usd('120.00'),
      left: usd('-20.00'),
      state: 'over',
      entries: [['limit', usd('100.00')]],
    });
    const { topUps } = await ask(book);
    await decide(book, topUps[0]?.id ?? 0);
    expect(told((await listOf(book))[0])).toEqual({
      limit: usd('150.00'),
      used: usd('120.00'),
      left: usd('30.00'),
      state: 'within',
      entries: [
        ['limit', usd('100.00')],
        ['top-up', usd('50.00')],
      ],
    });
    await preset(book, 'start-low', { limit: '200', scope: `person:${ANA}` });
    expect((await listOf(book, ANA))[0]?.limit).toEqual(usd('200.00'));
  });

  test('400 USD per person and month with the flagship class capped apart', async () => {
    const book = await company([
      use('2026-06-03', LI, '250', { model: 'claude-opus-4-5' }),
      use('2026-06-04', LI, '100'),
    ]);
    await preset(book, 'flagship-apart');
    const [all, flagship] = await listOf(book);
    expect(told(all)).toMatchObject({ limit: usd('400.00'), used: usd('350.00'), state: 'within' });
    expect(told(flagship)).toMatchObject({
      limit: usd('200.00'),
      used: usd('250.00'),
      state: 'over',
    });
    expect(flagship?.line.modelClass).toBe('flagship');
  });

  test('50 USD per person and week, with top-ups: week 24 is answered by its entries', async () => {
    const book = await company([
      use('2026-06-07', LI, '49'),
      use('2026-06-08', LI, '30'),
      use('2026-06-14', LI, '25'),
    ]);
    await preset(book, 'weekly');
    const { topUps } = await ask(book, { amount: '20', day: '2026-06-10', cadence: 'week' });
    await decide(book, topUps[0]?.id ?? 0);
    const weeks = await listOf(book);
    expect(weeks.map(({ period, used, limit }) => [period.from, period.to, used, limit])).toEqual([
      ['2026-06-01', '2026-06-07', usd('49.00'), usd('50.00')],
      ['2026-06-08', '2026-06-14', usd('55.00'), usd('70.00')],
      ['2026-06-15', '2026-06-21', usd('0.00'), usd('50.00')],
      ['2026-06-22', '2026-06-28', usd('0.00'), usd('50.00')],
      ['2026-06-29', '2026-07-05', usd('0.00'), usd('50.00')],
    ]);
    const { allowances: week24 } = await book.services.call(allowances.allowanceList, {
      day: '2026-06-14',
      person: LI,
    });
    expect(week24[0]?.entries).toEqual([
      expect.objectContaining({ kind: 'limit', amount: usd('50.00'), by: 'test' }),
      expect.objectContaining({ kind: 'top-up', amount: usd('20.00'), why: 'migration' }),
    ]);
  });

  test('a team pool that the manager slices by role: 7,000, 5,250 and 1,000 CNY a month', async () => {
    const book = await company([use('2026-06-10', LI, '6000', { currency: 'CNY' })]);
    await preset(book, 'team-pool', { scope: 'team:Web', roles: ['engineer', 'designer'] });
    const list = await book.services.call(allowances.allowanceList, { month: '2026-06' });
    expect(list.allowances.map(({ person, limit, used }) => [person.name, limit, used])).toEqual([
      ['Ana', { amount: '5250.00', currency: 'CNY' }, { amount: '0.00', currency: 'CNY' }],
      ['Bo', { amount: '7000.00', currency: 'CNY' }, { amount: '0.00', currency: 'CNY' }],
      ['Li', { amount: '7000.00', currency: 'CNY' }, { amount: '6000.00', currency: 'CNY' }],
    ]);
    expect(list.allowances[0]?.entries[0]?.kind).toBe('slice');
    expect(list.pools).toMatchObject([
      {
        team: 'Web',
        limit: { amount: '19250.00', currency: 'CNY' },
        rest: { amount: '0.00', currency: 'CNY' },
        used: { amount: '6000.00', currency: 'CNY' },
      },
    ]);
  });

  test('a general cap where going over needs the supervisor', async () => {
    const book = await company([use('2026-06-10', LI, '510')]);
    await preset(book, 'general-cap');
    const { topUps } = await ask(book, { amount: '100' });
    await decide(book, topUps[0]?.id ?? 0, { as: 'manager' });
    expect((await listOf(book))[0]).toMatchObject({ limit: usd('600.00'), state: 'within' });
  });

  test('100,000,000 tokens per person, once', async () => {
    const book = await company([
      use('2026-06-02', LI, '0', { tokens: 60_000_000 }),
      use('2026-06-20', LI, '0', { tokens: 39_999_999 }),
    ]);
    await preset(book, 'tokens-once');
    expect((await listOf(book))[0]).toMatchObject({
      limit: { tokens: 100_000_000 },
      used: { tokens: 99_999_999 },
      left: { tokens: 1 },
      period: { from: '2026-06-01', to: null },
    });
  });

  test('1,000 USD per person and year for claims, whatever is spent beside', async () => {
    const book = await company([use('2026-06-10', LI, '5000')]);
    await preset(book, 'claims-yearly');
    const { db } = rawBook(book.services.book);
    db.exec(`INSERT INTO source (kind, name) SELECT 'tool', 'Claims'`);
    db.exec(`INSERT INTO charge (source_id, kind, day, person_id, tool_id, model_id, project_id, detail_id,
        reference, ordinal, amount_micro, currency, base_micro, import_id, seen_import_id, line)
      SELECT (SELECT id FROM source WHERE name = 'Claims'), 'claim', '2026-06-05', id, 0, 0, 0, 0, '', 1,
        300000000, 'USD', 300000000, 1, 1, 1 FROM person WHERE email = '${LI}'`);
    expect(told((await listOf(book))[0])).toMatchObject({
      limit: usd('1000.00'),
      used: usd('300.00'),
      left: usd('700.00'),
      state: 'within',
    });
  });

  test('every amount of a preset is the owner’s to type: limits, the flagship’s, a pool’s slices', async () => {
    const book = await company([use('2026-06-10', LI, '310')]);
    await preset(book, 'general-cap', { limits: ['300'], currency: 'eur' });
    expect((await listOf(book))[0]?.limit).toEqual({ amount: '300.00', currency: 'EUR' });
    await preset(book, 'flagship-apart', { limits: ['', '75.5'], scope: `person:${LI}` });
    const [all, flagship] = await listOf(book);
    expect([all?.limit, flagship?.limit]).toEqual([usd('400.00'), usd('75.50')]);
    expect(all?.entries[0]?.kind).toBe('limit');
    const tried = await book.services.call(policy.allowanceWhatIf, {
      preset: 'flagship-apart',
      limits: ['300', '75.5'],
      month: '2026-06',
    });
    expect(tried.hits).toMatchObject([{ limit: usd('300.00'), beyond: usd('10.00') }]);
    await expect(preset(book, 'weekly', { limits: ['50', '60'] })).rejects.toMatchObject({
      code: 'wrong_usage',
    });
    const { pools } = await preset(book, 'team-pool', {
      scope: 'team:Web',
      roles: ['engineer', 'designer'],
      slices: ['600', '', '', ''],
    });
    expect(pools).toMatchObject([
      {
        limit: { amount: '6450.00', currency: 'CNY' },
        slices: [{ amount: { amount: '5250.00' } }, { amount: { amount: '600.00' } }, {}],
        rest: { amount: '0.00' },
      },
    ]);
  });

  test('unlimited watches and informs only', async () => {
    const book = await company([use('2026-06-10', LI, '5000')]);
    await preset(book, 'unlimited');
    expect((await listOf(book))[0]).toMatchObject({
      limit: null,
      used: usd('5000.00'),
      left: null,
      state: 'within',
      line: { atLimit: 'inform', limit: null },
    });
    await expect(ask(book)).rejects.toMatchObject({ code: 'allowance_unlimited' });
  });
});

describe('lines', () => {
  test('a week is the company’s own, from Sunday or from Monday', async () => {
    const book = await company([use('2026-06-07', LI, '5'), use('2026-06-14', LI, '7')]);
    await preset(book, 'weekly');
    const week = async () => {
      const wanted = { week: '2026-06-11', person: LI };
      const { allowances: list } = await book.services.call(allowances.allowanceList, wanted);
      return list.map(({ period, used }) => [period.from, period.to, used]);
    };
    expect(await week()).toEqual([['2026-06-08', '2026-06-14', usd('7.00')]]);
    await book.services.call(settingsSet, { key: 'company.week-start', value: 'sunday' });
    expect(await week()).toEqual([['2026-06-07', '2026-06-13', usd('5.00')]]);
  });

  test('whoever has left has no allowance after it, and no slice', async () => {
    const book = await company([use('2026-06-03', LI, '5')]);
    await book.take(
      'gone.csv',
      `name,email,role,team,start,end\nLi,${LI},engineer,Web,2025-01-01,2026-06-09`,
    );
    await preset(book, 'weekly');
    expect((await listOf(book)).map(({ period }) => period.from)).toEqual([
      '2026-06-01',
      '2026-06-08',
    ]);
    const { pools } = await preset(book, 'team-pool', { scope: 'team:Web', from: '2026-07-01' });
    expect(pools[0]?.slices.map(({ person }) => person.name)).toEqual(['Ana', 'Bo']);
    expect(pools[0]?.limit).toEqual({ amount: '12250.00', currency: 'CNY' });
  });

  test('the most specific scope wins, and each holds from its day', async () => {
    const book = await company([]);
    const set = (scope: string, limit: string, from: string) =>
      book.services.call(allowances.allowanceSet, { scope, limit, cadence: 'month', from });
    await set('company', '100', '2026-01-01');
    await set('role:engineer', '200', '2026-01-01');
    await set('team:web', '300', '2026-03-01');
    await set(`person:${LI}`, '400', '2026-05-01');
    const limits = async (month: string) =>
      (await book.services.call(allowances.allowanceList, { month })).allowances.map(
        ({ person, limit }) => [person.name, limit && 'amount' in limit ? limit.amount : null],
      );
    expect(await limits('2026-02')).toEqual([
      ['Ana', '100.00'],
      ['Bo', '200.00'],
      ['Li', '200.00'],
      ['Zoe', '100.00'],
    ]);
    expect(await limits('2026-06')).toEqual([
      ['Ana', '300.00'],
      ['Bo', '300.00'],
      ['Li', '400.00'],
      ['Zoe', '100.00'],
    ]);
  });

  test('a change within a period is an entry of its own', async () => {
    const book = await company([]);
    const set = (limit: string, from: string) =>
      book.services.call(allowances.allowanceSet, {
        scope: 'company',
        limit,
        cadence: 'month',
        from,
        why: `to ${limit}`,
      });
    await set('100', '2026-01-01');
    await set('160', '2026-06-16');
    expect((await listOf(book))[0]?.entries.map(({ amount, why }) => [amount, why])).toEqual([
      [usd('100.00'), 'to 100'],
      [usd('60.00'), 'to 160'],
    ]);
    expect((await listOf(book, LI, '2026-05'))[0]?.limit).toEqual(usd('100.00'));
  });

  test('rows of lines, entries and requests cannot be changed or removed, not even past the services', async () => {
    const book = await company([]);
    await preset(book, 'start-low');
    const { topUps } = await ask(book);
    await decide(book, topUps[0]?.id ?? 0);
    const { db } = rawBook(book.services.book);
    for (const sql of [
      'UPDATE allowance_line SET amount_micro = 1',
      'DELETE FROM allowance_line',
      'UPDATE allowance_entry SET amount_micro = 1',
      'DELETE FROM allowance_entry',
      "UPDATE top_up_request SET state = 'asked', decided_at = NULL",
      'DELETE FROM top_up_request',
    ]) {
      expect(() => db.exec(sql)).toThrow('allowance_append_only');
    }
  });

  test('what is left is carried over for as many periods as the line says', async () => {
    const book = await company([use('2026-04-10', LI, '70'), use('2026-05-10', LI, '90')]);
    await book.services.call(allowances.allowanceSet, {
      scope: 'company',
      limit: '100',
      cadence: 'month',
      carryOver: 2,
      from: '2026-04-01',
    });
    expect(
      (await listOf(book))[0]?.entries.map(({ kind, amount, why }) => [kind, amount, why]),
    ).toEqual([
      ['limit', usd('100.00'), ''],
      // 70 of April's 100 went in April; May took April's 30 first, then 60 of its own.
      ['carry-over', usd('40.00'), '2026-05-01/2026-05-31'],
    ]);
  });

  test('a closed month keeps its allowances, and no line begins in it', async () => {
    const book = await company([use('2026-05-10', LI, '70')]);
    await preset(book, 'start-low', { from: '2026-05-01' });
    const before = await book.services.call(allowances.allowanceList, { month: '2026-05' });
    await book.services.call(closeMonth, { month: '2026-05', anyway: 'test' });
    await expect(preset(book, 'weekly', { from: '2026-05-20' })).rejects.toMatchObject({
      code: 'allowance_rewrites_history',
      details: { openFrom: '2026-06-01' },
    });
    await preset(book, 'start-low', { from: '2026-06-01', limit: '150' });
    expect(await book.services.call(allowances.allowanceList, { month: '2026-05' })).toEqual(
      before,
    );
    const db = rawBook(book.services.book).db;
    expect(() =>
      db.exec(`INSERT INTO allowance_entry (kind, person_id, model_class, cadence, unit, purse, currency, amount_micro, day, is_permanent, at, by_name, why)
        VALUES ('top-up', 1, 'all', 'month', 'money', 'spend', 'USD', 1, '2026-05-31', 0, '', '', '')`),
    ).toThrow('month_closed');
  });

  test('spend that waits for a rate is said, not guessed', async () => {
    const book = await company([use('2026-06-10', LI, '70', { currency: 'EUR' })]);
    await preset(book, 'start-low');
    expect((await listOf(book))[0]).toMatchObject({
      used: usd('0.00'),
      waitingForRate: ['2026-06'],
    });
    await preset(book, 'start-low', { currency: 'EUR', scope: `person:${LI}` });
    expect((await listOf(book))[0]).toMatchObject({
      used: { amount: '70.00', currency: 'EUR' },
      waitingForRate: [],
    });
  });

  test('a plan is used on the day it charges, and is no pace', async () => {
    const days = Array.from(
      { length: 25 },
      (_, at) => `2026-06-${String(at + 1).padStart(2, '0')}`,
    );
    const book = await company(
      days
        .filter((day) => ![0, 6].includes(new Date(day).getUTCDay()))
        .map((day) => use(day, LI, '1')),
      { now: () => '2026-06-26T09:00:00.000Z' },
    );
    await book.take(
      'plans.csv',
      `tool,email,start,price,currency,cadence\nClaude Max,${LI},2026-01-01,100,USD,month`,
    );
    await preset(book, 'start-low', { limit: '130' });
    const [one] = await listOf(book);
    expect(one).toMatchObject({ used: usd('119.00'), state: 'within' });
    expect(Number(one?.projected && 'amount' in one.projected && one.projected.amount)).toBeCloseTo(
      122,
      0,
    );
  });
});

describe('pools, top-ups and transfers', () => {
  const pooled = async (): Promise<FreshBook> => {
    const book = await company([use('2026-06-10', LI, '110')]);
    await book.services.call(allowances.poolSet, { team: 'Web', limit: '300', from: '2026-06-01' });
    await book.services.call(allowances.poolSlice, {
      team: 'Web',
      role: 'engineer',
      amount: '100',
      from: '2026-06-01',
    });
    return book;
  };

  test('slices never exceed the pool', async () => {
    const book = await pooled();
    await expect(
      book.services.call(allowances.poolSlice, {
        team: 'Web',
        person: ANA,
        amount: '100.01',
        from: '2026-06-01',
      }),
    ).rejects.toMatchObject({ code: 'slices_exceed_pool' });
  });

  test('a top-up draws on the pool first; beyond it only the owner approves', async () => {
    const book = await pooled();
    const first = (await ask(book, { amount: '130' })).topUps[0];
    expect(first).toMatchObject({ poolRest: usd('100.00'), used: usd('110.00'), state: 'asked' });
    await expect(decide(book, first?.id ?? 0, { as: 'manager' })).rejects.toMatchObject({
      code: 'top_up_beyond_pool',
    });
    const { topUps } = await decide(book, first?.id ?? 0, { as: 'owner' });
    expect(topUps[0]).toMatchObject({
      state: 'approved',
      decidedBy: 'Zoe',
      decidedAs: 'owner',
      granted: usd('130.00'),
      fromPool: usd('100.00'),
      beyondPool: usd('30.00'),
      poolRest: usd('0.00'),
    });
    await expect(decide(book, first?.id ?? 0)).rejects.toMatchObject({ code: 'top_up_decided' });
  });

  test('a top-up ends with its period unless it is permanent', async () => {
    const book = await company([]);
    await preset(book, 'start-low', { from: '2026-05-01' });
    const once = (await ask(book, { day: '2026-05-10' })).topUps[0]?.id ?? 0;
    await decide(book, once);
    const lasting = (await ask(book, { day: '2026-05-11', amount: '10', permanent: true }))
      .topUps[0];
    await decide(book, lasting?.id ?? 0);
    expect((await listOf(book, LI, '2026-05'))[0]?.limit).toEqual(usd('160.00'));
    expect((await listOf(book, LI, '2026-06'))[0]?.limit).toEqual(usd('110.00'));
    await book.services.call(allowances.topUpEnd, { id: lasting?.id ?? 0, to: '2026-05-31' });
    expect((await listOf(book, LI, '2026-06'))[0]?.limit).toEqual(usd('100.00'));
  });

  test('after its period it is said what a top-up bought', async () => {
    const book = await company([use('2026-05-20', LI, '140')]);
    await book.take(
      'output.csv',
      `date,email,kind,accepted_by
2026-04-10,${LI},ticket,Ana
2026-05-12,${LI},ticket,Ana
2026-05-13,${LI},ticket,Ana`,
    );
    await preset(book, 'start-low', { from: '2026-05-01' });
    const id = (await ask(book, { day: '2026-05-10' })).topUps[0]?.id ?? 0;
    const { topUps } = await decide(book, id);
    expect(topUps[0]?.review).toEqual({
      used: usd('40.00'),
      output: 2,
      usualOutput: 1 / 3,
      change: 5,
      outcome: 'more output',
    });
  });

  test('nobody decides on their own request, and only named owners decide as one', async () => {
    const book = await company([]);
    await preset(book, 'start-low');
    const id = (await ask(book)).topUps[0]?.id ?? 0;
    const as = (who: string) =>
      openServices({ file: book.file, mode: 'write', resources, who, now: () => NOW });
    const li = as(' LI');
    await expect(
      li.call(allowances.topUpDecide, { id, decision: 'approve' }),
    ).rejects.toMatchObject({ code: 'top_up_own_decision' });
    await li.answer('settings/set', { key: 'company.owners', value: 'Ana, bo@x.example' });
    li.close();
    await expect(decide(book, id)).rejects.toMatchObject({ code: 'not_owner' });
    const bo = as('bo');
    await bo.call(allowances.topUpDecide, { id, decision: 'approve' });
    bo.close();
  });

  test('a transfer takes from one and gives to the other, no more than is left', async () => {
    const book = await company([use('2026-06-10', LI, '70')]);
    await preset(book, 'start-low');
    const give = (amount: string) =>
      book.services.call(allowances.allowanceTransfer, {
        from: LI,
        to: ANA,
        amount,
        day: '2026-06-20',
        why: 'launch',
      });
    await expect(give('30.01')).rejects.toMatchObject({ code: 'transfer_exceeds_left' });
    const { allowances: after } = await give('30');
    expect(after.map(({ person, limit, left }) => [person.name, limit, left])).toEqual([
      ['Ana', usd('130.00'), usd('130.00')],
      ['Li', usd('70.00'), usd('0.00')],
    ]);
  });
});

describe('what follows', () => {
  test('a policy is tried on the months before it is switched on', async () => {
    const book = await company([
      use('2026-05-05', LI, '60'),
      use('2026-05-20', LI, '70'),
      use('2026-06-03', ANA, '99'),
    ]);
    await book.take(
      'output.csv',
      `date,email,kind\n2026-05-18,${LI},ticket\n2026-05-25,${LI},ticket`,
    );
    const tried = await book.services.call(policy.allowanceWhatIf, { preset: 'start-low' });
    expect(tried).toMatchObject({ from: '2026-01-01', to: '2026-06-30', people: 4, affected: 1 });
    expect(tried.hits).toMatchObject([
      {
        person: { name: 'Li' },
        day: '2026-05-20',
        limit: usd('100.00'),
        beyond: usd('30.00'),
        outputInPeriod: 1,
      },
    ]);
    expect((await book.services.call(allowances.allowanceLines, {})).lines).toEqual([]);
  });

  test('the seats show their allowance, and a limit that was reached counts for the verdict’s advice', async () => {
    const book = await company([]);
    const months = (year: number, from: number, to: number) =>
      Array.from(
        { length: to - from + 1 },
        (_, at) => `${year}-${String(from + at).padStart(2, '0')}`,
      );
    const items = [
      ...months(2025, 1, 12).flatMap((month) => Array.from({ length: 8 }, () => month)),
      ...months(2026, 1, 6).flatMap((month) => Array.from({ length: 24 }, () => month)),
    ];
    await book.services.call(importsRun, {
      files: [
        book.write(
          'output.csv',
          [
            'date,email,kind,title',
            ...items.map((month, at) => `${month}-10,${LI},ticket,t${at}`),
          ].join('\n'),
        ),
        book.write(
          'costs.csv',
          `name,email,role,team,start,monthly_cost,currency\nLi,${LI},engineer,Web,2025-01-01,8000,USD`,
        ),
        book.write(
          'usage.csv',
          [USAGE, ...months(2026, 1, 6).map((month) => use(`${month}-15`, LI, '100'))].join('\n'),
        ),
      ],
    });
    await preset(book, 'start-low', { from: '2026-01-01' });
    const { seats } = await book.services.call(seatsMonth, { month: '2026-06' });
    expect(seats[0]?.allowance).toMatchObject({
      limit: usd('100.00'),
      used: usd('100.00'),
      state: 'at risk',
    });
    const { verdicts } = await book.services.call(verdictMonth, { month: '2026-06' });
    expect(verdicts[0]).toMatchObject({ verdict: 'justified', advice: { code: 'raise' } });
    const advice = await book.services.call(policy.allowanceAdvice, { month: '2026-06' });
    expect(advice).toMatchObject({
      steps: [{ code: 'raise', from: usd('100.00'), to: usd('150.00') }],
      monthNow: usd('100.00'),
      monthThenLeast: usd('100.00'),
      monthThenMost: usd('150.00'),
    });
  });
});
