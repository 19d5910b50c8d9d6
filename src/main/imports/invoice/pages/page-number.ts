import type { InvoiceKind } from '../../../../core/invoices/invoice.ts';
import { labelAt } from '../../../../core/invoices/invoice-labels.ts';
import { foldText, printedDays } from '../../../../core/invoices/printed-day.ts';
import type { VendorTemplate } from '../../../../core/invoices/vendor-template.ts';
import {
  bestValue,
  type Found,
  labelsFor,
  type PageText,
  ruledValue,
  valueAt,
} from './page-text.ts';

const NUMBER =
  /^#?\s?((?=[\p{L}\d#/_.-]*\d)[\p{L}\d#][\p{L}\d/_.-]*(?:\s?[-–/]\s?[\p{L}\d][\p{L}\d/_.-]*|\s(?=\d{3,})\d+)?)/u;

/** The text's first word as an invoice number: it has a digit and is neither a day nor an amount. */
function invoiceNumber(text: string): string | null {
  const body = text.trim();
  const match = NUMBER.exec(body);
  const number = match?.[1]?.replace(/[.,;:]+$/, '').replace('–', '-');
  if (number === undefined || number.length < 2 || number.length > 40) return null;
  if (/^\d+[.,]\d{2}$/.test(number)) return null;
  const [day] = printedDays(body.slice(0, 30), null);
  return day && day.start === 0 && day.end >= number.length && !/^\d{8,}$/.test(number)
    ? null
    : number;
}

/** The invoice's own number: by the vendor's template, by a label, in or under the title; else the receipt's. */
export function numberOf(
  page: PageText,
  template: VendorTemplate | null,
  kind: InvoiceKind,
): Found<string> | null {
  // A credit note names the invoice that it takes back as well.
  const own = kind === 'credit-note' ? creditNumber(page) : null;
  if (own) return own;
  const ruled = ruledValue(page, template?.fields.number, invoiceNumber);
  if (ruled) return ruled;
  const labelled = bestValue(page, invoiceNumber, 'number');
  if (labelled) return labelled;
  // "Invoice INV/2026/0008": the title and the number in one.
  for (const row of page.rows) {
    for (const cell of row.cells) {
      const match =
        /^(?:(?:re|ref|betr|betreff|objet|asunto)[:.]\s*)?(?:tax |credit )?(?:invoice|note|rechnung|facture|factura|factuur|fattura|faktura(?: vat)?|gutschrift|avoir|creditnota)\b[\s:#.]*(?:n[°ºor]\.?\s*)?(.+)$/i.exec(
          cell.text.slice(0, 80),
        );
      const number = match?.[1] === undefined ? null : invoiceNumber(match[1]);
      if (number !== null && number.length >= 3) return { value: number, confidence: 0.7, cell };
    }
  }
  const titled = numberUnderTitle(page);
  if (titled) return titled;
  const receipt = bestValue(page, invoiceNumber, 'receipt-number');
  return receipt && { ...receipt, confidence: 0.6 };
}

/** A number with letters that no program numbers by is more likely a damaged text: a guess. */
export function oddAsGuess(number: Found<string> | null): Found<string> | null {
  const isOdd = number !== null && /[^\x20-\x7e\u4e00-\u9fff]/.test(number.value);
  return isOdd ? { ...number, confidence: 0.45 } : number;
}

/**
 * Whether the pages announce several numbers under one label, as where several invoices lie in one
 * file. A credit note names those that it takes back, and is left alone.
 */
export function namesSeveralInvoices(page: PageText): boolean {
  const byLabel = new Map<string, Set<string>>();
  for (const place of labelsFor(page, 'number')) {
    const found = valueAt(page, place, invoiceNumber);
    if (!found) continue;
    const { label } = place.hit;
    byLabel.set(label, (byLabel.get(label) ?? new Set()).add(found.value));
  }
  return [...byLabel.values()].some((values) => values.size > 1);
}

function creditNumber(page: PageText): Found<string> | null {
  for (const place of labelsFor(page, 'number')) {
    if (!/^(?:credit|gutschrift|avoir|n° d'avoir|numero d'avoir)/.test(place.hit.label)) continue;
    const found = valueAt(page, place, invoiceNumber);
    if (found) return found;
  }
  return null;
}

const TITLE = /\b(?:invoice|rechnung|facture|factura|factuur|fattura|gutschrift|avoir)\b/;
const ONLY_WORD = /^(?:no|nr|n°|nº|num|number|nummer|numero|número|numéro)[\s.:]*$/i;
const BARE_NUMBER =
  /^(?:no|nr|n°|nº|num|number|nummer|numero|número|numéro|#)[\s.:#]*(?=\S*\d)(\S.*)$/i;

/** "No. 4711" beside or right under the title "Invoice / Tax document". */
function numberUnderTitle(page: PageText): Found<string> | null {
  for (const [index, row] of page.rows.slice(0, 30).entries()) {
    const title = row.cells.find(
      (cell) =>
        cell.text.length <= 45 &&
        TITLE.test(foldText(cell.text)) &&
        (labelAt(cell.text)?.role ?? 'other') === 'other',
    );
    if (!title) continue;
    for (const near of page.rows.slice(index, index + 5)) {
      if (near.page !== row.page || row.y - near.y > 4 * title.h) break;
      for (const [at, cell] of near.cells.entries()) {
        const number = ONLY_WORD.test(cell.text)
          ? near.cells[at + 1]?.text
          : BARE_NUMBER.exec(cell.text)?.[1];
        const value = number === undefined ? null : invoiceNumber(number);
        if (value !== null) return { value, confidence: 0.75, cell };
      }
    }
  }
  return null;
}
