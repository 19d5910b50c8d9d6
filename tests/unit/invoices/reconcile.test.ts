import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  emptyContent,
  type InvoiceDraft,
  type InvoiceLine,
} from '../../../src/core/invoices/invoice.ts';
import {
  billedPeriod,
  sharedDays,
  splitByMonth,
} from '../../../src/core/invoices/invoice-period.ts';
import {
  invoiceSpend,
  type ReconciledCharge,
  reconcile,
} from '../../../src/core/invoices/reconcile.ts';
import { taxLinesOf } from '../ledger/tax-lines-of.ts';

const at = { typed: true } as const;
const field = <T>(value: T) => ({ value, confidence: 1, at });
const line = (amount: bigint, isPrepaid = false): InvoiceLine => ({
  description: 'x',
  quantity: null,
  unitMicro: null,
  amountMicro: amount * 10_000n,
  periodStart: null,
  periodEnd: null,
  taxRate: null,
  isPrepaid,
  confidence: 1,
  at,
});
/** An invoice in cents: lines, tax. */
function invoice(lines: InvoiceLine[], taxCents = 0n): InvoiceDraft {
  const net = lines.reduce((sum, each) => sum + each.amountMicro, 0n);
  const tax = taxCents * 10_000n;
  return {
    ...emptyContent('ubl'),
    fileName: 'a',
    sha256: '',
    mediaType: '',
    vendorKey: 'openai',
    lines,
    netMicro: field(net),
    taxMicro: field(tax),
    totalMicro: field(net + tax),
  };
}
const charge = (cents: bigint, day = '2026-06-10', currency = 'USD'): ReconciledCharge => ({
  day,
  amountMicro: cents * 10_000n,
  currency,
});
const taxes = (bill: InvoiceDraft, isRecoverable: boolean) => taxLinesOf(bill, isRecoverable);
const run = (
  invoices: InvoiceDraft[],
  charges: ReconciledCharge[],
  { isTaxRecoverable = true }: { isTaxRecoverable?: boolean } = {},
) =>
  reconcile({
    invoices: invoices.map((amounts) => ({ amounts, taxLines: taxes(amounts, isTaxRecoverable) })),
    charges,
    currency: 'USD',
    period: { start: '2026-06-01', end: '2026-06-30' },
    settings: { graceDays: 3 },
  });
const causes = (result: ReturnType<typeof run>) =>
  result.parts.map((part) => [part.cause, part.amountMicro / 10_000n]);

describe('what an invoice makes of spend', () => {
  it('is its net where tax is recoverable, and all of it where it is not', () => {
    const bill = invoice([line(100_00n)], 19_00n);
    expect(invoiceSpend(bill, taxes(bill, true)).spendMicro).toBe(100_000_000n);
    expect(invoiceSpend(bill, taxes(bill, false)).spendMicro).toBe(119_000_000n);
  });

  it('leaves out credits bought for later, and their part of the tax', () => {
    const bill = invoice([line(80_00n, true), line(20_00n)], 20_00n);
    expect(invoiceSpend(bill, taxes(bill, false))).toMatchObject({
      spendMicro: 24_000_000n,
      prepaidMicro: 80_000_000n,
    });
  });

  it('is not lowered by credits set against the total', () => {
    const bill = {
      ...invoice([line(100_00n)]),
      creditsMicro: field(100_000_000n),
      payableMicro: field(0n),
    };
    expect(invoiceSpend(bill, taxes(bill, true)).spendMicro).toBe(100_000_000n);
  });
});

describe('reconciliation', () => {
  it('has no variance where the charges are the invoice', () => {
    const result = run([invoice([line(30_00n)])], [charge(10_00n), charge(20_00n)]);
    expect(result.varianceMicro).toBe(0n);
    expect(result.parts).toEqual([]);
  });

  it('names tax that cannot be recovered', () => {
    expect(
      causes(
        run([invoice([line(100_00n)], 19_00n)], [charge(100_00n)], {
          isTaxRecoverable: false,
        }),
      ),
    ).toEqual([['tax', 1900n]]);
  });

  it('names a discount line where the charges are gross, and not where they are net', () => {
    const bill = invoice([line(100_00n), line(-15_00n)]);
    expect(causes(run([bill], [charge(100_00n)]))).toEqual([['credits', -1500n]]);
    expect(causes(run([bill], [charge(85_00n)]))).toEqual([]);
  });

  it('calls a cent per line rounding, and not two', () => {
    expect(causes(run([invoice([line(10_01n), line(10_01n)])], [charge(20_00n)]))).toEqual([
      ['rounding', 2n],
    ]);
    expect(causes(run([invoice([line(20_02n)])], [charge(20_00n)]))).toEqual([['unexplained', 2n]]);
  });

  it('names usage within the days of grace, and none after them', () => {
    const bill = invoice([line(50_00n)]);
    expect(causes(run([bill], [charge(40_00n), charge(10_00n, '2026-07-02')]))).toEqual([
      ['late-usage', 1000n],
    ]);
    expect(causes(run([bill], [charge(40_00n), charge(10_00n, '2026-07-04')]))).toEqual([
      ['unexplained', 1000n],
    ]);
  });

  it('does not compare another currency, and says so', () => {
    const result = run(
      [invoice([line(50_00n)])],
      [charge(40_00n), charge(9_00n, '2026-06-02', 'EUR')],
    );
    expect(causes(result)).toEqual([['other-currency', 1000n]]);
  });

  it('lowers the spend by a credit note', () => {
    const result = run([invoice([line(50_00n)]), invoice([line(-20_00n)])], [charge(30_00n)]);
    expect(result.varianceMicro).toBe(0n);
  });

  it('always explains the whole variance', () => {
    const cents = fc.bigInt({ min: -50_000n, max: 50_000n });
    fc.assert(
      fc.property(
        fc.array(cents, { minLength: 1, maxLength: 5 }),
        fc.bigInt({ min: 0n, max: 9_000n }),
        fc.array(fc.bigInt({ min: 1n, max: 50_000n }), { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        (lines, tax, charges, isTaxRecoverable) => {
          const result = run(
            [
              invoice(
                lines.map((each) => line(each)),
                tax,
              ),
            ],
            charges.map((each, index) => charge(each, index === 0 ? '2026-06-01' : '2026-07-01')),
            { isTaxRecoverable },
          );
          expect(result.parts.reduce((sum, part) => sum + part.amountMicro, 0n)).toBe(
            result.varianceMicro,
          );
          expect(result.chargedMicro + result.varianceMicro).toBe(result.invoicedMicro);
        },
      ),
    );
  });
});

describe('billing periods', () => {
  it('fall back to the month of the invoice date, and say so', () => {
    const bill = { ...invoice([line(1n)]), issueDay: field('2026-02-11') };
    expect(billedPeriod(bill)).toEqual({ start: '2026-02-01', end: '2026-02-28', isStated: false });
  });

  it('share the days in which both run', () => {
    expect(
      sharedDays(
        { start: '2026-06-03', end: '2026-07-02' },
        { start: '2026-06-01', end: '2026-06-30' },
      ),
    ).toBe(28);
    expect(
      sharedDays(
        { start: '2026-06-03', end: '2026-06-04' },
        { start: '2026-06-05', end: '2026-06-30' },
      ),
    ).toBe(0);
  });

  it('spread an amount over months by days, to the micro', () => {
    expect(splitByMonth(31n, { start: '2026-06-21', end: '2026-07-21' })).toEqual([
      { month: '2026-06', days: 10, amountMicro: 10n },
      { month: '2026-07', days: 21, amountMicro: 21n },
    ]);
  });
});
