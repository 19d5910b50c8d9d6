import type { TFunction } from 'i18next';
import type { DecisionsDoc } from '../../../contract/decisions.ts';
import type { Formats } from '../../ui/format.ts';

type Part = keyof DecisionsDoc['saved'];

/** What costs more than before is no saving, and is said the other way round. */
function partOf(
  key: Part,
  { amount, currency }: DecisionsDoc['saved'][Part],
  t: TFunction<'decisions'>,
  formats: Formats,
): string {
  if (!amount.startsWith('-'))
    return t(`sums.${key}`, { amount: formats.money({ amount, currency }) });
  return t(`sums.more.${key}`, { amount: formats.money({ amount: amount.slice(1), currency }) });
}

/** What decisions saved so far, apart by whether output held. */
export function decisionSums(
  { decisions, saved }: DecisionsDoc,
  t: TFunction<'decisions'>,
  formats: Formats,
): string {
  if (decisions.length === 0) return t('sums.none');
  const parts = (['held', 'fell', 'notTold'] as const).flatMap((key) =>
    Number(saved[key].amount) === 0 ? [] : [partOf(key, saved[key], t, formats)],
  );
  return formats.sentences(
    t('sums.count', { count: decisions.length }),
    parts.length === 0 ? t('sums.nothingYet') : t('sums.saved', { parts: formats.list(parts) }),
  );
}
