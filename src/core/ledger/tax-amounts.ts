import { roundShare, roundToGiven, splitByWeight } from '../close/round-to-total.ts';
import { type Micro, parseDecimal } from '../money.ts';
import type { TaxLine } from './tax-line.ts';

/** A tax line's amounts in one currency, in whole minor units. */
export type TaxAmounts = {
  readonly netMicro: Micro;
  readonly taxMicro: Micro;
  readonly selfAssessedMicro: Micro;
  readonly recoverableMicro: Micro;
};

/**
 * What the buyer works out and gets back of a line: self-assessed tax is net × rate, the recoverable part a share
 * of the tax, each rounded half-even once. `rate` and `recoverable` are decimals in percent.
 */
export function taxAmounts(
  line: Pick<TaxLine, 'kind' | 'rate' | 'recoverable'>,
  netMicro: Micro,
  taxMicro: Micro,
  unit: Micro,
): TaxAmounts {
  const selfAssessedMicro =
    line.kind === 'reverse-charge' ? percentOf(netMicro, line.rate, unit) : 0n;
  const taxed = taxMicro + selfAssessedMicro;
  const recoverableMicro =
    line.kind === 'not-recoverable' ? 0n : percentOf(taxed, line.recoverable, unit);
  return { netMicro, taxMicro, selfAssessedMicro, recoverableMicro };
}

/** Net and tax that stays an expense. */
export const expenseOf = (amounts: TaxAmounts): Micro =>
  amounts.netMicro + amounts.taxMicro + amounts.selfAssessedMicro - amounts.recoverableMicro;

/**
 * Tax lines in base currency: gross is rounded once elsewhere, nets and taxes follow it by largest remainder
 * of what they are at the document's rate (`inBase`, to the micro).
 */
export function taxLinesInBase(
  lines: readonly TaxLine[],
  baseGrossMicro: Micro,
  inBase: (micro: Micro) => Micro,
  unit: Micro,
): TaxAmounts[] {
  const exact = lines.flatMap((line) => [inBase(line.netMicro), inBase(line.taxMicro)]);
  const rounded = roundToGiven(exact, baseGrossMicro, unit);
  return lines.map((line, index) =>
    taxAmounts(line, rounded[2 * index] ?? 0n, rounded[2 * index + 1] ?? 0n, unit),
  );
}

/** What of a document's credits belongs to which tax line: in proportion to their nets. */
export function creditsByLine(
  creditsMicro: Micro,
  amounts: readonly TaxAmounts[],
  unit: Micro,
): Micro[] {
  return splitByWeight(
    creditsMicro,
    amounts.map(({ netMicro }) => netMicro),
    unit,
  );
}

/** The tax on a line's credits that is not recoverable. */
export function creditsTax(amounts: TaxAmounts, creditsMicro: Micro, unit: Micro): Micro {
  if (creditsMicro === 0n || amounts.netMicro <= 0n) return 0n;
  return roundShare(expenseOf(amounts) - amounts.netMicro, creditsMicro, amounts.netMicro, unit);
}

function percentOf(micro: Micro, percent: string, unit: Micro): Micro {
  const share = parseDecimal(percent);
  if (!share) throw new Error(`A tax line's percentage is no number: ${percent}`);
  return roundShare(micro, share.digits, 100n * 10n ** BigInt(share.scale), unit);
}
