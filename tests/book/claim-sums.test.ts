import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exportRun } from '../../src/contract/book.ts';
import * as claims from '../../src/contract/claims.ts';
import { settingsSet } from '../../src/contract/company.ts';
import { minorUnitMicro } from '../../src/core/invoices/minor-unit.ts';
import { microText, parseMicro } from '../../src/core/money.ts';
import { freshBook } from './fresh-book.ts';
import { claimed, decide, line, only, submit } from './made-claims.ts';

const RATES = `date,from,to,rate
2026-06-01,EUR,USD,1.093001
2026-06-01,EUR,JPY,171.357
2026-06-01,EUR,KWD,0.33571
2026-06-01,EUR,CNY,7.77113
`;
const DIGITS: Readonly<Record<string, number>> = { USD: 2, EUR: 2, CNY: 2, JPY: 0, KWD: 3 };
const currency = fc.constantFrom('USD', 'EUR', 'CNY', 'JPY', 'KWD');
const drafts = fc.array(
  fc
    .tuple(currency, fc.integer({ min: 100, max: 30_000 }), fc.integer({ min: 1, max: 1000 }))
    .map(([code, units, share]) =>
      line({
        amount: {
          amount: (units / 10 ** (DIGITS[code] ?? 2)).toFixed(Math.max(2, DIGITS[code] ?? 2)),
          currency: code,
        },
        workPercent: (share / 10).toFixed(1),
        tool: `Tool ${units}`,
        vendor: `Vendor ${units} ${share}`,
      }),
    ),
  { minLength: 1, maxLength: 5 },
);

/** The sum of a CSV's column, exactly; per line whole minor units are asked for. */
function columnSum(file: string, column: string, code: string): bigint {
  const [header = '', ...rows] = readFileSync(file, 'utf8')
    .replace('\uFEFF', '')
    .trim()
    .split('\r\n');
  const at = header.split(',').indexOf(column);
  return rows.reduce((sum, row) => {
    const micro = parseMicro(row.split(',')[at] || '0') ?? 0n;
    expect(micro % minorUnitMicro(code)).toBe(0n);
    return sum + micro;
  }, 0n);
}

/** Takes a refusal of this code for nothing made; any other fails the test. */
const isCode =
  (code: string) =>
  (failure: { code: string }): null => {
    expect(failure.code).toBe(code);
    return null;
  };

test.each(['USD', 'JPY', 'KWD', 'CNY'])(
  'Σ bank file = Σ payouts export = Σ journal = Σ charges, in %s',
  async (base) => {
    await fc.assert(
      fc.asyncProperty(fc.array(drafts, { minLength: 1, maxLength: 3 }), async (filed) => {
        const book = freshBook({
          currency: base,
          ledgerPack: 'generic',
          now: () => '2026-06-30T09:00:00.000Z',
          who: 'eva@example.com',
        });
        await book.take(
          'people.csv',
          'name,email\nLi Na,li@example.com\nEva Boss,eva@example.com\n',
        );
        await book.take('rates.csv', RATES);
        for (const lines of filed) {
          const { id } = await submit(book, lines);
          await decide(book, id, 'approve', { reason: 'seen' }).catch(
            isCode('claim_nothing_granted'),
          );
        }
        const out = join(book.folder, 'bank.csv');
        const made = await book.services
          .call(claims.claimsBatch, { format: 'csv', out, date: '2026-06-30' })
          .catch(isCode('payout_nothing'));
        if (!made) return;
        const sums = [columnSum(out, 'amount', base)];
        for (const [kind, column] of [
          ['payouts', 'base_amount'],
          ['claims', 'approved_base'],
          ['journal', 'debit'],
        ] as const) {
          const file = join(book.folder, `${kind}.csv`);
          await book.services.call(exportRun, { kind, month: '2026-06', out: file });
          const sum = columnSum(file, column, base);
          // In the journal it is an expense once, and once what the transfer settles.
          sums.push(kind === 'journal' ? sum / 2n : sum);
        }
        sums.push(parseMicro((await claimed(book, '2026-06')) ?? '') ?? -1n);
        expect(sums).toEqual(sums.map(() => sums[0]));
      }),
      { numRuns: 12 },
    );
  },
  60_000,
);

test('three claims of 0.505 USD pay 0.46 EUR each, and every paper says 1.38', async () => {
  const book = freshBook({
    currency: 'EUR',
    ledgerPack: 'DE-SKR04',
    now: () => '2026-06-30T09:00:00.000Z',
    who: 'eva@example.com',
  });
  await book.take('people.csv', 'name,email\nLi Na,li@example.com\nEva Boss,eva@example.com\n');
  await book.take('rates.csv', 'date,from,to,rate\n2026-06-01,USD,EUR,0.914913\n');
  for (const day of ['2026-06-05', '2026-06-12', '2026-06-20']) {
    const { id } = await submit(book, [
      line({ day, amount: { amount: '1.00', currency: 'USD' }, workPercent: '50.5' }),
    ]);
    const done = await decide(book, id, 'approve');
    expect(done).toMatchObject({
      lines: [{ approved: { amount: '0.50' }, payable: { amount: '0.46', currency: 'EUR' } }],
    });
  }
  const out = join(book.folder, 'bank.csv');
  const { batch } = await book.services.call(claims.claimsBatch, {
    format: 'csv',
    out,
    date: '2026-06-30',
  });
  expect(batch.totals).toEqual([{ amount: '1.38', currency: 'EUR' }]);
  expect(await claimed(book, '2026-06')).toBe('1.38');
});

test('a part is granted in what a bank can pay, in the minor units of the currency claimed', async () => {
  const book = freshBook({
    currency: 'EUR',
    ledgerPack: 'DE-SKR04',
    now: () => '2026-06-30T09:00:00.000Z',
    who: 'eva@example.com',
  });
  await book.take('people.csv', 'name,email\nLi Na,li@example.com\nEva Boss,eva@example.com\n');
  await book.services.call(settingsSet, { key: 'claims.pay-in', value: 'claimed' });
  await book.take('rates.csv', 'date,from,to,rate\n2026-06-01,EUR,JPY,171.357\n');
  const claim = await submit(book, [
    line({ amount: { amount: '3001.00', currency: 'JPY' }, workPercent: '50' }),
  ]);
  const grant = (amount: string) =>
    decide(book, claim.id, 'approve', { reason: 'part', grants: [{ line: 1, amount }] });
  await expect(grant('1000.5')).rejects.toMatchObject({ code: 'amount_not_in_minor_units' });
  expect(only({ claims: [await grant('1000')] })).toMatchObject({
    lines: [{ approved: { amount: '1000.00' }, payable: { amount: '1000.00', currency: 'JPY' } }],
    approved: { amount: microText(5_840_000n), currency: 'EUR' },
  });
});
