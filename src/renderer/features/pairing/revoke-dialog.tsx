import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PairingDoc, pairRevoke } from '../../../contract/packets.ts';
import { useChange } from '../../ask.ts';
import { DayInput } from '../../ui/day-input.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';

/** Takes nothing more from a computer, and lists what came from it since a day. */
export function RevokeDialog({
  pairing,
  onClose,
}: {
  readonly pairing: PairingDoc;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(['pairing', 'mine']);
  const formats = useFormats();
  const revoke = useChange(pairRevoke);
  const [reason, setReason] = useState('');
  const [since, setSince] = useState('');
  const values = { name: pairing.person.name, device: pairing.device ?? '' };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (pairing.installation === null) return;
    revoke.mutate({
      installation: pairing.installation,
      reason: reason.trim(),
      ...(since === '' ? {} : { since }),
    });
  };
  const taken = revoke.data?.takenSince;
  return (
    <Modal opened onClose={onClose} title={t('revoke.title', values)} size="lg">
      {taken ? (
        <>
          <p role="status" style={{ margin: '0 0 8px' }}>
            {taken.length === 0
              ? t('revoke.doneNothing', values)
              : t('revoke.done', { ...values, count: taken.length })}
          </p>
          {taken.length > 0 && (
            <div className="scroll-x">
              <table className="table">
                <thead>
                  <tr>
                    <th>{t('revoke.at')}</th>
                    <th>{t('revoke.what')}</th>
                    <th>{t('revoke.became')}</th>
                  </tr>
                </thead>
                <tbody>
                  {taken.map((one) => (
                    <tr key={one.id}>
                      <td>{formats.instant(one.takenAt)}</td>
                      <td>{t([`mine:type.${one.type}`, 'mine:type.other'])}</td>
                      <td>{t(`packet.status.${one.status}`)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
          <Button mt="md" onClick={onClose}>
            {t('invite.close')}
          </Button>
        </>
      ) : (
        <form onSubmit={submit}>
          <p style={{ margin: '0 0 10px' }}>{t('revoke.text', values)}</p>
          <TextInput
            label={t('revoke.reason')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            maxLength={300}
            required
            data-autofocus
          />
          <DayInput
            mt="xs"
            label={t('revoke.since')}
            description={t('revoke.sinceNote')}
            value={since}
            onChange={(day) => setSince(day ?? '')}
          />
          {revoke.error && <FailureNotice error={revoke.error} />}
          <Button
            type="submit"
            mt="md"
            color="red"
            loading={revoke.isPending}
            disabled={reason.trim() === ''}
          >
            {t('revoke.do', values)}
          </Button>
        </form>
      )}
    </Modal>
  );
}
