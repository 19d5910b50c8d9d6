import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountsBilling } from '../../src/contract/accounts.ts';
import { allowanceList, allowanceSet } from '../../src/contract/allowances.ts';
import { identitiesAssign, modelsList, modelsSet } from '../../src/contract/company.ts';
import { importsRun, importsUndo } from '../../src/contract/imports.ts';
import { overviewMonth } from '../../src/contract/month.ts';
import { usageShow } from '../../src/contract/spend.ts';
import { type FreshBook, freshBook } from './fresh-book.ts';
import { rawBook } from './raw-book.ts';

const USAGE =
  'date,identity,tool,model,input_tokens,output_tokens,requests,speed,service_tier,searches\n';
const PEOPLE = 'name,email\nIva Horn,iva@firm.example\nOle Dahl,ole@firm.example\n';
const PLANS = 'tool,email,start,end,price,currency\n';

const spent = async ({ services }: FreshBook, month = '2026-06') =>
  services.call(overviewMonth, { month });
const total = async (book: FreshBook, month?: string) => (await spent(book, month)).total.amount;
const used = async ({ services }: FreshBook, month = '2026-06') =>
  (await services.call(usageShow, { month })).total;

describe('how tokens were asked for', () => {
  test('rows equal but for their tier are different rows, each at its own price', async () => {
    const book = freshBook();
    const row = (speed: string, tier: string) =>
      `2026-06-03,key-1,API,claude-opus-4-7,1000000,0,4,${speed},${tier},\n`;
    await book.take('a.csv', USAGE + row('', '') + row('fast', '') + row('', 'batch'));
    expect(await total(book)).toBe('37.50');
    const later = await book.take('b.csv', USAGE + row('fast', ''));
    expect(later).toMatchObject({ added: 0, unchanged: 1 });
    expect(await total(book)).toBe('37.50');
  });

  test('a tier without a price waits, is named, and makes the API value read at least', async () => {
    const book = freshBook();
    await book.take(
      'a.csv',
      `${USAGE}2026-06-03,k,API,claude-fable-5,1000,10,1,fast,,\n2026-06-03,k,API,claude-fable-5,1000000,0,1,,,\n`,
    );
    expect(await used(book)).toMatchObject({ unpriced: 1, apiValueAtLeast: true });
    const { unpriced } = await book.services.call(modelsList, {});
    expect(unpriced).toMatchObject([
      { model: 'claude-fable-5', rows: 1, reason: 'speed', tier: 'fast' },
    ]);
  });

  test('rows that an earlier version took without their tier are met again, never doubled', async () => {
    const book = freshBook();
    const row = (day: string, speed: string, tokens: number) =>
      `2026-06-0${day},k,API,claude-opus-4-7,${tokens},0,1,${speed},,\n`;
    // As that version saw them: no tier, told apart by their number alone.
    const plain = USAGE + row('3', '', 500_000) + row('3', '', 1_000_000);
    await book.take('old.csv', plain);
    rawBook(book.services.book).run(
      'UPDATE before_tiers SET import_id = (SELECT max(id) FROM import)',
    );
    const again = USAGE + row('3', 'fast', 500_000) + row('3', '', 1_000_000) + row('4', '', 0);
    const doc = await book.take('new.csv', again);
    expect(doc).toMatchObject({ added: 1, rejected: 0 });
    expect((await used(book)).inputTokens).toBe(1_500_000);
    expect(await total(book)).toBe('20.00');
    await book.services.call(importsUndo, { id: doc.id ?? 0 });
    expect(await total(book)).toBe('7.50');
  });

  test('a sum that does not state its length says so, until its source is settled', async () => {
    const book = freshBook();
    const doc = await book.take(
      'a.csv',
      `${USAGE}2026-06-03,k,Relay,claude-sonnet-4-5,900000,0,12,,,\n2026-06-04,k,Relay,claude-sonnet-4-5,900000,0,2,,,\n`,
    );
    expect(doc.notes).toContain('length_unstated:1');
    expect(await total(book)).toBe('2.70');
    const settled = await book.services.call(modelsSet, {
      model: 'claude-sonnet-4-5',
      context: 'long',
      account: 'relay',
      from: '2026-06-04',
    });
    expect(settled.lengths).toMatchObject([{ account: 'Relay', context: 'long' }]);
    expect(settled.lengthUnstated).toMatchObject([{ rows: 1 }]);
    expect(await total(book)).toBe('8.10');
  });
});

describe('a plan covers use that names no account', () => {
  const rows = `${USAGE}2026-06-03,iva@firm.example,Claude,claude-opus-4-7,1000000,0,1,,,\n`;
  const plan = `${PLANS}Claude Max,iva@firm.example,2026-06-01,,100,USD\n`;

  test('whichever comes first, and no longer once the plan is undone', async () => {
    const book = freshBook();
    await book.take('people.csv', PEOPLE);
    await book.take('usage.csv', rows);
    expect(await total(book)).toBe('5.00');
    const doc = await book.take('plans.csv', plan);
    expect(await total(book)).toBe('100.00');
    expect((await used(book)).apiValue?.amount).toBe('5.00');
    await book.services.call(importsUndo, { id: doc.id ?? 0 });
    expect(await total(book)).toBe('5.00');
  });

  test('follows who carries the identity, and what was said of the tool', async () => {
    const book = freshBook();
    await book.take('people.csv', PEOPLE);
    await book.take('plans.csv', plan);
    await book.take('usage.csv', rows.replace('iva@firm.example', 'laptop-7'));
    expect(await total(book)).toBe('105.00');
    await book.services.call(identitiesAssign, {
      identity: 'laptop-7',
      shares: [{ email: 'iva@firm.example', percent: '100' }],
    });
    expect(await total(book)).toBe('100.00');
    const { tools } = await book.services.call(accountsBilling, {
      account: 'claude',
      billing: 'use',
    });
    expect(tools).toEqual([{ tool: 'Claude', billing: 'use' }]);
    expect(await total(book)).toBe('105.00');
    await book.services.call(accountsBilling, { account: 'Claude', billing: 'auto' });
    expect(await total(book)).toBe('100.00');
  });

  test('an API is not the plan of its maker, a stated cost stays, and ended plans cover nothing', async () => {
    const book = freshBook();
    await book.take('people.csv', PEOPLE);
    await book.take('plans.csv', plan.replace('2026-06-01,,', '2026-06-01,2026-06-02,'));
    await book.take('usage.csv', rows);
    expect(await total(book)).toBe('105.00');
    await book.take('api.csv', rows.replace(',Claude,', ',Claude API,').replace('06-03', '06-02'));
    expect(await total(book)).toBe('110.00');
  });
});

test('a model without a class counts against the cap of every class, and is told', async () => {
  const book = freshBook();
  await book.take('people.csv', PEOPLE);
  await book.services.call(allowanceSet, {
    scope: 'company',
    modelClass: 'flagship',
    limit: '50',
    from: '2026-06-01',
    cadence: 'month',
  });
  await book.take(
    'usage.csv',
    'date,identity,tool,model,input_tokens,cost,currency\n2026-06-03,iva@firm.example,X,house-model-1,10,7.00,USD\n',
  );
  const ask = () => book.services.call(allowanceList, { month: '2026-06' });
  const usedBy = ({ allowances }: Awaited<ReturnType<typeof ask>>) =>
    allowances.find((one) => one.person.name === 'Iva Horn')?.used;
  const before = await ask();
  expect(before.withoutClass).toEqual(['house-model-1']);
  expect(usedBy(before)).toMatchObject({ amount: '7.00' });
  await book.services.call(modelsSet, {
    model: 'house-model-1',
    class: 'light',
    from: '2026-01-01',
  });
  const after = await ask();
  expect(after.withoutClass).toEqual([]);
  expect(usedBy(after)).toMatchObject({ amount: '0.00' });
});

test('seats and unassigned add up to the charges, whatever tiers, plans and shares there are', async () => {
  const line = fc.record({
    day: fc.integer({ min: 1, max: 9 }),
    who: fc.constantFrom('iva@firm.example', 'ole@firm.example', 'shared'),
    tool: fc.constantFrom('Claude', 'Claude API', 'Relay'),
    model: fc.constantFrom('claude-opus-4-7', 'claude-sonnet-4-5', 'unheard-of'),
    tokens: fc.integer({ min: 0, max: 3_000_000 }),
    speed: fc.constantFrom('', 'fast', 'turbo'),
    tier: fc.constantFrom('', 'batch'),
    searches: fc.integer({ min: 0, max: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 25 }), async (lines) => {
      const book = freshBook();
      await book.take('people.csv', PEOPLE);
      await book.take('plans.csv', `${PLANS}Claude Pro,ole@firm.example,2026-06-04,,20,USD\n`);
      const text = lines.map(
        (one) =>
          `2026-06-0${one.day},${one.who},${one.tool},${one.model},${one.tokens},7,2,${one.speed},${one.tier},${one.searches}\n`,
      );
      await book.take('usage.csv', USAGE + text.join(''));
      if (lines.some((one) => one.who === 'shared')) {
        await book.services.call(identitiesAssign, {
          identity: 'shared',
          shares: [
            { email: 'iva@firm.example', percent: '33.3333' },
            { email: 'ole@firm.example', percent: '50' },
          ],
        });
      }
      const month = await spent(book);
      const micro = (amount: string) => BigInt(Math.round(Number(amount) * 1e6));
      expect(micro(month.seatTotal.amount) + micro(month.unassigned.amount)).toBe(
        micro(month.total.amount),
      );
      const charged = micro((await used(book)).charged.amount);
      expect(charged).toBe(micro(month.bySource.usage.amount));
    }),
    { numRuns: 15 },
  );
});

test('money of FOCUS rows lies in the month that bills it, and a longer file adds only what is new', async () => {
  const book = freshBook();
  const head =
    'BilledCost,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ChargeDescription,ProviderName\n';
  const row = (cost: string, billed: string, charged: string, text: string) =>
    `${cost},USD,${billed}-01 00:00:00,2026-0${Number(billed.slice(6)) + 1}-01 00:00:00,${charged} 00:00:00,NULL,Usage,${text},Quay\n`;
  const first = head + row('10.00', '2026-05', '2026-05-04', 'use');
  await book.take('may.csv', first);
  const late = row('-3.00', '2026-06', '2026-05-09', 'counted twice');
  const doc = await book.take('june.csv', first + late);
  expect(doc).toMatchObject({ added: 1, unchanged: 1 });
  expect(await total(book, '2026-05')).toBe('10.00');
  expect(await total(book, '2026-06')).toBe('-3.00');
});

test('Copilot credits inside the pool are use, worth their gross amount; only the net is charged', async () => {
  const book = freshBook();
  const text =
    'date,username,product,sku,model,quantity,unit_type,gross_amount,discount_amount,net_amount,aic_quantity\n' +
    '2026-06-05,iva,copilot,copilot_ai_credit,GPT-5,120.8999999999999999,ai-credits,1.209,1.209,0,120.9\n' +
    '2026-06-06,iva,copilot,copilot_ai_credit,GPT-5,100,ai-credits,1,0.25,0.75,100\n';
  await book.take('copilot.csv', text);
  expect(await used(book)).toMatchObject({
    credits: 220.9,
    charged: { amount: '0.75' },
    apiValue: { amount: '2.209' },
    apiValueAtLeast: false,
  });
});

test('a log of use that the account tells of itself is not counted beside it', async () => {
  const book = freshBook();
  await book.take('people.csv', PEOPLE);
  const line = (id: string) =>
    `${JSON.stringify({
      timestamp: '2026-06-03T09:00:00Z',
      sessionId: 's-1',
      requestId: `r-${id}`,
      message: {
        id: `m-${id}`,
        model: 'claude-opus-4-7',
        usage: { input_tokens: 1_000_000, output_tokens: 0 },
      },
    })}\n`;
  const { mkdirSync } = await import('node:fs');
  mkdirSync(`${book.folder}/home/projects/-w-harbour`, { recursive: true });
  book.write('home/projects/-w-harbour/s-1.jsonl', line('a'));
  await book.services.call(importsRun, {
    files: [`${book.folder}/home`],
    kind: 'agent-log',
    person: 'iva@firm.example',
  });
  expect(await total(book)).toBe('5.00');
  const account = await book.take(
    'account.csv',
    `${USAGE}2026-06-03,iva@firm.example,Claude API,claude-opus-4-7-20260416,1000000,0,1,,,\n`,
    { account: 'Anthropic' },
  );
  expect(await total(book)).toBe('5.00');
  expect((await used(book)).inputTokens).toBe(1_000_000);
  await book.services.call(importsUndo, { id: account.id ?? 0 });
  expect(await total(book)).toBe('5.00');
});
