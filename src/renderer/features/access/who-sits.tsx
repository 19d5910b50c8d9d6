import { ActionIcon } from '@mantine/core';
import { IconLockOpen2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { windowLock } from '../../../contract/desktop.ts';
import { useChange } from '../../ask.ts';
import { useHere } from '../../here.ts';

/** Who sits at the window, and the way to leave it to somebody else; nothing until access is set. */
export function WhoSits() {
  const { t } = useTranslation('access');
  const who = useHere(({ here }) => here?.who ?? null);
  const lock = useChange(windowLock);
  if (who === null) return null;
  return (
    <div className="who-sits">
      <span className="label" title={who.name}>
        {who.name} <span className="dim">{t(`level.${who.level}`)}</span>
      </span>
      <ActionIcon
        variant="default"
        size={24}
        aria-label={t('lock')}
        title={t('lock')}
        onClick={() => lock.mutate({})}
      >
        <IconLockOpen2 size={14} stroke={1.75} />
      </ActionIcon>
    </div>
  );
}
