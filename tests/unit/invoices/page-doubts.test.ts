import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { postable } from '../../../src/core/invoices/postable.ts';
import type { VendorTemplate } from '../../../src/core/invoices/vendor-template.ts';
import { readInvoice } from '../../../src/main/imports/invoice/read-invoice.ts';
import { type VendorBill, vendorBill } from '../../fixtures/invoices/made-vendor-bill.ts';
import { setRows } from '../../fixtures/invoices/make-pdf.ts';

const vendors: { templates: VendorTemplate[] } = JSON.parse(
  readFileSync('resources/invoice-vendors.json', 'utf8'),
);
const read = (made: VendorBill) =>
  readInvoice(vendorBill(made), 'a.pdf', { templates: vendors.templates, timeoutMs: 20_000 });
const reasons = async (made: VendorBill) => {
  const result = postable(await read(made));
  return result.ok ? [] : result.reasons.map((reason) => reason.code);
};

describe('a bill whose sums tie out and whose vendor is known', () => {
  it('is posted by itself', async () => {
    expect(await reasons({})).toEqual([]);
  });

  it.each([
    'Quote',
    'Quotation #Q-2026-11',
    'Pro forma invoice',
    'Statement of account',
    'Payment reminder',
    'Order confirmation',
    'Upcoming invoice',
    'Angebot Nr. 2026-77',
    '2. Mahnung',
    'Devis',
    'Facture pro forma',
    'Presupuesto',
    'Preventivo',
    'Offerte',
  ])('waits for a person when its title says "%s"', async (title) => {
    expect(await reasons({ title })).toContain('not_an_invoice');
  });

  it.each(['This is not a tax invoice.', 'These charges are an estimate and not an invoice.'])(
    'waits when the page denies being an invoice: %s',
    async (sentence) => {
      expect(await reasons({ foot: [sentence] })).toEqual(['not_an_invoice']);
    },
  );

  it.each([
    'Payment failed',
    'Remittance advice',
    'Annual summary of invoices',
    'Cancelled invoice',
    'Invoices of the year',
    'Usage report',
  ])('waits when it only calls itself "%s"', async (title) => {
    expect(await reasons({ title })).toContain('title_missing');
  });

  it.each([
    'Tax Invoice',
    'VAT Invoice',
    'INVOICE #AB12-0001',
    'Anthropic Invoice',
    'Invoice / Tax document',
    'Receipt',
    'PAYMENT RECEIPT',
    'Rechnung',
    'Rechnung Nr. AB12-0001',
    'Facture AB12-0001',
    'Factura',
    'Fattura n. 88/2026',
    'Factuur',
    'Faktura VAT nr FV/2026/1',
    '请款账单',
    '請求書',
  ])('needs no look when its title says "%s"', async (title) => {
    expect(await reasons({ title })).not.toContain('title_missing');
  });

  it.each([
    'VOID',
    'TEST MODE',
    'Muster',
    'Storniert',
    'This invoice was voided on June 10, 2026.',
    '作废',
  ])('waits when it was taken back: %s', async (stamp) => {
    expect(await reasons({ foot: [stamp] })).toEqual(['not_an_invoice']);
  });

  it('waits when the word stands under its lines alone', async () => {
    expect(await reasons({ title: 'Forecast', foot: ['Invoice'] })).toEqual(['title_missing']);
  });

  it('waits when its file holds a second invoice', async () => {
    const second = setRows(780, 14, [
      [
        [40, 'Invoice number'],
        [160, 'AB12-0002'],
      ],
    ]);
    expect(await reasons({ more: [second] })).toEqual(['several_invoices']);
    const again = setRows(780, 14, [
      [
        [40, 'Invoice number'],
        [160, 'AB12-0001'],
      ],
    ]);
    expect(await reasons({ more: [again] })).toEqual([]);
  });

  it('waits when it names a refund, and not when the refund is nothing', async () => {
    const sums = [
      ['Subtotal', '$100.00'],
      ['Total', '$100.00'],
    ] as const;
    expect(await reasons({ sums: [...sums, ['Refunded', '$40.00']] })).toEqual(['refund_named']);
    expect(await reasons({ sums: [...sums, ['Refunded', '$0.00']] })).toEqual([]);
  });

  it('waits when it carries what was owed before, and not when that is nothing', async () => {
    const lines = (balance: string): VendorBill => ({
      lines: [
        [
          [40, 'Previous balance'],
          [500, balance],
        ],
        [
          [40, 'Team plan'],
          [330, '5'],
          [500, '$60.00'],
        ],
      ],
    });
    expect(await reasons(lines('$40.00'))).toContain('earlier_balance');
    expect(await reasons(lines('$0.00'))).not.toContain('earlier_balance');
  });

  it('waits when a tax is named that was not read', async () => {
    expect(await reasons({ foot: ['All prices contain VAT at a rate of 19%.'] })).toEqual([
      'tax_not_read',
    ]);
    expect(await reasons({ foot: ['VAT number DE888888888', 'VAT 0%'] })).toEqual([]);
  });

  it('waits when a day can be read in two ways', async () => {
    const facts = (day: string) => [
      ['Invoice number', 'AB12-0001'] as const,
      ['Date', day] as const,
    ];
    expect(await reasons({ facts: facts('03/04/2026') })).toEqual(['date_order_guessed']);
    expect(await reasons({ facts: facts('13/04/2026') })).toEqual([]);
    expect(await reasons({ facts: facts('26-04-03') })).toEqual(['date_order_guessed']);
    expect(await reasons({ facts: [...facts('03/04/2026'), ['Date due', '04/17/2026']] })).toEqual(
      [],
    );
  });

  it('waits when its sign belongs to several currencies and the vendor bills in several', async () => {
    const dollars = { vendor: 'JetBrains s.r.o.', sums: [['Total', '$100.00'] as const] };
    expect(await reasons(dollars)).toContain('currency_guessed');
    expect(await reasons({ ...dollars, foot: ['Currency: CAD'] })).not.toContain(
      'currency_guessed',
    );
  });

  it('needs no look at its sign when the page says whose dollars they are', async () => {
    const dollars = (foot: string[]): VendorBill => ({
      vendor: 'JetBrains s.r.o.',
      sums: [['Total', '$100.00'] as const],
      foot,
    });
    expect(await reasons(dollars(['All charges are in US Dollars']))).toEqual([]);
    expect(await reasons(dollars(['Seattle, WA 98109']))).toEqual([]);
    expect(await reasons(dollars(['Seattle, WA 98109', 'Sydney, Australia']))).toEqual([
      'currency_guessed',
    ]);
  });

  it('waits when its sign is not that of the vendor', async () => {
    const yen: VendorBill = {
      lines: [
        [
          [40, 'Team plan'],
          [330, '5'],
          [400, '¥2,000'],
          [500, '¥10,000'],
        ],
      ],
      sums: [
        ['Subtotal', '¥10,000'],
        ['Total', '¥10,000'],
      ],
    };
    expect(await reasons(yen)).toEqual(['currency_guessed']);
  });

  it('waits when only a sentence names the vendor', async () => {
    expect(await reasons({ vendor: 'Kluge Beratung', foot: ['Powered by OpenAI, LLC'] })).toEqual([
      'unsure',
    ]);
  });

  it('waits when only a link on the page names the vendor', async () => {
    expect(
      await reasons({ vendor: 'Northbeam', foot: ['See anthropic.com for the terms'] }),
    ).toEqual(['unsure']);
    expect(
      await reasons({ vendor: 'Northbeam Resale Ltd', foot: ['See anthropic.com for the terms'] }),
    ).toEqual(['vendor_unknown']);
  });
});
