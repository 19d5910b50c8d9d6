import { Button, Group, Modal } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { keysPause, keysPlanPause } from '../../../contract/accounts.ts';
import { useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { PlannedWrite } from './planned-write.tsx';

/** Asks before a key is paused or taken up again: shows what will be sent, then what the provider says. */
export function PauseDialog({
  account,
  keyId,
  name,
  paused,
  onClose,
}: {
  readonly account: string;
  readonly keyId: string;
  readonly name: string;
  readonly paused: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(['accounts', 'shell']);
  const plan = useChange(keysPlanPause);
  const pause = useChange(keysPause);
  const { mutate } = plan;
  useEffect(() => mutate({ account, key: keyId, paused }), [mutate, account, keyId, paused]);
  const error = pause.error ?? plan.error;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(paused ? 'pause.title' : 'pause.back', { name })}
      closeButtonProps={{ 'aria-label': t('shell:actions.close') }}
    >
      {plan.isPending && <p role="status">{t('write.asks')}</p>}
      {plan.data && <PlannedWrite plan={plan.data} />}
      {error && <FailureNotice error={error} />}
      {pause.data ? (
        <p role="status">{t(`pause.now.${pause.data.status}`)}</p>
      ) : (
        <Group mt="md">
          <Button
            color={paused ? 'red' : 'teal'}
            loading={pause.isPending}
            disabled={!plan.data}
            onClick={() => pause.mutate({ account, key: keyId, paused, confirmed: true })}
          >
            {t(paused ? 'pause.do' : 'pause.backDo')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('shell:actions.cancel')}
          </Button>
        </Group>
      )}
    </Modal>
  );
}
