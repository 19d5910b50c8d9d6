import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { settingsList } from '../../../contract/company.ts';
import { chooseFolder } from '../../../contract/desktop.ts';
import { folderShow, packetsSend, packetsWaiting } from '../../../contract/packets.ts';
import { ask, useAnswer, useChange, useLastingAnswer } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { OrUnlock } from './keys-locked.tsx';
import { MessageList } from './message-list.tsx';

/** Everything that would go, in words, with its receipts; it goes once the person says yes. */
export function SendPart() {
  const { t } = useTranslation('mine');
  const all = useAnswer(packetsWaiting, {}).data?.messages ?? [];
  const settings = useAnswer(settingsList, {}).data?.settings ?? [];
  const isAsked = settings.find(({ key }) => key === 'share.usage')?.value !== 'always';
  const [withUse, setWithUse] = useState(false);
  const days = all.filter(({ type }) => type === 'usage').length;
  const staysHere = isAsked && !withUse;
  const without = staysHere ? (['usage'] as const) : [];
  const waiting = useLastingAnswer(packetsWaiting, { without: [...without] });
  const folder = useAnswer(folderShow, {}).data?.folder ?? null;
  const send = useChange(packetsSend);
  const [out, setOut] = useState<string | null>(null);
  if (waiting.error) return <FailureNotice error={waiting.error} />;
  const { messages = [], digest } = waiting.data ?? {};
  const write = (where: string | null): void => {
    setOut(where);
    send.mutate({
      ...(where === null ? {} : { out: where }),
      ...(digest === undefined ? {} : { seen: digest }),
      without: [...without],
    });
  };
  const choose = async (): Promise<void> => {
    const chosen = await ask(chooseFolder, { title: t('send.where') });
    if (chosen.folder !== null) write(chosen.folder);
  };
  const files = send.data?.packets ?? [];
  return (
    <section className="card" aria-label={t('send.title')}>
      <h2>{t('send.title')}</h2>
      <p style={{ margin: '0 0 10px' }}>
        {messages.length === 0 ? t('send.nothing') : t('send.ask', { count: messages.length })}
      </p>
      <MessageList messages={messages} />
      {isAsked && days > 0 && (
        <Checkbox
          mt="sm"
          label={t('send.withUse', { count: days })}
          checked={withUse}
          onChange={(event) => setWithUse(event.currentTarget.checked)}
        />
      )}
      <OrUnlock error={send.error} onUnlocked={() => write(out)} />
      {messages.length > 0 && (
        <div style={{ display: 'flex', gap: 8, marginTop: 12, flexWrap: 'wrap' }}>
          {folder !== null && (
            <Button loading={send.isPending} onClick={() => write(null)}>
              {t('send.yes')}
            </Button>
          )}
          <Button
            variant={folder === null ? 'filled' : 'default'}
            loading={send.isPending}
            onClick={() => void choose()}
          >
            {t(folder === null ? 'send.yesSave' : 'send.save')}
          </Button>
        </div>
      )}
      {files.length > 0 && messages.length === 0 && (
        <p role="status" style={{ margin: '10px 0 0' }}>
          {out === null
            ? t('send.inFolder', { count: files.length })
            : t('send.saved', { count: files.length, folder: out })}
        </p>
      )}
    </section>
  );
}
