import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AccessDoc, accessPassphrase } from '../../../contract/access.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useSecretRequest } from '../../use-secret-request.ts';
import { canBeSet, NOTHING_TYPED, PassphraseFields } from './passphrase-fields.tsx';

/** Sets the passphrase or PIN of a holder: one's own, or anybody's as an owner. */
export function PassphraseDialog({
  holder,
  onClose,
}: {
  readonly holder: Pick<AccessDoc['access'][number], 'email' | 'name'>;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('access');
  const [typed, setTyped] = useState(NOTHING_TYPED);
  const set = useSecretRequest(accessPassphrase);
  const submit = async (): Promise<void> => {
    const done = await set.send({ email: holder.email, passphrase: typed.first });
    setTyped(NOTHING_TYPED);
    if (done !== null) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t('passphrase.of', { name: holder.name })}>
      <form
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <PassphraseFields typed={typed} onType={setTyped} note={t('passphrase.note')} />
        {set.error && <FailureNotice error={set.error} />}
        <Button type="submit" mt="md" loading={set.isPending} disabled={!canBeSet(typed)}>
          {t('passphrase.save')}
        </Button>
      </form>
    </Modal>
  );
}
