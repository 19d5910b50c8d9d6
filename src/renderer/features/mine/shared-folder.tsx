import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { chooseFolder } from '../../../contract/desktop.ts';
import { folderSet, folderShow } from '../../../contract/packets.ts';
import { ask, useAnswer, useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';

/** The folder that a sync shares with the office; without one, files go by hand. */
export function SharedFolder() {
  const { t } = useTranslation('mine');
  const formats = useFormats();
  const answer = useAnswer(folderShow, {});
  const set = useChange(folderSet);
  const error = answer.error ?? set.error;
  const choose = async (): Promise<void> => {
    const { folder } = await ask(chooseFolder, { title: t('folder.where') });
    if (folder !== null) set.mutate({ folder });
  };
  const { folder, state, lastRun, waitingOut } = answer.data ?? {};
  return (
    <section className="card">
      <h2>{t('folder.title')}</h2>
      <p className="dim" style={{ margin: '0 0 8px' }}>
        {folder ? folder : t('folder.none')}
      </p>
      {state === 'missing' && <p className="notice">{t('folder.missing')}</p>}
      {waitingOut !== undefined && waitingOut > 0 && (
        <p className="dim" style={{ margin: '0 0 8px' }}>
          {t('folder.underWay', { count: waitingOut })}
        </p>
      )}
      {lastRun && (
        <p className="dim" style={{ margin: '0 0 8px' }}>
          {t('folder.lastRun', { at: formats.instant(lastRun) })}
        </p>
      )}
      {error && <FailureNotice error={error} />}
      <div style={{ display: 'flex', gap: 8 }}>
        <Button variant="default" loading={set.isPending} onClick={() => void choose()}>
          {t(folder ? 'folder.change' : 'folder.choose')}
        </Button>
        {folder && (
          <Button variant="subtle" color="gray" onClick={() => set.mutate({ folder: null })}>
            {t('folder.off')}
          </Button>
        )}
      </div>
    </section>
  );
}
