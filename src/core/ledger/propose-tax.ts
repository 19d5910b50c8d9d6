import { roundShare, roundToGiven } from '../close/round-to-total.ts';
import type { InvoiceDraft, InvoiceLine, StatedTax, TaxRemark } from '../invoices/invoice.ts';
import { minorUnitMicro, roundToMinor } from '../invoices/minor-unit.ts';
import { type Micro, parseDecimal } from '../money.ts';
import type { LedgerPack } from './ledger-account.ts';
import { isPercent } from './ledger-text.ts';
import { PACK_COUNTRY } from './packs.ts';
import type { TaxLine } from './tax-line.ts';

/** What of the book a proposal depends on. */
export type TaxProposal = {
  readonly pack: LedgerPack | null;
  /** Whether the company gets input tax back (`tax.recoverable`). */
  readonly isRecoverable: boolean;
  readonly vendorCountry: string | null;
  /** The country that the vendor's VAT id names: whose tax it prints. */
  readonly vatCountry: string | null;
  /** Whether the chart has an account for the input tax of a rate; without a chart it has. */
  readonly hasInputTax: (rate: string) => boolean;
  /** The rate at which reverse charge is worked out; `null`: the chart knows none. */
  readonly reverseChargeRate: string | null;
};

type Amounts = Pick<
  InvoiceDraft,
  'lines' | 'netMicro' | 'taxMicro' | 'totalMicro' | 'currency' | 'taxBreakdown' | 'taxRemark'
>;

/**
 * The tax lines that a document tells by itself: by its tax breakdown, else by the rates its lines state, where
 * they add up to what is printed, else one at the rate that net and tax make; a rate that the chart has no input
 * tax for is not recoverable, nor is another country's tax, nor what the document says is not.
 * Untaxed as a whole, it is reverse charge where it says so, or its vendor is of another country than the chart's, and
 * the chart has accounts for it; else exempt.
 */
export function proposedTaxLines(draft: Amounts, about: TaxProposal): TaxLine[] {
  const { netMicro, taxMicro } = printedAmounts(draft);
  const stated = statedLines(draft, about);
  if (stated) return stated;
  const currency = draft.currency?.value ?? 'USD';
  if (taxMicro === 0n) return [untaxedLine(netMicro, draft.taxRemark, about)];
  const byRate = linesByRate(draft.lines, netMicro, taxMicro, currency) ?? [
    { rate: impliedRate(netMicro, taxMicro, currency), netMicro, taxMicro },
  ];
  return byRate.map((line): TaxLine => {
    if (line.taxMicro === 0n && isZero(line.rate)) {
      return { ...line, kind: 'exempt', recoverable: shareBack(about) };
    }
    return taxedLine(line, draft, about);
  });
}

/** A breakdown's parts as tax lines; `null` without one, or where it does not make up what is printed. */
function statedLines(draft: Amounts, about: TaxProposal): TaxLine[] | null {
  const printed = printedAmounts(draft);
  const { taxBreakdown } = draft;
  const sum = (of: (one: StatedTax) => Micro): Micro =>
    taxBreakdown.reduce((all, one) => all + of(one), 0n);
  const isWhole =
    sum((one) => one.netMicro) === printed.netMicro &&
    sum((one) => one.taxMicro) === printed.taxMicro;
  if (taxBreakdown.length === 0 || !isWhole) return null;
  const found = new Map<string, TaxLine>();
  for (const one of taxBreakdown) {
    const line = statedLine(one, draft, about);
    const key = `${line.kind} ${line.rate} ${line.recoverable}`;
    const held = found.get(key) ?? { netMicro: 0n, taxMicro: 0n };
    found.set(key, {
      ...line,
      netMicro: held.netMicro + line.netMicro,
      taxMicro: held.taxMicro + line.taxMicro,
    });
  }
  return [...found.values()];
}

/** Categories of which the buyer works the tax out: reverse charge, and supplies within the European Union. */
const BUYER_OWES: ReadonlySet<string> = new Set(['AE', 'K']);

function statedLine(
  { category, rate, netMicro, taxMicro }: StatedTax,
  draft: Amounts,
  about: TaxProposal,
): TaxLine {
  const { taxBreakdown } = draft;
  const currency = draft.currency?.value ?? 'USD';
  if (taxMicro !== 0n) {
    const plain =
      (rate === null ? null : plainRate(rate)) ?? impliedRate(netMicro, taxMicro, currency);
    return taxedLine({ rate: plain, netMicro, taxMicro }, draft, about);
  }
  if (BUYER_OWES.has(category)) return untaxedLine(netMicro, 'reverse-charge', about);
  // A vendor who prints tax of its own country beside it supplies there: the rest is free of tax there.
  const isBesideTax = taxBreakdown.some((one) => one.taxMicro !== 0n);
  if (isBesideTax) {
    return { kind: 'exempt', rate: '0', netMicro, taxMicro: 0n, recoverable: shareBack(about) };
  }
  return untaxedLine(netMicro, null, about);
}

const shareBack = ({ isRecoverable }: TaxProposal): string => (isRecoverable ? '100' : '0');

function untaxedLine(netMicro: Micro, remark: TaxRemark | null, about: TaxProposal): TaxLine {
  const kind = untaxedKind(remark, about);
  const rate = kind === 'reverse-charge' ? (about.reverseChargeRate ?? '0') : '0';
  return { kind, rate, netMicro, taxMicro: 0n, recoverable: shareBack(about) };
}

const taxedKind = ({ pack }: TaxProposal): TaxLine['kind'] =>
  pack === 'US' ? 'sales-tax' : 'domestic';

function taxedLine(line: AtRate, { taxRemark }: Amounts, about: TaxProposal): TaxLine {
  const kind = taxedKind(about);
  if (kind === 'sales-tax') return { ...line, kind, recoverable: '0' };
  if (taxRemark === 'not-recoverable' || isForeignTax(about) || !about.hasInputTax(line.rate)) {
    return { ...line, kind: 'not-recoverable', recoverable: '0' };
  }
  return { ...line, kind, recoverable: shareBack(about) };
}

/** Net and tax that add up to the printed total. */
export function printedAmounts(draft: Amounts): { netMicro: Micro; taxMicro: Micro } {
  const taxMicro = draft.taxMicro?.value ?? 0n;
  const total = draft.totalMicro?.value;
  if (total !== undefined) return { netMicro: total - taxMicro, taxMicro };
  const sum = draft.lines.reduce((all, { amountMicro }) => all + amountMicro, 0n);
  return { netMicro: draft.netMicro?.value ?? sum, taxMicro };
}

/** Whether the tax is another country's, which is no input tax here even where the rate is the same. */
function isForeignTax({ pack, vatCountry }: TaxProposal): boolean {
  const own = pack && PACK_COUNTRY[pack];
  return own !== null && vatCountry !== null && vatCountry !== own;
}

function untaxedKind(
  remark: TaxRemark | null,
  { pack, vendorCountry, reverseChargeRate }: TaxProposal,
): TaxLine['kind'] {
  const own = pack && PACK_COUNTRY[pack];
  const isForeign = own !== null && vendorCountry !== null && vendorCountry !== own;
  const isOwed = isForeign || (pack !== null && remark === 'reverse-charge');
  return isOwed && reverseChargeRate !== null ? 'reverse-charge' : 'exempt';
}

type AtRate = Pick<TaxLine, 'rate' | 'netMicro' | 'taxMicro'>;

/** Lines added up by the rates they state; `null` where they do not, or do not make up what is printed. */
function linesByRate(
  lines: readonly InvoiceLine[],
  netMicro: Micro,
  taxMicro: Micro,
  currency: string,
): AtRate[] | null {
  const unit = minorUnitMicro(currency);
  const nets = new Map<string, Micro>();
  for (const { taxRate, amountMicro } of lines) {
    const rate = taxRate === null ? null : plainRate(taxRate);
    if (rate === null) return null;
    nets.set(rate, (nets.get(rate) ?? 0n) + amountMicro);
  }
  const rates = [...nets.keys()];
  const sum = [...nets.values()].reduce((all, one) => all + one, 0n);
  if (rates.length === 0 || sum !== netMicro) return null;
  const exact = rates.map((rate) => taxAt(nets.get(rate) ?? 0n, rate, 1n));
  const off = exact.reduce((all, one) => all + one, 0n) - taxMicro;
  // Vendors round per line or per rate: a cent a line is theirs.
  const most = unit * BigInt(lines.length + 1);
  if (off > most || off < -most) return null;
  const taxes = roundToGiven(exact, roundToMinor(taxMicro, currency), unit);
  return rates.map((rate, index) => ({
    rate,
    netMicro: nets.get(rate) ?? 0n,
    taxMicro: taxes[index] ?? 0n,
  }));
}

const taxAt = (netMicro: Micro, rate: string, unit: Micro): Micro => {
  const percent = parseDecimal(rate);
  if (!percent) return 0n;
  return roundShare(netMicro, percent.digits, 100n * 10n ** BigInt(percent.scale), unit);
};

const plainRate = (text: string): string | null => {
  const rate = text.replace('%', '').trim();
  return isPercent(rate) ? rate.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '') : null;
};

const isZero = (rate: string): boolean => parseDecimal(rate)?.digits === 0n;

/**
 * The rate that net and tax make: a whole one where that is a minor unit off at most, since vendors round line
 * by line; else the one with the fewest digits that makes the tax exactly, at most three behind the point.
 */
function impliedRate(netMicro: Micro, taxMicro: Micro, currency: string): string {
  if (netMicro === 0n) return '0';
  const unit = minorUnitMicro(currency);
  const rateAt = (scale: number): string =>
    rateText(roundShare(100n * 10n ** BigInt(scale), taxMicro, netMicro, 1n), scale);
  const whole = rateAt(0);
  const off = taxAt(netMicro, whole, 1n) - taxMicro;
  if (off <= unit && off >= -unit) return whole;
  const exact = [1, 2, 3].map(rateAt).find((rate) => taxAt(netMicro, rate, unit) === taxMicro);
  return exact ?? rateAt(3);
}

function rateText(digits: bigint, scale: number): string {
  const size = digits < 0n ? -digits : digits;
  const text = size.toString().padStart(scale + 1, '0');
  const rate = scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`;
  return plainRate(rate) ?? '0';
}
