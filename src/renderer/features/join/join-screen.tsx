import { Button, PasswordInput, Radio, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { forgetInvitation, joinBook, showInvitation } from '../../../contract/desktop.ts';
import { SHORTEST_KEYS_PASSPHRASE } from '../../../core/packets/keys-passphrase.ts';
import { ask, askAnew, useAnswer } from '../../ask.ts';
import { goTo } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { useSecretRequest } from '../../use-secret-request.ts';
import { useInvitation } from './invitation.ts';

/** Somebody was invited: who they are, how this computer is called, where the keys lie; then their own book is made. */
export function JoinScreen({ invitation }: { readonly invitation: string }) {
  const { t } = useTranslation(['join', 'shell']);
  const formats = useFormats();
  const client = useQueryClient();
  const said = useAnswer(showInvitation, { file: invitation });
  const join = useSecretRequest(joinBook);
  const [device, setDevice] = useState('');
  const [keyStore, setKeyStore] = useState<'keychain' | 'file'>('keychain');
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const putAside = async (): Promise<void> => {
    useInvitation.setState({ file: null });
    await ask(forgetInvitation, {});
    await askAnew(client);
  };
  const isShort = keyStore === 'file' && passphrase.length < SHORTEST_KEYS_PASSPHRASE;
  const isUnlike = keyStore === 'file' && passphrase !== again;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const made = await join.send({
      from: { file: invitation },
      device,
      keyStore,
      ...(keyStore === 'file' && { passphrase }),
    });
    if (!made?.file) return;
    setPassphrase('');
    setAgain('');
    goTo('packets');
    await putAside();
  };
  return (
    <main style={{ maxWidth: 620, margin: '0 auto', padding: '40px 24px' }}>
      <h1 className="answer" style={{ margin: '0 0 8px' }}>
        {said.data
          ? t('title', { company: said.data.company, name: said.data.person.name })
          : t('reading')}
      </h1>
      {said.error && <FailureNotice error={said.error} />}
      {said.data && (
        <p className="dim" style={{ margin: '0 0 18px' }}>
          {t(said.data.isOver ? 'over' : 'until', {
            day: formats.instant(said.data.expiresAt),
            email: said.data.person.email,
          })}{' '}
          {t('whatHappens')}
        </p>
      )}
      {said.data && (
        <form className="card" onSubmit={submit} style={{ padding: '18px 20px' }}>
          <TextInput
            label={t('device')}
            description={t('deviceNote')}
            value={device}
            onChange={(event) => setDevice(event.currentTarget.value)}
            maxLength={100}
            required
            data-autofocus
          />
          <Radio.Group
            mt={14}
            label={t('keys')}
            description={t('keysNote')}
            value={keyStore}
            onChange={(value) => setKeyStore(value === 'file' ? 'file' : 'keychain')}
          >
            <Radio mt={8} value="keychain" label={t('keychain')} />
            <Radio mt={6} value="file" label={t('keysFile')} />
          </Radio.Group>
          {keyStore === 'file' && (
            <div style={{ display: 'grid', gap: 10, marginTop: 10 }}>
              <PasswordInput
                label={t('passphrase')}
                description={t('passphraseNote', { count: SHORTEST_KEYS_PASSPHRASE })}
                value={passphrase}
                onChange={(event) => setPassphrase(event.currentTarget.value)}
                required
              />
              <PasswordInput
                label={t('again')}
                value={again}
                onChange={(event) => setAgain(event.currentTarget.value)}
                error={again !== '' && isUnlike ? t('unlike') : null}
                required
              />
            </div>
          )}
          <p className="dim" style={{ margin: '14px 0' }}>
            {t('place')}
          </p>
          {join.error && <FailureNotice error={join.error} />}
          <Button
            type="submit"
            loading={join.isPending}
            disabled={device.trim() === '' || isShort || isUnlike || said.data.isOver}
          >
            {t('make')}
          </Button>
        </form>
      )}
      <p style={{ marginTop: 16 }}>
        <Button variant="default" onClick={() => void putAside()}>
          {t('notNow')}
        </Button>
      </p>
    </main>
  );
}
