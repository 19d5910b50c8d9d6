import { useTranslation } from 'react-i18next';
import type { QuantityShape } from '../../../contract/allowances.ts';
import { useFormats } from '../../ui/format.ts';

/** Shows an amount of money or of tokens; `–` where there is none. */
export function useQuantity(): (quantity: QuantityShape | null) => string {
  const { t } = useTranslation('allowances');
  const formats = useFormats();
  return (quantity) => {
    if (quantity === null) return '–';
    if ('tokens' in quantity) return t('tokens', { number: formats.number(quantity.tokens, 0) });
    return formats.money(quantity);
  };
}

/** For drawing only. */
export const drawn = (quantity: QuantityShape | null): number =>
  quantity === null ? 0 : 'tokens' in quantity ? quantity.tokens : Number(quantity.amount);
