import { Button, Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseFolder } from '../../../contract/desktop.ts';
import { folderShow, type PairingDoc, packetsSend } from '../../../contract/packets.ts';
import { ask, useAnswer, useChange } from '../../ask.ts';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';
import { OrUnlock } from '../mine/keys-locked.tsx';
import { SentMessages } from './sent-messages.tsx';

/** What would go to one person, message by message; it goes once somebody says yes. */
export function SendDialog({
  pairing,
  onClose,
}: {
  readonly pairing: PairingDoc;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('pairing');
  const to = pairing.installation ?? '';
  const folder = useAnswer(folderShow, {}).data?.folder ?? null;
  const look = useChange(packetsSend);
  const send = useChange(packetsSend);
  const { mutate: lookAhead } = look;
  const [out, setOut] = useState<string | null>(null);
  useEffect(() => lookAhead({ to, dryRun: true }), [lookAhead, to]);
  const messages = look.data?.packets.flatMap((one) => one.messages) ?? [];
  const write = (where: string | null): void => {
    setOut(where);
    send.mutate({ to, ...(where === null ? {} : { out: where }) });
  };
  const choose = async (): Promise<void> => {
    const chosen = await ask(chooseFolder, { title: t('send.where') });
    if (chosen.folder !== null) write(chosen.folder);
  };
  const values = { name: pairing.person.name, device: pairing.device ?? '' };
  return (
    <Modal opened onClose={onClose} title={t('send.title', values)} size="lg">
      {send.data ? (
        <>
          <p role="status" style={{ margin: 0 }}>
            {out === null
              ? t('send.inFolder', { count: send.data.packets.length })
              : t('send.saved', { count: send.data.packets.length, folder: out })}
          </p>
          <Button mt="md" onClick={onClose}>
            {t('invite.close')}
          </Button>
        </>
      ) : (
        <>
          {!look.data && !look.error && <PartSkeleton height={120} />}
          {look.data && (
            <p style={{ margin: '0 0 10px' }}>
              {messages.length === 0
                ? t('send.nothing', values)
                : t('send.ask', { ...values, count: messages.length })}
            </p>
          )}
          <SentMessages messages={messages} />
          <OrUnlock error={look.error} onUnlocked={() => lookAhead({ to, dryRun: true })} />
          <OrUnlock error={send.error} onUnlocked={() => write(out)} />
          {look.data && (
            <div style={{ display: 'flex', gap: 8, marginTop: 12 }}>
              {folder !== null && (
                <Button loading={send.isPending} onClick={() => write(null)}>
                  {t('send.do')}
                </Button>
              )}
              <Button
                variant={folder === null ? 'filled' : 'default'}
                loading={send.isPending}
                onClick={() => void choose()}
              >
                {t('send.save')}
              </Button>
            </div>
          )}
        </>
      )}
    </Modal>
  );
}
