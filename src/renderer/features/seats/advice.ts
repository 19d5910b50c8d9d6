import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { VerdictDoc } from '../../../contract/month.ts';
import { useHidden } from '../../here.ts';
import { useFormats } from '../../ui/format.ts';

/** The next step for a seat, in the window's language: it follows word and lean. */
export function useAdvice(): (verdict: VerdictDoc) => string {
  const { t } = useTranslation(['seats', 'access']);
  const { t: seatsT } = useTranslation('seats');
  const formats = useFormats();
  const hidesCosts = useHidden().costs;
  return (verdict) => {
    const { advice, lean, expectedNet, beyondGrid } = verdict;
    if (advice.code === 'log-output') {
      return t(`advice.missing.${verdict.missing[0] ?? 'output'}`);
    }
    if (beyondGrid !== null) return t('advice.check');
    if (advice.code === 'trim') {
      if (hidesCosts) return t('access:trim');
      return advice.amount && advice.excess
        ? t('advice.trim', {
            amount: formats.money(advice.amount),
            excess: formats.money(advice.excess),
          })
        : t('advice.trimAll');
    }
    if (lean === 'keep') return t('advice.keepForNow');
    if (lean === 'drop' && expectedNet) {
      const { amount, currency } = expectedNet;
      const costs = { amount: amount.replace('-', ''), currency };
      return t('advice.talkCosts', { amount: `${formats.rounded(costs)}\u00a0${currency}` });
    }
    return verdict.verdict === 'undecided' ? waiting(verdict, seatsT) : t(`advice.${advice.code}`);
  };
}

/** Of a month that a version without leans closed. */
function waiting({ monthsToDecide }: VerdictDoc, t: TFunction<'seats'>): string {
  return monthsToDecide === null ? t('advice.never') : t('advice.wait', { count: monthsToDecide });
}
