import { Button, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AccessDoc } from '../../../contract/access.ts';
import { ACCESS_LEVELS, type AccessLevel } from '../../../core/access/rights.ts';
import { useFormats } from '../../ui/format.ts';

type Holder = AccessDoc['access'][number];

/** Who has access, by name; an owner changes it, everybody else sees their own. */
export function HolderTable({
  holders,
  isOwner,
  onLevel,
  onPassphrase,
  onEnd,
}: {
  readonly holders: readonly Holder[];
  readonly isOwner: boolean;
  readonly onLevel: (holder: Holder, level: AccessLevel) => void;
  readonly onPassphrase: (holder: Holder) => void;
  readonly onEnd: (holder: Holder) => void;
}) {
  const { t } = useTranslation('access');
  const formats = useFormats();
  return (
    <div className="scroll-x">
      <table className="table">
        <thead>
          <tr>
            {(['name', 'level', 'team', 'unlock', 'since'] as const).map((column) => (
              <th key={column}>{t(`column.${column}`)}</th>
            ))}
            <th>{t('column.acts')}</th>
          </tr>
        </thead>
        <tbody>
          {holders.map((one) => (
            <tr key={one.email}>
              <td>
                {one.name}
                <div className="dim">
                  {one.email}
                  {one.person === null && t('outside')}
                </div>
              </td>
              <td>
                {isOwner ? (
                  <Select
                    size="xs"
                    w={150}
                    aria-label={t('levelOf', { name: one.name })}
                    data={ACCESS_LEVELS.map((value) => ({ value, label: t(`level.${value}`) }))}
                    value={one.level}
                    allowDeselect={false}
                    onChange={(value) => {
                      const level = ACCESS_LEVELS.find((known) => known === value);
                      if (level && level !== one.level) onLevel(one, level);
                    }}
                  />
                ) : (
                  t(`level.${one.level}`)
                )}
              </td>
              <td>
                {one.team ??
                  (one.level === 'manager' ? <span className="dim">{t('noTeam')}</span> : '–')}
              </td>
              <td>
                {one.unlock === 'os-user'
                  ? t('unlockBy.os-user', { user: one.osUser })
                  : t(`unlockBy.${one.unlock}`)}
              </td>
              <td className="dim">{formats.day(one.from.slice(0, 10))}</td>
              <td className="figure">
                <Button size="xs" variant="default" onClick={() => onPassphrase(one)}>
                  {t(one.unlock === 'passphrase' ? 'passphrase.change' : 'passphrase.set')}
                </Button>{' '}
                {isOwner && (
                  <Button size="xs" variant="default" onClick={() => onEnd(one)}>
                    {t('end')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
