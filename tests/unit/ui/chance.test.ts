import i18next from 'i18next';
import { beforeAll, expect, it } from 'vitest';
import en from '../../../src/renderer/i18n/en/shell.json' with { type: 'json' };
import zh from '../../../src/renderer/i18n/zh-CN/shell.json' with { type: 'json' };
import { formatsIn } from '../../../src/renderer/ui/format.ts';

beforeAll(() =>
  i18next.init({
    resources: { en: { shell: en }, 'zh-CN': { shell: zh } },
    interpolation: { escapeValue: false },
  }),
);

it.each([
  [0, '0%', '0%'],
  [0.0004, 'under 1%', '不到 1%'],
  [0.0099, 'under 1%', '不到 1%'],
  [0.01, '1%', '1%'],
  [0.794, '79%', '79%'],
  [0.99, '99%', '99%'],
  [0.9976, 'over 99%', '99% 以上'],
  [1, '100%', '100%'],
])('a chance of %d is not called certain unless it is', (probability, english, chinese) => {
  expect(formatsIn('en').chance(probability)).toBe(english);
  expect(formatsIn('zh-CN').chance(probability)).toBe(chinese);
});
