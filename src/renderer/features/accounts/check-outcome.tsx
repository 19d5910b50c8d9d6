import { useTranslation } from 'react-i18next';
import type { CheckDoc } from '../../../contract/accounts.ts';
import { toldIn, troubleIn } from './told.ts';

/** What the provider said to the key just now. */
export function CheckOutcome({ check }: { readonly check: CheckDoc }) {
  const { t } = useTranslation(['accounts', 'errors']);
  if (check.error !== null)
    return (
      <p className="notice" role="alert">
        {troubleIn(t, check.error)}
      </p>
    );
  return (
    <section className="card" role="status">
      {t('check.ok', { found: check.found.join(', ') })}{' '}
      {check.lacking.length > 0 && t('check.lacking', { lacking: check.lacking.join(', ') })}
      {check.notes.map((note) => (
        <p key={note.code} style={{ margin: '4px 0 0' }}>
          {toldIn(t, note)}
        </p>
      ))}
    </section>
  );
}
