import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseFolder } from '../../../contract/desktop.ts';
import {
  folderShow,
  type PairingDoc,
  type PairingsDoc,
  packetsSend,
  pairConfirm,
} from '../../../contract/packets.ts';
import { ask, useAnswer, useChange } from '../../ask.ts';
import { OrUnlock } from './keys-locked.tsx';

/** Joined, not compared yet: what to do now, the six words, and what the office reads. */
export function PairingSteps({
  office,
  self,
}: {
  readonly office: PairingDoc;
  readonly self: NonNullable<PairingsDoc['self']>;
}) {
  const { t } = useTranslation('mine');
  return (
    <section className="card">
      <h2>{t('pair.title')}</h2>
      <ol style={{ margin: 0, paddingLeft: 20, display: 'grid', gap: 18 }}>
        <li>
          <JoinPacket />
        </li>
        <li>
          <p style={{ margin: '0 0 6px' }}>{t('pair.compare', { device: self.device ?? '' })}</p>
          <SixWords words={office.words ?? ''} numbers={office.numbers ?? []} />
        </li>
        <li>
          <Confirm office={office} />
        </li>
      </ol>
    </section>
  );
}

/** The words, each above its number: whoever has another language reads the numbers. */
export function SixWords({
  words,
  numbers,
}: {
  readonly words: string;
  readonly numbers: readonly string[];
}) {
  return (
    <ol className="six-words" lang="en">
      {words.split(' ').map((word, index) => (
        <li key={`${word} ${numbers[index]}`}>
          <strong className="word">{word}</strong>
          <span className="dim figure">{numbers[index]}</span>
        </li>
      ))}
    </ol>
  );
}

function JoinPacket() {
  const { t } = useTranslation('mine');
  const folder = useAnswer(folderShow, {}).data?.folder ?? null;
  const send = useChange(packetsSend);
  const [out, setOut] = useState<string | null>(null);
  const write = (where: string | null): void => {
    setOut(where);
    send.mutate(where === null ? {} : { out: where });
  };
  const choose = async (): Promise<void> => {
    const chosen = await ask(chooseFolder, { title: t('pair.where') });
    if (chosen.folder !== null) write(chosen.folder);
  };
  const written = send.data?.packets[0];
  return (
    <>
      <p style={{ margin: '0 0 8px' }}>{t('pair.send')}</p>
      <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
        <Button loading={send.isPending} onClick={() => void choose()}>
          {t('pair.save')}
        </Button>
        {folder !== null && (
          <Button variant="default" loading={send.isPending} onClick={() => write(null)}>
            {t('pair.intoFolder')}
          </Button>
        )}
      </div>
      {written && (
        <p role="status" style={{ margin: '8px 0 0' }}>
          {t('pair.written', { file: written.file })}
        </p>
      )}
      <OrUnlock error={send.error} onUnlocked={() => write(out)} />
    </>
  );
}

function Confirm({ office }: { readonly office: PairingDoc }) {
  const { t } = useTranslation('mine');
  const confirm = useChange(pairConfirm);
  const [words, setWords] = useState('');
  const send = (): void => {
    if (office.installation !== null) {
      confirm.mutate({ installation: office.installation, words });
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    send();
  };
  return (
    <form onSubmit={submit}>
      <div style={{ display: 'flex', gap: 8, alignItems: 'end', flexWrap: 'wrap' }}>
        <TextInput
          label={t('pair.heard')}
          description={t('pair.heardNote')}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
          w={420}
          required
        />
        <Button type="submit" loading={confirm.isPending} disabled={words.trim() === ''}>
          {t('pair.confirm')}
        </Button>
      </div>
      <OrUnlock error={confirm.error} onUnlocked={send} />
    </form>
  );
}
