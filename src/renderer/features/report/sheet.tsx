import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../ui/format.ts';

/** One page of paper: head, contents, foot. */
export function Sheet({
  company,
  month,
  title,
  foot,
  children,
}: {
  readonly company: string;
  readonly month: string;
  readonly title: string;
  readonly foot: string;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation('report');
  const formats = useFormats();
  return (
    <article className="sheet" aria-label={title}>
      <header>
        <span>
          {company} · {formats.month(month)}
        </span>
        <span>{t('head')}</span>
      </header>
      <h2>{title}</h2>
      {children}
      <footer>{foot}</footer>
    </article>
  );
}
