import { Button } from '@mantine/core';
import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseFiles } from '../../../contract/desktop.ts';
import { folderRun, folderShow, packetsTake } from '../../../contract/packets.ts';
import { ask, useAnswer, useChange } from '../../ask.ts';
import { usePacketFiles } from '../../ui/packet-files.ts';
import { OrUnlock } from '../mine/keys-locked.tsx';
import { PacketOutcomes } from './packet-outcomes.tsx';

/** What people sent is taken here: files that are chosen or dropped, or what lies in the shared folder. */
export function TakePackets() {
  const { t } = useTranslation('pairing');
  const folder = useAnswer(folderShow, {}).data?.folder ?? null;
  const take = useChange(packetsTake);
  const run = useChange(folderRun);
  const { mutate } = take;
  const dropped = usePacketFiles((state) => state.files);
  const asked = take.variables?.files ?? [];
  const open = useCallback((files: readonly string[]) => mutate({ files: [...files] }), [mutate]);
  useEffect(() => {
    if (dropped.length === 0) return;
    usePacketFiles.setState({ files: [] });
    open(dropped);
  }, [dropped, open]);
  const choose = async (): Promise<void> => {
    const { files } = await ask(chooseFiles, { title: t('take.which'), endings: ['swpacket'] });
    if (files.length > 0) open(files);
  };
  return (
    <section className="card" aria-label={t('take.title')}>
      <h2>{t('take.title')}</h2>
      <p className="dim" style={{ margin: '0 0 10px' }}>
        {t('take.text')}
      </p>
      <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
        <Button variant="default" loading={take.isPending} onClick={() => void choose()}>
          {t('take.choose')}
        </Button>
        {folder !== null && (
          <Button variant="default" loading={run.isPending} onClick={() => run.mutate({})}>
            {t('take.check')}
          </Button>
        )}
      </div>
      <OrUnlock error={take.error} onUnlocked={() => open(asked)} />
      <OrUnlock error={run.error} onUnlocked={() => run.mutate({})} />
      {take.data && <PacketOutcomes packets={take.data.packets} />}
      {run.data && <PacketOutcomes packets={run.data.packets} sent={run.data.sent.length} />}
    </section>
  );
}
