import { useTranslation } from 'react-i18next';
import type { PacketDoc } from '../../../contract/packets.ts';
import { useCodeSentence } from '../mine/use-code-sentence.ts';

/** How many packets were taken just now, and why others were not. */
export function PacketOutcomes({
  packets,
  sent = 0,
}: {
  readonly packets: readonly PacketDoc[];
  readonly sent?: number;
}) {
  const { t } = useTranslation('pairing');
  const sentence = useCodeSentence();
  const taken = packets.filter(({ status }) => status === 'taken').length;
  const others = packets.filter(({ status, code }) => status !== 'taken' && code !== null);
  return (
    <div role="status" style={{ marginTop: 10 }}>
      <p style={{ margin: 0 }}>
        {packets.length === 0 ? t('take.none') : t('take.taken', { count: taken })}
        {sent > 0 && ` ${t('take.sent', { count: sent })}`}
      </p>
      {others.map((one) => (
        <p
          key={`${one.sha256} ${one.file}`}
          className={one.status === 'refused' ? 'notice' : 'dim'}
        >
          {nameOf(one.file)}: {sentence(one)}
        </p>
      ))}
    </div>
  );
}

/** A file's own name, whatever system wrote its path. */
export const nameOf = (file: string): string => file.split(/[\\/]/).at(-1) ?? file;
