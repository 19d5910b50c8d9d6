import type { IsoDay } from '../../../../core/calendar.ts';
import {
  emptyContent,
  type Field,
  type InvoiceContent,
  type InvoiceKind,
  type InvoiceLine,
  pageTaxRemark,
  signedContent,
} from '../../../../core/invoices/invoice.ts';
import { rowsOf, spotOf, type TextItem } from '../../../../core/invoices/page-layout.ts';
import {
  foldText,
  type PrintedPeriod,
  printedDays,
  printedPeriod,
} from '../../../../core/invoices/printed-day.ts';
import {
  isBillingName,
  matchTemplate,
  type VendorTemplate,
} from '../../../../core/invoices/vendor-template.ts';
import type { Micro } from '../../../../core/money.ts';
import { closeHanGaps, isCnInvoice, readCnPages } from './cn-page-invoice.ts';
import { pageCurrency } from './page-currency.ts';
import { pageDoubts } from './page-doubts.ts';
import { pageLines } from './page-lines.ts';
import { numberOf, oddAsGuess } from './page-number.ts';
import { COMPANY_SURE, pageParties } from './page-parties.ts';
import {
  bestValue,
  type Found,
  fieldOf,
  labelsFor,
  type PageText,
  pageText,
  ruledValue,
  valueAt,
} from './page-text.ts';
import { AFTER_TITLE, titleCells } from './page-title.ts';
import { pageTotals, ruledSums } from './page-totals.ts';

/** An invoice from the text of its pages, by labels in several languages and a vendor's template where one fits. */
export function readPages(
  items: readonly TextItem[],
  templates: readonly VendorTemplate[],
): { content: InvoiceContent; template: VendorTemplate | null } {
  const rows = closeHanGaps(rowsOf(items));
  if (isCnInvoice(rows)) {
    const content = readCnPages(rows);
    const { vendor, vendorTaxId } = content;
    const named = { vendor: vendor?.value ?? null, taxId: vendorTaxId?.value ?? null, texts: [] };
    return { content, template: matchTemplate(named, templates) };
  }
  const first = pageText(rows, null);
  const parties = pageParties(first);
  const template = matchTemplate(
    {
      vendor: parties.vendor?.value ?? null,
      taxId: parties.vendorTaxId?.value ?? null,
      texts: parties.sellerTexts,
      isVendorSure: (parties.vendor?.confidence ?? 0) >= COMPANY_SURE,
    },
    templates,
  );
  const currency = pageCurrency(first);
  const known = template?.dayOrder ?? first.order ?? (isDayFirst(first) ? 'day-first' : null);
  const order = known ?? (currency?.value === 'USD' && isEnglish(first) ? 'month-first' : null);
  const page: PageText = { ...pageText(rows, template, currency?.value ?? null), order };
  const isSettled = known !== null;
  const totals = pageTotals(page, template);
  const issue = issueDay(page, template);
  const due = dayValue(page, template, 'dueDay') ?? dueInTotal(page);
  const tax = totals.tax?.value ?? 0n;
  const sums = [
    totals.net?.value,
    totals.total?.value,
    totals.total && totals.total.value - tax,
  ].filter((value): value is Micro => value !== undefined && value !== null && value !== 0n);
  const lines = pageLines(page, sums, ruledSums(page, template));
  const period = pagePeriod(page, template, lines);
  const kind = kindOf(page);
  const notes = [
    ...pageDoubts(page, { kind, totals, isOrderSettled: isSettled, names: template?.names ?? [] }),
    ...(totals.isTied ? [] : ['totals_not_checked']),
    ...(currency !== null && currency.confidence < 0.75 && template?.currency !== currency.value
      ? ['currency_guessed']
      : []),
  ];
  const content: InvoiceContent = {
    ...emptyContent('pdf-text'),
    kind,
    vendor: vendorField(parties.vendor, template, page),
    vendorTaxId: fieldOf(parties.vendorTaxId),
    buyer: fieldOf(ruledValue(page, template?.fields.buyer, (text) => text) ?? parties.buyer),
    buyerTaxId: fieldOf(parties.buyerTaxId),
    number: fieldOf(oddAsGuess(numberOf(page, template, kind))),
    issueDay: dayField(issue, isSettled),
    dueDay: dayField(due, isSettled),
    periodStart: period && {
      value: period.value.start,
      confidence: period.confidence,
      at: period.at,
    },
    periodEnd: period && { value: period.value.end, confidence: period.confidence, at: period.at },
    currency: fieldOf(
      ruledValue(page, template?.fields.currency, currencyCode) ??
        (currency && template?.currency === currency.value
          ? { ...currency, confidence: 0.95 }
          : currency),
    ),
    lines,
    netMicro: fieldOf(totals.net),
    taxMicro: fieldOf(totals.tax),
    taxRemark: pageTaxRemark(page.texts),
    totalMicro: fieldOf(totals.total),
    payableMicro: fieldOf(totals.payable),
    creditsMicro: fieldOf(totals.credits),
    notes,
  };
  return { content: signedContent(content), template };
}

function currencyCode(text: string): string | null {
  return /(?<![A-Z])[A-Z]{3}(?![A-Z])/.exec(text)?.[0] ?? null;
}

function isEnglish(page: PageText): boolean {
  return page.texts.some((text) => /\b(?:invoice|receipt|total|amount)\b/i.test(text));
}

/** Languages whose figures of a date are never month first; a bill in two languages may be either. */
function isDayFirst(page: PageText): boolean {
  const has = (pattern: RegExp): boolean =>
    page.texts.some((text) => text.length < 200 && pattern.test(foldText(text)));
  return (
    has(
      /\b(?:facture|echeance|rechnung(?:snummer|sdatum)?|factura|factuur|fattura|avoir|gutschrift)\b/,
    ) && !has(/\b(?:invoice|due date|receipt)\b/)
  );
}

function vendorField(
  vendor: Found<string> | null,
  template: VendorTemplate | null,
  page: PageText,
): Field<string> {
  if (!template) return fieldOf(vendor);
  const isFullName =
    vendor !== null &&
    vendor.confidence >= COMPANY_SURE &&
    template.names.some((name) => isBillingName(vendor.value, name));
  if (isFullName) return fieldOf({ ...vendor, confidence: 0.95 });
  const cells = page.rows.flatMap((row) => row.cells);
  for (const name of [...template.names].sort((a, b) => b.length - a.length)) {
    const cell = cells.find((each) => isBillingName(each.text, name));
    if (cell) return { value: name, confidence: 0.95, at: spotOf(cell) };
  }
  return vendor ? fieldOf(vendor) : null;
}

type FoundDay = Found<{ readonly day: IsoDay; readonly isGuessed: boolean }>;

function dayIn(page: PageText): (text: string) => FoundDay['value'] | null {
  return (text) => {
    const [first] = printedDays(text, page.order);
    return first ? { day: first.day, isGuessed: first.isOrderGuessed } : null;
  };
}

function dayField(found: FoundDay | null, isSettled: boolean): Field<IsoDay> {
  if (!found) return null;
  const confidence = found.value.isGuessed && !isSettled ? 0.55 : found.confidence;
  return { value: found.value.day, confidence, at: spotOf(found.cell) };
}

function dayValue(
  page: PageText,
  template: VendorTemplate | null,
  field: 'issueDay' | 'dueDay',
): FoundDay | null {
  return (
    ruledValue(page, template?.fields[field], dayIn(page)) ??
    bestValue(page, dayIn(page), field === 'issueDay' ? 'issue-day' : 'due-day')
  );
}

const DATED = /\b(?:issued(?: at| on)?|dated?|from|vom|du|del|de|van|di|av|fran|z dnia)\s(.{6,30})/;

/** "Invoice # 507 issued at 2019-06-10", "Rechnung Nr. 12 vom 3.4.2026". */
function dayBesideNumber(page: PageText): FoundDay | null {
  for (const { cell, hit } of labelsFor(page, 'number')) {
    const match = DATED.exec(foldText(cell.text.slice(hit.end)));
    const value = match?.[1] === undefined ? null : dayIn(page)(match[1]);
    if (value) return { value, confidence: 0.85, cell };
  }
  return null;
}

/** Failing a label, the first day on the first page that is neither due day nor period: a guess. */
function issueDay(page: PageText, template: VendorTemplate | null): FoundDay | null {
  const labelled = dayValue(page, template, 'issueDay') ?? dayBesideNumber(page);
  if (labelled) return labelled;
  const others = new Set(
    labelsFor(page, 'due-day', 'period', 'period-start', 'period-end').map((place) => place.cell),
  );
  for (const row of page.rows) {
    if (row.page > 1) return null;
    for (const cell of row.cells) {
      if (others.has(cell) || printedPeriod(cell.text, page.order, false)) continue;
      const value = dayIn(page)(cell.text);
      if (value) return { value, confidence: 0.45, cell };
    }
  }
  return null;
}

const DUE =
  /\b(?:due(?: on| by)?|payable(?: within [^.]{0,20})? (?:by|until|before)|zahlbar [^.]{0,40}?\bbis(?: zum| spatestens)?|(?:uberweisen|begleichen|zahlen) sie [^.]{0,60}?\bbis(?: zum| spatestens)?|(?:fallig|bezahlen sie bitte) (?:am|bis(?: zum)?)|zu zahlen bis(?: zum)?|a (?:payer|regler) avant le|payable (?:au plus tard )?(?:le|avant le))\s(.{6,40})/;

/** "$20.00 due July 1, 2026", "Zahlbar ohne Abzug bis 14.10.2026". */
function dueInTotal(page: PageText): FoundDay | null {
  for (const row of page.rows) {
    for (const cell of row.cells) {
      const match = cell.text.length > 200 ? null : DUE.exec(foldText(cell.text));
      const value = match?.[1] === undefined ? null : dayIn(page)(match[1]);
      if (value) return { value, confidence: 0.8, cell };
    }
  }
  return null;
}

type PeriodField = NonNullable<Field<PrintedPeriod>>;

function pagePeriod(
  page: PageText,
  template: VendorTemplate | null,
  lines: readonly InvoiceLine[],
): PeriodField | null {
  const parse = (text: string): PrintedPeriod | null => printedPeriod(text, page.order, true);
  const found =
    ruledValue(page, template?.fields.period, parse) ??
    bestValue(page, parse, 'period') ??
    startAndEnd(page) ??
    singleDay(page);
  if (found) return { value: found.value, confidence: found.confidence, at: spotOf(found.cell) };
  return fromLines(lines) ?? anyPeriod(page);
}

function startAndEnd(page: PageText): Found<PrintedPeriod> | null {
  const start = bestValue(page, dayIn(page), 'period-start');
  const end = bestValue(page, dayIn(page), 'period-end');
  if (!start || !end || start.value.day > end.value.day) return null;
  return {
    value: { start: start.value.day, end: end.value.day },
    confidence: 0.85,
    cell: start.cell,
  };
}

/** A day of delivery is a period of one day. */
function singleDay(page: PageText): Found<PrintedPeriod> | null {
  for (const place of labelsFor(page, 'period')) {
    const day = valueAt(page, place, dayIn(page));
    if (day)
      return { ...day, value: { start: day.value.day, end: day.value.day }, confidence: 0.6 };
  }
  return null;
}

function fromLines(lines: readonly InvoiceLine[]): PeriodField | null {
  const starts = lines
    .flatMap((line) => (line.periodStart === null ? [] : [line.periodStart]))
    .sort();
  const ends = lines.flatMap((line) => (line.periodEnd === null ? [] : [line.periodEnd])).sort();
  const start = starts[0];
  const end = ends.at(-1);
  const line = lines.find((each) => each.periodStart !== null);
  if (start === undefined || end === undefined || !line) return null;
  return { value: { start, end }, confidence: 0.85, at: line.at };
}

/** Failing all else, a range of days anywhere on the page, as vendors print it above or in their lines. */
function anyPeriod(page: PageText): PeriodField | null {
  for (const row of page.rows) {
    for (const cell of row.cells) {
      const period = cell.text.length <= 160 ? printedPeriod(cell.text, page.order, false) : null;
      if (period) return { value: period, confidence: 0.6, at: spotOf(cell) };
    }
  }
  return null;
}

/** A credit note's title may also say what it takes back. */
const TITLE_END = `(?=${AFTER_TITLE}|\\s+(?:zu|zur|for|to|pour|sur|per|de|a)\\b)`;
const CREDIT = new RegExp(
  `^(?:(?:tax )?credit (?:note|memo)|(?:rechnungs)?gutschrift|rechnungskorrektur|stornorechnung|storno|korrekturrechnung|(?:facture d')?avoir|note de credit|nota de credito|factura rectificativa|abono|credit ?nota|creditfactuur|nota di credito|faktura korygujaca|红字.*)${TITLE_END}`,
  'u',
);
const RECEIPT =
  /^(?:payment )?receipt$|^(?:quittung|zahlungsbeleg|recu(?: de paiement)?|recibo|kwitantie|betaalbewijs|收据|領収書)$/;

/** A title says what the document is: a short text above the lines, in the upper part of the first page. */
function kindOf(page: PageText): InvoiceKind {
  const titles = titleCells(page, 25)
    .map((cell) => foldText(cell.text).trim())
    .filter((text) => text.length <= 45);
  if (titles.some((text) => CREDIT.test(text))) return 'credit-note';
  if (titles.some((text) => RECEIPT.test(text))) return 'receipt';
  return 'invoice';
}
