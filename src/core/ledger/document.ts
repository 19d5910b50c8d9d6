import { type IsoDay, type IsoMonth, monthOf } from '../calendar.ts';
import type { ExportPerson } from '../close/export-rows.ts';
import { splitByWeight } from '../close/round-to-total.ts';
import { type Period, splitByMonth } from '../invoices/invoice-period.ts';
import { minorUnitMicro, roundToMinor } from '../invoices/minor-unit.ts';
import type { Micro } from '../money.ts';
import type { DocumentPayment, LedgerDocument } from './entry.ts';
import {
  creditsByLine,
  creditsTax,
  expenseOf,
  type TaxAmounts,
  taxAmounts,
  taxLinesInBase,
} from './tax-amounts.ts';
import type { BookedTaxLine, MonthShare, TaxLine } from './tax-line.ts';
import type { Vendor } from './vendor.ts';

/** A part of a document that bills days of its own. */
export type DocumentPart = { readonly amountMicro: Micro; readonly days: Period };

/** A document before it is turned into base currency and months. Amounts in its currency. */
export type DocumentSource = {
  readonly id: string;
  readonly kind: LedgerDocument['kind'];
  readonly account: string | null;
  readonly vendor: Vendor | null;
  readonly person: ExportPerson | null;
  readonly number: string | null;
  readonly issueDay: IsoDay;
  readonly due: IsoDay | null;
  /** The days that it covers, both included. */
  readonly covered: Period;
  /** Lines that state days of their own; the rest is spread over `covered`. */
  readonly parts: readonly DocumentPart[];
  readonly postingMonth: IsoMonth | null;
  readonly currency: string;
  readonly taxLines: readonly TaxLine[];
  readonly creditsMicro: Micro;
  readonly payments: readonly DocumentPayment[];
  readonly sha256: string | null;
  readonly attachments: number;
};

/** How the document's day turns its currency into base. */
export type DocumentRate = {
  /** Rounded half-even to the micro. */
  readonly inBase: (micro: Micro) => Micro;
  /** Rounded half-even to base's minor unit at once. */
  readonly inBaseRounded: (micro: Micro) => Micro;
  readonly rate: string;
  readonly perBase: string;
};

/**
 * A document as it is booked: gross × rate rounded once, its tax lines by largest remainder to it, the
 * expense of each tax line spread over the covered months in whole minor units, by days.
 */
export function bookedDocument(
  source: DocumentSource,
  baseCurrency: string,
  rate: DocumentRate,
): LedgerDocument {
  const unit = minorUnitMicro(source.currency);
  const baseUnit = minorUnitMicro(baseCurrency);
  const whole = source.taxLines.map((line) => ({
    ...line,
    netMicro: roundToMinor(line.netMicro, source.currency),
    taxMicro: roundToMinor(line.taxMicro, source.currency),
  }));
  const own = whole.map((line) => taxAmounts(line, line.netMicro, line.taxMicro, unit));
  const grossMicro = sum(own.map(({ netMicro, taxMicro }) => netMicro + taxMicro));
  const baseGrossMicro = rate.inBaseRounded(grossMicro);
  const base = taxLinesInBase(whole, baseGrossMicro, rate.inBase, baseUnit);
  const credits = creditsByLine(roundToMinor(source.creditsMicro, source.currency), own, unit);
  const baseCredits = credits.map((micro, index) =>
    creditsInBase(micro, own[index], base[index], rate),
  );
  const weights = monthWeights(source);
  const taxLines = whole.map((line, index): BookedTaxLine => {
    const amounts = own[index] ?? NONE;
    const inBase = base[index] ?? NONE;
    const creditsMicro = credits[index] ?? 0n;
    const baseCreditsMicro = baseCredits[index] ?? 0n;
    const creditsTaxMicro = creditsTax(amounts, creditsMicro, unit);
    const baseCreditsTaxMicro = creditsTax(inBase, baseCreditsMicro, baseUnit);
    return {
      ...line,
      place: index + 1,
      baseNetMicro: inBase.netMicro,
      baseTaxMicro: inBase.taxMicro,
      selfAssessedMicro: amounts.selfAssessedMicro,
      baseSelfAssessedMicro: inBase.selfAssessedMicro,
      recoverableMicro: amounts.recoverableMicro,
      baseRecoverableMicro: inBase.recoverableMicro,
      creditsMicro,
      baseCreditsMicro,
      creditsTaxMicro,
      baseCreditsTaxMicro,
      shares: sharesOf(
        weights,
        { micro: expenseOf(amounts) - creditsMicro - creditsTaxMicro, unit },
        { micro: expenseOf(inBase) - baseCreditsMicro - baseCreditsTaxMicro, unit: baseUnit },
      ),
    };
  });
  const total = (of: (line: BookedTaxLine) => Micro): Micro => sum(taxLines.map(of));
  const { covered, postingMonth, ...kept } = source;
  const { taxLines: _, parts: __, creditsMicro: ___, ...about } = kept;
  return {
    ...about,
    service: { from: covered.start, to: covered.end },
    postingMonth: postingMonth ?? monthOf(source.issueDay),
    netMicro: total((line) => line.netMicro),
    taxMicro: total((line) => line.taxMicro),
    grossMicro,
    baseCurrency,
    baseNetMicro: total((line) => line.baseNetMicro),
    baseTaxMicro: total((line) => line.baseTaxMicro),
    baseGrossMicro,
    baseRecoverableMicro: total((line) => line.baseRecoverableMicro),
    rate: rate.rate,
    perBase: rate.perBase,
    taxLines,
    shares: allShares(taxLines),
    creditsMicro: total((line) => line.creditsMicro),
    baseCreditsMicro: total((line) => line.baseCreditsMicro),
  };
}

const NONE: TaxAmounts = {
  netMicro: 0n,
  taxMicro: 0n,
  selfAssessedMicro: 0n,
  recoverableMicro: 0n,
};

const sum = (amounts: readonly Micro[]): Micro => amounts.reduce((all, one) => all + one, 0n);

/** Where a line is nothing but credits, they are its whole net in base too. */
function creditsInBase(
  micro: Micro,
  own: TaxAmounts | undefined,
  base: TaxAmounts | undefined,
  rate: DocumentRate,
): Micro {
  return micro === own?.netMicro ? (base?.netMicro ?? 0n) : rate.inBaseRounded(micro);
}

type Weights = readonly { readonly month: IsoMonth; readonly weight: bigint }[];

/** The covered months with their days; where lines state days of their own, with their amounts. */
function monthWeights({
  covered,
  parts,
  taxLines,
  creditsMicro,
}: Pick<DocumentSource, 'covered' | 'parts' | 'taxLines' | 'creditsMicro'>): Weights {
  const byDays = splitByMonth(0n, covered).map(({ month, days }) => ({
    month,
    weight: BigInt(days),
  }));
  if (parts.length === 0) return byDays;
  const net = sum(taxLines.map(({ netMicro }) => netMicro)) - creditsMicro;
  const rest = net - sum(parts.map(({ amountMicro }) => amountMicro));
  const found = new Map<IsoMonth, Micro>(byDays.map(({ month }) => [month, 0n]));
  for (const { amountMicro, days } of [...parts, { amountMicro: rest, days: covered }]) {
    for (const one of splitByMonth(amountMicro, days)) {
      found.set(one.month, (found.get(one.month) ?? 0n) + one.amountMicro);
    }
  }
  const signed = [...found].map(([month, micro]) => ({ month, weight: net < 0n ? -micro : micro }));
  return signed.some(({ weight }) => weight < 0n) ? byDays : signed;
}

type Total = { readonly micro: Micro; readonly unit: Micro };

function sharesOf(weights: Weights, own: Total, base: Total): MonthShare[] {
  const parts = weights.map(({ weight }) => weight);
  const amounts = splitByWeight(own.micro, parts, own.unit);
  const bases = splitByWeight(base.micro, parts, base.unit);
  return weights
    .map(({ month }, index) => ({
      month,
      amountMicro: amounts[index] ?? 0n,
      baseMicro: bases[index] ?? 0n,
    }))
    .filter(({ amountMicro, baseMicro }) => amountMicro !== 0n || baseMicro !== 0n);
}

function allShares(taxLines: readonly BookedTaxLine[]): MonthShare[] {
  const found = new Map<IsoMonth, MonthShare>();
  for (const share of taxLines.flatMap(({ shares }) => shares)) {
    const {
      month,
      amountMicro = 0n,
      baseMicro = 0n,
    } = { ...found.get(share.month), month: share.month };
    found.set(month, {
      month,
      amountMicro: amountMicro + share.amountMicro,
      baseMicro: baseMicro + share.baseMicro,
    });
  }
  return [...found.values()].sort((a, b) => (a.month < b.month ? -1 : 1));
}

/**
 * What makes a document another one than was booked: its figures in its own currency, whose it is and which
 * months it is for. Rates and ledger accounts are not in it: a closed month keeps those.
 */
export function documentPrint(document: LedgerDocument): string {
  return JSON.stringify([
    ...[document.kind, document.account, document.vendor?.name.toLowerCase() ?? null],
    ...[document.number, document.currency, document.service.from, document.service.to],
    document.taxLines.map(({ kind, rate, netMicro, taxMicro, recoverable, creditsMicro }) => [
      ...[kind, rate, `${netMicro}`, `${taxMicro}`, recoverable, `${creditsMicro}`],
    ]),
  ]);
}
