import { addDays, addMonths, firstDay, type IsoDay, monthOf } from '../../core/calendar.ts';
import type { ExportContent } from '../../core/close/export-content.ts';
import type { ChargeExportRow } from '../../core/close/export-rows.ts';
import type { LedgerDocument } from '../../core/ledger/entry.ts';
import { divideHalfEven, type Micro } from '../../core/money.ts';

/** A row of a FOCUS file: a charge of the month, or what a document bills beside its charges. */
export type FocusRow = {
  /** The charge; `null` on what a document alone bills. */
  readonly charge: ChargeExportRow | null;
  readonly category: 'Usage' | 'Purchase' | 'Tax' | 'Credit' | 'Adjustment';
  readonly description: string | null;
  readonly account: string | null;
  readonly service: string | null;
  readonly provider: string | null;
  readonly currency: string;
  readonly billedMicro: Micro;
  readonly effectiveMicro: Micro;
  /** Effective, in base currency; `null` while it waits for a rate. */
  readonly baseMicro: Micro | null;
  readonly invoice: string | null;
  readonly detail: string | null;
  /** Both ends exclusive. */
  readonly billing: Days;
  readonly period: Days;
  /** Tax that the buyer works out, in base currency. */
  readonly selfAssessedMicro: Micro | null;
};

type Days = { readonly from: IsoDay; readonly end: IsoDay };

/**
 * The rows of a month: each of its charges, and for each document booked in it what it bills beside them and
 * its printed tax, so that what is billed under one invoice adds up to its gross, and what is effective to
 * the month's charges. What an invoice of several months bills stands in one purchase over its term.
 */
export function focusRows(content: ExportContent): FocusRow[] {
  const documents = (content.ledger?.documents ?? []).filter(
    ({ kind, number }) => kind !== 'claim' && number !== null,
  );
  const billed = new Map<ChargeExportRow, LedgerDocument>();
  for (const document of documents) {
    for (const charge of content.charges)
      if (isBilledBy(charge, document)) billed.set(charge, document);
  }
  const rows = content.charges.map((charge) => chargeRow(charge, content, billed));
  for (const document of documents) rows.push(...documentRows(document, content, rows));
  return [...rows, ...claimTax(content)];
}

function isBilledBy(charge: ChargeExportRow, { kind, number, account }: LedgerDocument): boolean {
  // A receipt bills its claim alone; what has no number is no invoice's.
  if (kind === 'claim' || number === null) return false;
  const isSameAccount = account === null || (charge.account ?? charge.tool) === account;
  return charge.source !== 'claim' && charge.invoiceNumber === number && isSameAccount;
}

/** Whether an invoice is for several months, whose charges stand in as many files. */
const isOfSeveral = ({ service }: LedgerDocument): boolean =>
  monthOf(service.from) !== monthOf(service.to);

const monthDays = (month: string): Days => ({
  from: firstDay(month),
  end: firstDay(addMonths(month, 1)),
});
const daysOf = ({ from, to }: { readonly from: IsoDay; readonly to: IsoDay }): Days => ({
  from,
  end: addDays(to, 1),
});

function chargeRow(
  charge: ChargeExportRow,
  content: ExportContent,
  billed: ReadonlyMap<ChargeExportRow, LedgerDocument>,
): FocusRow {
  const here = billed.get(charge) ?? null;
  // Booked in another month, whose file has what it bills.
  const elsewhere = here === null ? bookedElsewhere(charge, content) : null;
  const document = here ?? elsewhere;
  const receipt = charge.source === 'claim' ? claimOf(charge, content) : null;
  const isShare = document !== null && isOfSeveral(document);
  const isBilledApart =
    isShare ||
    (content.ledger && here === null && charge.invoiceNumber !== null) ||
    isForeign(charge, here);
  const invoice = document?.number ?? receipt?.invoiceNumber ?? charge.invoiceNumber;
  const vendor = document?.vendor?.legalName ?? document?.vendor?.name ?? receipt?.vendor ?? null;
  return {
    charge,
    category: isShare && charge.amountMicro >= 0n ? 'Usage' : categoryOf(charge),
    description: charge.description ?? charge.model ?? charge.tool,
    account: charge.account,
    service: charge.tool ?? charge.account,
    provider: vendor ?? charge.provider ?? charge.tool ?? charge.account,
    currency: charge.currency,
    billedMicro: isBilledApart ? 0n : charge.amountMicro - drawn(charge, content),
    effectiveMicro: charge.amountMicro,
    baseMicro: charge.baseMicro,
    invoice,
    detail: invoice === null ? null : `${invoice}/${lineOf(charge, content, here)}`,
    billing: document ? daysOf(document.service) : monthDays(charge.month),
    period: isShare
      ? within(monthDays(charge.month), daysOf(document.service))
      : daysOf({ from: charge.day, to: charge.lastDay }),
    selfAssessedMicro: null,
  };
}

const isForeign = ({ currency }: ChargeExportRow, document: LedgerDocument | null): boolean =>
  document !== null && document.currency !== currency;

/** The days of a month that a term covers; the month where the two do not meet. */
function within(month: Days, term: Days): Days {
  const from = month.from > term.from ? month.from : term.from;
  const end = month.end < term.end ? month.end : term.end;
  return from < end ? { from, end } : month;
}

/** The document that bills a charge and is booked in another month, as far as the month's entries name it. */
function bookedElsewhere(
  charge: ChargeExportRow,
  { ledger }: ExportContent,
): LedgerDocument | null {
  const entry = ledger?.entries.find(({ document }) => document && isBilledBy(charge, document));
  return entry?.document ?? null;
}

/** Its place among the charges of the same document, from 1; shares of one term are one line of it. */
function lineOf(
  charge: ChargeExportRow,
  { charges }: ExportContent,
  document: LedgerDocument | null,
): number {
  if (document === null || isOfSeveral(document)) return 1;
  return charges.filter((one) => isBilledBy(one, document)).indexOf(charge) + 1;
}

function categoryOf({ source, amountMicro }: ChargeExportRow): FocusRow['category'] {
  switch (source) {
    case 'usage':
    case 'cost-report':
      return amountMicro < 0n ? 'Credit' : 'Usage';
    case 'subscription':
    case 'claim':
      return 'Purchase';
    default:
      return 'Adjustment';
  }
}

const claimOf = (charge: ChargeExportRow, { claims }: ExportContent) =>
  claims.find(({ claimId, lineId }) => `${claimId}/${lineId}` === charge.reference) ?? null;

/** What of a charge was paid with credits, which were billed when they were bought. */
function drawn(charge: ChargeExportRow, { ledger, charges }: ExportContent): Micro {
  if (charge.source !== 'usage' && charge.source !== 'cost-report') return 0n;
  const account = charge.account ?? charge.tool;
  const used = (ledger?.entries ?? [])
    .filter((entry) => entry.kind === 'credits-used' && entry.account === account)
    .flatMap(({ lines }) => lines)
    .reduce((sum, { role, baseMicro }) => (role === 'credits' ? sum - baseMicro : sum), 0n);
  if (used === 0n) return 0n;
  const all = charges
    .filter((one) => one.source === charge.source && (one.account ?? one.tool) === account)
    .reduce((sum, { baseMicro }) => sum + (baseMicro ?? 0n), 0n);
  if (all <= 0n || used >= all) return charge.amountMicro;
  return divideHalfEven(charge.amountMicro * used, all);
}

/**
 * What a document bills beside the charges of its month, and its printed tax line by line. Tax that the buyer
 * works out stands on the first row of it.
 */
function documentRows(
  document: LedgerDocument,
  { month }: ExportContent,
  rows: FocusRow[],
): FocusRow[] {
  const own = rows.filter(({ charge }) => charge && isBilledBy(charge, document));
  const standing = own
    .filter(({ currency }) => currency === document.currency)
    .reduce((sum, { billedMicro }) => sum + billedMicro, 0n);
  // A variance in a later month than the invoice's own closes what closed months have billed already.
  const isLate = !isOfSeveral(document) && monthOf(document.service.to) < month;
  const isBilledBefore = isLate && own.some(({ charge }) => charge?.source === 'invoice-variance');
  const restMicro = isBilledBefore ? 0n : document.netMicro - standing;
  const selfAssessed = document.taxLines.reduce((sum, one) => sum + one.baseSelfAssessedMicro, 0n);
  const about = {
    charge: null,
    account: document.account,
    service: own[0]?.service ?? document.account,
    provider: document.vendor?.legalName ?? document.vendor?.name ?? document.account,
    currency: document.currency,
    effectiveMicro: 0n,
    baseMicro: 0n,
    invoice: document.number,
    billing: daysOf(document.service),
    period: daysOf(document.service),
    selfAssessedMicro: null,
  } as const;
  const isPurchase = isOfSeveral(document) || document.creditsMicro !== 0n || own.length === 0;
  const rest: FocusRow = {
    ...about,
    category: isPurchase && restMicro >= 0n ? 'Purchase' : 'Adjustment',
    description: `${about.provider ?? ''} ${document.number ?? ''}`.trim(),
    billedMicro: restMicro,
    detail: `${document.number}/${isOfSeveral(document) ? 1 : own.length + 1}`,
  };
  const taxes = document.taxLines
    .filter(({ taxMicro }) => taxMicro !== 0n)
    .map(
      (line, index): FocusRow => ({
        ...about,
        category: 'Tax',
        description: `Tax ${line.rate} %`,
        billedMicro: line.taxMicro,
        detail: `${document.number}/T${index + 1}`,
      }),
    );
  const made = restMicro === 0n ? taxes : [rest, ...taxes];
  if (selfAssessed === 0n) return made;
  const first = own[0] ?? made[0];
  const at = first ? rows.indexOf(first) : -1;
  if (first && at >= 0) rows[at] = { ...first, selfAssessedMicro: selfAssessed };
  return at >= 0
    ? made
    : made.map((row, index) => (index === 0 ? { ...row, selfAssessedMicro: selfAssessed } : row));
}

/** The recoverable tax of claimed receipts, which their charges are without. */
function claimTax({ ledger, claims, charges }: ExportContent): FocusRow[] {
  return (ledger?.entries ?? []).flatMap((entry): FocusRow[] => {
    const charge = charges.find(
      (one) => one.source === 'claim' && one.reference === entry.reference,
    );
    const { document } = entry;
    if (!document || !charge || entry.person === null) return [];
    if (entry.kind !== 'claim' && entry.kind !== 'claim-reversal') return [];
    const taxMicro = entry.lines.reduce(
      (sum, { role, amountMicro }) => (role === 'input-tax' ? sum + amountMicro : sum),
      0n,
    );
    if (taxMicro === 0n) return [];
    const line = claims.find(({ claimId, lineId }) => `${claimId}/${lineId}` === entry.reference);
    const invoice = line?.invoiceNumber ?? null;
    return [
      {
        charge: null,
        category: 'Tax',
        description: `Tax, ${entry.reference ?? ''}`,
        account: null,
        service: charge.tool,
        provider: line?.vendor ?? charge.tool,
        currency: entry.currency,
        billedMicro: taxMicro,
        effectiveMicro: 0n,
        baseMicro: 0n,
        invoice,
        detail: invoice === null ? null : `${invoice}/T1`,
        billing: monthDays(charge.month),
        period: daysOf({ from: charge.day, to: charge.lastDay }),
        selfAssessedMicro: null,
      },
    ];
  });
}
