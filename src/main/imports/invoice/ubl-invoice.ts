import {
  emptyContent,
  type Field,
  type InvoiceContent,
  type InvoiceLine,
  isPrepaidLine,
  signedContent,
} from '../../../core/invoices/invoice.ts';
import {
  decimalTimes,
  divideHalfEven,
  MICRO,
  type Micro,
  parseDecimal,
  parseMicro,
} from '../../../core/money.ts';
import {
  amountField,
  dayField,
  extremeDay,
  isIn,
  isTrue,
  textField,
  xmlDay,
  xmlField,
} from './xml-fields.ts';
import { countryField, remarkOf, taxBreakdown } from './xml-tax.ts';
import { find, findAll, textAt, type XmlNode } from './xml-tree.ts';

// UNTDID 1001, the codes that EN 16931 lists as credit notes (its code list, "BT-3").
export const CREDIT_NOTE_CODES = new Set([
  '81',
  '83',
  '261',
  '262',
  '296',
  '308',
  '381',
  '396',
  '420',
  '458',
  '532',
]);

// UNTDID 1001: invoicing data sheet, offer, pro forma invoice, customs invoice. Nothing is owed by them.
const NOT_OWED_CODES = new Set(['130', '310', '325', '935']);

/** What an XML invoice says of itself that keeps it from being posted by itself, as codes of notes. */
export function xmlDoubts(stated: {
  readonly typeCode: string | null;
  readonly isTest: boolean;
  readonly isCreditNote: boolean;
  readonly total: Field<Micro>;
}): string[] {
  const isNegative = stated.total !== null && stated.total.value < 0n;
  return [
    ...(stated.isTest || NOT_OWED_CODES.has(stated.typeCode ?? '') ? ['not_an_invoice'] : []),
    // By the letter a negative credit is a debt, but many programs write the sign out.
    ...(stated.isCreditNote && isNegative ? ['credit_sign_unclear'] : []),
  ];
}

/**
 * UBL 2.1 Invoice and CreditNote: EN 16931, XRechnung and Peppol BIS 3. Allowances and charges of
 * the whole document become lines, so that lines add up to the net amount.
 */
export function readUbl(root: XmlNode): InvoiceContent {
  const typeCode = textAt(root, 'InvoiceTypeCode', 'CreditNoteTypeCode');
  const isCreditNote = root.name === 'CreditNote' || CREDIT_NOTE_CODES.has(typeCode ?? '');
  const seller = find(root, 'AccountingSupplierParty/Party');
  const buyer = find(root, 'AccountingCustomerParty/Party');
  const totals = find(root, 'LegalMonetaryTotal', 'RequestedMonetaryTotal');
  const currency = textField(root, 'DocumentCurrencyCode') ?? currencyOfAmount(totals);
  const code = currency?.value ?? null;
  const taxMicro = taxOf(root, code);
  const totalMicro = amountField(totals, code, 'TaxInclusiveAmount', 'PayableAmount');
  const lineNodes = findAll(root, root.name === 'CreditNote' ? 'CreditNoteLine' : 'InvoiceLine');
  const starts = findAll(root, 'InvoicePeriod/StartDate');
  const ends = findAll(root, 'InvoicePeriod/EndDate');
  const day = (node: XmlNode): Field<string> => xmlField(node, xmlDay);
  const subtotals = findAll(root, 'TaxTotal/TaxSubtotal');
  const content: InvoiceContent = {
    ...emptyContent('ubl'),
    kind: isCreditNote ? 'credit-note' : 'invoice',
    vendor: partyName(seller),
    vendorTaxId: taxId(seller),
    vendorCountry: countryField(find(seller, 'PostalAddress/Country/IdentificationCode')),
    buyer: partyName(buyer),
    buyerTaxId: taxId(buyer),
    number: textField(root, 'ID'),
    issueDay: dayField(root, 'IssueDate'),
    dueDay: dayField(root, 'DueDate', 'PaymentMeans/PaymentDueDate', 'PaymentTerms/PaymentDueDate'),
    periodStart: extremeDay(
      (starts.length > 0
        ? starts
        : lineNodes.flatMap((line) => findAll(line, 'InvoicePeriod/StartDate'))
      ).map(day),
      'first',
    ),
    periodEnd: extremeDay(
      (ends.length > 0
        ? ends
        : lineNodes.flatMap((line) => findAll(line, 'InvoicePeriod/EndDate'))
      ).map(day),
      'last',
    ),
    currency,
    lines: [
      ...lineNodes.flatMap((node) => line(node, code)).filter((each) => !isNote(each)),
      ...findAll(root, 'AllowanceCharge').flatMap((node) => documentAllowance(node, code)),
    ],
    netMicro: netOf(root, totals, { code, taxMicro, totalMicro }),
    taxMicro,
    taxBreakdown: taxBreakdown(
      subtotals.filter((node) => isIn(find(node, 'TaxAmount') ?? node, code)),
      code,
      {
        net: 'TaxableAmount',
        tax: 'TaxAmount',
        category: 'TaxCategory/ID',
        rates: ['TaxCategory/Percent', 'Percent'],
      },
    ),
    taxRemark: remarkOf([
      ...subtotals.map((node) => textAt(node, 'TaxCategory/ID')),
      ...lineNodes.map((node) => textAt(node, 'Item/ClassifiedTaxCategory/ID')),
    ]),
    totalMicro,
    payableMicro: amountField(totals, code, 'PayableAmount'),
    creditsMicro: notZero(amountField(totals, code, 'PrepaidAmount')),
    notes: xmlDoubts({ typeCode, isTest: false, isCreditNote, total: totalMicro }),
  };
  return signedContent(content);
}

/** Lines that only head or explain others, as some programs write them. */
function isNote(each: InvoiceLine): boolean {
  return each.amountMicro === 0n && Number(each.quantity ?? '0') === 0;
}

function partyName(party: XmlNode | null): Field<string> {
  return textField(party, 'PartyLegalEntity/RegistrationName', 'PartyName/Name', 'Contact/Name');
}

function taxId(party: XmlNode | null): Field<string> {
  const schemes = findAll(party, 'PartyTaxScheme');
  const vat = schemes.find((scheme) => textAt(scheme, 'TaxScheme/ID')?.toUpperCase() === 'VAT');
  return (
    textField(vat ?? schemes[0] ?? null, 'CompanyID') ??
    textField(party, 'PartyLegalEntity/CompanyID')
  );
}

function currencyOfAmount(totals: XmlNode | null): Field<string> {
  const amount = find(totals, 'PayableAmount', 'TaxInclusiveAmount');
  const code = amount?.attributes.get('currencyID');
  return amount && code
    ? { value: code, confidence: 1, at: { path: `${amount.path}/@currencyID` } }
    : null;
}

/** The Danish OIOUBL states the tax where others state the amount without it. */
function netOf(
  root: XmlNode,
  totals: XmlNode | null,
  read: {
    readonly code: string | null;
    readonly taxMicro: Field<Micro>;
    readonly totalMicro: Field<Micro>;
  },
): Field<Micro> {
  const stated = amountField(totals, read.code, 'TaxExclusiveAmount');
  if (!/^OIOUBL/i.test(textAt(root, 'CustomizationID') ?? '')) return stated;
  if (!read.totalMicro) return null;
  return { ...read.totalMicro, value: read.totalMicro.value - (read.taxMicro?.value ?? 0n) };
}

/**
 * The sum of the tax totals in the document's currency. One beside those with a breakdown restates
 * them, in the tax currency or (as Saudi invoices do) in the same one.
 */
function taxOf(root: XmlNode, currency: string | null): Field<Micro> {
  const all = findAll(root, 'TaxTotal');
  const brokenDown = all.filter((node) => find(node, 'TaxSubtotal'));
  const amounts = (brokenDown.length > 0 ? brokenDown : all)
    .flatMap((node) => findAll(node, 'TaxAmount'))
    .filter((node) => isIn(node, currency));
  const first = amounts[0];
  if (!first) return null;
  let sum = 0n;
  for (const node of amounts) {
    const micro = parseMicro(node.text);
    if (micro === null) return null;
    sum += micro;
  }
  return { value: sum, confidence: 1, at: { path: first.path } };
}

export function notZero(field: Field<Micro>): Field<Micro> {
  return field && field.value !== 0n ? field : null;
}

// What the French extension marks as heading or explaining other lines is not to be counted again.
const NOT_COUNTED = new Set(['GROUP', 'INFORMATION']);

function line(node: XmlNode, currency: string | null): InvoiceLine[] {
  const amount = amountField(node, currency, 'LineExtensionAmount');
  const status = textAt(node, 'BillingReference/InvoiceDocumentReference/DocumentStatusCode');
  if (!amount || NOT_COUNTED.has(status ?? '')) return [];
  const description = textAt(node, 'Item/Name', 'Item/Description', 'Note') ?? '';
  return [
    {
      description,
      quantity: textAt(node, 'InvoicedQuantity', 'CreditedQuantity'),
      unitMicro: unitPrice(textAt(node, 'Price/PriceAmount'), textAt(node, 'Price/BaseQuantity')),
      amountMicro: amount.value,
      periodStart: dayField(node, 'InvoicePeriod/StartDate')?.value ?? null,
      periodEnd: dayField(node, 'InvoicePeriod/EndDate')?.value ?? null,
      taxRate: textAt(
        node,
        'Item/ClassifiedTaxCategory/Percent',
        'TaxTotal/TaxSubtotal/TaxCategory/Percent',
      ),
      isPrepaid: isPrepaidLine(description, amount.value),
      confidence: 1,
      at: { path: node.path },
    },
  ];
}

/** The price of one unit where the document prices several at once; half-even. */
export function unitPrice(price: string | null, base: string | null): Micro | null {
  const value = price === null ? null : parseDecimal(price);
  if (!value) return null;
  const per = base === null ? null : parseDecimal(base.replace(/\.$/, ''));
  if (!per || per.digits <= 0n) return decimalTimes(value, MICRO);
  return divideHalfEven(
    value.digits * MICRO * 10n ** BigInt(per.scale),
    per.digits * 10n ** BigInt(value.scale),
  );
}

function documentAllowance(node: XmlNode, currency: string | null): InvoiceLine[] {
  const amount = amountField(node, currency, 'Amount');
  if (!amount) return [];
  const isCharge = isTrue(textAt(node, 'ChargeIndicator'));
  return [
    {
      description: textAt(node, 'AllowanceChargeReason') ?? (isCharge ? 'Charge' : 'Allowance'),
      quantity: null,
      unitMicro: null,
      amountMicro: isCharge ? amount.value : -amount.value,
      periodStart: null,
      periodEnd: null,
      taxRate: textAt(node, 'TaxCategory/Percent'),
      isPrepaid: false,
      confidence: 1,
      at: { path: node.path },
    },
  ];
}
