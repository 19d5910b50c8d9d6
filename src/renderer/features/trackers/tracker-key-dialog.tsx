import { Button, Checkbox, Modal, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type TrackerDoc, trackersKey } from '../../../contract/trackers.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useSecretRequest } from '../../use-secret-request.ts';

/** Replaces a tracker's key in the keychain, once the source has accepted it, or takes one for this run alone. */
export function TrackerKeyDialog({
  tracker,
  onSet,
  onClose,
}: {
  readonly tracker: TrackerDoc;
  readonly onSet: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(['trackers', 'accounts']);
  const [key, setKey] = useState('');
  const [isRunOnly, setRunOnly] = useState(false);
  const set = useSecretRequest(trackersKey);
  const submit = async (): Promise<void> => {
    const keepKey = isRunOnly ? 'run' : 'keychain';
    const done = await set.send({ tracker: tracker.name, key, keepKey });
    if (done === null) return;
    setKey('');
    onClose();
    onSet();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('accounts:keyDialog.replace', { account: tracker.name })}
    >
      <form
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <PasswordInput
          label={t('add.key')}
          description={t(`keyHint.${tracker.kind}`)}
          required
          data-autofocus
          autoComplete="off"
          visibilityToggleButtonProps={{ 'aria-label': t('add.showKey') }}
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        <Checkbox
          mt="sm"
          label={t('add.runOnly')}
          checked={isRunOnly}
          onChange={(event) => setRunOnly(event.currentTarget.checked)}
        />
        {set.error && <FailureNotice error={set.error} />}
        <Button type="submit" mt="md" loading={set.isPending} disabled={key.trim() === ''}>
          {t('accounts:keyDialog.replaceDo')}
        </Button>
      </form>
    </Modal>
  );
}
