import { useTranslation } from 'react-i18next';
import { packetsAnswers } from '../../../contract/packets.ts';
import { useAnswer } from '../../ask.ts';
import type { DataColumn } from '../../ui/data-table/data-column.ts';
import { useCodeSentence } from './use-code-sentence.ts';

type Item = {
  readonly uuid?: string | undefined;
  readonly delivery?: 'queued' | 'sent' | 'received' | undefined;
};

/** How far each thing has come on its way to the office, and why it was not taken where it was not. */
export function useDeliveryColumn<Row extends Item>(type: string): DataColumn<Row> {
  const { t } = useTranslation('mine');
  const sentence = useCodeSentence();
  const answers = useAnswer(packetsAnswers, {}).data?.answers ?? [];
  const refused = new Map(
    answers
      .filter((one) => one.type === type)
      .map((one) => [one.about, sentence(one.code, one.message)]),
  );
  const text = ({ uuid, delivery }: Row): string => {
    const why = uuid === undefined ? undefined : refused.get(uuid);
    if (why !== undefined && delivery !== 'queued') return t('delivery.refused', { why });
    return t(`delivery.${delivery ?? 'draft'}`);
  };
  return {
    id: 'delivery',
    head: t('delivery.head'),
    text,
    isFilter: true,
    width: 1.4,
  };
}
