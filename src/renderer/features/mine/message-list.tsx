import { useTranslation } from 'react-i18next';
import type { WaitingMessage } from '../../../contract/packets.ts';
import { useFormats } from '../../ui/format.ts';
import { AllFields } from './held-parts.tsx';
import { useMessageWords } from './message-words.ts';

/** Messages as what they say: a sentence each, its receipts, and every field of it on demand. */
export function MessageList({ messages }: { readonly messages: readonly WaitingMessage[] }) {
  const { t } = useTranslation('mine');
  const formats = useFormats();
  const words = useMessageWords();
  if (messages.length === 0) return null;
  return (
    <ul className="messages">
      {messages.map((one) => (
        <li key={`${one.type} ${one.about}`}>
          <span>{words(one)}</span>
          {one.receipts.map(({ sha256, file, bytes }) => (
            <div key={sha256} className="dim">
              {t('message.receipt', { file, size: formats.number(Math.ceil(bytes / 1024), 0) })}
            </div>
          ))}
          <details>
            <summary>{t('message.all')}</summary>
            <AllFields value={one.body} />
          </details>
        </li>
      ))}
    </ul>
  );
}
