import { describe, expect, it } from 'vitest';
import { emptyContent, type Field, type InvoiceDraft } from '../../../src/core/invoices/invoice.ts';
import { checkSums, postable } from '../../../src/core/invoices/postable.ts';

const at = { typed: true } as const;
const field = <T>(value: T, confidence = 1): Field<T> => ({ value, confidence, at });
/** A value that was read from a page. */
const read = <T>(value: T): Field<T> => ({
  value,
  confidence: 0.95,
  at: { page: 1, x: 0, y: 0, w: 1, h: 1 },
});
const line = (amountMicro: bigint) => ({
  description: 'x',
  quantity: null,
  unitMicro: null,
  amountMicro,
  periodStart: null,
  periodEnd: null,
  taxRate: null,
  isPrepaid: false,
  confidence: 1,
  at,
});
const good: InvoiceDraft = {
  ...emptyContent('pdf-text'),
  fileName: 'a.pdf',
  sha256: '',
  mediaType: 'application/pdf',
  vendorKey: 'openai',
  vendor: field('OpenAI, LLC'),
  number: field('1'),
  issueDay: field('2026-06-01'),
  currency: field('USD'),
  lines: [line(60_000_000n), line(40_000_000n)],
  netMicro: field(100_000_000n),
  taxMicro: field(19_000_000n),
  totalMicro: field(119_000_000n),
};
const codes = (invoice: InvoiceDraft, isConfirmed = false) => {
  const result = postable(invoice, { isConfirmed });
  return result.ok ? [] : result.reasons.map((reason) => reason.code);
};

describe('an invoice may be posted', () => {
  it('when its sums tie out and the vendor is known', () => {
    expect(codes(good)).toEqual([]);
  });

  it('when its lines include the tax and net and tax are stated', () => {
    const gross = { ...good, lines: [line(119_000_000n)] };
    expect(checkSums(gross)).toEqual({ ok: true, linesIncludeTax: true });
    expect(codes(gross)).toEqual([]);
  });

  it.each([
    ['a cent is missing', { lines: [line(99_990_000n)] }, ['lines_off']],
    ['net and tax miss the total', { taxMicro: field(18_000_000n) }, ['net_tax_off']],
    ['the vendor is not known', { vendorKey: null }, ['vendor_unknown']],
    ['there are no lines', { lines: [] }, ['lines_missing']],
    ['a needed field was guessed', { issueDay: field('2026-06-01', 0.4) }, ['unsure']],
    ['the vendor was guessed', { vendor: field('OpenAI', 0.4) }, ['unsure']],
    ['there is no number', { number: null }, ['number_missing']],
  ])('only by a person when %s', (_, change, reasons) => {
    expect(codes({ ...good, ...change })).toEqual(reasons);
    expect(codes({ ...good, ...change }, true)).toEqual([]);
  });

  it.each([
    ['not_an_invoice', { number: field('1') }],
    ['title_missing', { number: field('1') }],
    ['several_invoices', { number: field('1') }],
    ['earlier_balance', { number: field('1') }],
    ['credit_sign_unclear', { number: field('1') }],
    ['refund_named', { number: field('1') }],
    ['tax_not_read', { taxMicro: read(19_000_000n) }],
    ['date_order_guessed', { issueDay: read('2026-06-01') }],
    ['date_order_guessed', { periodStart: read('2026-05-01') }],
    ['currency_guessed', { currency: read('USD') }],
  ])('only by a person when the reader noted %s', (note, change) => {
    expect(codes({ ...good, ...change, notes: [note] })).toEqual([note]);
    expect(codes({ ...good, ...change, notes: [note] }, true)).toEqual([]);
  });

  it('when a person typed in what the reader doubted', () => {
    const notes = ['tax_not_read', 'date_order_guessed', 'currency_guessed'];
    expect(codes({ ...good, notes })).toEqual([]);
  });

  it('by nobody without vendor, day, currency and total', () => {
    const bare = {
      ...good,
      vendor: null,
      vendorKey: null,
      issueDay: null,
      currency: null,
      totalMicro: null,
    };
    expect(codes(bare, true)).toEqual([
      'vendor_missing',
      'day_missing',
      'currency_missing',
      'total_missing',
    ]);
  });

  it('when halves of a cent in the lines round away', () => {
    expect(checkSums({ ...good, lines: [line(60_004_000n), line(39_996_999n)] }).ok).toBe(true);
  });
});
