import { expect, test } from 'vitest';
import { closeChecklist, closeMonth } from '../../src/contract/close.ts';
import { importsUndo } from '../../src/contract/imports.ts';
import { reconcileMonth } from '../../src/contract/invoices.ts';
import { overviewMonth } from '../../src/contract/month.ts';
import { billXml } from '../fixtures/invoices/made-bill.ts';
import { freshBook } from './fresh-book.ts';

const PLANS = 'tool,email,start,end,price,currency\n';

test('plans that a closed month charges are not undone; those that begin after it are', async () => {
  const book = freshBook();
  const old = await book.take('old.csv', `${PLANS}Nimbus,kai@nimbus.example,2026-05-10,,30,USD\n`);
  await book.services.call(closeMonth, { month: '2026-06', anyway: 'test' });
  await expect(book.services.call(importsUndo, { id: old.id ?? 0 })).rejects.toMatchObject({
    code: 'month_closed',
    details: { month: '2026-06' },
  });
  const later = await book.take('new.csv', `${PLANS}Nimbus,mo@nimbus.example,2026-07-01,,30,USD\n`);
  await book.services.call(importsUndo, { id: later.id ?? 0 });
  const { total } = await book.services.call(overviewMonth, { month: '2026-07' });
  expect(total.amount).toBe('30.00');
});

test('an end that lies behind the closed month can be taken back', async () => {
  const book = freshBook();
  const line = (end: string, price: string) =>
    `${PLANS}Nimbus,kai@nimbus.example,2026-05-10,${end},${price},USD\n`;
  await book.take('one.csv', line('', '30'));
  await book.services.call(closeMonth, { month: '2026-06', anyway: 'test' });
  const ended = await book.take('two.csv', line('2026-07-31', '30'));
  await book.services.call(importsUndo, { id: ended.id ?? 0 });
  const dearer = await book.take('three.csv', line('', '45'));
  await expect(book.services.call(importsUndo, { id: dearer.id ?? 0 })).rejects.toMatchObject({
    code: 'month_closed',
  });
});

test('use without an account beside an invoice of the same seller is asked about', async () => {
  const book = freshBook();
  const head = 'date,identity,tool,model,input_tokens,cost,currency\n';
  await book.take(
    'use.csv',
    `${head}2026-06-04,kai@nimbus.example,Claude API,claude-opus-4-7,1,12.50,USD\n` +
      '2026-06-05,kai@nimbus.example,Cursor,auto,1,3.00,USD\n' +
      '2026-07-05,kai@nimbus.example,Claude API,claude-opus-4-7,1,7.00,USD\n',
  );
  await book.take(
    'a.xml',
    billXml({ number: 'A-1', net: '12.50', from: '2026-06-01', to: '2026-06-30' }),
    { account: 'Anthropic Console' },
  );
  const { countedTwice } = await book.services.call(reconcileMonth, { month: '2026-06' });
  expect(countedTwice).toEqual([
    {
      account: 'Anthropic Console',
      tool: 'Claude API',
      charges: { amount: '12.50', currency: 'USD' },
    },
  ]);
  const { items } = await book.services.call(closeChecklist, { month: '2026-06' });
  expect(items).toContainEqual(
    expect.objectContaining({
      code: 'counted-twice',
      severity: 'warns',
      amount: { amount: '12.50', currency: 'USD' },
    }),
  );
  const july = await book.services.call(reconcileMonth, { month: '2026-07' });
  expect(july.countedTwice).toEqual([]);
});
