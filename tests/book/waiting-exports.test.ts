import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exportRun } from '../../src/contract/book.ts';
import { freshBook } from './fresh-book.ts';

const CHARGES = `date,amount,currency,tool
2026-06-05,10.00,USD,Voice
2026-06-06,70.00,CNY,Voice
2026-06-07,30.00,CNY,Other
`;

test('an export says that charges wait for a rate, gives no total and writes no 0 for them', async () => {
  const book = freshBook();
  await book.take('charges.csv', CHARGES);
  const run = async (more: object) => {
    const out = join(book.folder, 'out.csv');
    const done = await book.services.call(exportRun, {
      ...{ kind: 'charges', month: '2026-06', out },
      ...more,
    });
    const manifest = JSON.parse(readFileSync(done.manifest, 'utf8')) as { totals: unknown[] };
    return {
      ...done,
      totals: manifest.totals,
      lines: readFileSync(out, 'utf8').trim().split('\r\n'),
    };
  };
  for (const kind of ['charges', 'focus', 'seats'] as const) {
    expect(await run({ kind })).toMatchObject({ total: null, waitingForRate: 2, totals: [] });
  }
  expect((await run({ by: 'tool' })).lines).toEqual([
    'month,tool,charges,amount,tax,currency,waiting_for_rate',
    '2026-06,Other,1,,0.00,USD,1',
    '2026-06,Voice,2,10.00,0.00,USD,1',
  ]);
  await book.take('rates.csv', 'date,from,to,rate\n2026-06-01,CNY,USD,0.14\n');
  expect(await run({ by: 'tool' })).toMatchObject({
    total: { amount: '24.00' },
    waitingForRate: 0,
  });
  expect((await run({ by: 'tool' })).lines[1]).toBe('2026-06,Other,1,4.20,0.00,USD');
});
