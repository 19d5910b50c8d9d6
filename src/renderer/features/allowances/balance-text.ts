import { useTranslation } from 'react-i18next';
import type { QuantityShape } from '../../../contract/allowances.ts';
import { useQuantity } from './quantity.ts';

/** How much is used of a limit, and what is left of it or how far it is over. */
export function useBalanceText(): (balance: {
  readonly used: QuantityShape;
  readonly limit: QuantityShape;
  readonly left: QuantityShape | null;
}) => string {
  const { t } = useTranslation('allowances');
  const quantity = useQuantity();
  return ({ used, limit, left }) => {
    const values = { used: quantity(used), limit: quantity(limit) };
    const over = left && overOf(left);
    return over
      ? t('person.balanceOver', { ...values, over: quantity(over) })
      : t('person.balance', { ...values, left: quantity(left) });
  };
}

function overOf(left: QuantityShape): QuantityShape | null {
  if ('tokens' in left) return left.tokens < 0 ? { tokens: -left.tokens } : null;
  return left.amount.startsWith('-') ? { ...left, amount: left.amount.slice(1) } : null;
}
