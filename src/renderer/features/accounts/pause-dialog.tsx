import { Button, Group, Modal } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { keysPause, keysPlanPause } from '../../../contract/account-writes.ts';
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
  // Where a provider can only delete, nothing here may say "pause".
  const words = plan.data?.reversible === false ? 'delete' : paused ? 'title' : 'back';
  return (
    <Modal opened onClose={onClose} title={plan.data ? t(`pause.${words}`, { name }) : name}>
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
            {t(`pause.do.${words}`)}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('shell:actions.cancel')}
          </Button>
        </Group>
      )}
    </Modal>
  );
}
