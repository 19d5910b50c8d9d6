import type { ReactNode, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../ui/format.ts';

/** One page of paper: head, contents, foot. */
export function Sheet({
  company,
  month,
  title,
  foot,
  children,
  ref,
}: {
  readonly company: string;
  readonly month: string;
  readonly title: string;
  readonly foot: string;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLElement>;
}) {
  const { t } = useTranslation('report');
  const formats = useFormats();
  return (
    <article className="sheet" aria-label={title} ref={ref}>
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
