import i18next from 'i18next';
import { expect, test } from 'vitest';
import { edged, spaced } from '../../../src/renderer/i18n/spacing.ts';

/** A catalogue's sentence with one value in it, as Chinese. */
const set = (sentence: string, value: string): string =>
  spaced(sentence.replaceAll('{{x}}', edged(value)), 'zh-CN');

test.each([
  ['{{x}}的团队额度', 'Product', 'Product 的团队额度'],
  ['{{x}}的团队额度', '产品部', '产品部的团队额度'],
  ['由 {{x}} 批准', '王芳', '由王芳批准'],
  ['由{{x}}批准', 'Jonas', '由 Jonas 批准'],
  ['共{{x}}，其中', '1,200.00 USD', '共 1,200.00 USD，其中'],
  ['增长{{x}}的', '16%', '增长 16% 的'],
  ['差{{x}}', '−3.00 USD', '差 −3.00 USD'],
  ['于 {{x}} 入账', '2026年6月30日', '于2026年6月30日入账'],
  ['于{{x}}结账', '2026年6月30日 13:05', '于2026年6月30日 13:05 结账'],
  ['“{{x}}”的', 'Claude', '“Claude”的'],
  ['按<em>{{x}}</em>计', 'USD', '按 <em>USD</em> 计'],
  ['{{x}} · {{x}}', '王芳', '王芳 · 王芳'],
  ['{{x}}{{x}}', 'a', 'aa'],
  ['没有{{x}}了', '', '没有了'],
  ['文件{{x}}', '发票2026a.pdf', '文件发票2026a.pdf'],
])('%s with %s reads %s', (sentence, value, said) => {
  expect(set(sentence, value)).toBe(said);
});

test('other languages keep the sentence’s own spaces', () => {
  expect(spaced(`by ${edged('王芳')} on 3`, 'en')).toBe('by 王芳 on 3');
});

test('the window sets every sentence with values so, in its own language', async () => {
  const { interpolated } = await import('../../../src/renderer/i18n/spacing.ts');
  const words = i18next.createInstance();
  await words.use(interpolated.postProcessor).init({
    ...interpolated.options,
    lng: 'zh-CN',
    resources: { 'zh-CN': { translation: { a: '{{who}}的额度', n_other: '共{{count}}项' } } },
  });
  expect(words.t('a', { who: 'Lea' })).toBe('Lea 的额度');
  expect(words.t('n', { count: 3 })).toBe('共 3 项');
  expect(words.getFixedT('zh-CN')('a', { who: 'שרה' })).toBe('\u2068שרה\u2069 的额度');
});
