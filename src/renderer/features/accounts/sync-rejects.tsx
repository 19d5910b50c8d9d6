import { Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type SyncDoc, syncRejects, syncRejectsFile } from '../../../contract/syncs.ts';
import { ask, useAnswer } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { RejectTable } from '../../ui/reject-table.tsx';
import { SaveCsv } from '../../ui/save-csv.tsx';
import { featureWord } from './note-text.ts';

/** How many rows of a sync could not be read; opens them. */
export function SyncRejects({ sync }: { readonly sync: SyncDoc }) {
  const { t } = useTranslation('accounts');
  const formats = useFormats();
  const [isOpen, setOpen] = useState(false);
  if (sync.rejected === 0) return <>{formats.number(0)}</>;
  return (
    <>
      <button type="button" className="door" onClick={() => setOpen(true)}>
        {t('rejects.open', { count: sync.rejected, rejected: formats.number(sync.rejected) })}
      </button>
      {isOpen && <RejectsDialog sync={sync} onClose={() => setOpen(false)} />}
    </>
  );
}

function RejectsDialog({
  sync,
  onClose,
}: {
  readonly sync: SyncDoc;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(['accounts', 'shell']);
  const formats = useFormats();
  const { data, error } = useAnswer(syncRejects, { sync: sync.id });
  return (
    <Modal
      opened
      size="xl"
      onClose={onClose}
      title={t('rejects.title', { at: formats.instant(sync.at) })}
    >
      <p style={{ margin: '0 0 8px' }}>{t('rejects.why')}</p>
      {error && <FailureNotice error={error} />}
      {data && data.count === 0 && <p>{t('rejects.gone')}</p>}
      {data && data.count > 0 && (
        <>
          <RejectTable
            rejects={data.rejects.map((one) => ({ ...one, stream: featureWord(t, one.stream) }))}
          />
          {data.count > data.rejects.length && (
            <p className="dim" style={{ margin: '6px 0 0' }}>
              {t('rejects.more', {
                shown: formats.number(data.rejects.length),
                all: formats.number(data.count),
              })}
            </p>
          )}
          <p style={{ margin: '8px 0 0' }}>
            <SaveCsv
              name={`rejects-sync-${sync.id}`}
              write={(out) => ask(syncRejectsFile, { sync: sync.id, out })}
            >
              {t('rejects.save')}
            </SaveCsv>
          </p>
        </>
      )}
    </Modal>
  );
}
