import { expect, test } from 'vitest';
import { bookMonths } from '../../../src/core/ledger/book-months.ts';
import {
  type LedgerStand,
  reconciliationOf,
  standOf,
} from '../../../src/core/ledger/reconciliation.ts';
import { documentOf, micro, rulesOf, spent } from './ledger-book.ts';

test('without accruals use is told as not invoiced, and its invoice as expense of another month', () => {
  const rules = rulesOf('DE-SKR03', { 'ledger.accruals': 'off' });
  const invoice = documentOf({
    ...{ base: 'EUR', issueDay: '2026-07-03' },
    covered: { start: '2026-06-01', end: '2026-06-30' },
    tax: [['domestic', '19', '412.37', '78.35']],
  });
  const open = { standing: 'open' as const, spend: [], late: [], claims: [], transfers: [] };
  const input = {
    ...{ base: 'EUR', rules, documents: [invoice], bookedEarlier: new Set<string>() },
    months: [
      { ...open, month: '2026-06', spend: [spent(invoice.account ?? '', '412.37')] },
      { ...open, month: '2026-07' },
    ],
  };
  const parts: unknown[] = [];
  let before: LedgerStand = new Map();
  bookMonths(input, (of, entries, state) => {
    const after = standOf(state);
    parts.push(reconciliationOf(of, entries, before, after, input).parts);
    before = after;
  });
  expect(parts).toEqual([
    [{ code: 'not-invoiced', amountMicro: micro('-412.37') }],
    [{ code: 'other-months', amountMicro: micro('412.37') }],
  ]);
});
