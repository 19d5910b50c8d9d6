import { describe, expect, test } from 'vitest';
import { checklistOf, type MonthFacts } from '../../../src/core/close/checklist.ts';

const facts = (more: Partial<MonthFacts> = {}): MonthFacts => ({
  month: '2026-06',
  today: '2026-07-01',
  hasSpend: true,
  earlierOpen: [],
  waitingForRate: [],
  unpricedRows: 0,
  unassignedMicro: 0n,
  countedTwiceMicro: 0n,
  rejectedRows: 0,
  unreadRows: 0,
  openClaims: 0,
  openInvoices: 0,
  unbooked: 0,
  ...more,
});
const codes = (more: Partial<MonthFacts>) => checklistOf(facts(more)).map(({ code }) => code);

describe('a month’s checklist', () => {
  test('has nothing on it where nothing is open', () => {
    expect(checklistOf(facts())).toEqual([]);
  });

  test('says until the end of its last day that the month is not over', () => {
    expect(codes({ today: '2026-06-29' })).toEqual(['not-over']);
    expect(codes({ today: '2026-06-30' })).toEqual(['not-over']);
    expect(codes({ today: '2026-07-01' })).toEqual([]);
    expect(codes({ month: '2028-02', today: '2028-02-29' })).toEqual(['not-over']);
  });

  test('says how much may be counted twice, and how many documents cannot be booked', () => {
    expect(
      checklistOf(facts({ countedTwiceMicro: 12_340_000n, unbooked: 2 })).map(
        ({ code, count, amountMicro }) => [code, count, amountMicro],
      ),
    ).toEqual([
      ['tax-account-missing', 2, null],
      ['counted-twice', 1, 12_340_000n],
    ]);
  });

  test('only a missing rate blocks, and it stands first', () => {
    const list = checklistOf(
      facts({
        hasSpend: false,
        today: '2026-06-15',
        earlierOpen: ['2026-04', '2026-05'],
        waitingForRate: [{ currency: 'CNY', count: 3, amountMicro: 120_000_000n }],
        unpricedRows: 4,
        unassignedMicro: -5n,
        rejectedRows: 6,
        unreadRows: 7,
        openClaims: 8,
        openInvoices: 9,
      }),
    );
    expect(list.map(({ code, severity, count }) => [code, severity, count])).toEqual([
      ['rate-missing', 'blocks', 3],
      ['no-spend', 'warns', 1],
      ['not-over', 'warns', 1],
      ['earlier-open', 'warns', 2],
      ['unpriced', 'warns', 4],
      ['unassigned', 'warns', 1],
      ['rejects', 'warns', 6],
      ['unread', 'warns', 7],
      ['claims-open', 'warns', 8],
      ['invoices-open', 'warns', 9],
    ]);
    expect(list[0]).toMatchObject({ amountMicro: 120_000_000n, currency: 'CNY', months: [] });
    expect(list[1]).toMatchObject({ amountMicro: null, currency: null, months: [] });
    expect(list[3]?.months).toEqual(['2026-04', '2026-05']);
    expect(list[5]?.amountMicro).toBe(-5n);
  });
});
