import { useTranslation } from 'react-i18next';
import { type OverviewDoc, overviewSpan, seatsSpan } from '../../../contract/month.ts';
import type { OutputOf } from '../../../contract/request.ts';
import type { MonthSpan } from '../../../core/month-span.ts';
import { useAnswer } from '../../ask.ts';
import { goTo } from '../../route.ts';
import { Chart } from '../../ui/chart/chart.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { type Formats, useFormats } from '../../ui/format.ts';
import { Page } from '../../ui/page.tsx';
import { PeriodSwitch, SpanStepper, spanWord, useSpanName } from './period-switch.tsx';
import { SourceSums } from './source-sums.tsx';
import { SpanSeats } from './span-seats.tsx';

type Span = OutputOf<typeof overviewSpan>;

/** A quarter or a year: what it cost, month by month, and every seat with its last verdict. */
export function SpanOverview({ span }: { readonly span: MonthSpan }) {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const name = useSpanName();
  const overview = useAnswer(overviewSpan, span);
  const seats = useAnswer(seatsSpan, span);
  const error = overview.error ?? seats.error;
  if (error) return <FailureNotice error={error} />;
  const by = spanWord(span);
  const frame = {
    title: t('title'),
    period: (
      <>
        <SpanStepper screen="overview" span={span} />
        <PeriodSwitch screen="overview" by={by} month={overview.data?.month ?? span.to} />
      </>
    ),
  };
  if (!overview.data) return <Page {...frame} isLoading />;
  return (
    <Page {...frame} answer={spanSentence(overview.data, name(span), by, t, formats)}>
      <div className="span-top">
        <MonthsOf overview={overview.data} />
        <SourceSums title={t('span.madeOf')} span={name(span)} sums={overview.data} />
      </div>
      <SpanSeats seats={seats.data?.seats} overview={overview.data} name={name(span)} />
    </Page>
  );
}

const SAME = 0.005;

/** What a quarter or year cost, beside the one before. */
export function spanSentence(
  { total, previousTotal }: Pick<OverviewDoc, 'total' | 'previousTotal'>,
  span: string,
  by: 'quarter' | 'year',
  t: (key: string, values: Record<string, string>) => string,
  formats: Formats,
): string {
  const values = { span, total: formats.money(total) };
  const before = previousTotal === null ? 0 : Number(previousTotal.amount);
  const ratio = before > 0 ? Number(total.amount) / before - 1 : 0;
  if (Math.abs(ratio) < SAME) return t('span.cost', values);
  return t(ratio > 0 ? `span.${by}More` : `span.${by}Less`, {
    ...values,
    share: formats.percent(Math.abs(ratio)),
  });
}

function MonthsOf({ overview }: { readonly overview: Span }) {
  const { t } = useTranslation(['overview', 'shell']);
  const formats = useFormats();
  const months = overview.history.filter(({ month }) => month >= overview.from);
  return (
    <section className="card">
      <h2>{t('span.months')}</h2>
      <Chart
        label={t('span.months')}
        unit={overview.currency}
        chosen={overview.month}
        rows={months.map(({ month, total }) => ({
          x: month,
          name: formats.month(month),
          values: { total: { value: Number(total.amount), text: formats.amount(total) } },
          total: { value: Number(total.amount), text: formats.money(total) },
        }))}
        series={[{ key: 'total', name: t('pay.total'), colour: 'var(--c1)', draw: 'bar' }]}
        height={190}
        onOpen={(month) => goTo('overview', undefined, month)}
        opens={t('span.opens')}
      />
    </section>
  );
}
