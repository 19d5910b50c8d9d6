import { describe, expect, it } from 'vitest';
import { checkSums, postable } from '../../../src/core/invoices/postable.ts';
import { readInvoice } from '../../../src/main/imports/invoice/read-invoice.ts';
import { ciiXml, ublXml } from '../../fixtures/invoices/made-xml.ts';

const options = { templates: [], timeoutMs: 10_000 };
const read = (text: string) => readInvoice(new TextEncoder().encode(text), 'invoice.xml', options);
/** Why it waits for a person, were its vendor known. */
const reasons = async (text: string) => {
  const result = postable({ ...(await read(text)), vendorKey: 'known' });
  return result.ok ? [] : result.reasons.map((reason) => reason.code);
};

describe('an XML invoice is posted by itself', () => {
  it('when its sums tie out', async () => {
    expect(await reasons(ublXml())).toEqual([]);
    expect(await reasons(ciiXml())).toEqual([]);
  });

  it.each(['325', '130', '310', '935'])('but not with the type code %s', async (code) => {
    expect(await reasons(ublXml({ typeCode: code }))).toEqual(['not_an_invoice']);
    const cii = ciiXml().replace('<ram:TypeCode>380<', `<ram:TypeCode>${code}<`);
    expect(await reasons(cii)).toEqual(['not_an_invoice']);
  });

  it('but not when it says that it is a test', async () => {
    const context = (is: string) =>
      ciiXml().replace(
        '<rsm:ExchangedDocument>',
        `<rsm:ExchangedDocumentContext><ram:TestIndicator><udt:Indicator>${is}</udt:Indicator></ram:TestIndicator></rsm:ExchangedDocumentContext><rsm:ExchangedDocument>`,
      );
    expect(await reasons(context('true'))).toEqual(['not_an_invoice']);
    expect(await reasons(context('false'))).toEqual([]);
  });

  it('but not as a credit note of less than nothing', async () => {
    const negative = ublXml({ root: 'CreditNote' }).replace(/(currencyID="EUR">)(?=\d)/g, '$1-');
    expect((await read(negative)).totalMicro?.value).toBe(-228_000_000n);
    expect(await reasons(negative)).toContain('credit_sign_unclear');
  });
});

describe('amounts in another currency', () => {
  it('than the document’s are none of its totals', async () => {
    const text = ublXml().replace(
      '<cbc:TaxInclusiveAmount currencyID="EUR">228.00</cbc:TaxInclusiveAmount>',
      '<cbc:TaxInclusiveAmount currencyID="USD">228.00</cbc:TaxInclusiveAmount>',
    );
    expect((await read(text)).totalMicro).toBeNull();
  });

  it('than the document’s are none of its lines', async () => {
    const text = ublXml().replace(
      '<cbc:LineExtensionAmount currencyID="EUR">50.00',
      '<cbc:LineExtensionAmount currencyID="USD">50.00',
    );
    expect(await reasons(text)).toEqual(['lines_off']);
  });

  it('are no tax of a CII document either', async () => {
    const text = ciiXml().replace(
      'TaxTotalAmount currencyID="EUR"',
      'TaxTotalAmount currencyID="PLN"',
    );
    expect((await read(text)).taxMicro).toBeNull();
  });
});

describe('dialects', () => {
  it('that repeat the tax total in the same currency count it once', async () => {
    const twice =
      '<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">38.00</cbc:TaxAmount><cac:TaxSubtotal><cbc:TaxAmount currencyID="EUR">38.00</cbc:TaxAmount></cac:TaxSubtotal></cac:TaxTotal><cac:TaxTotal><cbc:TaxAmount currencyID="EUR">38.00</cbc:TaxAmount></cac:TaxTotal>';
    const draft = await read(ublXml().replace(/<cac:TaxTotal>.*<\/cac:TaxTotal>/, twice));
    expect(draft.taxMicro?.value).toBe(38_000_000n);
    expect(checkSums(draft).ok).toBe(true);
  });

  it('that break down two taxes add them up', async () => {
    const total = (amount: string) =>
      `<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">${amount}</cbc:TaxAmount><cac:TaxSubtotal><cbc:TaxAmount currencyID="EUR">${amount}</cbc:TaxAmount></cac:TaxSubtotal></cac:TaxTotal>`;
    const two = `${total('30.00')}${total('8.00')}`;
    const draft = await read(ublXml().replace(/<cac:TaxTotal>.*<\/cac:TaxTotal>/, two));
    expect(draft.taxMicro?.value).toBe(38_000_000n);
  });

  it('of Denmark that state the tax as the amount without it are read right', async () => {
    const danish = ublXml()
      .replace('<cbc:ID>M-', '<cbc:CustomizationID>OIOUBL-2.1</cbc:CustomizationID><cbc:ID>M-')
      .replace('EUR">190.00</cbc:TaxExclusiveAmount>', 'EUR">38.00</cbc:TaxExclusiveAmount>');
    const draft = await read(danish);
    expect(draft.netMicro?.value).toBe(190_000_000n);
    expect(checkSums(draft).ok).toBe(true);
  });

  it('that write a charge as 1 instead of true add it', async () => {
    const text = ublXml().replace('>false</cbc:ChargeIndicator>', '>1</cbc:ChargeIndicator>');
    expect((await read(text)).lines.at(-1)?.amountMicro).toBe(10_000_000n);
  });

  it('that state several terms of payment are due on the last day', async () => {
    const terms = (day: string) =>
      `<ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime><udt:DateTimeString format="102">${day}</udt:DateTimeString></ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>`;
    const text = ciiXml().replace(
      '<ram:SpecifiedTradeSettlementHeaderMonetarySummation>',
      `${terms('20260709')}${terms('20260716')}<ram:SpecifiedTradeSettlementHeaderMonetarySummation>`,
    );
    expect((await read(text)).dueDay?.value).toBe('2026-07-16');
  });

  it('that bill less than nothing are credit notes', async () => {
    const text = ublXml()
      .replace(/(currencyID="EUR">)(?=\d)/g, '$1-')
      .replace('>false<', '>true<');
    const draft = await read(text);
    expect([draft.kind, draft.totalMicro?.value]).toEqual(['credit-note', -228_000_000n]);
  });

  it('that head lines with a group count the lines below it alone', async () => {
    const marked = (status: string) =>
      `<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>M</cbc:ID><cbc:DocumentStatusCode>${status}</cbc:DocumentStatusCode></cac:InvoiceDocumentReference></cac:BillingReference>`;
    const head = `<cac:InvoiceLine><cbc:ID>0</cbc:ID><cbc:InvoicedQuantity>1</cbc:InvoicedQuantity><cbc:LineExtensionAmount currencyID="EUR">200.00</cbc:LineExtensionAmount>${marked('GROUP')}<cac:Item><cbc:Name>All tokens</cbc:Name></cac:Item></cac:InvoiceLine>`;
    const text = ublXml()
      .replace('<cac:InvoiceLine>', `${head}<cac:InvoiceLine>`)
      .replace(
        '<cac:Item><cbc:Name>Tokens, input',
        `${marked('DETAIL')}<cac:Item><cbc:Name>Tokens, input`,
      );
    const draft = await read(text);
    expect(draft.lines.map((line) => line.description)).toEqual([
      'Tokens, input',
      'Tokens, output',
      'Loyalty',
    ]);
  });

  it('that write a base quantity with a bare point price one unit', async () => {
    const text = ublXml().replaceAll('>1000</cbc:BaseQuantity>', '>1000.</cbc:BaseQuantity>');
    expect((await read(text)).lines[0]?.unitMicro).toBe(3_000n);
  });

  it('that lie in a delivery envelope are taken out of it', async () => {
    const inner = ublXml().replace(/^<\?xml[^>]*\?>/, '');
    const draft = await read(
      `<sh:StandardBusinessDocument xmlns:sh="urn:sh"><sh:StandardBusinessDocumentHeader><sh:HeaderVersion>1.0</sh:HeaderVersion></sh:StandardBusinessDocumentHeader>${inner}</sh:StandardBusinessDocument>`,
    );
    expect(draft.number?.value).toBe('M-2026-17');
  });
});
