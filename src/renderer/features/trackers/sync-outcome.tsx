import { useTranslation } from 'react-i18next';
import type { TrackerSyncDoc } from '../../../contract/trackers.ts';
import { useFormats } from '../../ui/format.ts';
import { trackerNote, troubleText } from './tracker-words.ts';

/** What a sync came to: when, what is the matter where something is, and what else it said. */
export function SyncOutcome({ sync }: { readonly sync: TrackerSyncDoc | null }) {
  const { t } = useTranslation(['trackers', 'errors']);
  const formats = useFormats();
  if (sync === null) return <span className="dim">{t('sync.never')}</span>;
  const at = formats.instant(sync.at);
  const { error, places } = sync;
  return (
    <>
      <span className={error?.plan === 'ask' ? 'warn' : undefined}>
        {error === null
          ? t(sync.status === 'done' ? 'sync.done' : 'sync.part', { at })
          : t('sync.trouble', { at, trouble: troubleText(t, error) })}
        {sync.nextTry !== null && ` ${t('sync.nextTry', { at: formats.instant(sync.nextTry) })}`}
      </span>
      {places.length > 0 && (
        <span className="dim" style={{ display: 'block' }}>
          {t('sync.except', { places: formats.list(places.map(({ place }) => place)) })}
        </span>
      )}
      {sync.notes.map((note) => (
        <span key={`${note.code} ${note.text}`} className="dim" style={{ display: 'block' }}>
          {trackerNote(t, note)}
        </span>
      ))}
    </>
  );
}
