import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sum } from '../../../src/core/invoices/explain-variance.ts';
import {
  emptyContent,
  type InvoiceDraft,
  type InvoiceLine,
} from '../../../src/core/invoices/invoice.ts';
import { invoiceSpend } from '../../../src/core/invoices/reconcile.ts';
import {
  type BilledInBase,
  type ChargeInBase,
  reconcileInBase,
} from '../../../src/core/invoices/reconcile-in-base.ts';
import { divideHalfEven } from '../../../src/core/money.ts';
import { taxLinesOf } from '../ledger/tax-lines-of.ts';

/** Invoices and charges of one account in several currencies; rates are millionths of a dollar. */

const at = { typed: true } as const;
const field = <T>(value: T) => ({ value, confidence: 1, at });
const line = (cents: bigint): InvoiceLine => ({
  description: 'x',
  quantity: null,
  unitMicro: null,
  amountMicro: cents * 10_000n,
  periodStart: null,
  periodEnd: null,
  taxRate: null,
  isPrepaid: false,
  confidence: 1,
  at,
});
const convert = (micro: bigint, rate: bigint): bigint => divideHalfEven(micro * rate, 1_000_000n);

type Made = { currency: string; rate: bigint; lines: readonly bigint[]; tax?: bigint };

function bill({ currency, rate, lines, tax = 0n }: Made, isTaxRecoverable: boolean): BilledInBase {
  const net = sum(lines) * 10_000n;
  const amounts: InvoiceDraft = {
    ...emptyContent('ubl'),
    fileName: 'a',
    sha256: '',
    mediaType: '',
    vendorKey: null,
    lines: lines.map(line),
    netMicro: field(net),
    taxMicro: field(tax * 10_000n),
    totalMicro: field(net + tax * 10_000n),
  };
  const inBase = (micro: bigint): bigint => convert(micro, rate);
  const taxLines = taxLinesOf(amounts, isTaxRecoverable);
  const { spendMicro } = invoiceSpend(amounts, taxLines);
  return { amounts, taxLines, currency, baseMicro: inBase(spendMicro), inBase };
}

const charge = (
  cents: bigint,
  currency: string,
  rate: bigint | null,
  day = '2026-06-10',
): ChargeInBase => ({
  day,
  currency,
  amountMicro: cents * 10_000n,
  baseMicro: rate === null ? 0n : convert(cents * 10_000n, rate),
  waitingMicro: rate === null ? cents * 10_000n : 0n,
});

const ONE = 1_000_000n;
const run = (bills: readonly Made[], charges: readonly ChargeInBase[], isTaxRecoverable = true) =>
  reconcileInBase({
    bills: bills.map((one) => bill(one, isTaxRecoverable)),
    charges,
    base: 'USD',
    period: { start: '2026-06-01', end: '2026-06-30' },
    settings: { graceDays: 3 },
  });
const causes = (result: ReturnType<typeof run>) =>
  result.parts.map((part) => [part.cause, part.amountMicro / 10_000n, part.count]);

describe('a billing period in several currencies', () => {
  it('has no variance where each currency ties out at one rate', () => {
    const result = run(
      [
        { currency: 'USD', rate: ONE, lines: [50_00n] },
        { currency: 'EUR', rate: 1_100_000n, lines: [20_00n] },
      ],
      [charge(50_00n, 'USD', ONE), charge(20_00n, 'EUR', 1_100_000n)],
    );
    expect(result).toMatchObject({ varianceMicro: 0n, parts: [] });
  });

  it('names rates that moved, exactly, and what is missing beside them', () => {
    const result = run(
      [
        { currency: 'USD', rate: ONE, lines: [57_00n] },
        { currency: 'EUR', rate: 1_200_000n, lines: [20_00n] },
      ],
      [
        charge(50_00n, 'USD', ONE),
        charge(12_00n, 'EUR', 1_100_000n),
        charge(8_00n, 'EUR', 1_000_000n),
      ],
    );
    // 12 EUR rose by 0.10 and 8 EUR by 0.20; 7 USD were billed that nobody was charged.
    expect(causes(result)).toEqual([
      ['exchange', 2_80n, 2],
      ['unexplained', 7_00n, 0],
    ]);
  });

  it('takes tax, discounts and late use of every currency at their own rates', () => {
    const result = run(
      [
        { currency: 'EUR', rate: 1_100_000n, lines: [100_00n, -30_00n], tax: 13_30n },
        { currency: 'USD', rate: ONE, lines: [30_00n] },
      ],
      [
        charge(100_00n, 'EUR', 1_100_000n),
        charge(20_00n, 'USD', ONE),
        charge(10_00n, 'USD', ONE, '2026-07-02'),
      ],
      false,
    );
    expect(causes(result)).toEqual([
      ['tax', 14_63n, 2],
      ['credits', -33_00n, 1],
      ['late-usage', 10_00n, 1],
    ]);
  });

  it('says of a credit note that the charges do not know of it', () => {
    const result = run(
      [
        { currency: 'EUR', rate: 1_100_000n, lines: [100_00n, -10_00n] },
        { currency: 'EUR', rate: 1_100_000n, lines: [-20_00n] },
      ],
      [charge(90_00n, 'EUR', 1_100_000n)],
    );
    expect(causes(result)).toEqual([['credits', -22_00n, 1]]);
  });

  it('lets charges in a currency that nobody bills explain no more than they are', () => {
    const near = run(
      [{ currency: 'EUR', rate: 1_100_000n, lines: [10_00n] }],
      [charge(10_00n, 'USD', ONE)],
    );
    expect(causes(near)).toEqual([['other-currency', 1_00n, 1]]);
    const far = run(
      [{ currency: 'EUR', rate: 1_100_000n, lines: [1000_00n] }],
      [charge(10_00n, 'USD', ONE)],
    );
    expect(causes(far)).toEqual([
      ['other-currency', 10_00n, 1],
      ['unexplained', 1080_00n, 0],
    ]);
  });

  it('names use that waits for a rate apart', () => {
    const result = run(
      [{ currency: 'EUR', rate: 1_100_000n, lines: [30_00n] }],
      [charge(10_00n, 'EUR', null), charge(20_00n, 'EUR', 1_100_000n)],
    );
    expect(causes(result)).toEqual([['no-rate', 11_00n, 1]]);
  });

  it('always parts the whole variance, to the micro', () => {
    const currency = fc.constantFrom('USD', 'EUR', 'CNY', 'JPY');
    const rate = fc.bigInt({ min: 6_543n, max: 1_999_999n });
    const made = fc.record({
      currency,
      rate,
      lines: fc.array(fc.bigInt({ min: -50_000n, max: 90_000n }), { minLength: 1, maxLength: 4 }),
      tax: fc.bigInt({ min: 0n, max: 9_000n }),
    });
    const used = fc
      .tuple(
        fc.bigInt({ min: -500n, max: 90_000n }),
        currency,
        fc.option(rate),
        fc.constantFrom('2026-06-01', '2026-06-30', '2026-07-01', '2026-07-04', '2026-05-31'),
      )
      .map(([cents, code, at, day]) => charge(cents, code, code === 'USD' ? ONE : at, day));
    fc.assert(
      fc.property(
        fc.array(made, { minLength: 1, maxLength: 4 }),
        fc.array(used, { maxLength: 6 }),
        fc.boolean(),
        (bills, charges, isTaxRecoverable) => {
          const atOne = bills.map((one) => (one.currency === 'USD' ? { ...one, rate: ONE } : one));
          const result = run(atOne, charges, isTaxRecoverable);
          expect(sum(result.parts.map((part) => part.amountMicro))).toBe(result.varianceMicro);
          expect(result.chargedMicro + result.varianceMicro).toBe(result.invoicedMicro);
          const codes = result.parts.map((part) => part.cause);
          expect(new Set(codes).size).toBe(codes.length);
        },
      ),
      { numRuns: 500 },
    );
  });
});
