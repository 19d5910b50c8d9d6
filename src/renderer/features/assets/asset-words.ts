import type { TFunction } from 'i18next';
import type { AssetMonthDoc } from '../../../contract/assets.ts';
import type { AssetKind } from '../../../core/assets/asset.ts';
import type { Formats } from '../../ui/format.ts';

/** The kinds by their keys in the catalogues. */
export const KIND_KEYS = {
  workflow: 'workflow',
  prompt: 'prompt',
  'knowledge base': 'knowledge-base',
  'evaluation set': 'evaluation-set',
  'routing rule': 'routing-rule',
} as const satisfies Readonly<Record<AssetKind, string>>;

/** What a month's spend left behind and what was used of it, in sentences. */
export function monthSentence(
  doc: AssetMonthDoc,
  t: TFunction<'assets'>,
  formats: Formats,
): string {
  const hours = doc.feltMinutes / 60;
  return formats.sentences(
    doc.share === null
      ? ''
      : t('month.made', { share: formats.percent(doc.share, 1), amount: formats.money(doc.made) }),
    doc.uses === 0
      ? t('month.unused')
      : t('month.used', { count: doc.uses, others: formats.number(doc.byOthers, 0) }),
    doc.feltMinutes > 0 ? t('month.felt', { hours: formats.number(hours) }) : '',
    doc.units > 0 ? t('month.units', { units: formats.number(doc.units) }) : '',
  );
}
