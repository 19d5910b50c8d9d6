import { ActionIcon, SegmentedControl } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { companyShow } from '../../../contract/company.ts';
import { addMonths } from '../../../core/calendar.ts';
import { type MonthSpan, spanAround, spanBefore } from '../../../core/month-span.ts';
import { useAnswer } from '../../ask.ts';
import { goTo } from '../../route.ts';

const BY = ['month', 'quarter', 'year'] as const;
type By = (typeof BY)[number];

/** A quarter or year as the address names it: `2026-Q2`, `2026`. */
export function spanKey({ from, to }: MonthSpan): string {
  const year = from.slice(0, 4);
  return from.slice(0, 4) === to.slice(0, 4) && to.slice(5) === '12' && from.slice(5) === '01'
    ? year
    : `${year}-Q${Math.ceil(Number(to.slice(5)) / 3)}`;
}

/** A quarter or year as one says it. */
export function useSpanName(): (span: MonthSpan) => string {
  const { t } = useTranslation('overview');
  return (span) => {
    const [year = '', quarter] = spanKey(span).split('-Q');
    return quarter === undefined ? t('span.year', { year }) : t('span.quarter', { year, quarter });
  };
}

/** Whether a month, its quarter or its year is looked at. */
export function PeriodSwitch({ by, month }: { readonly by: By; readonly month: string }) {
  const { t } = useTranslation('overview');
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('span.by')}
      value={by}
      onChange={(value) => {
        const chosen = BY.find((one) => one === value) ?? 'month';
        if (chosen === 'month') goTo('overview', undefined, month);
        else goTo('overview', spanKey(spanAround(month, chosen)));
      }}
      data={BY.map((value) => ({ value, label: t(`span.${value}Word`) }))}
    />
  );
}

/** The quarter or year that is looked at, with the one before and the one after. */
export function SpanStepper({ span }: { readonly span: MonthSpan }) {
  const { t } = useTranslation(['overview', 'shell']);
  const name = useSpanName();
  const { firstMonth, lastMonth } = useAnswer(companyShow, {}).data ?? {};
  const before = spanBefore(span);
  const next = addMonths(span.to, 1);
  const by = spanKey(span).includes('Q') ? 'quarter' : 'year';
  const after = spanAround(next, by);
  return (
    <div className="month-step">
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('span.before')}
        disabled={!firstMonth || before.to < firstMonth}
        onClick={() => goTo('overview', spanKey(before))}
      >
        <IconChevronLeft size={16} />
      </ActionIcon>
      <span className="month">{name(span)}</span>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('span.after')}
        disabled={!lastMonth || after.from > lastMonth}
        onClick={() => goTo('overview', spanKey(after))}
      >
        <IconChevronRight size={16} />
      </ActionIcon>
    </div>
  );
}
