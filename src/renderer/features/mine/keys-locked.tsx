import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keysUnlock, pairList } from '../../../contract/packets.ts';
import { RefusedRequest, useAnswer } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useSecretRequest } from '../../use-secret-request.ts';

/**
 * What went wrong with sending or taking. Where it is that the keys lie in a file under a passphrase,
 * it is asked for in place; what had failed is then done once more.
 */
export function OrUnlock({
  error,
  onUnlocked,
}: {
  readonly error: Error | null;
  readonly onUnlocked: () => void;
}) {
  const { t } = useTranslation('mine');
  const isFile = useAnswer(pairList, {}).data?.self?.keyPlace === 'file';
  const unlock = useSecretRequest(keysUnlock);
  const [passphrase, setPassphrase] = useState('');
  if (error === null) return null;
  const isLocked = error instanceof RefusedRequest && error.error.code === 'keys_unavailable';
  if (!isFile || !isLocked) return <FailureNotice error={error} />;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if ((await unlock.send({ passphrase })) === null) return;
    setPassphrase('');
    onUnlocked();
  };
  return (
    <form onSubmit={submit} className="notice" style={{ display: 'grid', gap: 8, maxWidth: 420 }}>
      <PasswordInput
        label={t('keys.passphrase')}
        description={t('keys.note')}
        value={passphrase}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
        required
        data-autofocus
      />
      {unlock.error && <FailureNotice error={unlock.error} />}
      <div>
        <Button type="submit" loading={unlock.isPending}>
          {t('keys.unlock')}
        </Button>
      </div>
    </form>
  );
}
