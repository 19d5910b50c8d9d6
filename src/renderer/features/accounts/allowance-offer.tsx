import { useTranslation } from 'react-i18next';
import { allowanceList } from '../../../contract/allowances.ts';
import type { MoneyShape } from '../../../contract/shapes.ts';
import { useAnswer } from '../../ask.ts';
import { useFormats } from '../../ui/format.ts';

/** A person's allowance as a limit: an amount a month or a week over all models, in US dollars. */
export type LimitOffer = { readonly amount: MoneyShape; readonly period: 'month' | 'week' };

/** Offers the person's allowance as what the provider is to enforce. */
export function AllowanceOffer({
  person,
  onTake,
}: {
  readonly person: string;
  readonly onTake: (offer: LimitOffer) => void;
}) {
  const { t } = useTranslation('accounts');
  const formats = useFormats();
  const answer = useAnswer(allowanceList, { person });
  const offers = (answer.data?.allowances ?? []).flatMap(({ line, limit }): LimitOffer[] => {
    const { cadence, modelClass } = line;
    if (modelClass !== 'all' || (cadence !== 'month' && cadence !== 'week')) return [];
    if (limit === null || !('amount' in limit) || limit.currency !== 'USD') return [];
    return [{ amount: limit, period: cadence }];
  });
  return offers.map((offer) => (
    <p key={offer.period} style={{ margin: '8px 0 0' }}>
      {t('push.allowance', {
        person,
        limit: t(`keys.per.${offer.period}`, { amount: formats.money(offer.amount) }),
      })}{' '}
      <button type="button" className="door" onClick={() => onTake(offer)}>
        {t('push.take')}
      </button>
    </p>
  ));
}
