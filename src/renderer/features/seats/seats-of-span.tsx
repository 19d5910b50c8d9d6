import { useTranslation } from 'react-i18next';
import { overviewSpan, seatsSpan } from '../../../contract/month.ts';
import type { MonthSpan } from '../../../core/month-span.ts';
import { useAnswer } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { Page } from '../../ui/page.tsx';
import { PeriodSwitch, SpanStepper, spanWord, useSpanName } from '../overview/period-switch.tsx';
import { SpanSeats } from '../overview/span-seats.tsx';

/** The seats of a quarter or year: spend and output summed, the verdict of its last month. */
export function SeatsOfSpan({ span }: { readonly span: MonthSpan }) {
  const { t } = useTranslation(['seats', 'overview']);
  const formats = useFormats();
  const name = useSpanName();
  const overview = useAnswer(overviewSpan, span);
  const seats = useAnswer(seatsSpan, span);
  const error = overview.error ?? seats.error;
  if (error) return <FailureNotice error={error} />;
  const frame = {
    title: t('title'),
    period: (
      <>
        <SpanStepper screen="seats" span={span} />
        <PeriodSwitch screen="seats" by={spanWord(span)} month={overview.data?.month ?? span.to} />
      </>
    ),
  };
  if (!overview.data) return <Page {...frame} isLoading />;
  const { month } = overview.data;
  return (
    <Page {...frame} answer={t('overview:span.seats', { month: formats.month(month) })}>
      <SpanSeats seats={seats.data?.seats} overview={overview.data} name={name(span)} />
    </Page>
  );
}
