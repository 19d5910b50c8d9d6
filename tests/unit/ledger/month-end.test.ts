import { describe, expect, test } from 'vitest';
import type { MonthInput } from '../../../src/core/ledger/book-months.ts';
import { booked, entriesOf, micro, rulesOf, short, spent } from './ledger-book.ts';

const rules = rulesOf('US');
const of = (
  months: Readonly<Record<string, Partial<MonthInput>>>,
  until: string,
  more: Parameters<typeof booked>[5] = {},
) => booked(rules, 'USD', [], ['2026-06', until], months, more);

/** A part of July's spend that is for June: what came after June was closed. */
const late = (amount: string): Partial<MonthInput> => ({
  spend: [spent('Claude', '5.00'), spent('Claude', amount)],
  late: [{ account: 'Claude', month: '2026-06', baseMicro: micro(amount) }],
});

const accruals = (months: ReturnType<typeof booked>, month: string): string[] =>
  entriesOf(months, month, 'accrual').flatMap(({ lines }) =>
    lines
      .filter(({ role }) => role === 'expense')
      .map(({ service, baseMicro }) => `${service?.from} ${baseMicro}`),
  );

describe('what is accrued', () => {
  test.each([
    ['0.01', ['2026-06 10000', '2026-07 5000000']],
    ['-0.01', ['2026-06 -10000', '2026-07 5000000']],
    ['0.009', ['2026-07 5010000']],
    ['-0.009', ['2026-07 4990000']],
  ])(
    'of a month before by %s stands apart from a cent on, and is made up for below',
    (amount, lines) => {
      const months = of(
        { '2026-06': { spend: [spent('Claude', '10.00')] }, '2026-07': late(amount) },
        '2026-07',
      );
      expect(accruals(months, '2026-06')).toEqual(['2026-06 10000000']);
      expect(accruals(months, '2026-07')).toEqual(lines);
    },
  );

  test('is named by its tool where one alone is on the ledger account, by none where two are', () => {
    const row = (tool: string) => ({ ...spent('Bill', '2.00'), tool });
    const said = (...tools: string[]) =>
      entriesOf(of({ '2026-06': { spend: tools.map(row) } }, '2026-06'), '2026-06').flatMap(
        ({ lines }) =>
          lines.filter(({ role }) => role === 'expense').map(({ tool, text }) => [tool, text]),
      );
    expect(said('Claude', 'Claude')).toEqual([['Claude', 'Claude']]);
    expect(said('Claude', 'Cursor')).toEqual([[null, '']]);
    expect(said('Claude', 'Cursor', 'Claude')).toEqual([[null, '']]);
  });

  test('leaves out what nobody spends, and carries all where nothing is spent on balance', () => {
    const row = (costCentre: string | null, amount: string) => ({
      ...{ ...spent('Bill', amount), costCentre },
    });
    const centres = (...rows: ReturnType<typeof row>[]) =>
      entriesOf(of({ '2026-06': { spend: rows } }, '2026-06'), '2026-06').map(({ lines }) =>
        lines.map(({ costCentre, baseMicro }) => `${costCentre} ${baseMicro}`),
      );
    expect(centres(row('A', '3.00'), row('B', '0'))).toEqual([['A 3000000', 'null -3000000']]);
    expect(centres(row('A', '-3.00'))).toEqual([['null -3000000', 'null 3000000']]);
  });
});

describe('credits', () => {
  const opening = {
    openingCredits: [{ account: 'Claude', month: '2026-06', baseMicro: micro('50') }],
  };
  const drawn = (months: ReturnType<typeof booked>, month: string): string[] =>
    entriesOf(months, month, 'credits-used').map(short);

  test('are not made more by use that came to less than nothing', () => {
    const months = of(
      {
        '2026-06': { spend: [spent('Claude', '-20.00', true)] },
        '2026-07': { spend: [spent('Claude', '60.00', true)] },
      },
      '2026-07',
      opening,
    );
    expect(drawn(months, '2026-06')).toEqual([]);
    expect(drawn(months, '2026-07')).toEqual(['Dr Software 50.00 · Cr Prepaid Expenses 50.00']);
  });

  test('are drawn to the last cent, and no further month draws them again', () => {
    const use = { spend: [spent('Claude', '50.00', true)] };
    const months = of({ '2026-06': use, '2026-07': use }, '2026-07', opening);
    expect(drawn(months, '2026-06')).toEqual(['Dr Software 50.00 · Cr Prepaid Expenses 50.00']);
    expect(drawn(months, '2026-07')).toEqual([]);
  });
});
