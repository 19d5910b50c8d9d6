import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currenciesNamed } from '../../../src/core/amount-text.ts';
import { dayOfNumber } from '../../../src/core/calendar.ts';
import { microText, parseMicro } from '../../../src/core/money.ts';
import { parseAmount, parseCount } from '../../../src/main/imports/table/cell-values.ts';
import { parseDay } from '../../../src/main/imports/table/day-text.ts';

const code = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'code' in value ? value.code : value;

describe('days', () => {
  it.each([
    ['2026-06-30', '2026-06-30'],
    ['2026-06-30T23:59:59Z', '2026-06-30'],
    ['2026-06-30T00:30:00+02:00', '2026-06-30'],
    ['2026-06-30 10:00:00', '2026-06-30'],
    ['2026-06-30 10:00:00.123 UTC', '2026-06-30'],
    ['2026/6/3', '2026-06-03'],
    ['2026.06.30', '2026-06-30'],
    ['20260630', '2026-06-30'],
    ['30.06.2026', '2026-06-30'],
    ['03.04.2026', '2026-04-03'],
    ['6/30/2026', '2026-06-30'],
    ['30/6/2026', '2026-06-30'],
    ['4/4/2026', '2026-04-04'],
    ['13 April 2026', '2026-04-13'],
    ['13-Apr-2026', '2026-04-13'],
    ['Apr 13, 2026', '2026-04-13'],
    ['05-Oct-26', '2026-10-05'],
    ['06 OCT 26', '2026-10-06'],
    ['7. Oktober 2026', '2026-10-07'],
    ['1er août 2026', '2026-08-01'],
    ['Mon, 5 Oct 2026', '2026-10-05'],
    ['２０２６-０６-０３', '2026-06-03'],
    ['2026年6月3日', '2026-06-03'],
    ['2024-02-29', '2024-02-29'],
  ])('%s is %s', (text, day) => {
    expect(parseDay(text, null)).toBe(day);
  });

  it.each([
    ['03/04/2026', 'date_ambiguous'],
    ['31/02/26', 'date_two_digit_year'],
    ['2026-02-30', 'date_unreal'],
    ['2025-02-29', 'date_unreal'],
    ['2026-13-01', 'date_unreal'],
    ['0001-01-01', 'date_out_of_range'],
    ['2026-06', 'date_unknown'],
    ['46203', 'date_serial'],
    ['yesterday', 'date_unknown'],
    ['13 Brumaire 2026', 'date_unknown'],
    ['2026-06-30 or so', 'date_unknown'],
  ])('%s is refused: %s', (text, fault) => {
    expect(code(parseDay(text, null))).toBe(fault);
  });

  it('a known order settles what is ambiguous, two-digit years too', () => {
    expect(parseDay('03/04/2026', 'dmy')).toBe('2026-04-03');
    expect(parseDay('03/04/2026', 'mdy')).toBe('2026-03-04');
    expect(parseDay('5/1/25', 'mdy')).toBe('2025-05-01');
    expect(code(parseDay('25/1/2025', 'mdy'))).toBe('date_unreal');
  });

  it('every day since 1950 comes back from its ISO form, and from the others that name it clearly', () => {
    fc.assert(
      fc.property(fc.integer({ min: -7305, max: 60_000 }), (number) => {
        const day = dayOfNumber(number);
        const [year, month, date] = day.split('-');
        expect(parseDay(day, null)).toBe(day);
        expect(parseDay(`${date}.${month}.${year}`, null)).toBe(day);
        expect(parseDay(`${year}年${month}月${date}日`, null)).toBe(day);
      }),
    );
  });
});

describe('amounts', () => {
  it.each([
    ['12', '12.00'],
    ['-0.5', '-0.50'],
    ['.5', '0.50'],
    ['2.1e-06', '0.000002'],
    ['0.0000005', '0.00'],
    ['0.0000015', '0.000002'],
    ['1,234.56', '1234.56'],
    ['1.234,56', '1234.56'],
    ['1 234,56', '1234.56'],
    ['1\u202f234,56', '1234.56'],
    ["1'234.56", '1234.56'],
    ['1,234,567', '1234567.00'],
    ['1.234.567', '1234567.00'],
    ['12,5', '12.50'],
    ['0,123', '0.123'],
    ['1234,567', '1234.567'],
    ['$10,000.00 ', '10000.00'],
    ['$1,234', '1234.00'],
    ['€ 12,50', '12.50'],
    ['12.50 USD', '12.50'],
    ['USD 12.50', '12.50'],
    ['¥100', '100.00'],
    ['(12.50)', '-12.50'],
    ['($1,200.00)', '-1200.00'],
    ['-$5', '-5.00'],
    ['12.50-', '-12.50'],
    ['−3', '-3.00'],
    ['1,23,456.50', '123456.50'],
    ['1.2万', '12000.00'],
    ['３，４５０．５０', '3450.50'],
    ['٣٫٥', '3.50'],
    ['20.-', '20.00'],
    ['R$ 1.234,50', '1234.50'],
  ])('%s is %s', (text, amount) => {
    const micro = parseAmount(text, null);
    expect(typeof micro === 'bigint' ? microText(micro) : micro).toBe(amount);
  });

  it.each([
    ['1,234', 'amount_ambiguous'],
    ['1.234', 'amount_ambiguous'],
    ['1€50', 'amount_unknown'],
    ['1,2,345', 'amount_unknown'],
    ['1.2.3', 'amount_unknown'],
    ['abc', 'amount_unknown'],
    ['NaN', 'amount_unknown'],
    ['Infinity', 'amount_unknown'],
    ['--5', 'amount_unknown'],
    ['0x10', 'amount_unknown'],
    ['1e400', 'amount_too_large'],
    ['9'.repeat(1_000_000), 'amount_unknown'],
    ['9999999999999', 'amount_too_large'],
    ['20000000000', 'amount_too_large'],
  ])('%.20s is refused: %s', (text, fault) => {
    expect(code(parseAmount(text, null))).toBe(fault);
  });

  it('a known decimal mark settles what is ambiguous', () => {
    expect(parseAmount('1,234', '.')).toBe(1_234_000_000n);
    expect(parseAmount('1,234', ',')).toBe(1_234_000n);
    expect(parseAmount('1.234', ',')).toBe(1_234_000_000n);
    expect(parseAmount('1.234', '.')).toBe(1_234_000n);
  });

  it('the quick way and the exact way agree on every plain decimal', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9_999_999_999 }),
        fc.stringMatching(/^\d{0,9}$/),
        fc.boolean(),
        (whole, fraction, isNegative) => {
          const text = `${isNegative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
          // Three places can be thousands: only the column's mark tells.
          const mark = fraction.length === 3 ? '.' : null;
          expect(parseAmount(text, mark)).toBe(parseMicro(text));
        },
      ),
    );
  });

  it('signs and codes name the currencies that they can mean', () => {
    expect(currenciesNamed('€12')).toEqual(['EUR']);
    expect(currenciesNamed('12 chf')).toEqual(['CHF']);
    expect(currenciesNamed('$5')).toContain('USD');
    expect(currenciesNamed('12.5')).toBeNull();
  });
});

describe('counts', () => {
  it('whole numbers are taken however a program writes them', () => {
    expect(
      ['0', '59200.0', '1,234', '1.234', '1.5e6', '9007199254740991'].map((one) => parseCount(one)),
    ).toEqual([0, 59_200, 1234, 1234, 1_500_000, 9_007_199_254_740_991]);
  });

  it('what is none is refused', () => {
    expect(
      ['-1', '1.5', '1.000', 'NaN', '', '9007199254740992', '1e99'].map((one) =>
        code(parseCount(one)),
      ),
    ).toEqual([
      'count_negative',
      'count_fraction',
      'amount_ambiguous',
      'count_unknown',
      'count_unknown',
      'count_too_large',
      'count_too_large',
    ]);
  });
});
