import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseFolder } from '../../../contract/desktop.ts';
import { folderSet, folderShow } from '../../../contract/packets.ts';
import { ask, RefusedRequest, useAnswer, useChange } from '../../ask.ts';
import { useFormats } from '../../ui/format.ts';
import { OrUnlock } from '../mine/keys-locked.tsx';

/** The folder that a sync shares between the books, the office's or a person's; without one, files go by hand. */
export function SharedFolder({
  side,
  hasPaired,
}: {
  readonly side: 'office' | 'person';
  readonly hasPaired: boolean;
}) {
  const { t } = useTranslation('pairing');
  const formats = useFormats();
  const answer = useAnswer(folderShow, {});
  const set = useChange(folderSet);
  const [wanted, setWanted] = useState<string | null>(null);
  const choose = async (): Promise<void> => {
    const { folder } = await ask(chooseFolder, { title: t(`folder.where.${side}`) });
    if (folder === null) return;
    setWanted(folder);
    set.mutate({ folder });
  };
  const isTaken = set.error instanceof RefusedRequest && set.error.error.code === 'folder_taken';
  const { folder, state, lastRun, waitingIn = 0, waitingOut = 0 } = answer.data ?? {};
  return (
    <section className="card" aria-label={t('folder.title')}>
      <h2>{t('folder.title')}</h2>
      <p className="dim long" style={{ margin: '0 0 8px' }}>
        {folder ?? t(`folder.none.${side}`)}
      </p>
      {state === 'missing' && <p className="notice">{t('folder.missing')}</p>}
      {folder && (
        <p className="dim" style={{ margin: '0 0 8px' }}>
          {formats.sentences(
            lastRun ? t('folder.lastRun', { at: formats.instant(lastRun) }) : t('folder.neverRun'),
            waitingIn > 0 && t('folder.waitingIn', { count: waitingIn }),
            waitingOut > 0 && t('folder.waitingOut', { count: waitingOut }),
            !hasPaired && t('folder.nobody'),
          )}
        </p>
      )}
      <OrUnlock
        error={set.error ?? answer.error}
        onUnlocked={() => set.mutate({ folder: wanted })}
      />
      <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
        <Button variant="default" loading={set.isPending} onClick={() => void choose()}>
          {t(folder ? 'folder.change' : 'folder.choose')}
        </Button>
        {isTaken && wanted !== null && (
          <Button variant="default" onClick={() => set.mutate({ folder: wanted, takeOver: true })}>
            {t('folder.takeOver')}
          </Button>
        )}
        {folder && (
          <Button variant="subtle" color="gray" onClick={() => set.mutate({ folder: null })}>
            {t('folder.off')}
          </Button>
        )}
      </div>
    </section>
  );
}
