import { describe, expect, test } from 'vitest';
import { ledgerLanguage, ledgerWords } from '../../../src/core/ledger/ledger-words.ts';
import { rulesOf } from './ledger-book.ts';

describe('the language of entries', () => {
  test('is the country’s of the chart, else the company’s', () => {
    expect(ledgerLanguage('DE-SKR04', 'zh-CN')).toBe('de');
    expect(ledgerLanguage('CN', 'en')).toBe('zh-CN');
    expect(ledgerLanguage('US', 'zh-CN')).toBe('en');
    expect(ledgerLanguage('UK', 'en')).toBe('en');
    expect(ledgerLanguage('generic', 'zh-CN')).toBe('zh-CN');
    expect(ledgerLanguage('generic', 'en')).toBe('en');
    expect(rulesOf('DE-SKR03').words.language).toBe('de');
  });

  test('is English where a month was closed before entries had any', () => {
    expect(ledgerWords().language).toBe('en');
  });

  test('has words of its own for all that an entry says', () => {
    const said = (['en', 'de', 'zh-CN'] as const).map((language) => {
      const { language: _, ...words } = ledgerWords(language);
      return Object.values(words).map((one) =>
        typeof one === 'string' ? one : one('ACME 7', '2026-06'),
      );
    });
    const [english = [], german = [], chinese = []] = said;
    expect(new Set([...english, ...german, ...chinese]).size).toBe(3 * english.length);
    expect(german).toContain('ACME 7 noch nicht berechnet 06/2026');
    expect(chinese).toContain('ACME 7 暂估 2026年6月');
    expect(chinese.every((one) => /\p{Script=Han}/u.test(one))).toBe(true);
  });
});
