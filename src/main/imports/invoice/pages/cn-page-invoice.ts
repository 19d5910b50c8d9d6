import {
  cnTaxRemark,
  emptyContent,
  type InvoiceContent,
} from '../../../../core/invoices/invoice.ts';
import { type Cell, type Row, spotOf } from '../../../../core/invoices/page-layout.ts';
import { printedAmounts } from '../../../../core/invoices/printed-amount.ts';
import { printedDays } from '../../../../core/invoices/printed-day.ts';
import type { Micro } from '../../../../core/money.ts';
import { pageLines } from './page-lines.ts';
import { bestValue, type Found, fieldOf, pageText } from './page-text.ts';

const BETWEEN_HAN = /(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])/g;

/** Rows with spaced-out Chinese words ("金　额", or one cell per character) closed up. */
export function closeHanGaps(rows: readonly Row[]): Row[] {
  return rows.map((row) => {
    const cells: Cell[] = [];
    for (const cell of row.cells) {
      const last = cells.at(-1);
      const isPair =
        last !== undefined &&
        /^[\u4e00-\u9fff]$/.test(last.text) &&
        /^[\u4e00-\u9fff]$/.test(cell.text);
      if (last && isPair && cell.x - last.x - last.w < 5 * row.h) {
        cells[cells.length - 1] = {
          ...last,
          w: cell.x + cell.w - last.x,
          text: last.text + cell.text,
        };
      } else cells.push({ ...cell, text: cell.text.replace(BETWEEN_HAN, '') });
    }
    return { ...row, cells };
  });
}

/** Whether the pages are a Chinese e-invoice (or the older VAT invoice) as its platform prints it. */
export function isCnInvoice(rows: readonly Row[]): boolean {
  const text = rows.flatMap((row) => row.cells.map((cell) => cell.text)).join('|');
  return text.includes('发票号码') && /价税合计|纳税人识别号/.test(text);
}

/** A Chinese e-invoice from its printed page: buyer left (or above), seller right (or below). */
export function readCnPages(rows: readonly Row[]): InvoiceContent {
  const page = pageText(rows, null);
  const sums = cnSums(rows);
  const names = parties(rows, /名称[:：]?\s*(.*)$/, (text) =>
    /[\u4e00-\u9fff\p{L}]{2}/u.test(text) && !/[:：]/.test(text) ? text.trim() : null,
  );
  const ids = parties(
    rows,
    /(?:纳税人识别号|统一社会信用代码)[^:：]*[:：]?\s*(.*)$/,
    (text) => /^[0-9A-Z]{15,20}/.exec(text.trim())?.[0] ?? null,
  );
  const day = bestValue(
    page,
    (text) => printedDays(text, 'day-first')[0]?.day ?? null,
    'issue-day',
  );
  const wanted = [sums.net, sums.total].flatMap((found) => (found ? [found.value] : []));
  const lines = pageLines(page, wanted);
  const isRed = sums.total !== null && sums.total.value < 0n;
  return {
    ...emptyContent('cn-pdf'),
    vendorCountry: sums.total && { value: 'CN', confidence: 1, at: spotOf(sums.total.cell) },
    taxRemark: cnTaxRemark(page.texts),
    kind: isRed ? 'credit-note' : 'invoice',
    vendor: fieldOf(names.seller),
    vendorTaxId: fieldOf(ids.seller),
    buyer: fieldOf(names.buyer),
    buyerTaxId: fieldOf(ids.buyer),
    number: fieldOf(
      bestValue(
        page,
        (text) => /^\d{8,20}(?!\d)/.exec(text.replace(/\s/g, ''))?.[0] ?? null,
        'number',
      ),
    ),
    issueDay: fieldOf(day),
    currency: sums.total && { value: 'CNY', confidence: 0.98, at: spotOf(sums.total.cell) },
    lines,
    netMicro: fieldOf(sums.net),
    taxMicro: fieldOf(sums.tax),
    totalMicro: fieldOf(sums.total),
    payableMicro: fieldOf(sums.total),
    notes: sums.isTied ? [] : ['totals_not_checked'],
  };
}

type Sums = {
  readonly net: Found<Micro> | null;
  readonly tax: Found<Micro> | null;
  readonly total: Found<Micro> | null;
  readonly isTied: boolean;
};

function cnSums(rows: readonly Row[]): Sums {
  let total: Found<Micro> | null = null;
  let net: Found<Micro> | null = null;
  let tax: Found<Micro> | null = null;
  for (const row of rows) {
    const text = row.cells.map((cell) => cell.text).join(' ');
    const amounts = row.cells.flatMap((cell) =>
      printedAmounts(cell.text, '.').flatMap((amount) =>
        amount.isMoney ? [{ value: amount.micro, confidence: 0.95, cell }] : [],
      ),
    );
    if (/价税合计|小写/.test(text)) total = amounts.at(-1) ?? total;
    else if (/(?:^|\s)合计/.test(text) && amounts[0]) {
      net = amounts[0];
      tax =
        amounts[1] ??
        (/\*{2,}|免税|不征税/.test(text) ? { ...net, value: 0n, confidence: 0.8 } : null);
    }
  }
  const isTied = net !== null && total !== null && net.value + (tax?.value ?? 0n) === total.value;
  return { net, tax, total, isTied };
}

type Parties = { readonly buyer: Found<string> | null; readonly seller: Found<string> | null };

/** The two places of a label: on one row the buyer is left, on two the buyer is above. */
function parties(
  rows: readonly Row[],
  label: RegExp,
  parse: (text: string) => string | null,
): Parties {
  const found: Found<string>[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.cells.entries()) {
      const rest = label.exec(cell.text)?.[1];
      if (rest === undefined || /项目名称|服务名称|货物/.test(cell.text)) continue;
      const own = parse(rest);
      const right = row.cells[index + 1];
      const beside = own === null && right ? parse(right.text) : null;
      const value = own ?? beside;
      if (value !== null)
        found.push({ value, confidence: 0.9, cell: beside !== null && right ? right : cell });
    }
  }
  const [first, second] = found;
  if (!first || !second) return { buyer: first ?? null, seller: null };
  const isSameRow = Math.abs(first.cell.y - second.cell.y) < 12;
  const isSwapped = isSameRow && first.cell.x > second.cell.x;
  return isSwapped ? { buyer: second, seller: first } : { buyer: first, seller: second };
}
