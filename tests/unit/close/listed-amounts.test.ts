import fc from 'fast-check';
import { expect, test } from 'vitest';
import { moneyText } from '../../../src/core/money.ts';
import { listedAmounts } from '../../../src/renderer/features/report/listed-amounts.ts';
import { formatsIn } from '../../../src/renderer/ui/format.ts';

const printed = (text: string): bigint =>
  BigInt(text.replace(/\D/g, '')) * (/[-−]/.test(text) ? -1n : 1n);

test('a list on paper adds up, digit for digit, to the sum printed beneath it', () => {
  const formats = formatsIn('en');
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: -9_999_999n, max: 9_999_999_999n }), { maxLength: 12 }),
      fc.constantFrom('USD', 'JPY', 'KWD'),
      (amounts, currency) => {
        const rows = listedAmounts(amounts, currency).map((one) => printed(formats.amount(one)));
        const total = amounts.reduce((sum, one) => sum + one, 0n);
        expect(rows.reduce((sum, one) => sum + one, 0n)).toBe(
          printed(formats.amount(moneyText(total, currency))),
        );
      },
    ),
  );
});
