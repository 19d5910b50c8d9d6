import { useTranslation } from 'react-i18next';
import type { PlannedWriteDoc } from '../../../contract/account-writes.ts';
import { noteText } from './note-text.ts';

/** What exactly would be sent, before anything is. */
export function PlannedWrite({ plan }: { readonly plan: PlannedWriteDoc }) {
  const { t } = useTranslation('accounts');
  return (
    <section className="card" style={{ marginTop: 12 }}>
      <p style={{ margin: 0, fontWeight: 600 }}>{noteText(t, plan.words)}</p>
      <p className="dim" style={{ margin: '6px 0 0' }}>
        {t('write.sends')}
      </p>
      <pre style={{ margin: '4px 0 0', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {plan.method} {plan.url}
        {plan.body !== null && `\n${plan.body}`}
      </pre>
      {!plan.reversible && <p className="warn">{t('write.forGood')}</p>}
    </section>
  );
}
