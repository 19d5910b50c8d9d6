import { Button, Modal, PasswordInput, Radio, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonDoc } from '../../../contract/company.ts';
import { saveFile } from '../../../contract/desktop.ts';
import { inviteMake } from '../../../contract/packets.ts';
import { SHORTEST_KEYS_PASSPHRASE } from '../../../core/packets/keys-passphrase.ts';
import { ask } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { useSecretRequest } from '../../use-secret-request.ts';
import { OrUnlock } from '../mine/keys-locked.tsx';

/** Writes an invitation for one person; the first one also says where the company's keys are kept. */
export function InviteDialog({
  people,
  isFirst,
  onClose,
}: {
  readonly people: readonly PersonDoc[];
  readonly isFirst: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation(['pairing', 'access']);
  const formats = useFormats();
  const invite = useSecretRequest(inviteMake);
  const [email, setEmail] = useState<string | null>(null);
  const [keyStore, setKeyStore] = useState<'keychain' | 'file'>('keychain');
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [made, setMade] = useState<{ file: string; name: string; until: string } | null>(null);
  const isFile = isFirst && keyStore === 'file';
  const isKeyed =
    !isFile || (passphrase.length >= SHORTEST_KEYS_PASSPHRASE && passphrase === again);
  const person = people.find((one) => one.email === email);
  const make = async (): Promise<void> => {
    if (!person) return;
    const name = `${person.name.replace(/[^\p{L}\p{N} .-]/gu, '')}.swinvite`;
    const { file } = await ask(saveFile, { name, ending: 'swinvite' });
    if (file === null) return;
    const done = await invite.send({
      person: person.email,
      out: file,
      ...(isFirst ? { keyStore } : {}),
      ...(isFile ? { passphrase } : {}),
    });
    if (done === null) return;
    setPassphrase('');
    setAgain('');
    const { expiresAt } = done.invitation;
    setMade({ file, name: person.name, until: formats.day(expiresAt.slice(0, 10)) });
  };
  return (
    <Modal opened onClose={onClose} title={t('invite.title')}>
      {made ? (
        <>
          <p role="status" style={{ margin: 0 }}>
            {t('invite.made', made)}
          </p>
          <Button mt="md" onClick={onClose}>
            {t('invite.close')}
          </Button>
        </>
      ) : (
        <form
          autoComplete="off"
          onSubmit={(event) => {
            event.preventDefault();
            void make();
          }}
        >
          <p style={{ margin: '0 0 10px' }}>{t('invite.text')}</p>
          <Select
            label={t('invite.who')}
            data={people.map((one) => ({ value: one.email, label: one.name }))}
            value={email}
            onChange={setEmail}
            searchable
            allowDeselect={false}
            required
            data-autofocus
          />
          {isFirst && (
            <Radio.Group
              mt="sm"
              label={t('keys.label')}
              description={t('keys.text')}
              value={keyStore}
              onChange={(value) => setKeyStore(value === 'file' ? 'file' : 'keychain')}
            >
              <Radio mt={8} value="keychain" label={t('keys.keychain')} />
              <Radio mt={6} value="file" label={t('keys.file')} />
            </Radio.Group>
          )}
          {isFile && (
            <>
              <PasswordInput
                mt="xs"
                label={t('keys.passphrase')}
                description={t('keys.passphraseNote', { count: SHORTEST_KEYS_PASSPHRASE })}
                autoComplete="new-password"
                visibilityToggleButtonProps={{ 'aria-label': t('access:unlock.show') }}
                value={passphrase}
                onChange={(event) => setPassphrase(event.currentTarget.value)}
              />
              <PasswordInput
                mt="xs"
                label={t('keys.again')}
                autoComplete="new-password"
                visibilityToggleButtonProps={{ 'aria-label': t('access:unlock.show') }}
                value={again}
                onChange={(event) => setAgain(event.currentTarget.value)}
                error={again !== '' && again !== passphrase ? t('access:passphrase.differs') : null}
              />
            </>
          )}
          {isFirst
            ? invite.error && <FailureNotice error={invite.error} />
            : invite.error && <OrUnlock error={invite.error} onUnlocked={() => void make()} />}
          <Button
            type="submit"
            mt="md"
            loading={invite.isPending}
            disabled={person === undefined || !isKeyed}
          >
            {t('invite.save')}
          </Button>
        </form>
      )}
    </Modal>
  );
}
