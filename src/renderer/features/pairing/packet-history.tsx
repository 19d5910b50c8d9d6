import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { packetsList } from '../../../contract/packets.ts';
import { useLastingAnswer } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useCodeSentence } from '../mine/use-code-sentence.ts';
import { nameOf } from './packet-outcomes.tsx';

/** As many as are looked at again; older ones stay in the book. */
const SHOWN = 100;

/** Every packet that was looked at, the newest first: what became of it, and why. */
export function PacketHistory() {
  const { t } = useTranslation('pairing');
  const sentence = useCodeSentence();
  const [which, setWhich] = useState<'all' | 'refused'>('all');
  const answer = useLastingAnswer(packetsList, which === 'refused' ? { refused: true } : {});
  if (answer.error) return <FailureNotice error={answer.error} />;
  const packets = (answer.data?.packets ?? []).slice(0, SHOWN);
  return (
    <section className="card">
      <div className="card-head">
        <h2>{t('packet.title')}</h2>
        <SegmentedControl
          size="xs"
          aria-label={t('packet.show')}
          value={which}
          onChange={(value) => setWhich(value === 'refused' ? 'refused' : 'all')}
          data={[
            { value: 'all', label: t('packet.all') },
            { value: 'refused', label: t('packet.refused') },
          ]}
        />
      </div>
      {packets.length === 0 ? (
        <p className="dim" style={{ margin: 0 }}>
          {t(which === 'refused' ? 'packet.noneRefused' : 'packet.none')}
        </p>
      ) : (
        <div className="scroll-x">
          <table className="table">
            <thead>
              <tr>
                <th>{t('column.person')}</th>
                <th className="figure">{t('packet.number')}</th>
                <th style={{ paddingLeft: 20 }}>{t('column.state')}</th>
                <th className="figure">{t('packet.messages')}</th>
                <th style={{ paddingLeft: 20 }}>{t('packet.why')}</th>
              </tr>
            </thead>
            <tbody>
              {packets.map((one) => (
                <tr key={`${one.sha256} ${one.file}`}>
                  <td>{one.person?.name ?? t('packet.unknown')}</td>
                  <td className="figure">{one.seq ?? '–'}</td>
                  <td style={{ paddingLeft: 20 }}>{t(`packet.status.${one.status}`)}</td>
                  <td className="figure">{one.messages.length}</td>
                  <td style={{ paddingLeft: 20 }}>
                    {one.code !== null && sentence(one)}
                    <div className="dim long">{nameOf(one.file)}</div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
