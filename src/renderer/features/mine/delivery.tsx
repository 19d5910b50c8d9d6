import { useTranslation } from 'react-i18next';
import { packetsAnswers } from '../../../contract/packets.ts';
import { useAnswer } from '../../ask.ts';
import type { DataColumn } from '../../ui/data-table/data-column.ts';
import { useCodeSentence } from './use-code-sentence.ts';

type Item = {
  readonly uuid?: string | undefined;
  readonly delivery?: 'queued' | 'sent' | 'received' | undefined;
};

/** How far something has come on its way to the office, and why it was not taken where it was not. */
function useDeliveryWords(type: string): (item: Item) => string {
  const { t } = useTranslation('mine');
  const sentence = useCodeSentence();
  const answers = useAnswer(packetsAnswers, {}).data?.answers ?? [];
  const refused = new Map(
    answers.filter((one) => one.type === type).map((one) => [one.about, sentence(one)]),
  );
  return ({ uuid, delivery }) => {
    const why = uuid === undefined ? undefined : refused.get(uuid);
    if (why !== undefined && delivery !== 'queued') return t('delivery.refused', { why });
    return t(`delivery.${delivery ?? 'draft'}`);
  };
}

/** The same where it stands alone. */
export function Delivery({ type, item }: { readonly type: string; readonly item: Item }) {
  return useDeliveryWords(type)(item);
}

/** The same as a column. */
export function useDeliveryColumn<Row extends Item>(type: string): DataColumn<Row> {
  const { t } = useTranslation('mine');
  return {
    id: 'delivery',
    head: t('delivery.head'),
    text: useDeliveryWords(type),
    isFilter: true,
    width: 1.4,
  };
}
