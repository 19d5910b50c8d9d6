import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PairingDoc, pairConfirm } from '../../../contract/packets.ts';
import { useChange } from '../../ask.ts';
import { OrUnlock } from '../mine/keys-locked.tsx';
import { SixWords } from '../mine/pairing-steps.tsx';

/** Somebody has joined: the words that the office reads aloud, and those that it hears. */
export function ConfirmCard({ pairing }: { readonly pairing: PairingDoc }) {
  const { t } = useTranslation('pairing');
  const confirm = useChange(pairConfirm);
  const [words, setWords] = useState('');
  const values = { name: pairing.person.name, device: pairing.device ?? '' };
  const send = (): void => {
    if (pairing.installation !== null) {
      confirm.mutate({ installation: pairing.installation, words });
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    send();
  };
  return (
    <section className="card" aria-label={t('confirm.title', values)}>
      <h2>{t('confirm.title', values)}</h2>
      <p style={{ margin: '0 0 8px', maxWidth: '80ch' }}>{t('confirm.text', values)}</p>
      <SixWords words={pairing.words ?? ''} numbers={pairing.numbers ?? []} />
      <form onSubmit={submit} style={{ marginTop: 12 }}>
        <div style={{ display: 'flex', gap: 8, alignItems: 'end', flexWrap: 'wrap' }}>
          <TextInput
            label={t('confirm.heard', values)}
            description={t('confirm.note')}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
            autoComplete="off"
            spellCheck={false}
            w={420}
            required
          />
          <Button type="submit" loading={confirm.isPending} disabled={words.trim() === ''}>
            {t('confirm.do')}
          </Button>
        </div>
        <OrUnlock error={confirm.error} onUnlocked={send} />
      </form>
    </section>
  );
}
