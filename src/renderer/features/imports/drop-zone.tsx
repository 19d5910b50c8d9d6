import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Says what can be dropped on the window; the buttons beside it do the same by keyboard. */
export function DropZone({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('imports');
  return (
    <section className="card drop-zone" aria-label={t('drop.label')}>
      <p style={{ margin: '0 0 12px', maxWidth: '84ch' }}>{t('drop.text')}</p>
      <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>{children}</div>
    </section>
  );
}
