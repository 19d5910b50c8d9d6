import { ActionIcon, SegmentedControl } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { companyShow } from '../../../contract/company.ts';
import { addMonths } from '../../../core/calendar.ts';
import { type MonthSpan, monthSpanOf, spanAround, spanBefore } from '../../../core/month-span.ts';
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

/** The quarter or year that an address names; `null` where it names something else. */
export function spanIn(key: string | null): MonthSpan | null {
  const span = key === null ? null : monthSpanOf(key);
  return span !== null && span.from !== span.to ? span : null;
}

export const spanWord = (span: MonthSpan): 'quarter' | 'year' =>
  spanKey(span).includes('Q') ? 'quarter' : 'year';

/** Screens that show a quarter or a year as well as a month. */
type SpanScreen = 'overview' | 'seats' | 'report';

/** A quarter or year as one says it. */
export function useSpanName(): (span: MonthSpan) => string {
  const { t } = useTranslation('overview');
  return (span) => {
    const [year = '', quarter] = spanKey(span).split('-Q');
    return quarter === undefined ? t('span.year', { year }) : t('span.quarter', { year, quarter });
  };
}

/** Whether a month, its quarter or its year is looked at. */
export function PeriodSwitch({
  screen,
  by,
  month,
}: {
  readonly screen: SpanScreen;
  readonly by: By;
  readonly month: string;
}) {
  const { t } = useTranslation('overview');
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('span.by')}
      value={by}
      onChange={(value) => {
        const chosen = BY.find((one) => one === value) ?? 'month';
        if (chosen === 'month') goTo(screen, undefined, month);
        else goTo(screen, spanKey(spanAround(month, chosen)));
      }}
      data={BY.map((value) => ({ value, label: t(`span.${value}Word`) }))}
    />
  );
}

/** The quarter or year that is looked at, with the one before and the one after. */
export function SpanStepper({
  screen,
  span,
}: {
  readonly screen: SpanScreen;
  readonly span: MonthSpan;
}) {
  const { t } = useTranslation(['overview', 'shell']);
  const name = useSpanName();
  const { firstMonth, lastMonth } = useAnswer(companyShow, {}).data ?? {};
  const before = spanBefore(span);
  const next = addMonths(span.to, 1);
  const after = spanAround(next, spanWord(span));
  return (
    <div className="month-step">
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('span.before')}
        disabled={!firstMonth || before.to < firstMonth}
        onClick={() => goTo(screen, spanKey(before))}
      >
        <IconChevronLeft size={16} />
      </ActionIcon>
      <span className="month">{name(span)}</span>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('span.after')}
        disabled={!lastMonth || after.from > lastMonth}
        onClick={() => goTo(screen, spanKey(after))}
      >
        <IconChevronRight size={16} />
      </ActionIcon>
    </div>
  );
}
