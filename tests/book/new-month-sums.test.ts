import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sumAllUsageMonths } from '../../src/main/book/usage-months.ts';
import { freshBook } from './fresh-book.ts';
import { rawBook } from './raw-book.ts';

type Row = {
  readonly month: string;
  readonly day: number;
  readonly identity: string;
  readonly model: string;
  readonly project: string;
  readonly tokens: number;
  readonly cost: string;
};

const row: fc.Arbitrary<Row> = fc.record({
  month: fc.constantFrom('2026-04', '2026-05', '2026-06'),
  day: fc.integer({ min: 1, max: 4 }),
  identity: fc.constantFrom('ana@x.example', 'bo@x.example'),
  model: fc.constantFrom('gpt-5', 'nobody-prices-this'),
  project: fc.constantFrom('', 'site'),
  tokens: fc.integer({ min: 0, max: 90_000 }),
  cost: fc.constantFrom(',', '0,USD', '1.25,USD', '3.000001,CHF'),
});

const HEADER = 'date,identity,tool,model,project,input_tokens,cost,currency\n';

/** A file of these rows; keys may stand in it more than once. */
const fileOf = (rows: readonly Row[]): string =>
  HEADER +
  rows
    .map(
      (one) =>
        `${one.month}-0${one.day},${one.identity},API,${one.model},${one.project},${one.tokens},${one.cost}`,
    )
    .join('\n');

test('the sums of months are what their rows say, in whatever pieces and order the rows come', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(row, { minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 3 }),
      async (files) => {
        const book = freshBook();
        const texts = files.map(fileOf);
        const sums = () =>
          rawBook(book.services.book).all(
            'SELECT * FROM usage_month ORDER BY month, identity_id, tool_id, model_id, project_id, state, currency',
          );
        for (const [index, text] of texts.entries()) await book.take(`usage-${index}.csv`, text);
        const kept = sums();
        const ids = rawBook(book.services.book).all<{ id: number }>('SELECT id FROM identity');
        sumAllUsageMonths(
          book.services.book,
          ids.map(({ id }) => id),
        );
        expect(kept).toEqual(sums());
        // The last file once more, with a line end of its own so that it is not taken for the same file.
        const again = await book.take('again.csv', `${texts.at(-1)}\n\n`);
        expect(again.unchanged).toBe(files.at(-1)?.length);
        expect(sums()).toEqual(kept);
      },
    ),
    { numRuns: 60 },
  );
});
