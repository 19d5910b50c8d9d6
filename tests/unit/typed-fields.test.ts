import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMicro } from '../../src/core/money.ts';
import { typedAmount } from '../../src/core/typed-amount.ts';
import { typedDay } from '../../src/core/typed-day.ts';

const usd = { currency: 'USD' };
const code = (told: unknown): string | undefined => (told as { code?: string }).code;

describe('a typed amount', () => {
  test.each([
    ['', ''],
    ['12', '12'],
    ['12.5', '12.50'],
    ['12,50', '12.50'],
    ['1.234,50', '1234.50'],
    ['1,234.50', '1234.50'],
    ['1 234,5', '1234.50'],
    ["1'234.50", '1234.50'],
    ['$1,234.50', '1234.50'],
    ['12.50 USD', '12.50'],
    ['0', '0'],
    ['１２．５', '12.50'],
    ['3万', '30000'],
    ['20.00', '20.00'],
  ])('%j reads as %j', (text, plain) => {
    expect(typedAmount(text, usd)).toBe(plain);
  });

  test.each([
    ['1.234', 'amount_ambiguous'],
    ['1,234', 'amount_ambiguous'],
    ['twelve', 'amount_unknown'],
    ['-5', 'amount_negative'],
    ['12.345,678', 'amount_digits'],
    ['0.001', 'amount_digits'],
    ['€12', 'currency_conflict'],
    ['1e99999', 'amount_unknown'],
  ])('%j is refused: %s', (text, fault) => {
    expect(code(typedAmount(text, usd))).toBe(fault);
  });

  test('has as many decimals as its currency', () => {
    expect(code(typedAmount('12.5', { currency: 'JPY' }))).toBe('amount_digits');
    expect(typedAmount('1250', { currency: 'JPY' })).toBe('1250');
    expect(typedAmount('1,2345', { currency: 'KWD', isFine: true })).toBe('1.2345');
    expect(typedAmount('0,375', { currency: 'USD', isFine: true })).toBe('0.375');
    expect(typedAmount('-12,50', { ...usd, mayBeNegative: true })).toBe('-12.50');
  });

  test('reads the same again once it is shown as it was read', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 12n), (cents) => {
        const text = `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
        const plain = typedAmount(text, usd);
        expect(typedAmount(String(plain), usd)).toBe(plain);
        expect(parseMicro(String(plain))).toBe(cents * 10_000n);
      }),
    );
  });
});

describe('a typed day', () => {
  test.each([
    ['', ''],
    ['2026-06-30', '2026-06-30'],
    ['20260630', '2026-06-30'],
    ['30 Jun 2026', '2026-06-30'],
    ['Jun 30, 2026', '2026-06-30'],
    ['30.6.2026', '2026-06-30'],
    ['3.4.2026', '2026-04-03'],
    ['30/06/2026', '2026-06-30'],
    ['2026年6月30日', '2026-06-30'],
    ['30. Juni 2026', '2026-06-30'],
  ])('%j is %j', (text, day) => {
    expect(typedDay(text)).toBe(day);
  });

  test.each([
    ['03/04/2026', 'date_ambiguous'],
    ['2026-02-30', 'date_unknown'],
    ['soon', 'date_unknown'],
    ['30 Jun 2026 and 1 Jul 2026', 'date_unknown'],
    ['2026-06', 'date_unknown'],
  ])('%j is refused: %s', (text, fault) => {
    expect(code(typedDay(text))).toBe(fault);
  });
});
