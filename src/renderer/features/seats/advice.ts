import { useTranslation } from 'react-i18next';
import type { VerdictDoc } from '../../../contract/month.ts';
import { useFormats } from '../../ui/format.ts';

/** The next step for a seat, in the window's language. */
export function useAdvice(): (verdict: VerdictDoc) => string {
  const { t } = useTranslation('seats');
  const formats = useFormats();
  return (verdict) => {
    const { advice, monthsToDecide } = verdict;
    switch (advice.code) {
      case 'trim':
        return advice.amount && advice.excess
          ? t('advice.trim', {
              amount: formats.money(advice.amount),
              excess: formats.money(advice.excess),
            })
          : t('advice.trimAll');
      case 'log-output':
        return t(`advice.missing.${verdict.missing[0] ?? 'output'}`);
      case 'talk':
        return verdict.verdict !== 'undecided'
          ? t('advice.talk')
          : monthsToDecide === null
            ? t('advice.never')
            : t('advice.wait', { count: monthsToDecide });
      case 'raise':
        return t('advice.raise');
      default:
        return verdict.verdict === 'undecided' && monthsToDecide !== null
          ? t('advice.wait', { count: monthsToDecide })
          : t('advice.keep');
    }
  };
}
