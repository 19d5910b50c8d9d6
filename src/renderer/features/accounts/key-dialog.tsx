import { Button, Modal, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AccountDoc, accountsKey } from '../../../contract/accounts.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useSecretRequest } from '../../use-secret-request.ts';
import { keyHint } from './key-hint.ts';
import { startSync } from './sync-store.ts';

/** Replaces the key in the keychain, or takes one for this run alone and syncs with it. */
export function KeyDialog({
  account,
  keep,
  onClose,
}: {
  readonly account: AccountDoc;
  readonly keep: 'replace' | 'run';
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(['accounts', 'shell']);
  const [key, setKey] = useState('');
  const set = useSecretRequest(accountsKey);
  const submit = async (): Promise<void> => {
    const keepKey = keep === 'run' ? 'run' : 'keychain';
    const done = await set.send({ account: account.name, key, keepKey });
    if (done === null) return;
    setKey('');
    onClose();
    void startSync({ account: account.name });
  };
  return (
    <Modal opened onClose={onClose} title={t(`keyDialog.${keep}`, { account: account.name })}>
      <form
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <PasswordInput
          label={t('add.key')}
          description={account.keyHint ? keyHint(t, account.keyHint) : undefined}
          required
          data-autofocus
          autoComplete="off"
          visibilityToggleButtonProps={{ 'aria-label': t('add.showKey') }}
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        {keep === 'run' && <p className="dim">{t('keyDialog.runHint')}</p>}
        {set.error && <FailureNotice error={set.error} />}
        <Button type="submit" mt="md" loading={set.isPending} disabled={key.trim() === ''}>
          {t(`keyDialog.${keep}Do`)}
        </Button>
      </form>
    </Modal>
  );
}
