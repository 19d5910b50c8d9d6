import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../ui/format.ts';
import { stopSyncs, useSyncStore } from './sync-store.ts';

/** How far a sync is, and the way out; work with the book goes on meanwhile. */
export function SyncProgress() {
  const { t } = useTranslation('accounts');
  const formats = useFormats();
  const { running, progress } = useSyncStore();
  if (running === 0 && progress === null) return null;
  const share = progress?.share ?? null;
  return (
    <section className="card" aria-label={t('sync.progress')}>
      <div style={{ display: 'flex', gap: 14, alignItems: 'center' }}>
        <Progress
          style={{ flex: 1 }}
          value={(share ?? 1) * 100}
          striped={share === null}
          animated={share === null}
          aria-label={t('sync.progress')}
        />
        <span role="status">
          {progress === null
            ? t('sync.begins')
            : t('sync.reads', {
                account: progress.account,
                count: progress.rows,
                rows: formats.number(progress.rows),
              })}
        </span>
        <button type="button" className="door" onClick={() => void stopSyncs()}>
          {t('sync.stop')}
        </button>
      </div>
    </section>
  );
}
