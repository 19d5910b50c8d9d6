import { useTranslation } from 'react-i18next';
import type { SignalDoc } from '../../../contract/signals.ts';
import { useEvidenceText } from './signal-sentence.ts';

/** What a signal stands on, value by value. */
export function SignalEvidence({ signal }: { readonly signal: SignalDoc }) {
  const { t, i18n } = useTranslation('signals');
  const text = useEvidenceText();
  const values = Object.entries(signal.evidence).filter(([name]) =>
    i18n.exists(`evidence.${name}`, { ns: 'signals' }),
  );
  if (values.length === 0) return null;
  return (
    <dl className="dim" style={{ margin: 0, display: 'flex', gap: '4px 20px', flexWrap: 'wrap' }}>
      {values.map(([name, value]) => (
        <div key={name} style={{ display: 'flex', gap: 6 }}>
          <dt>{t(`evidence.${name}`)}</dt>
          <dd style={{ margin: 0, color: 'var(--ink)' }} className="figure">
            {text(value)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
