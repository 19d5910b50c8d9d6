import type { TFunction } from 'i18next';
import type { MeasuredDoc } from '../../../contract/month.ts';

/** The company's own share of seats with a measured effect: counted, not what the prior weighs. */
export function measuredSentence(
  { seats, up, down, rose }: MeasuredDoc,
  t: TFunction<'seats'>,
): string {
  if (seats === 0) return t('company.measuredNone');
  const range = { low: rose.low80, high: rose.high80 };
  return down === 0
    ? t('company.measured', { count: seats, up, ...range })
    : t('company.measuredBoth', { count: seats, up, down, ...range });
}
