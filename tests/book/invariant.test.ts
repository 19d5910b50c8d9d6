import fc from 'fast-check';
import { expect, test } from 'vitest';
import { identitiesAssign } from '../../src/contract/company.ts';
import { overviewMonth, seatsMonth } from '../../src/contract/month.ts';
import { spendCellsShow, unassignedShow, usageShow } from '../../src/contract/spend.ts';
import { parseMicro } from '../../src/core/money.ts';
import { freshBook } from './fresh-book.ts';

const PEOPLE = 'name,email,role\nAna,ana@x.example,dev\nBo,bo@x.example,dev\n';
const micro = (amount: string): bigint => parseMicro(amount) ?? 0n;

const usageRow = fc.record({
  day: fc.integer({ min: 1, max: 30 }).map((day) => `2026-06-${String(day).padStart(2, '0')}`),
  identity: fc.constantFrom('ana@x.example', 'bo@x.example', 'shared-key', 'unknown', ''),
  cost: fc.integer({ min: 0, max: 99_999_999 }).map((value) => (value / 1e6).toFixed(6)),
});

test('seats and unassigned spend add up to all charges, to the micro, however a key is shared', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(usageRow, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 99 }),
      fc.integer({ min: 2, max: 29 }),
      async (rows, percent, from) => {
        const book = freshBook();
        await book.take('people.csv', PEOPLE);
        const lines = rows
          .filter((row) => row.identity !== '')
          .map((row) => `${row.day},${row.identity},API,gpt-5,${row.cost},USD`);
        if (lines.length === 0) return;
        await book.take(
          'usage.csv',
          `date,identity,tool,model,cost,currency\n${lines.join('\n')}\n`,
        );
        await book.take(
          'subs.csv',
          'tool,email,start,price,currency,cadence\nChat,ana@x.example,2026-03-17,99.99,USD,year\nChat,,2026-06-05,30,USD,month\n',
        );
        if (rows.some((row) => row.identity === 'shared-key')) {
          await book.services.call(identitiesAssign, {
            identity: 'shared-key',
            from: `2026-06-${String(from).padStart(2, '0')}`,
            shares: [
              { email: 'ana@x.example', percent: String(percent) },
              { email: 'bo@x.example', percent: '0.7' },
            ],
          });
        }
        const month = { month: '2026-06' };
        const overview = await book.services.call(overviewMonth, month);
        const { seats } = await book.services.call(seatsMonth, month);
        const unassigned = await book.services.call(unassignedShow, month);
        const { cells } = await book.services.call(spendCellsShow, month);
        const usage = await book.services.call(usageShow, { ...month, by: ['day', 'person'] });
        const total = micro(overview.total.amount);
        const seatSum = seats.reduce((sum, seat) => sum + micro(seat.spend.amount), 0n);
        expect(seatSum + micro(unassigned.total.amount)).toBe(total);
        expect(micro(overview.seatTotal.amount)).toBe(seatSum);
        expect(overview.history.at(-1)?.total).toEqual(overview.total);
        expect(unassigned.items.reduce((sum, item) => sum + micro(item.amount.amount), 0n)).toBe(
          micro(unassigned.total.amount),
        );
        expect(cells.reduce((sum, cell) => sum + micro(cell.amount.amount), 0n)).toBe(total);
        const spoken = lines.reduce((sum, line) => sum + micro(line.split(',')[4] ?? ''), 0n);
        expect(micro(usage.total.charged.amount)).toBe(spoken);
        expect(usage.rows.reduce((sum, row) => sum + micro(row.charged.amount), 0n)).toBe(spoken);
      },
    ),
    { numRuns: 12 },
  );
});
