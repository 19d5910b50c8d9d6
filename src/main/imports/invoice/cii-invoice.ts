import {
  emptyContent,
  type Field,
  type InvoiceContent,
  type InvoiceLine,
  isPrepaidLine,
  signedContent,
} from '../../../core/invoices/invoice.ts';
import { type Micro, parseMicro } from '../../../core/money.ts';
import { CREDIT_NOTE_CODES, notZero, unitPrice, xmlDoubts } from './ubl-invoice.ts';
import {
  amountField,
  dayField,
  extremeDay,
  isIn,
  isTrue,
  microField,
  textField,
} from './xml-fields.ts';
import { countryField, remarkOf, taxBreakdown } from './xml-tax.ts';
import { find, findAll, textAt, type XmlNode } from './xml-tree.ts';

/**
 * UN/CEFACT Cross Industry Invoice: EN 16931, XRechnung, Factur-X and ZUGFeRD 2; also ZUGFeRD 1
 * (`CrossIndustryDocument`), whose elements have longer names.
 */
export function readCii(root: XmlNode): InvoiceContent {
  const document = find(root, 'ExchangedDocument', 'HeaderExchangedDocument');
  const trade = find(root, 'SupplyChainTradeTransaction', 'SpecifiedSupplyChainTradeTransaction');
  const agreement = find(
    trade,
    'ApplicableHeaderTradeAgreement',
    'ApplicableSupplyChainTradeAgreement',
  );
  const settlement = find(
    trade,
    'ApplicableHeaderTradeSettlement',
    'ApplicableSupplyChainTradeSettlement',
  );
  const delivery = find(
    trade,
    'ApplicableHeaderTradeDelivery',
    'ApplicableSupplyChainTradeDelivery',
  );
  const totals = find(
    settlement,
    'SpecifiedTradeSettlementHeaderMonetarySummation',
    'SpecifiedTradeSettlementMonetarySummation',
  );
  const seller = find(agreement, 'SellerTradeParty');
  const buyer = find(agreement, 'BuyerTradeParty');
  const currency = textField(settlement, 'InvoiceCurrencyCode');
  const code = currency?.value ?? null;
  const typeCode = textAt(document, 'TypeCode');
  const isCreditNote = CREDIT_NOTE_CODES.has(typeCode ?? '');
  const total = amountField(totals, code, 'GrandTotalAmount');
  const lineNodes = findAll(trade, 'IncludedSupplyChainTradeLineItem');
  const lines = lineNodes.flatMap(line);
  const period = find(settlement, 'BillingSpecifiedPeriod');
  const taxes = findAll(settlement, 'ApplicableTradeTax');
  const isTest = isTrue(
    textAt(
      root,
      'ExchangedDocumentContext/TestIndicator/Indicator',
      'SpecifiedExchangedDocumentContext/TestIndicator/Indicator',
    ),
  );
  const linePeriods = lineNodes.flatMap((node) =>
    findAll(node, `${LINE_SETTLEMENT}/BillingSpecifiedPeriod`),
  );
  const content: InvoiceContent = {
    ...emptyContent('cii'),
    kind: isCreditNote ? 'credit-note' : 'invoice',
    vendor: textField(seller, 'Name', 'SpecifiedLegalOrganization/TradingBusinessName'),
    vendorTaxId: taxId(seller),
    vendorCountry: countryField(find(seller, 'PostalTradeAddress/CountryID')),
    buyer: textField(buyer, 'Name'),
    buyerTaxId: taxId(buyer),
    number: textField(document, 'ID'),
    issueDay: dayField(document, 'IssueDateTime/DateTimeString', 'IssueDateTime/DateTime'),
    // Several terms are a discount for paying early, or parts: the last day is that of the whole.
    dueDay: extremeDay(
      findAll(settlement, 'SpecifiedTradePaymentTerms').map((terms) =>
        dayField(terms, 'DueDateDateTime/DateTimeString'),
      ),
      'last',
    ),
    periodStart:
      dayField(period, 'StartDateTime/DateTimeString') ??
      extremeDay(
        linePeriods.map((node) => dayField(node, 'StartDateTime/DateTimeString')),
        'first',
      ) ??
      deliveryDay(delivery),
    periodEnd:
      dayField(period, 'EndDateTime/DateTimeString') ??
      extremeDay(
        linePeriods.map((node) => dayField(node, 'EndDateTime/DateTimeString')),
        'last',
      ) ??
      deliveryDay(delivery),
    currency,
    lines: [
      ...lines,
      ...findAll(settlement, 'SpecifiedTradeAllowanceCharge').flatMap(allowance),
      ...findAll(settlement, 'SpecifiedLogisticsServiceCharge').flatMap(logistics),
    ],
    netMicro: amountField(totals, code, 'TaxBasisTotalAmount'),
    taxMicro: taxOf(totals, code),
    taxBreakdown: taxBreakdown(taxes, code, {
      net: 'BasisAmount',
      tax: 'CalculatedAmount',
      category: 'CategoryCode',
      rates: ['RateApplicablePercent', 'ApplicablePercent'],
    }),
    taxRemark: remarkOf([
      ...taxes.map((node) => textAt(node, 'CategoryCode')),
      ...lineNodes.map((node) =>
        textAt(node, `${LINE_SETTLEMENT}/ApplicableTradeTax/CategoryCode`),
      ),
    ]),
    totalMicro: total,
    payableMicro: amountField(totals, code, 'DuePayableAmount'),
    creditsMicro: notZero(amountField(totals, code, 'TotalPrepaidAmount')),
    notes: xmlDoubts({ typeCode, isTest, isCreditNote, total }),
  };
  return signedContent(content);
}

const LINE_SETTLEMENT = 'SpecifiedLineTradeSettlement';

function deliveryDay(delivery: XmlNode | null): Field<string> {
  const field = dayField(
    delivery,
    'ActualDeliverySupplyChainEvent/OccurrenceDateTime/DateTimeString',
  );
  return field && { ...field, confidence: 0.7 };
}

function taxId(party: XmlNode | null): Field<string> {
  const registrations = findAll(party, 'SpecifiedTaxRegistration/ID');
  const vat =
    registrations.find((node) => node.attributes.get('schemeID') === 'VA') ?? registrations[0];
  return vat && vat.text !== ''
    ? { value: vat.text, confidence: 1, at: { path: vat.path } }
    : textField(party, 'SpecifiedLegalOrganization/ID');
}

/** The tax total in the document's currency: it may be stated in the tax currency as well. */
function taxOf(totals: XmlNode | null, currency: string | null): Field<Micro> {
  const amounts = findAll(totals, 'TaxTotalAmount');
  const node =
    amounts.find((each) => each.attributes.get('currencyID') === currency) ??
    amounts.find((each) => isIn(each, currency));
  const value = node ? parseMicro(node.text) : null;
  return node && value !== null ? { value, confidence: 1, at: { path: node.path } } : null;
}

function line(node: XmlNode): InvoiceLine[] {
  const settlement = find(node, LINE_SETTLEMENT, 'SpecifiedSupplyChainTradeSettlement');
  const amount = microField(
    settlement,
    'SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount',
    'SpecifiedTradeSettlementMonetarySummation/LineTotalAmount',
  );
  // A line that only groups or explains others must not be counted again (EXTENDED profile).
  const subtype = textAt(node, 'AssociatedDocumentLineDocument/LineStatusReasonCode');
  if (!amount || subtype === 'GROUP' || subtype === 'INFORMATION') return [];
  const price = find(
    node,
    'SpecifiedLineTradeAgreement/NetPriceProductTradePrice',
    'SpecifiedSupplyChainTradeAgreement/NetPriceProductTradePrice',
  );
  const description =
    textAt(node, 'SpecifiedTradeProduct/Name', 'SpecifiedTradeProduct/Description') ?? '';
  return [
    {
      description,
      quantity: textAt(
        node,
        'SpecifiedLineTradeDelivery/BilledQuantity',
        'SpecifiedSupplyChainTradeDelivery/BilledQuantity',
      ),
      unitMicro: unitPrice(textAt(price, 'ChargeAmount'), textAt(price, 'BasisQuantity')),
      amountMicro: amount.value,
      periodStart:
        dayField(settlement, 'BillingSpecifiedPeriod/StartDateTime/DateTimeString')?.value ?? null,
      periodEnd:
        dayField(settlement, 'BillingSpecifiedPeriod/EndDateTime/DateTimeString')?.value ?? null,
      taxRate: textAt(
        settlement,
        'ApplicableTradeTax/RateApplicablePercent',
        'ApplicableTradeTax/ApplicablePercent',
      ),
      isPrepaid: isPrepaidLine(description, amount.value),
      confidence: 1,
      at: { path: node.path },
    },
  ];
}

function allowance(node: XmlNode): InvoiceLine[] {
  const amount = microField(node, 'ActualAmount');
  if (!amount) return [];
  const isCharge = isTrue(textAt(node, 'ChargeIndicator/Indicator'));
  return [
    extra(
      node,
      textAt(node, 'Reason') ?? (isCharge ? 'Charge' : 'Allowance'),
      isCharge ? amount.value : -amount.value,
    ),
  ];
}

function logistics(node: XmlNode): InvoiceLine[] {
  const amount = microField(node, 'AppliedAmount');
  return amount ? [extra(node, textAt(node, 'Description') ?? 'Charge', amount.value)] : [];
}

function extra(node: XmlNode, description: string, amountMicro: Micro): InvoiceLine {
  return {
    description,
    quantity: null,
    unitMicro: null,
    amountMicro,
    periodStart: null,
    periodEnd: null,
    taxRate: textAt(
      node,
      'CategoryTradeTax/RateApplicablePercent',
      'AppliedTradeTax/RateApplicablePercent',
      'CategoryTradeTax/ApplicablePercent',
    ),
    isPrepaid: false,
    confidence: 1,
    at: { path: node.path },
  };
}
