import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { checkSums } from '../../../src/core/invoices/postable.ts';
import { readInvoice, readInvoiceFile } from '../../../src/main/imports/invoice/read-invoice.ts';
import { ciiXml, redEInvoiceXml, ublXml } from '../../fixtures/invoices/made-xml.ts';

const options = { templates: [], timeoutMs: 10_000 };
const read = (text: string) => readInvoice(new TextEncoder().encode(text), 'invoice.xml', options);

describe('UBL', () => {
  it('carries every value with the path it was read from', async () => {
    const draft = await read(ublXml());
    expect(draft).toMatchObject({
      format: 'ubl',
      kind: 'invoice',
      mediaType: 'application/xml',
      vendorKey: null,
    });
    expect(draft.vendor).toEqual({
      value: 'Modèle & Fils SAS',
      confidence: 1,
      at: { path: '/Invoice/AccountingSupplierParty/Party/PartyLegalEntity/RegistrationName' },
    });
    expect(draft.number?.value).toBe('M-2026-17');
    expect([draft.periodStart?.value, draft.periodEnd?.value]).toEqual([
      '2026-06-01',
      '2026-06-30',
    ]);
  });

  it('takes the tax in the document currency and leaves the restated one', async () => {
    const draft = await read(ublXml());
    expect(draft.taxMicro?.value).toBe(38_000_000n);
  });

  it('turns an allowance of the document into a line, so that the sums tie out', async () => {
    const draft = await read(ublXml());
    expect(draft.lines.map((line) => line.amountMicro)).toEqual([
      150_000_000n,
      50_000_000n,
      -10_000_000n,
    ]);
    expect(checkSums(draft)).toEqual({ ok: true, linesIncludeTax: false });
  });

  it('prices one unit where the document prices a thousand', async () => {
    const draft = await read(ublXml());
    expect(draft.lines[0]?.unitMicro).toBe(3_000n);
  });

  it('keeps what is left to pay apart from the total', async () => {
    const draft = await read(ublXml());
    expect(draft.totalMicro?.value).toBe(228_000_000n);
    expect(draft.payableMicro?.value).toBe(200_000_000n);
    expect(draft.creditsMicro?.value).toBe(28_000_000n);
  });

  it.each([{ root: 'CreditNote' as const }, { typeCode: '381' }])(
    'makes a credit note negative and still tied: %o',
    async (made) => {
      const draft = await read(ublXml(made));
      expect(draft.kind).toBe('credit-note');
      expect(draft.totalMicro?.value).toBe(-228_000_000n);
      expect(checkSums(draft).ok).toBe(true);
    },
  );

  it('takes a self-billed invoice (389) for an invoice', async () => {
    const draft = await read(ublXml({ typeCode: '389' }));
    expect(draft.kind).toBe('invoice');
    expect(draft.totalMicro?.value).toBe(228_000_000n);
  });
});

describe('CII', () => {
  it('reads totals, the VAT id among several, and the period of the lines', async () => {
    const draft = await read(ciiXml());
    expect(draft).toMatchObject({
      format: 'cii',
      vendorTaxId: { value: 'DE888888888' },
      totalMicro: { value: 95_200_000n },
      issueDay: { value: '2026-07-02' },
    });
    expect([draft.periodStart?.value, draft.periodEnd?.value]).toEqual([
      '2026-06-01',
      '2026-06-30',
    ]);
    expect(checkSums(draft).ok).toBe(true);
  });
});

describe('tax by category', () => {
  const subtotal = (net: string, tax: string, id: string, percent: string) =>
    `<cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">${net}</cbc:TaxableAmount><cbc:TaxAmount currencyID="EUR">${tax}</cbc:TaxAmount><cac:TaxCategory><cbc:ID>${id}</cbc:ID><cbc:Percent>${percent}</cbc:Percent></cac:TaxCategory></cac:TaxSubtotal>`;
  const address = (country: string) =>
    `<cac:Party><cac:PostalAddress><cac:Country><cbc:IdentificationCode>${country}</cbc:IdentificationCode></cac:Country></cac:PostalAddress>`;
  const broken = (root: 'Invoice' | 'CreditNote') =>
    ublXml({ root })
      .replace('<cac:Party>', address('el'))
      .replace(
        '<cbc:TaxAmount currencyID="EUR">38.00</cbc:TaxAmount>',
        `<cbc:TaxAmount currencyID="EUR">38.00</cbc:TaxAmount>${subtotal('190.00', '38.00', 'S', '20')}`,
      );

  it('is read from UBL with the country of the address, and turned in a credit note', async () => {
    const draft = await read(broken('Invoice'));
    expect(draft.vendorCountry?.value).toBe('GR');
    expect(draft.taxBreakdown).toEqual([
      { category: 'S', rate: '20', netMicro: 190_000_000n, taxMicro: 38_000_000n },
    ]);
    expect(draft.taxRemark).toBeNull();
    const note = await read(broken('CreditNote'));
    expect(note.taxBreakdown[0]).toMatchObject({ netMicro: -190_000_000n, taxMicro: -38_000_000n });
  });

  it('is read from CII, and category AE says that the buyer owes it', async () => {
    const draft = await read(
      ciiXml()
        .replace(
          '<ram:SpecifiedTaxRegistration>',
          '<ram:PostalTradeAddress><ram:CountryID>IE</ram:CountryID></ram:PostalTradeAddress><ram:SpecifiedTaxRegistration>',
        )
        .replace(
          '<ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>',
          '<ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode><ram:ApplicableTradeTax><ram:CalculatedAmount>0.00</ram:CalculatedAmount><ram:TypeCode>VAT</ram:TypeCode><ram:BasisAmount>80.00</ram:BasisAmount><ram:CategoryCode>AE</ram:CategoryCode><ram:RateApplicablePercent>0</ram:RateApplicablePercent></ram:ApplicableTradeTax>',
        ),
    );
    expect(draft).toMatchObject({
      vendorCountry: { value: 'IE' },
      taxRemark: 'reverse-charge',
      taxBreakdown: [{ category: 'AE', rate: '0', netMicro: 80_000_000n, taxMicro: 0n }],
    });
  });

  it('of a Chinese e-invoice is not recoverable where its label calls it an ordinary one', async () => {
    const label = (name: string) =>
      redEInvoiceXml().replace(
        '</InherentLabel>',
        `<GeneralOrSpecialVAT><LabelName>${name}</LabelName></GeneralOrSpecialVAT></InherentLabel>`,
      );
    const ordinary = await read(label('普通发票'));
    expect(ordinary).toMatchObject({
      vendorCountry: { value: 'CN' },
      taxRemark: 'not-recoverable',
    });
    expect((await read(label('增值税专用发票'))).taxRemark).toBeNull();
  });
});

describe('Chinese e-invoices', () => {
  it('knows a red invoice by its sign and reads both ways of writing a rate', async () => {
    const draft = await read(redEInvoiceXml());
    expect(draft).toMatchObject({
      format: 'cn-xml',
      kind: 'credit-note',
      currency: { value: 'CNY' },
      issueDay: { value: '2026-06-30' },
      totalMicro: { value: -95_400_000n },
    });
    expect(draft.lines.map((line) => line.taxRate)).toEqual(['6', '6']);
    expect(checkSums(draft).ok).toBe(true);
  });

  it('reads the original XML that an OFD file carries', async () => {
    const ofd = zipSync({
      'OFD.xml': strToU8('<ofd:OFD xmlns:ofd="o"><ofd:DocBody/></ofd:OFD>'),
      'Doc_0/Attachs/original_invoice.xml': strToU8(redEInvoiceXml()),
    });
    const draft = await readInvoice(ofd, 'invoice.ofd', options);
    expect(draft).toMatchObject({
      format: 'cn-ofd',
      mediaType: 'application/ofd',
      number: { value: '26117000000000000042' },
    });
  });

  it('reads the named values of an OFD file without an attachment, and adds up its total', async () => {
    const data = (name: string, text: string): string =>
      `<ofd:CustomData Name="${name}">${text}</ofd:CustomData>`;
    const main = `<ofd:OFD xmlns:ofd="o"><ofd:DocBody><ofd:DocInfo><ofd:CustomDatas>${data('发票号码', '12345678')}${data('开票日期', '2026年06月05日')}${data('合计金额', '100.00')}${data('合计税额', '6.00')}${data('销售方纳税人识别号', '91110108MA00000002')}</ofd:CustomDatas></ofd:DocInfo></ofd:DocBody></ofd:OFD>`;
    const draft = await readInvoice(zipSync({ 'OFD.xml': strToU8(main) }), 'invoice.ofd', options);
    expect(draft).toMatchObject({
      format: 'cn-ofd',
      number: { value: '12345678' },
      issueDay: { value: '2026-06-05' },
      totalMicro: { value: 106_000_000n },
      vendorTaxId: { value: '91110108MA00000002' },
    });
    expect(draft.notes).toContain('total_added_up');
  });

  it.each([
    [
      'Chinese names',
      '<发票><发票号码>12345678</发票号码><开票日期>2026-06-05</开票日期><销售方名称>甲公司</销售方名称><合计金额>¥1,000.00</合计金额><合计税额>60.00</合计税额><价税合计>1060.00</价税合计></发票>',
    ],
    [
      'pinyin names',
      '<FP><FPHM>12345678</FPHM><KPRQ>20260605</KPRQ><XSFMC>甲公司</XSFMC><HJJE>1000.00</HJJE><HJSE>60.00</HJSE><JSHJXX>1060.00</JSHJXX></FP>',
    ],
  ])('reads the flat dialect with %s', async (_, text) => {
    const draft = await read(text);
    expect(draft).toMatchObject({
      format: 'cn-xml',
      number: { value: '12345678' },
      issueDay: { value: '2026-06-05' },
      netMicro: { value: 1_000_000_000n },
      totalMicro: { value: 1_060_000_000n },
    });
  });
});

describe('an archive', () => {
  it('of one XML and its PDF is the XML', async () => {
    const zip = zipSync({
      'a/2026.xml': strToU8(ublXml()),
      'a/2026.pdf': strToU8('%PDF-1.4 broken'),
    });
    expect((await readInvoice(zip, 'a.zip', options)).format).toBe('ubl');
  });

  it('of several invoices is refused as one and read as several', async () => {
    const zip = zipSync({ 'a.xml': strToU8(ublXml()), 'b.xml': strToU8(ciiXml()) });
    await expect(readInvoice(zip, 'a.zip', options)).rejects.toMatchObject({
      code: 'zip_several_invoices',
      details: { count: 2 },
    });
    expect(
      (await readInvoiceFile(zip, 'a.zip', options)).map((draft) => [draft.fileName, draft.format]),
    ).toEqual([
      ['a.xml', 'ubl'],
      ['b.xml', 'cii'],
    ]);
  });
});
