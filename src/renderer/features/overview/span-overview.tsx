import { useTranslation } from 'react-i18next';
import { type OverviewDoc, overviewSpan, seatsSpan } from '../../../contract/month.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { moneyText, parseMicro } from '../../../core/money.ts';
import type { MonthSpan } from '../../../core/month-span.ts';
import { useAnswer } from '../../ask.ts';
import { goTo, hrefOf } from '../../route.ts';
import { Chart } from '../../ui/chart/chart.tsx';
import type { DataColumn } from '../../ui/data-table/data-column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { type Formats, useFormats } from '../../ui/format.ts';
import { Page } from '../../ui/page.tsx';
import { VerdictMark } from '../../ui/verdict-mark.tsx';
import { Waits } from '../../ui/waiting.tsx';
import { seatsSentence } from './month-sentence.tsx';
import { PeriodSwitch, SpanStepper, spanKey, useSpanName } from './period-switch.tsx';
import { SourceSums } from './source-sums.tsx';

type Seat = OutputOf<typeof seatsSpan>['seats'][number];
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
  const by = spanKey(span).includes('Q') ? 'quarter' : 'year';
  const frame = {
    title: t('title'),
    period: (
      <>
        <SpanStepper span={span} />
        <PeriodSwitch by={by} month={overview.data?.month ?? span.to} />
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
      <Seats seats={seats.data?.seats} overview={overview.data} name={name(span)} />
    </Page>
  );
}

const SAME = 0.005;

function spanSentence(
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

/** By name, never by spend; the verdict is that of the last month. */
function Seats({
  seats,
  overview,
  name,
}: {
  readonly seats: readonly Seat[] | undefined;
  readonly overview: Span;
  readonly name: string;
}) {
  const { t } = useTranslation(['overview', 'seats', 'shell']);
  const { t: overviewT } = useTranslation('overview');
  const formats = useFormats();
  const { month, currency } = overview;
  const nameOf = ({ person }: Seat): string => person.name;
  const roleOf = ({ person }: Seat): string => person.role ?? '';
  const teamOf = ({ person }: Seat): string => person.team ?? '';
  const columns: DataColumn<Seat>[] = [
    {
      id: 'person',
      head: t('shell:table.person'),
      text: nameOf,
      sort: nameOf,
      cell: (seat) => (
        <a className="door" href={hrefOf('seats', seat.person.email, month)}>
          {seat.person.name}
        </a>
      ),
    },
    { id: 'role', head: t('shell:table.role'), text: roleOf, sort: roleOf, isFilter: true },
    { id: 'team', head: t('pay.team'), text: teamOf, sort: teamOf, isFilter: true },
    {
      id: 'spend',
      head: t('span.spend', { span: name, currency }),
      text: ({ spend }) => formats.amount(spend),
      csv: ({ spend }) => spend.amount,
      cell: ({ spend, waitingForRate }) => (
        <>
          {formats.amount(spend)}
          <Waits waiting={waitingForRate} />
        </>
      ),
      isFigure: true,
      total: (shown) =>
        formats.amount(
          moneyText(
            shown.reduce((sum, { spend }) => sum + (parseMicro(spend.amount) ?? 0n), 0n),
            currency,
          ),
        ),
    },
    {
      id: 'output',
      head: t('span.output', { span: name }),
      text: ({ output }) => formats.number(output.units),
      isFigure: true,
    },
    {
      id: 'verdict',
      head: t('span.verdict', { month: formats.month(month) }),
      text: ({ verdict }) => t(`shell:verdict.${verdict}`),
      sort: ({ verdict }) => verdict,
      isFilter: true,
      cell: ({ verdict, lean, expectedNet }) => (
        <VerdictMark verdict={verdict} lean={lean} expectedNet={expectedNet} />
      ),
    },
  ];
  return (
    <section className="card">
      <div className="card-head">
        <h2>
          {t('seats.title')} <small>{seatsSentence(overview.seats, overviewT)}</small>
        </h2>
      </div>
      <DataTable
        label={t('seats.title')}
        rows={seats}
        columns={columns}
        rowKey={({ person }) => person.email}
        empty={<p className="dim">{t('seats:table.empty')}</p>}
      />
    </section>
  );
}
