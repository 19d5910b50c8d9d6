import type { MoneyShape } from '../../../contract/shapes.ts';
import type { MonthVerdict } from '../../../core/verdict/month-verdicts.ts';

const MISSING_TEXT = {
  window: 'Wait for a whole month',
  baseline: 'State a baseline',
  spend: 'Nothing to decide',
  rate: 'Add the missing rates',
  output: 'Log output',
  'loaded-cost': 'Enter the monthly cost',
} as const;

/** The next step in English words; the window says the same from its catalogues. */
export function nextStepText(
  { advice, missing, result, verdict }: MonthVerdict,
  amount: MoneyShape | null,
  excess: MoneyShape | null,
  currency: string,
): string {
  if (verdict === 'no data' || result === null) return MISSING_TEXT[missing[0] ?? 'output'];
  if (result.beyondGrid !== null) return 'Check quantities and weights first';
  if (amount && excess) {
    return `Trim to ${amount.amount} ${amount.currency} a month: no measured result yet for the last ${excess.amount} ${excess.currency}`;
  }
  if (result.lean === 'drop') {
    const more = Math.round(-result.expectedNet);
    return more === 0
      ? 'Talk first: it is expected to cost a little more than it brings'
      : `Talk first: it is expected to cost ${more} ${currency} a month more than it brings`;
  }
  if (result.lean === 'keep') return 'Keep for now';
  return advice.code === 'keep' ? 'Keep' : advice.code === 'raise' ? 'Raise' : 'Talk first';
}
