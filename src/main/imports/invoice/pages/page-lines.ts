import { type InvoiceLine, isPrepaidLine } from '../../../../core/invoices/invoice.ts';
import { type LabelRole, labelAt } from '../../../../core/invoices/invoice-labels.ts';
import { type Cell, overlap, type Row, spotOf } from '../../../../core/invoices/page-layout.ts';
import { printedAmounts, printedNumber } from '../../../../core/invoices/printed-amount.ts';
import {
  foldText,
  type PrintedPeriod,
  printedDays,
  printedPeriod,
} from '../../../../core/invoices/printed-day.ts';
import type { Micro } from '../../../../core/money.ts';
import { LIMITS } from '../limits.ts';
import type { PageText } from './page-text.ts';
import { amountIn, isFigure } from './page-totals.ts';
import { type Column, type HeaderCell, headerOf } from './table-head.ts';

/** A table may have a net and a gross column: so many from the right are tried. */
const AMOUNT_COLUMNS = 3;

/**
 * The lines of an invoice's tables, by the amount column that adds up to one of `sums` (the wanted one
 * first); where none does, the figures of any one column on the page that do; else the last column.
 * Rows of `summaries`, which a vendor's template names, are no lines, whatever they are called.
 */
export function pageLines(
  page: PageText,
  sums: readonly Micro[],
  summaries: ReadonlySet<Cell> = new Set(),
): InvoiceLine[] {
  const tables = Array.from({ length: AMOUNT_COLUMNS }, (_, back) =>
    tableLines(page, back, summaries),
  );
  for (const sum of sums) {
    const tied = tables.find((lines) => lines.length > 0 && sumOf(lines) === sum);
    if (tied) return tied.map((line) => ({ ...line, confidence: 0.95 }));
  }
  const column = columnLines(page, sums);
  const table = tables[0] ?? [];
  // A part of the table's lines that happens to add up is not all of them.
  return column.length >= table.length ? column : table;
}

function sumOf(lines: readonly InvoiceLine[]): Micro {
  return lines.reduce((sum, line) => sum + line.amountMicro, 0n);
}

function tableLines(page: PageText, back: number, summaries: ReadonlySet<Cell>): InvoiceLine[] {
  const lines: InvoiceLine[] = [];
  let header: HeaderCell[] | null = null;
  let previous: Row | null = null;
  for (const row of page.rows) {
    const next = headerOf(row);
    if (next) {
      header = next;
      previous = row;
      continue;
    }
    if (!header) continue;
    if (row.cells.some((cell) => summaries.has(cell))) {
      header = null;
      previous = null;
      continue;
    }
    const first = row.cells[0];
    const role = first ? labelAt(first.text)?.role : undefined;
    const hasAmount = row.cells.some(
      (cell) => isFigure(cell.text) || amountIn(cell.text, page.decimal) !== null,
    );
    const quantity = columnCells(row, header, 'quantity').filter(
      (cell) => cell !== first && isFigure(cell.text),
    );
    const isSummary =
      role === 'total' || role === 'tax' || role === 'payable' || role === 'paid' || role === 'net';
    // A summary of the same name as a product has no count of its own.
    if (isSummary && hasAmount && !(quantity.length > 0 && role !== 'total' && role !== 'net')) {
      if (role !== 'net') {
        header = null;
        if (lines.length > 0 && row.page === previous?.page) continue;
      }
      previous = null;
      continue;
    }
    const line = lineOf(page, row, header, back);
    if (line) {
      lines.push(line);
      previous = row;
      if (lines.length >= LIMITS.lines) return lines;
      continue;
    }
    const last = lines.at(-1);
    const isNear =
      previous !== null &&
      previous.page === row.page &&
      previous.y - row.y < 2.4 * Math.max(previous.h, row.h);
    if (last && isNear && isContinuation(row, header)) {
      lines[lines.length - 1] = continued(last, row, page);
      previous = row;
    }
  }
  return lines;
}

/** The head that a cell stands under: the one it overlaps most, else the one whose edge or middle is nearest. */
function columnOf(cell: Cell, header: readonly HeaderCell[]): HeaderCell | null {
  let best: { head: HeaderCell; score: number } | null = null;
  for (const head of header) {
    const shared = overlap(cell, head.cell);
    const edge = Math.min(
      Math.abs(cell.x - head.cell.x),
      Math.abs(cell.x + cell.w - head.cell.x - head.cell.w),
      Math.abs(cell.x + cell.w / 2 - head.cell.x - head.cell.w / 2),
    );
    const score = shared > 0 ? 1000 + shared - edge : -edge;
    if (!best || score > best.score) best = { head, score };
  }
  return best && best.score > -80 ? best.head : null;
}

function columnCells(row: Row, header: readonly HeaderCell[], column: Column): Cell[] {
  return row.cells.filter((cell) => columnOf(cell, header)?.column === column);
}

/** What is carried from page to page; it is no line. */
const CARRIED =
  /^(?:(?:zwischen)?ubertrag|carr(?:y|ied) (?:over|forward)|(?:balance |amount )?brought forward|a reporter|report(?: de la page| page|$)|suma (?:y sigue|anterior)|riporto|a riportare|(?:do|z) przeniesienia|transport(?:er)?(?: \d|$)|[前次]頁繰越|承前页|过次页|上页结转)/;

function words(row: Row): string {
  return row.cells
    .map((cell) => cell.text)
    .filter((text) => /\p{L}{2}/u.test(text) && !isFigure(text))
    .join(' ')
    .trim();
}

function lineOf(
  page: PageText,
  row: Row,
  header: readonly HeaderCell[],
  back: number,
): InvoiceLine | null {
  const amountHeads = header.filter((head) => head.column === 'amount');
  const wanted = amountHeads.at(-1 - back);
  if (!wanted) return null;
  let amountCell: Cell | null = null;
  for (const cell of row.cells) {
    const head = columnOf(cell, header);
    if (head?.column === 'amount' && head === wanted && isFigure(cell.text)) amountCell = cell;
  }
  // "of which …" restates a part of the line above it, a carried sum all lines before it.
  if (CARRIED.test(foldText(words(row)))) return null;
  if (
    /^(?:incl\.? |including |included in |of which|davon|darin|dont|waarvan|inbegrepen|de los cuales|di cui|其中)/i.test(
      row.cells[0]?.text ?? '',
    )
  )
    return null;
  const amount = amountCell && amountIn(amountCell.text, page.decimal);
  if (!amountCell || !amount) return null;
  const description = row.cells
    .filter((cell) => cell !== amountCell && isWordsOf(cell, columnOf(cell, header)))
    .map((cell) => cell.text)
    .join(' ')
    .slice(0, 500);
  const quantityCell = columnCells(row, header, 'quantity').find((cell) => isFigure(cell.text));
  const unitCell = columnCells(row, header, 'unit').find((cell) => cell !== amountCell);
  if (description === '' && !quantityCell && !unitCell) return null;
  const period = printedPeriod(description, page.order, false) ?? columnPeriod(page, row, header);
  return {
    description,
    quantity: quantityCell ? quantityOf(quantityCell.text, page) : null,
    unitMicro: unitCell ? unitIn(unitCell.text, page) : null,
    amountMicro: amount.micro,
    periodStart: period?.start ?? null,
    periodEnd: period?.end ?? null,
    taxRate: rateIn(row),
    isPrepaid: isPrepaidLine(description, amount.micro),
    confidence: 0.6,
    at: spotOf(amountCell),
  };
}

/** A line's period from columns of its own: one of both days, or one for each. */
function columnPeriod(
  page: PageText,
  row: Row,
  header: readonly HeaderCell[],
): PrintedPeriod | null {
  const under = (role: LabelRole): string =>
    row.cells
      .filter((cell) => labelAt(columnOf(cell, header)?.cell.text ?? '')?.role === role)
      .map((cell) => cell.text)
      .join(' ');
  const both = printedPeriod(under('period'), page.order, false);
  if (both) return both;
  const start = printedDays(under('period-start'), page.order)[0]?.day;
  const end = printedDays(under('period-end'), page.order)[0]?.day;
  return start !== undefined && end !== undefined && start <= end ? { start, end } : null;
}

function isWordsOf(cell: Cell, head: HeaderCell | null): boolean {
  if (isFigureColumn(head)) return false;
  return head?.column === 'description' || /\p{L}{2}/u.test(cell.text);
}

function isFigureColumn(head: HeaderCell | null): boolean {
  return head !== null && head.column !== 'description' && head.column !== 'other';
}

function unitIn(text: string, page: PageText): Micro | null {
  const amounts = printedAmounts(text, page.decimal);
  return (amounts.find((amount) => amount.isMoney) ?? amounts[0])?.micro ?? null;
}

function quantityOf(text: string, page: PageText): string | null {
  const match = /-?\d[\d.,'’ \u00a0]*/.exec(text);
  return match ? printedNumber(match[0].trim().replace(/[.,]$/, ''), page.decimal, true) : null;
}

function rateIn(row: Row): string | null {
  for (const cell of row.cells) {
    const match = /(\d{1,2}(?:[.,]\d{1,3})?)\s?%/.exec(cell.text);
    if (match?.[1] !== undefined) return match[1].replace(',', '.');
  }
  return null;
}

/** A row of words under the description alone goes on with the line above it. */
function isContinuation(row: Row, header: readonly HeaderCell[]): boolean {
  return (
    row.cells.length <= 2 && row.cells.every((cell) => !isFigureColumn(columnOf(cell, header)))
  );
}

function continued(line: InvoiceLine, row: Row, page: PageText): InvoiceLine {
  const more = row.cells.map((cell) => cell.text).join(' ');
  const description = `${line.description} ${more}`.slice(0, 500).trim();
  // A period may begin on one row and end on the next.
  const period =
    line.periodStart === null
      ? (printedPeriod(more, page.order, false) ??
        printedPeriod(description.slice(-200), page.order, false))
      : null;
  return {
    ...line,
    description,
    periodStart: line.periodStart ?? period?.start ?? null,
    periodEnd: line.periodEnd ?? period?.end ?? null,
    isPrepaid: line.isPrepaid || isPrepaidLine(more, line.amountMicro),
  };
}

/**
 * Rows of words with an amount at the right that share both edges (so one indent, one column) and, as
 * neighbours, add up to the net amount or the total: most rows win.
 */
function columnLines(page: PageText, sums: readonly Micro[]): InvoiceLine[] {
  const groups = new Map<string, InvoiceLine[]>();
  for (const row of page.rows) {
    const first = row.cells[0];
    const last = row.cells.at(-1);
    if (!first || !last || first === last || !/\p{L}{2}/u.test(first.text)) continue;
    const role = labelAt(first.text)?.role;
    if (role !== undefined && role !== 'other' && role !== 'credits' && role !== 'period') continue;
    const amount = isFigure(last.text) ? amountIn(last.text, page.decimal) : null;
    if (!amount?.isMoney) continue;
    const period = printedPeriod(first.text, page.order, false);
    const key = `${Math.round(first.x / 3)}|${Math.round((last.x + last.w) / 3)}`;
    const line: InvoiceLine = {
      description: first.text,
      quantity: null,
      unitMicro: null,
      amountMicro: amount.micro,
      periodStart: period?.start ?? null,
      periodEnd: period?.end ?? null,
      taxRate: rateIn(row),
      isPrepaid: isPrepaidLine(first.text, amount.micro),
      confidence: 0.85,
      at: spotOf(last),
    };
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  let best: readonly InvoiceLine[] = [];
  for (const lines of groups.values()) {
    const run = longestRun(lines.slice(0, 600), sums);
    if (run.length > best.length) best = run;
  }
  return [...best];
}

/** The longest run of neighbours that adds up to one of the sums: a summary may stand in the same column. */
function longestRun(lines: readonly InvoiceLine[], sums: readonly Micro[]): readonly InvoiceLine[] {
  let from = 0;
  let size = 0;
  for (let start = 0; start < lines.length - size; start += 1) {
    let sum = 0n;
    for (let end = start; end < lines.length; end += 1) {
      sum += lines[end]?.amountMicro ?? 0n;
      if (end - start >= size && sums.includes(sum)) {
        from = start;
        size = end - start + 1;
      }
    }
  }
  return lines.slice(from, from + size);
}
