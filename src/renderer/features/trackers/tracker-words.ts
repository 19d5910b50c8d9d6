import type { TFunction } from 'i18next';
import type { TrackerLine, TrackerSyncDoc } from '../../../contract/trackers.ts';

/** What counts as what, in one sentence. */
export function ruleSentence(t: TFunction<'trackers'>, rules: TrackerLine['rules']): string {
  return rules
    .map(({ from, kind }) => {
      const what = from === '*' ? t('rule.all') : t(`what.${from}`, { defaultValue: from });
      if (kind === null) return t('rule.not', { what });
      return t('rule.as', { what, kind: t(`kindOf.${kind}`, { defaultValue: kind }) });
    })
    .join(t('rule.between'));
}

/** The sentence of what went wrong. */
export function troubleText(
  t: TFunction<['trackers', 'errors']>,
  error: NonNullable<TrackerSyncDoc['error']>,
): string {
  return t(`errors:${error.code}`, {
    defaultValue: error.message,
    message: error.message,
    ...error.details,
  });
}

/** A note of a sync; what no catalogue knows stays as it was told. */
export function trackerNote(
  t: TFunction<'trackers'>,
  note: TrackerSyncDoc['notes'][number],
): string {
  return t(`note.${note.code}`, { defaultValue: note.text, ...note.details });
}
