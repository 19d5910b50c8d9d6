import type { InvoiceContent } from '../../../core/invoices/invoice.ts';
import { CHINESE_NAMES, cnContent, isCnXml, readCnXml } from './cn-xml-invoice.ts';
import { findAll, parseXml, type XmlNode } from './xml-tree.ts';
import type { ZipEntry } from './zip-entries.ts';

/**
 * An OFD file's invoice: the attached original XML where it carries one, else the named values
 * (`CustomData`) of `OFD.xml`. `null` where it has neither: then only a picture of the page is left.
 */
export function readOfd(entries: readonly ZipEntry[]): InvoiceContent | null {
  const attached = entries
    .filter((entry) => /\.xml$/i.test(entry.name) && /original_invoice|attach/i.test(entry.name))
    .sort(
      (a, b) => Number(/original_invoice/i.test(b.name)) - Number(/original_invoice/i.test(a.name)),
    );
  for (const entry of attached) {
    const root = parseXml(entry.bytes);
    if (!isCnXml(root)) continue;
    const content = readCnXml(root);
    if (content.totalMicro || content.number) return { ...content, format: 'cn-ofd' };
  }
  const main = entries.find((entry) => /(?:^|\/)OFD\.xml$/i.test(entry.name));
  if (!main) return null;
  const values = findAll(parseXml(main.bytes), 'DocBody/DocInfo/CustomDatas/CustomData');
  const named = (name: string): XmlNode | undefined =>
    values.find((node) => node.attributes.get('Name') === name && node.text !== '');
  const content = cnContent('cn-ofd', (key) => {
    const node = named(CHINESE_NAMES[key]);
    return node ? { text: node.text, path: node.path } : null;
  });
  return content.number || content.totalMicro ? withTotal(content) : null;
}

/** OFD files often state net and tax alone. */
function withTotal(content: InvoiceContent): InvoiceContent {
  const { netMicro: net, taxMicro: tax } = content;
  if (content.totalMicro || !net || !tax) return content;
  const total = { value: net.value + tax.value, confidence: 0.9, at: net.at };
  return {
    ...content,
    totalMicro: total,
    payableMicro: total,
    notes: [...content.notes, 'total_added_up'],
  };
}
