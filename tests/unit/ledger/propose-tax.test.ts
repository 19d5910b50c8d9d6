import { describe, expect, test } from 'vitest';
import { emptyContent, type InvoiceDraft } from '../../../src/core/invoices/invoice.ts';
import {
  printedAmounts,
  proposedTaxLines,
  type TaxProposal,
} from '../../../src/core/ledger/propose-tax.ts';
import { micro } from './ledger-book.ts';

const typed = <T>(value: T) => ({ value, confidence: 1, at: { typed: true } as const });

function draft(
  total: string,
  tax: string,
  lines: readonly (readonly [amount: string, rate: string | null])[] = [],
): InvoiceDraft {
  return {
    ...emptyContent('ubl'),
    fileName: 'a',
    sha256: '',
    mediaType: '',
    vendorKey: null,
    currency: typed('EUR'),
    totalMicro: typed(micro(total)),
    taxMicro: typed(micro(tax)),
    lines: lines.map(([amount, taxRate]) => ({
      description: 'Use',
      quantity: null,
      unitMicro: null,
      amountMicro: micro(amount),
      periodStart: null,
      periodEnd: null,
      taxRate,
      isPrepaid: false,
      confidence: 1,
      at: { typed: true },
    })),
  };
}

const german: TaxProposal = {
  pack: 'DE-SKR04',
  isRecoverable: true,
  hasInputTax: (rate) => rate === '19' || rate === '7',
  vendorCountry: 'DE',
  vatCountry: null,
  reverseChargeRate: '19',
};

const short = (lines: ReturnType<typeof proposedTaxLines>) =>
  lines.map(({ kind, rate, netMicro, taxMicro, recoverable }) => [
    ...[kind, rate, netMicro / 10_000n, taxMicro / 10_000n, recoverable],
  ]);

describe('the tax that a document tells', () => {
  test('stands by the rates of its lines, with the cents where the vendor printed them', () => {
    const mixed = draft('229.99', '30.00', [
      ['100.00', '19'],
      ['49.99', '19.0'],
      ['50.00', '3'],
    ]);
    expect(short(proposedTaxLines(mixed, { ...german, hasInputTax: () => true }))).toEqual([
      ['domestic', '19', 14_999n, 2850n, '100'],
      ['domestic', '3', 5000n, 150n, '100'],
    ]);
  });

  test('is at the rate that net and tax make, where no line states one', () => {
    expect(short(proposedTaxLines(draft('357.00', '57.00'), german))).toEqual([
      ['domestic', '19', 30_000n, 5700n, '100'],
    ]);
    expect(short(proposedTaxLines(draft('217.75', '17.75'), { ...german, pack: 'US' }))).toEqual([
      ['sales-tax', '8.875', 20_000n, 1775n, '0'],
    ]);
  });

  test('is not recoverable at a rate that the chart has no input tax for, nor where the company recovers none', () => {
    expect(short(proposedTaxLines(draft('120.00', '20.00'), german))).toEqual([
      ['not-recoverable', '20', 10_000n, 2000n, '0'],
    ]);
    expect(
      short(proposedTaxLines(draft('119.00', '19.00'), { ...german, isRecoverable: false })),
    ).toEqual([['domestic', '19', 10_000n, 1900n, '0']]);
  });

  test('is another country’s where the vendor’s VAT id names it, and then no input tax, whatever its rate', () => {
    const of = (about: Partial<TaxProposal>) =>
      short(proposedTaxLines(draft('119.00', '19.00'), { ...german, ...about }))[0]?.[0];
    expect(of({ vatCountry: 'CY', vendorCountry: 'CY' })).toBe('not-recoverable');
    // A vendor from abroad that is registered at home prints the tax of here.
    expect(of({ vatCountry: 'DE', vendorCountry: 'US' })).toBe('domestic');
    expect(of({ vatCountry: null, vendorCountry: 'US' })).toBe('domestic');
    expect(of({ vatCountry: 'CY', pack: 'generic' })).toBe('domestic');
  });

  test('is reverse charge of a vendor abroad that prints none, and none of one at home or of whom nothing is known', () => {
    const untaxed = draft('100.00', '0');
    const of = (vendorCountry: string | null) =>
      short(proposedTaxLines(untaxed, { ...german, vendorCountry }));
    expect(of('IE')).toEqual([['reverse-charge', '19', 10_000n, 0n, '100']]);
    expect(of('DE')).toEqual([['exempt', '0', 10_000n, 0n, '100']]);
    expect(of(null)).toEqual([['exempt', '0', 10_000n, 0n, '100']]);
  });

  const stated = (category: string, rate: string | null, net: string, tax: string) => ({
    ...{ category, rate, netMicro: micro(net), taxMicro: micro(tax) },
  });

  test('stands as an electronic invoice breaks it down: standard, reduced, owed by the buyer and exempt apart', () => {
    const broken = {
      ...draft('440.07', '26.07'),
      taxBreakdown: [
        stated('S', '19.00', '100.00', '19.00'),
        stated('S', '7', '101.00', '7.07'),
        stated('AE', '0', '150.00', '0'),
        stated('E', null, '63.00', '0'),
      ],
    };
    expect(short(proposedTaxLines(broken, german))).toEqual([
      ['domestic', '19', 10_000n, 1900n, '100'],
      ['domestic', '7', 10_100n, 707n, '100'],
      ['reverse-charge', '19', 15_000n, 0n, '100'],
      ['exempt', '0', 6300n, 0n, '100'],
    ]);
    expect(
      short(proposedTaxLines({ ...broken, totalMicro: typed(micro('440.08')) }, german)),
    ).toEqual([['not-recoverable', '6.297', 41_401n, 2607n, '0']]);
  });

  test('is exempt beside tax that a foreign vendor prints, and owed by the buyer where it says so', () => {
    const broken = {
      ...draft('215.00', '50.00'),
      taxBreakdown: [
        stated('S', '25', '200.00', '50.00'),
        stated('E', '0', '-45.00', '0'),
        stated('AE', '0', '10.00', '0'),
      ],
    };
    const swedish = { ...german, vendorCountry: 'SE', vatCountry: 'SE' };
    expect(short(proposedTaxLines(broken, swedish)).map(([kind]) => kind)).toEqual([
      ...['not-recoverable', 'exempt', 'reverse-charge'],
    ]);
  });

  test('is reverse charge where the document says so, whoever the vendor is, unless the chart has no account for it', () => {
    const said = { ...draft('100.00', '0'), taxRemark: 'reverse-charge' as const };
    const of = (about: Partial<TaxProposal>) =>
      short(proposedTaxLines(said, { ...german, vendorCountry: null, ...about }));
    expect(of({})).toEqual([['reverse-charge', '19', 10_000n, 0n, '100']]);
    expect(of({ pack: 'US', reverseChargeRate: null })).toEqual([
      ['exempt', '0', 10_000n, 0n, '100'],
    ]);
    expect(of({ pack: null })).toEqual([['exempt', '0', 10_000n, 0n, '100']]);
  });

  test('of an ordinary Chinese invoice is not recoverable, of a special one it is', () => {
    const chinese = {
      ...german,
      pack: 'CN' as const,
      vendorCountry: 'CN',
      hasInputTax: () => true,
    };
    const invoice = draft('10600.00', '600.00');
    expect(short(proposedTaxLines(invoice, chinese))).toEqual([
      ['domestic', '6', 1_000_000n, 60_000n, '100'],
    ]);
    expect(short(proposedTaxLines({ ...invoice, taxRemark: 'not-recoverable' }, chinese))).toEqual([
      ['not-recoverable', '6', 1_000_000n, 60_000n, '0'],
    ]);
  });

  test('has a part at no rate as exempt beside a taxed one, and is read from the lines where no total is printed', () => {
    const mixed = draft('169.00', '19.00', [
      ['100.00', '19'],
      ['50.00', '0'],
    ]);
    expect(short(proposedTaxLines(mixed, german))).toEqual([
      ['domestic', '19', 10_000n, 1900n, '100'],
      ['exempt', '0', 5000n, 0n, '100'],
    ]);
    expect(printedAmounts({ ...mixed, totalMicro: null }).netMicro).toBe(micro('150.00'));
  });

  test('of a credit note is below zero at the same rate', () => {
    expect(short(proposedTaxLines(draft('-1802.80', '-287.84'), german))).toEqual([
      ['domestic', '19', -151_496n, -28_784n, '100'],
    ]);
  });
});
