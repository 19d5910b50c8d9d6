import { useTranslation } from 'react-i18next';
import type { SyncDoc } from '../../../contract/syncs.ts';
import { useFormats } from '../../ui/format.ts';
import { errorText, featureWord } from './note-text.ts';

/** What a sync came to, in one sentence: when, and what is the matter where something is. */
export function SyncSentence({ sync }: { readonly sync: SyncDoc | null }) {
  const { t } = useTranslation(['accounts', 'errors']);
  const formats = useFormats();
  if (sync === null) return <span className="dim">{t('sync.never')}</span>;
  const at = formats.instant(sync.at);
  const failed = sync.streams.filter(({ state }) => state === 'failed');
  if (failed.length > 0)
    return (
      <span className={sync.error?.plan === 'ask' ? 'warn' : undefined}>
        {t('sync.except', {
          at,
          streams: formats.list(failed.map(({ stream }) => featureWord(t, stream))),
        })}{' '}
        {failed.map(({ stream, error }) => (
          <span key={stream} style={{ display: 'block' }}>
            {featureWord(t, stream)}: {error === null ? '–' : errorText(t, error)}
          </span>
        ))}
        {sync.nextTry !== null && t('sync.nextTry', { at: formats.instant(sync.nextTry) })}
      </span>
    );
  if (sync.error === null)
    return <span>{t(sync.status === 'partial' ? 'sync.noMoney' : 'sync.done', { at })}</span>;
  if (sync.error.code === 'offline')
    return <span className="dim">{t('sync.offline', { at })}</span>;
  return (
    <span className={sync.error.plan === 'ask' ? 'warn' : undefined}>
      {at}: {errorText(t, sync.error)}
      {sync.nextTry !== null && t('sync.nextTry', { at: formats.instant(sync.nextTry) })}
    </span>
  );
}
