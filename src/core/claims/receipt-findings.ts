import { type Micro, microText } from '../money.ts';
import type { ClaimLine } from './claim-line.ts';
import type { Finding } from './finding.ts';
import { type FindingInput, findingOf } from './finding-input.ts';

/**
 * Lines of this claim that ask for more than their receipts say: each line by itself, or together
 * with earlier lines on the same receipts. Where the total of a receipt is not known, or is in
 * another currency than the line (a card's own statement may be), nothing can be said.
 */
export function overReceipt(input: FindingInput): Finding[] {
  return input.lines.flatMap((line, index) => {
    const total = printedTotal(line);
    if (total === null) return [];
    const claimed = input.lines
      .slice(0, index + 1)
      .filter((other) => isOnOneReceipt(line, other))
      .reduce((sum, { amountMicro }) => sum + amountMicro, 0n);
    if (claimed <= total) return [];
    const params = {
      claimed: microText(claimed),
      total: microText(total),
      currency: line.currency,
    };
    return [findingOf(input.rules, 'over_receipt', line.id, params)];
  });
}

/** What a line's receipts say together; `null` where one of them does not say it in the line's currency. */
function printedTotal({ receipts, currency }: ClaimLine): Micro | null {
  if (receipts.length === 0) return null;
  let sum = 0n;
  for (const { totalMicro, currency: printed } of receipts) {
    if (totalMicro === null || printed !== currency) return null;
    sum += totalMicro;
  }
  return sum;
}

/** Whether two lines share a receipt. */
export function isOnOneReceipt(
  a: Pick<ClaimLine, 'receipts'>,
  b: Pick<ClaimLine, 'receipts'>,
): boolean {
  return a.receipts.some(({ sha256 }) => b.receipts.some((other) => other.sha256 === sha256));
}
