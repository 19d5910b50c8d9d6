import type { ReactNode, Ref } from 'react';
import { useTranslation } from 'react-i18next';

/** One page of paper: head, contents, foot. */
export function Sheet({
  company,
  period,
  title,
  foot,
  children,
  ref,
}: {
  readonly company: string;
  /** The month, quarter or year, as one says it. */
  readonly period: string;
  readonly title: string;
  readonly foot: string;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLElement>;
}) {
  const { t } = useTranslation('report');
  return (
    <article className="sheet" aria-label={title} ref={ref}>
      <header>
        <span>
          {company} · {period}
        </span>
        <span>{t('head')}</span>
      </header>
      <h2>{title}</h2>
      {children}
      <footer>{foot}</footer>
    </article>
  );
}
