import { expect, test } from 'vitest';
import { modelsSet } from '../../src/contract/company.ts';
import { modelsMatch } from '../../src/contract/models.ts';
import { type FreshBook, freshBook } from './fresh-book.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const FROM = '2026-01-01';

async function company(...usage: string[]): Promise<FreshBook> {
  const book = freshBook();
  await book.take('people.csv', 'name,email\nLi,li@x.example\nMia,mia@x.example');
  const { services } = book;
  await services.call(modelsSet, {
    model: 'big-one',
    class: 'flagship',
    input: '5',
    output: '25',
    cacheRead: '0.5',
    from: FROM,
  });
  await services.call(modelsSet, {
    model: 'mid-one',
    class: 'standard',
    input: '3',
    output: '15',
    from: FROM,
  });
  const header =
    'date,identity,tool,model,input_tokens,output_tokens,cache_read_tokens,requests,cost,currency';
  await book.take('usage.csv', [header, ...usage].join('\n'));
  return book;
}
const match = async (book: FreshBook, person?: string) =>
  (
    await book.services.call(modelsMatch, {
      month: '2026-06',
      ...(person === undefined ? {} : { person }),
    })
  ).rows;

test('What was used is held against the next model down, by name and as worked out by hand', async () => {
  const book = await company(
    '2026-06-02,mia@x.example,API,big-one,1000000,200000,2000000,2000,8,USD',
    '2026-06-02,li@x.example,API,big-one,1000000,200000,0,1000,8,USD',
    '2026-06-02,li@x.example,API,unheard-of,1000,200,0,1,8,USD',
  );
  const rows = await match(book);
  expect(rows.map(({ person, model }) => [person.name, model])).toEqual([
    ['Li', 'big-one'],
    ['Li', 'unheard-of'],
    ['Mia', 'big-one'],
  ]);
  expect(rows[0]).toMatchObject({
    class: 'flagship',
    charged: usd('8.00'),
    apiValue: usd('10.00'),
    lower: 'mid-one',
    lowerCost: usd('6.00'),
    movable: { days: 1, requests: 1000, saves: usd('3.20') },
    fallbacks: [],
    missing: null,
  });
  expect(rows[0]?.breakEven?.toFixed(3)).toBe('1.667');
  expect(rows[1]).toMatchObject({ missing: 'price', apiValue: null, lower: null, breakEven: null });
  expect(rows[2]).toMatchObject({
    apiValue: usd('11.00'),
    lowerCost: usd('12.00'),
    fallbacks: ['cache-read'],
    movable: { saves: usd('0.00') },
  });
  expect(await match(book, 'mia@x.example')).toHaveLength(1);
});

test('The owner names another model down, which has to cost less', async () => {
  const book = await company('2026-06-02,li@x.example,API,mid-one,1000000,200000,0,1000,6,USD');
  const { services } = book;
  expect((await match(book))[0]).toMatchObject({ lower: null, missing: 'lower' });
  await services.call(modelsSet, {
    model: 'tiny',
    class: 'light',
    input: '1',
    output: '2',
    from: FROM,
  });
  await services.call(modelsSet, { model: 'small', input: '1', output: '5', from: FROM });
  await services.call(modelsSet, { model: 'mid-one', lower: 'small', from: FROM });
  expect((await match(book))[0]).toMatchObject({ lower: 'small', lowerCost: usd('2.00') });
  for (const lower of ['big-one', 'mid-one']) {
    await expect(
      services.call(modelsSet, { model: 'mid-one', lower, from: FROM }),
    ).rejects.toMatchObject({ code: 'not_lower' });
  }
});
