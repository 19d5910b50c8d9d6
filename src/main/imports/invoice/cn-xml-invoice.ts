import {
  cnTaxRemark,
  emptyContent,
  type InvoiceContent,
  type InvoiceFormat,
  type InvoiceLine,
  isPrepaidLine,
} from '../../../core/invoices/invoice.ts';
import { parseMicro } from '../../../core/money.ts';
import { dayField, microField, textField } from './xml-fields.ts';
import { find, findAll, textAt, type XmlNode } from './xml-tree.ts';

/** Whether an XML root is one of the Chinese dialects that `readCnXml` reads. */
export function isCnXml(root: XmlNode): boolean {
  return root.name === 'EInvoice' || flatDialect(root) !== null;
}

/**
 * Fully digitalised Chinese e-invoices (`EInvoice`), and the two flat dialects: Chinese element names,
 * and the pinyin abbreviations of the e-invoice before 2023. Currency is always CNY; a red invoice
 * states negative amounts.
 */
export function readCnXml(root: XmlNode): InvoiceContent {
  const flat = flatDialect(root);
  return flat ? readFlat(root, flat) : readEInvoice(root);
}

function readEInvoice(root: XmlNode): InvoiceContent {
  const seller = find(root, 'EInvoiceData/SellerInformation');
  const buyer = find(root, 'EInvoiceData/BuyerInformation');
  const basic = find(root, 'EInvoiceData/BasicInformation');
  const lines = findAll(root, 'EInvoiceData/IssuItemInformation').flatMap(line);
  const total = microField(basic, 'TotalTax-includedAmount');
  const label = textAt(root, 'Header/InherentLabel/InIssuType/LabelName') ?? '';
  // The code N for red rests on one source: the sign of the amount decides, then the label's words.
  const isRed = total ? total.value < 0n : /红/.test(label) && !/蓝/.test(label);
  return {
    ...emptyContent('cn-xml'),
    vendorCountry: atHome(root),
    taxRemark: cnTaxRemark(descendants(find(root, 'Header') ?? root).map(({ text }) => text)),
    kind: isRed ? 'credit-note' : 'invoice',
    vendor: textField(seller, 'SellerName'),
    vendorTaxId: textField(seller, 'SellerIdNum'),
    buyer: textField(buyer, 'BuyerName'),
    buyerTaxId: textField(buyer, 'BuyerIdNum'),
    number: textField(root, 'TaxSupervisionInfo/InvoiceNumber', 'Header/EIid'),
    issueDay:
      dayField(root, 'EInvoiceData/BasicInformation/RequestTime') ??
      dayField(root, 'TaxSupervisionInfo/IssueTime'),
    currency: total && { value: 'CNY', confidence: 1, at: total.at },
    lines,
    netMicro: microField(basic, 'TotalAmWithoutTax'),
    taxMicro: microField(basic, 'TotalTaxAm'),
    totalMicro: total,
    payableMicro: total,
  };
}

function line(node: XmlNode): InvoiceLine[] {
  const amount = microField(node, 'Amount');
  if (!amount) return [];
  const description = (textAt(node, 'ItemName') ?? '').trim();
  return [
    {
      description,
      quantity: textAt(node, 'Quantity'),
      unitMicro: parseMicro(textAt(node, 'UnPrice') ?? ''),
      amountMicro: amount.value,
      periodStart: null,
      periodEnd: null,
      taxRate: rateOf(textAt(node, 'TaxRate')),
      isPrepaid: isPrepaidLine(description, amount.value),
      confidence: 1,
      at: { path: node.path },
    },
  ];
}

/** `0.06` and `6%` are both six percent; words such as 免税 (exempt) are none. */
function rateOf(text: string | null): string | null {
  if (text === null) return null;
  const percent = /^(\d+(?:\.\d+)?)\s*%$/.exec(text);
  if (percent?.[1] !== undefined) return percent[1];
  const micro = /^0?\.\d+$|^[01]$/.test(text) ? parseMicro(text) : null;
  return micro === null
    ? null
    : `${micro / 10_000n}${
        micro % 10_000n === 0n
          ? ''
          : `.${String(micro % 10_000n)
              .padStart(4, '0')
              .replace(/0+$/, '')}`
      }`;
}

type FlatNames = Readonly<
  Record<
    'number' | 'day' | 'buyer' | 'buyerId' | 'seller' | 'sellerId' | 'net' | 'tax' | 'total',
    string
  >
>;

const CHINESE: FlatNames = {
  number: '发票号码',
  day: '开票日期',
  buyer: '购买方名称',
  buyerId: '购买方纳税人识别号',
  seller: '销售方名称',
  sellerId: '销售方纳税人识别号',
  net: '合计金额',
  tax: '合计税额',
  total: '价税合计',
};
const PINYIN: FlatNames = {
  number: 'FPHM',
  day: 'KPRQ',
  buyer: 'GMFMC',
  buyerId: 'GMFNSRSBH',
  seller: 'XSFMC',
  sellerId: 'XSFNSRSBH',
  net: 'HJJE',
  tax: 'HJSE',
  total: 'JSHJXX',
};

function descendants(node: XmlNode): XmlNode[] {
  return [node, ...node.children.flatMap(descendants)];
}

function flatDialect(root: XmlNode): FlatNames | null {
  const names = new Set(descendants(root).map((node) => node.name));
  return (
    [CHINESE, PINYIN].find(
      (dialect) =>
        names.has(dialect.number) && (names.has(dialect.total) || names.has(dialect.net)),
    ) ?? null
  );
}

function readFlat(root: XmlNode, names: FlatNames): InvoiceContent {
  const all = descendants(root);
  const content = cnContent('cn-xml', (key) => {
    const node = all.find((each) => each.name === names[key] && each.text !== '');
    return node ? { text: node.text, path: node.path } : null;
  });
  return { ...content, taxRemark: cnTaxRemark(all.map(({ text }) => text)) };
}

/** The tax administration issues these forms to sellers of its own country alone. */
const atHome = (node: { readonly path: string }): InvoiceContent['vendorCountry'] => ({
  value: 'CN',
  confidence: 1,
  at: { path: node.path },
});

export type CnKey = keyof FlatNames;

/** The Chinese names of the fields, as OFD files carry them too. */
export const CHINESE_NAMES = CHINESE;

/** An invoice from named values alone, without lines. */
export function cnContent(
  format: InvoiceFormat,
  textOf: (key: CnKey) => { readonly text: string; readonly path: string } | null,
): InvoiceContent {
  const node = (key: CnKey): XmlNode | null => {
    const value = textOf(key);
    if (!value) return null;
    const text =
      key === 'net' || key === 'tax' || key === 'total'
        ? value.text.replace(/[¥￥,\s]/g, '')
        : value.text;
    return { name: key, path: value.path, attributes: new Map(), children: [], text };
  };
  const holder: XmlNode = {
    name: '',
    path: '',
    attributes: new Map(),
    children: (Object.keys(CHINESE) as CnKey[]).flatMap((key) => node(key) ?? []),
    text: '',
  };
  const total = microField(holder, 'total');
  const net = microField(holder, 'net');
  const anchor = total ?? net;
  return {
    ...emptyContent(format),
    vendorCountry: atHome(holder),
    kind: anchor && anchor.value < 0n ? 'credit-note' : 'invoice',
    vendor: textField(holder, 'seller'),
    vendorTaxId: textField(holder, 'sellerId'),
    buyer: textField(holder, 'buyer'),
    buyerTaxId: textField(holder, 'buyerId'),
    number: textField(holder, 'number'),
    issueDay: dayField(holder, 'day'),
    currency: anchor && { value: 'CNY', confidence: 1, at: anchor.at },
    netMicro: net,
    taxMicro: microField(holder, 'tax'),
    totalMicro: total,
    payableMicro: total,
    notes: ['lines_not_in_file'],
  };
}
