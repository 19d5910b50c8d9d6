import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { InvoiceDraft } from '../../../src/core/invoices/invoice.ts';
import { checkSums, postable } from '../../../src/core/invoices/postable.ts';
import type { VendorTemplate } from '../../../src/core/invoices/vendor-template.ts';
import { readInvoice } from '../../../src/main/imports/invoice/read-invoice.ts';
import {
  chinesePage,
  frenchCreditNote,
  germanBill,
  seatBill,
} from '../../fixtures/invoices/made-invoices.ts';
import { ciiXml, ublXml } from '../../fixtures/invoices/made-xml.ts';
import { makePdf } from '../../fixtures/invoices/make-pdf.ts';

const vendors: { templates: VendorTemplate[] } = JSON.parse(
  readFileSync('resources/invoice-vendors.json', 'utf8'),
);
const read = (
  bytes: Uint8Array,
  templates: VendorTemplate[] = vendors.templates,
): Promise<InvoiceDraft> => readInvoice(bytes, 'invoice.pdf', { templates, timeoutMs: 20_000 });
const values = (draft: InvoiceDraft) => ({
  vendor: draft.vendor?.value,
  number: draft.number?.value,
  issueDay: draft.issueDay?.value,
  dueDay: draft.dueDay?.value,
  period: [draft.periodStart?.value, draft.periodEnd?.value],
  currency: draft.currency?.value,
  net: draft.netMicro?.value,
  tax: draft.taxMicro?.value,
  total: draft.totalMicro?.value,
});

describe('a PDF with text', () => {
  it('of a known vendor is read whole and may be posted', async () => {
    const draft = await read(seatBill());
    expect(values(draft)).toEqual({
      vendor: 'Anysphere, Inc.',
      number: 'QX7Y2K1M-0007',
      issueDay: '2026-06-03',
      dueDay: '2026-06-17',
      period: ['2026-05-03', '2026-07-03'],
      currency: 'USD',
      net: 180_000_000n,
      tax: 34_200_000n,
      total: 214_200_000n,
    });
    expect(draft.vendorKey).toBe('cursor');
    expect(draft.buyer?.value).toBe('Lindt Werkstatt GmbH');
    expect(postable(draft)).toEqual({ ok: true });
  });

  it('says where each value stands on the page', async () => {
    const draft = await read(seatBill());
    expect(draft.number?.at).toMatchObject({ page: 1, x: 140, y: 760 });
    expect(draft.lines[0]?.at).toMatchObject({ page: 1, x: 500, y: 546 });
    expect(draft.lines[0]).toMatchObject({
      periodStart: '2026-06-03',
      periodEnd: '2026-07-03',
      quantity: '3',
      unitMicro: 40_000_000n,
    });
  });

  it('of an unknown German vendor adds up two tax rates, and waits for a person', async () => {
    const draft = await read(germanBill());
    expect(values(draft)).toEqual({
      vendor: 'Rechenkern Hosting GmbH',
      number: 'RK-2026-00412',
      issueDay: '2026-07-02',
      dueDay: '2026-07-16',
      period: ['2026-06-01', '2026-06-30'],
      currency: 'EUR',
      net: 1_050_000_000n,
      tax: 193_500_000n,
      total: 1_243_500_000n,
    });
    expect(draft.vendorTaxId?.value).toBe('DE888888888');
    expect(draft.lines.map((line) => [line.description, line.quantity, line.amountMicro])).toEqual([
      ['GPU-Stunden', '12.5', 1_000_000_000n],
      ['Fachbuch Sprachmodelle', '2', 50_000_000n],
    ]);
    expect(postable(draft)).toMatchObject({ ok: false, reasons: [{ code: 'vendor_unknown' }] });
    expect(postable(draft, { isConfirmed: true })).toEqual({ ok: true });
  });

  it('of a French credit note has labels above values, day first, and negative amounts', async () => {
    const draft = await read(frenchCreditNote());
    expect(values(draft)).toMatchObject({
      vendor: 'Nuage Calcul SAS',
      number: 'AV-2026-031',
      issueDay: '2026-06-05',
      dueDay: '2026-06-20',
      total: -1_440_000_000n,
    });
    expect(draft.kind).toBe('credit-note');
    expect(checkSums(draft).ok).toBe(true);
  });

  it('of a Chinese tax platform is read though its font is not embedded', async () => {
    const draft = await read(chinesePage());
    expect(values(draft)).toMatchObject({
      vendor: '北京示例模型科技有限公司',
      number: '26117000000123456789',
      issueDay: '2026-06-18',
      currency: 'CNY',
      net: 1_000_000_000n,
      tax: 60_000_000n,
      total: 1_060_000_000n,
    });
    expect(draft).toMatchObject({
      format: 'cn-pdf',
      buyer: { value: '示例买方有限公司' },
      vendorTaxId: { value: '91110108MA00000002' },
      buyerTaxId: { value: '91110000MA00000001' },
    });
    expect(draft.lines).toMatchObject([
      { description: '*信息技术服务*接口费', quantity: '2', taxRate: '6' },
    ]);
  });
});

describe('a PDF with embedded XML', () => {
  const page = [{ x: 50, y: 700, text: 'Total 1.00 EUR' }];

  it('is read from the XML, not from its page', async () => {
    const draft = await read(
      makePdf({ pages: [page], attachment: { name: 'factur-x.xml', text: ciiXml() } }),
    );
    expect(draft).toMatchObject({
      format: 'factur-x',
      mediaType: 'application/pdf',
      number: { value: 'C-9' },
      totalMicro: { value: 95_200_000n },
    });
  });

  it('is read from its page where the XML has a document type', async () => {
    const text = ublXml({ prolog: '<!DOCTYPE x [<!ENTITY e "boom">]>' });
    const draft = await read(
      makePdf({ pages: [page], attachment: { name: 'factur-x.xml', text } }),
    );
    expect(draft.format).toBe('pdf-text');
    expect(draft.notes).toContain('embedded_xml_refused');
  });
});
