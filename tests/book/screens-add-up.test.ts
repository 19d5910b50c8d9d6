import fc from 'fast-check';
import { expect, test } from 'vitest';
import { identitiesAssign } from '../../src/contract/company.ts';
import { reconcileMonth } from '../../src/contract/invoices.ts';
import { overviewMonth, seatsMonth, worthMonth } from '../../src/contract/month.ts';
import {
  spendCellsShow,
  unassignedShow,
  usageShow,
  type WaitingForRate,
} from '../../src/contract/spend.ts';
import { spendMonths } from '../../src/contract/spend-months.ts';
import { parseMicro } from '../../src/core/money.ts';
import { type FreshBook, freshBook } from './fresh-book.ts';

const MONTH = '2026-06';
const micro = (amount: string): bigint => parseMicro(amount) ?? 0n;
const PEOPLE =
  'name,email,role,team\nAna,ana@x.example,dev,Core\nBo,bo@x.example,dev,\nCy,cy@x.example,dev,Desk\n';

const day = fc.integer({ min: 1, max: 30 }).map((n) => `${MONTH}-${String(n).padStart(2, '0')}`);
const amount = fc.integer({ min: 1, max: 99_999_999 }).map((value) => (value / 1e6).toFixed(6));
// Only the euro has a rate.
const currency = fc.constantFrom('USD', 'EUR', 'CNY', 'JPY');
const who = fc.constantFrom('ana@x.example', 'bo@x.example', 'shared-key', 'unknown');
const tool = fc.constantFrom('Voice', 'Chat', '');
const line = fc.tuple(day, who, tool, amount, currency).map((cells) => cells.join(','));

const made = fc.record({
  usage: fc.array(line, { minLength: 1, maxLength: 15 }),
  charges: fc.array(line, { minLength: 1, maxLength: 15 }),
  plan: fc.tuple(fc.constantFrom('cy@x.example', ''), currency),
  percent: fc.integer({ min: 1, max: 99 }),
});

async function bookOf({
  usage,
  charges,
  plan,
  percent,
}: typeof made extends fc.Arbitrary<infer T> ? T : never): Promise<FreshBook> {
  const book = freshBook();
  await book.take('people.csv', PEOPLE);
  await book.take('rates.csv', 'date,from,to,rate\n2026-05-01,EUR,USD,1.1\n');
  await book.take('usage.csv', `date,identity,tool,cost,currency\n${usage.join('\n')}\n`);
  await book.take('charges.csv', `date,identity,tool,amount,currency\n${charges.join('\n')}\n`);
  await book.take(
    'plans.csv',
    `tool,email,start,price,currency,cadence\nCursor,${plan[0]},2026-01-01,20,${plan[1]},month\n`,
  );
  if ([...usage, ...charges].some((row) => row.includes('shared-key'))) {
    await book.services.call(identitiesAssign, {
      identity: 'shared-key',
      shares: [
        { email: 'ana@x.example', percent: String(percent) },
        { email: 'bo@x.example', percent: '0.5' },
      ],
    });
  }
  return book;
}

type Sums = Readonly<Record<string, bigint>>;

/** What is in the total, and what waits beside it, by currency. */
function sums(
  parts: readonly { readonly amount: string; readonly waitingForRate: WaitingForRate }[],
): Sums {
  const found: Record<string, bigint> = { total: 0n };
  for (const part of parts) {
    found['total'] = (found['total'] ?? 0n) + micro(part.amount);
    for (const { currency, month, amount } of part.waitingForRate) {
      if (month === MONTH) found[currency] = (found[currency] ?? 0n) + micro(amount.amount);
    }
  }
  return found;
}

test('every screen adds up to the same total, and tells the same money as waiting for a rate', async () => {
  await fc.assert(
    fc.asyncProperty(made, async (one) => {
      const { services } = await bookOf(one);
      const month = { month: MONTH };
      const overview = await services.call(overviewMonth, month);
      const { waitingForRate } = overview;
      const whole = sums([{ amount: overview.total.amount, waitingForRate }]);
      const said: Record<string, Sums> = {};

      const { seats } = await services.call(seatsMonth, month);
      const unassigned = await services.call(unassignedShow, month);
      const ofSeats = seats.map((seat) => ({ ...seat, amount: seat.spend.amount }));
      const ofNobody = unassigned.items.map((item) => ({ ...item, amount: item.amount.amount }));
      said['seats and unassigned'] = sums([...ofSeats, ...ofNobody]);
      expect(sums(ofNobody)).toEqual(sums([{ ...unassigned, amount: unassigned.total.amount }]));
      expect(micro(overview.unassigned.amount)).toBe(micro(unassigned.total.amount));
      expect(micro(overview.seatTotal.amount)).toBe(sums(ofSeats)['total']);
      said['sources'] = sums(
        Object.values(overview.bySource).map(({ amount }) => ({ amount, waitingForRate: [] })),
      );
      said['sources'] = { ...whole, total: said['sources']['total'] ?? 0n };

      for (const by of ['tool', 'team', 'person', 'source'] as const) {
        const doc = await services.call(spendMonths, { ...month, by });
        const place = doc.months.indexOf(MONTH);
        const amounts = doc.lines.map((entry) => ({
          amount: entry.amounts[place]?.amount ?? '0',
          waitingForRate: entry.waitingForRate,
        }));
        said[`what we pay by ${by}`] = sums(amounts);
        said[`what we pay by ${by}, total`] = sums([
          { amount: doc.totals[place]?.amount ?? '0', waitingForRate: doc.waitingForRate },
        ]);
      }

      const { cells } = await services.call(spendCellsShow, month);
      said['charges'] = sums(
        cells.map((cell) => ({
          amount: cell.amount.amount,
          waitingForRate:
            micro(cell.waitingAmount.amount) === 0n
              ? []
              : [
                  {
                    month: MONTH,
                    count: cell.waiting,
                    currency: cell.waitingAmount.currency,
                    amount: cell.waitingAmount,
                  },
                ],
        })),
      );
      const worth = await services.call(worthMonth, month);
      said['what the money did'] = sums([{ ...worth, amount: worth.total.amount }]);
      expect(worth.parts.reduce((sum, part) => sum + micro(part.amount.amount), 0n)).toBe(
        whole['total'],
      );
      const reconciled = await services.call(reconcileMonth, month);
      said['reconciliation'] = { ...whole, total: micro(reconciled.total.amount) };
      for (const [screen, there] of Object.entries(said))
        expect({ [screen]: there }).toEqual({ [screen]: whole });

      const usage = await services.call(usageShow, { ...month, by: ['person', 'day'] });
      const ofUsage = (some: readonly (typeof usage)['total'][]) =>
        sums(some.map((entry) => ({ ...entry, amount: entry.charged.amount })));
      expect(ofUsage(usage.rows)).toEqual(ofUsage([usage.total]));
      const told = one.usage.map((row) => row.split(','));
      for (const code of ['CNY', 'JPY'] as const) {
        const waiting = told.flatMap((row) => (row[4] === code ? [micro(row[3] ?? '')] : []));
        expect(ofUsage([usage.total])[code] ?? 0n).toBe(waiting.reduce((a, b) => a + b, 0n));
      }
    }),
    { numRuns: 15 },
  );
}, 120_000);
