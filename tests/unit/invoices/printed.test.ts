import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOfNumber } from '../../../src/core/calendar.ts';
import { isPrepaidLine } from '../../../src/core/invoices/invoice.ts';
import { decimalMarkOf, printedAmounts } from '../../../src/core/invoices/printed-amount.ts';
import { printedDays, printedPeriod } from '../../../src/core/invoices/printed-day.ts';

const amounts = (text: string, decimal: '.' | ',' | null = null) =>
  printedAmounts(text, decimal).map((each) => [each.micro, each.mark]);

describe('printed amounts', () => {
  it.each([
    ['$1,234.56', 1_234_560_000n, '$'],
    ['1.234,56 €', 1_234_560_000n, '€'],
    ["CHF 1'234.50", 1_234_500_000n, 'CHF'],
    ['1 234,56 €', 1_234_560_000n, '€'],
    ['($5.00)', -5_000_000n, '$'],
    ['-$20.00', -20_000_000n, '$'],
    ['$-20.00', -20_000_000n, '$'],
    ['12,50-', -12_500_000n, null],
    ['¥1,060.00', 1_060_000_000n, '¥'],
    ['Rs 1939', 1_939_000_000n, 'Rs'],
    ['EUR 1.234', 1_234_000_000n, 'EUR'],
    ['$0.0025', 2_500n, '$'],
    ['₹1,23,456.00', 123_456_000_000n, '₹'],
    ['₹12,34,567', 1_234_567_000_000n, '₹'],
    ['165,000円', 165_000_000_000n, '円'],
  ])('%s', (text, micro, mark) => {
    expect(amounts(text)).toEqual([[micro, mark]]);
  });

  it.each(['21%', '2026-06-30', '12345678901234', 'INV-12.34'])('%s holds none', (text) => {
    expect(amounts(text)).toEqual([]);
  });

  it('take the document’s decimal mark for three digits behind a mark', () => {
    expect(amounts('€ 1,234', ',')).toEqual([[1_234_000n, '€']]);
    expect(amounts('€ 1,234', '.')).toEqual([[1_234_000_000n, '€']]);
    expect(decimalMarkOf(['1.050,00', '3,50', '2026'])).toBe(',');
  });

  it('come back as they were written in either style', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 99_999_999_999n }), fc.boolean(), (cents, isGerman) => {
        const whole = (cents / 100n).toString().replace(/\B(?=(\d{3})+$)/g, isGerman ? '.' : ',');
        const text = `${whole}${isGerman ? ',' : '.'}${(cents % 100n).toString().padStart(2, '0')}`;
        expect(amounts(`€ ${text}`)).toEqual([[cents * 10_000n, '€']]);
      }),
    );
  });
});

describe('printed days', () => {
  it.each(['2026-06/30', '2026.06-30', '1234-567'])('are not in %s', (text) => {
    expect(printedDays(text, null)).toEqual([]);
  });

  it.each([
    ['August 3 , 2014', '2014-08-03'],
    ['19 april 2014', '2014-04-19'],
    ['5. März 2018', '2018-03-05'],
    ['1er juin 2026', '2026-06-01'],
    ['1 de junio de 2026', '2026-06-01'],
    ['2026年6月1日', '2026-06-01'],
    ['9 września 2026', '2026-09-09'],
    ['05-Jun-2026', '2026-06-05'],
    ['31/12/2017', '2017-12-31'],
    ['12/31/2017', '2017-12-31'],
  ])('%s', (text, day) => {
    expect(printedDays(text, null)[0]?.day).toBe(day);
  });

  it('follow the order of the document where day and month could be either, and say that it was needed', () => {
    expect(printedDays('03/04/2026', 'month-first')).toMatchObject([
      { day: '2026-03-04', isOrderGuessed: true },
    ]);
    expect(printedDays('03/04/2026', 'day-first')).toMatchObject([
      { day: '2026-04-03', isOrderGuessed: true },
    ]);
    expect(printedDays('03.04.2026', 'month-first')).toMatchObject([
      { day: '2026-04-03', isOrderGuessed: false },
    ]);
  });

  it('that do not exist are none', () => {
    expect(printedDays('2026-02-30 and 31.11.2026', null)).toEqual([]);
  });

  it('come back from their ISO text', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10_957, max: 40_000 }), (number) => {
        expect(printedDays(`on ${dayOfNumber(number)}.`, null)[0]?.day).toBe(dayOfNumber(number));
      }),
    );
  });
});

describe('printed periods', () => {
  it.each([
    ['July 1 - July 31 , 2014', '2014-07-01', '2014-07-31'],
    ['Dec 20 – Jan 20, 2026', '2025-12-20', '2026-01-20'],
    ['01.06. - 30.06.2026', '2026-06-01', '2026-06-30'],
    ['01.06.2026 bis 30.06.2026', '2026-06-01', '2026-06-30'],
    ['du 1er juin 2026 au 30 juin 2026', '2026-06-01', '2026-06-30'],
    ['2026年6月1日至2026年6月30日', '2026-06-01', '2026-06-30'],
    ['June 2026', '2026-06-01', '2026-06-30'],
  ])('%s', (text, start, end) => {
    expect(printedPeriod(text, null, true)).toEqual({ start, end });
  });
});

describe('prepaid credits', () => {
  it.each(['Purchase of API credits', 'Auto-recharge credits', 'Credits top-up', '账户充值'])(
    '%s is a purchase for later',
    (text) => {
      expect(isPrepaidLine(text, 1n)).toBe(true);
      expect(isPrepaidLine(text, -1n)).toBe(false);
    },
  );

  it.each(['OpenRouter Credits', '500 credits'])('is %s by its words alone', (text) => {
    expect(isPrepaidLine(text, 1n)).toBe(true);
  });

  it.each([
    'Claude Sonnet usage, input tokens',
    'Used credits',
    'Expired credits',
    'Credits overage',
  ])('is not %s', (text) => {
    expect(isPrepaidLine(text, 1n)).toBe(false);
  });
});
