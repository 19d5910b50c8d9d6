import { useTranslation } from 'react-i18next';
import type { SentPacketDoc } from '../../../contract/packets.ts';
import { AllFields } from '../mine/held-parts.tsx';

/** Messages to a person: what each is of, and every field of it on demand. */
export function SentMessages({ messages }: { readonly messages: SentPacketDoc['messages'] }) {
  const { t } = useTranslation('pairing');
  if (messages.length === 0) return null;
  return (
    <ul className="messages">
      {messages.map((one) => (
        <li key={one.id}>
          <details>
            <summary>
              <strong>{t([`message.${one.type}`, 'message.other'], { type: one.type })}</strong>{' '}
              <span className="dim">{isUuid(one.about) ? '' : one.about}</span>
            </summary>
            <AllFields value={one.body} />
          </details>
        </li>
      ))}
    </ul>
  );
}

/** A name that only books know each other's things by says nothing to a person. */
const isUuid = (text: string | null): boolean =>
  text !== null && /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(text);
