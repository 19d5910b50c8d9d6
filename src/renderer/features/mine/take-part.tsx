import { Button } from '@mantine/core';
import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseFiles } from '../../../contract/desktop.ts';
import {
  folderShow,
  packetsAnswers,
  packetsSend,
  packetsTake,
  packetsWaiting,
} from '../../../contract/packets.ts';
import { ask, useAnswer, useChange } from '../../ask.ts';
import { useFormats } from '../../ui/format.ts';
import { usePacketFiles } from '../../ui/packet-files.ts';
import { PacketOutcomes } from '../pairing/packet-outcomes.tsx';
import { OrUnlock } from './keys-locked.tsx';
import { useCodeSentence } from './use-code-sentence.ts';

/** What the office sent is taken here: from the folder, from files that are chosen or dropped. */
export function TakePart() {
  const { t } = useTranslation('mine');
  const folder = useAnswer(folderShow, {}).data?.folder ?? null;
  const quiet = useAnswer(packetsWaiting, { without: ['usage'] }).data;
  const acknowledge = useChange(packetsSend);
  const take = useChange(packetsTake, () => {
    // That it arrived is told at once, where nothing else would leave with it.
    if (folder === null || !quiet || quiet.messages.length > 0) return;
    acknowledge.mutate({ without: ['usage'], seen: quiet.digest });
  });
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
        {folder !== null && (
          <Button variant="default" loading={take.isPending} onClick={() => open([])}>
            {t('take.check')}
          </Button>
        )}
        <Button variant="default" loading={take.isPending} onClick={() => void choose()}>
          {t('take.choose')}
        </Button>
      </div>
      <OrUnlock error={take.error} onUnlocked={() => open(asked)} />
      {take.data && <PacketOutcomes packets={take.data.packets} />}
      <Answers />
    </section>
  );
}

/** What the office could not take of what was sent, each with its sentence. */
function Answers() {
  const { t } = useTranslation('mine');
  const formats = useFormats();
  const sentence = useCodeSentence();
  const answers = useAnswer(packetsAnswers, {}).data?.answers ?? [];
  if (answers.length === 0) return null;
  return (
    <>
      <h3 style={{ margin: '14px 0 4px', fontSize: 13 }}>{t('answers.title')}</h3>
      <ul style={{ margin: 0, paddingLeft: 18 }}>
        {answers.map((one) => (
          <li key={`${one.type} ${one.about}`}>
            <strong>{t([`type.${one.type}`, 'type.other'])}</strong>{' '}
            <span className="dim">{formats.instant(one.at)}</span>
            <br />
            {sentence(one)}
          </li>
        ))}
      </ul>
    </>
  );
}
