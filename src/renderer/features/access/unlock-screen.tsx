import { Button, PasswordInput, Select } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { accessUnlock, type HereDoc } from '../../../contract/access.ts';
import { switchBook } from '../../../contract/desktop.ts';
import { askAnew, RefusedRequest, useChange } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useSecretRequest } from '../../use-secret-request.ts';
import { LanguageDoors } from '../start/language-doors.tsx';

/** The door of the window: who sits here, and their passphrase where they have one. */
export function UnlockScreen({ here }: { readonly here: HereDoc }) {
  const { t } = useTranslation(['access', 'start']);
  const client = useQueryClient();
  const unlock = useSecretRequest(accessUnlock);
  const open = useChange(switchBook);
  const choosable = here.holders.filter(({ isHere }) => isHere);
  const [email, setEmail] = useState<string | null>(
    choosable.length === 1 ? (choosable[0]?.email ?? null) : null,
  );
  const [passphrase, setPassphrase] = useState('');
  const chosen = choosable.find((one) => one.email === email) ?? null;
  const asksPassphrase = chosen === null || chosen.unlock === 'passphrase';
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (chosen === null) return;
    const done = await unlock.send({
      email: chosen.email,
      passphrase: asksPassphrase ? passphrase : null,
    });
    setPassphrase('');
    if (done !== null) await askAnew(client);
  };
  return (
    <main id="main" style={{ maxWidth: 520, margin: '0 auto', padding: '56px 24px' }}>
      <LanguageDoors />
      <h1 className="answer" style={{ margin: '18px 0 8px' }}>
        {t('unlock.title', { company: here.company })}
      </h1>
      <p className="dim" style={{ margin: '0 0 18px' }}>
        {t('unlock.text')}
      </p>
      <form
        className="card"
        autoComplete="off"
        onSubmit={(event) => void submit(event)}
        style={{ padding: '18px 20px' }}
      >
        <Select
          label={t('unlock.who')}
          data={here.holders.map((one) => ({
            value: one.email,
            label: one.isHere
              ? one.name
              : t(one.unlock === 'none' ? 'unlock.withoutYet' : 'unlock.elsewhere', {
                  name: one.name,
                }),
            disabled: !one.isHere,
          }))}
          value={email}
          onChange={setEmail}
          allowDeselect={false}
          searchable={here.holders.length > 8}
          required
          data-autofocus
        />
        {asksPassphrase ? (
          <PasswordInput
            mt="sm"
            label={t('unlock.passphrase')}
            autoComplete="off"
            visibilityToggleButtonProps={{ 'aria-label': t('unlock.show') }}
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
          />
        ) : (
          <p className="dim" style={{ margin: '10px 0 0' }}>
            {t('unlock.ownAccount')}
          </p>
        )}
        {unlock.error && <Refusal error={unlock.error} />}
        <Button
          type="submit"
          mt="md"
          loading={unlock.isPending}
          disabled={chosen === null || (asksPassphrase && passphrase === '')}
        >
          {t('unlock.do')}
        </Button>
      </form>
      <p style={{ margin: '14px 0 0' }}>
        <button type="button" className="door" onClick={() => open.mutate({})}>
          {t('start:open')}
        </button>
      </p>
      {open.error && <FailureNotice error={open.error} />}
    </main>
  );
}

/** A wrong passphrase, or the wait after several. */
function Refusal({ error }: { readonly error: Error }) {
  const { t } = useTranslation('access');
  const isLocked = error instanceof RefusedRequest && error.error.code === 'access_locked';
  if (!isLocked) return <FailureNotice error={error} />;
  const seconds = Number(error.error.details['seconds'] ?? 0);
  return (
    <p className="notice" role="alert">
      {seconds > 0
        ? t('unlock.wait', { count: seconds })
        : t('unlock.wrong', { name: String(error.error.details['name'] ?? '') })}
    </p>
  );
}
