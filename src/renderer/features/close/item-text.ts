import { useTranslation } from 'react-i18next';
import type { ChecklistItemDoc } from '../../../contract/close.ts';
import { useFormats } from '../../ui/format.ts';

/** What is still open before a month is closed, as a sentence. */
export function useItemText(): (item: ChecklistItemDoc) => string {
  const { t } = useTranslation('close');
  const formats = useFormats();
  return (item) =>
    t(`item.${item.code}`, {
      count: item.count,
      amount: item.amount ? formats.money(item.amount) : '',
      currency: item.amount?.currency ?? '',
      months: formats.list(item.months.map(formats.month)),
    });
}
