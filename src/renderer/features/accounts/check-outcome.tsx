import { useTranslation } from 'react-i18next';
import type { CheckDoc } from '../../../contract/accounts.ts';
import { useFormats } from '../../ui/format.ts';
import { errorText, featureWord, noteText } from './note-text.ts';

/** What the provider said to the key just now. */
export function CheckOutcome({ check }: { readonly check: CheckDoc }) {
  const { t } = useTranslation(['accounts', 'errors']);
  const formats = useFormats();
  if (check.error !== null)
    return (
      <p className="notice" role="alert">
        {errorText(t, check.error)}
      </p>
    );
  const words = (features: readonly string[]): string =>
    formats.list(features.map((feature) => featureWord(t, feature)));
  return (
    <section className="card" role="status">
      {t('check.ok', { found: words(check.found) })}{' '}
      {check.lacking.length > 0 && t('check.lacking', { lacking: words(check.lacking) })}
      {check.notes.map((note) => (
        <p key={note.code} style={{ margin: '4px 0 0' }}>
          {noteText(t, note)}
        </p>
      ))}
    </section>
  );
}
