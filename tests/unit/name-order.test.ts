import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameOrder } from '../../src/core/name-order.ts';

const named = (...names: readonly string[]) =>
  names.map((name) => ({ name, email: `${name}@x.example` }));
const inOrder = (locale: string, ...names: readonly string[]): string[] =>
  named(...names)
    .sort(nameOrder(locale))
    .map(({ name }) => name);

test('a Chinese book lists Chinese names by pinyin, and the others behind them', () => {
  expect(inOrder('zh-CN', 'Bob', '张伟', '阿明', 'Émile', '李娜', '王小明', '欧阳雪')).toEqual([
    '阿明',
    '李娜',
    '欧阳雪',
    '王小明',
    '张伟',
    'Bob',
    'Émile',
  ]);
});

test('another book lists them by pinyin as well, behind the others', () => {
  const names = ['王小明', 'Émile', '张伟', 'bob', '阿明', 'Łucja', 'Zoë'];
  const wanted = ['bob', 'Émile', 'Łucja', 'Zoë', '阿明', '王小明', '张伟'];
  expect(inOrder('en', ...names)).toEqual(wanted);
  expect(inOrder('xx', ...names)).toEqual(wanted);
});

test('people of one name are listed by their e-mail', () => {
  const people = ['b@x.example', 'a@x.example'].map((email) => ({ name: '李娜', email }));
  for (const locale of ['en', 'zh-CN'])
    expect(people.toSorted(nameOrder(locale)).map(({ email }) => email)).toEqual([
      'a@x.example',
      'b@x.example',
    ]);
});

test('the order is one, whatever order the people come in', () => {
  const name = fc.constantFrom('Ana', 'ana', 'Äna', 'Bo', '李娜', '王', '安', '1st', '', 'Zed 李');
  const email = fc.constantFrom('a@x.example', 'b@x.example', 'c@x.example');
  fc.assert(
    fc.property(
      fc.constantFrom('en', 'zh-CN'),
      fc.uniqueArray(fc.record({ name, email }), { selector: (one) => `${one.name} ${one.email}` }),
      (locale, people) => {
        const once = people.toSorted(nameOrder(locale));
        expect(
          people
            .toReversed()
            .sort(nameOrder(locale))
            .map(({ email }) => email),
        ).toEqual(once.map(({ email }) => email));
      },
    ),
  );
});
