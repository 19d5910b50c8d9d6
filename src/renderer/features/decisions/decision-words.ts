import { useTranslation } from 'react-i18next';
import type { DecisionDoc } from '../../../contract/decisions.ts';
import { useFormats } from '../../ui/format.ts';

/** What was decided, in a few words: “Trim to 120.00 USD a month”, “End Cursor”. */
export function useDecisionName(): (decision: DecisionDoc) => string {
  const { t } = useTranslation('decisions');
  const formats = useFormats();
  return ({ kind, tool, to, handedOn }) => {
    const what =
      to === null
        ? tool === null
          ? t(`kind.${kind}`)
          : t('ofTool', { kind: t(`kind.${kind}`), tool })
        : t(tool === null ? 'toAmount' : 'toAmountOfTool', {
            kind: t(`kind.${kind}`),
            tool: tool ?? '',
            amount: formats.money(to),
          });
    return handedOn ? t('handedOn', { what }) : what;
  };
}

/** What is known of output since: the word, how long after, and by how much it changed. */
export function useFollowUpText(): (decision: DecisionDoc) => string {
  const { t } = useTranslation('decisions');
  const formats = useFormats();
  return ({ followUps, nextDue }) => {
    const last = followUps.at(-1);
    if (last === undefined) {
      return nextDue === null ? '–' : t('dueOn', { day: formats.day(nextDue) });
    }
    const word = t(`word.${last.word}`, { count: last.after });
    if (last.low80 === null || last.high80 === null) return word;
    return t('wordRange', {
      word,
      low: formats.change(last.low80),
      high: formats.change(last.high80),
    });
  };
}
