import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PairingDoc } from '../../../contract/packets.ts';
import { useFormats } from '../../ui/format.ts';

/** Invitations and pairings, by name: where each stands, and what can be done with it. */
export function PairingTable({
  pairings,
  onSend,
  onRevoke,
  onCancel,
}: {
  readonly pairings: readonly PairingDoc[];
  readonly onSend: (pairing: PairingDoc) => void;
  readonly onRevoke: (pairing: PairingDoc) => void;
  readonly onCancel: (pairing: PairingDoc) => void;
}) {
  const { t } = useTranslation('pairing');
  const formats = useFormats();
  const since = (one: PairingDoc): string => {
    const at = one.revokedAt ?? one.confirmedAt ?? one.joinedAt;
    if (at !== null) return formats.instant(at);
    return one.expiresAt === null
      ? ''
      : t('until', { day: formats.day(one.expiresAt.slice(0, 10)) });
  };
  return (
    <div className="scroll-x">
      <table className="table">
        <thead>
          <tr>
            {(['person', 'device', 'state', 'since', 'heard'] as const).map((column) => (
              <th key={column}>{t(`column.${column}`)}</th>
            ))}
            <th className="figure">{t('column.sent')}</th>
            <th className="figure">{t('column.taken')}</th>
            <th>{t('column.acts')}</th>
          </tr>
        </thead>
        <tbody>
          {pairings.map((one) => (
            <tr key={one.installation ?? one.invitation}>
              <td>{one.person.name}</td>
              <td>{one.device ?? '–'}</td>
              <td>{t(`state.${one.state}`)}</td>
              <td className="dim">{since(one)}</td>
              <td className="dim">
                {one.lastHeard === null ? '–' : formats.instant(one.lastHeard)}
              </td>
              <td className="figure">
                {one.sent === null
                  ? '–'
                  : t('arrived', {
                      arrived: formats.number(one.sent.acked),
                      sent: formats.number(one.sent.seq),
                    })}
              </td>
              <td className="figure">
                {one.taken === null ? '–' : formats.number(one.taken.seq)}
                {one.taken !== null && one.taken.held > 0 && (
                  <div className="dim">{t('held', { count: one.taken.held })}</div>
                )}
              </td>
              <td className="figure">
                {one.state === 'confirmed' && (
                  <Button size="xs" variant="default" onClick={() => onSend(one)}>
                    {t('send.open')}
                  </Button>
                )}{' '}
                {(one.state === 'confirmed' || one.state === 'joined') && (
                  <Button size="xs" variant="default" onClick={() => onRevoke(one)}>
                    {t('revoke.open')}
                  </Button>
                )}
                {one.state === 'invited' && (
                  <Button size="xs" variant="default" onClick={() => onCancel(one)}>
                    {t('cancel')}
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
