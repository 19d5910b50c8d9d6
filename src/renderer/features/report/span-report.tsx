import { useTranslation } from 'react-i18next';
import { companyShow } from '../../../contract/company.ts';
import { overviewSpan, seatsSpan } from '../../../contract/month.ts';
import type { OutputOf } from '../../../contract/request.ts';
import type { MonthSpan } from '../../../core/month-span.ts';
import { useAnswer } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { MonthBars } from '../../ui/month-bars.tsx';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';
import { VerdictMark } from '../../ui/verdict-mark.tsx';
import { seatsSentence } from '../overview/month-sentence.tsx';
import { spanWord, useSpanName } from '../overview/period-switch.tsx';
import { SourceSums } from '../overview/source-sums.tsx';
import { spanSentence } from '../overview/span-overview.tsx';
import { Sheet } from './sheet.tsx';

type Seats = OutputOf<typeof seatsSpan>;

/** A quarter or year on paper: what it cost month by month, and every seat by name with its last verdict. */
export function SpanReport({ span }: { readonly span: MonthSpan }) {
  const { t } = useTranslation(['report', 'overview']);
  const { t: overviewT } = useTranslation('overview');
  const formats = useFormats();
  const name = useSpanName()(span);
  const company = useAnswer(companyShow, {});
  const overview = useAnswer(overviewSpan, span);
  const seats = useAnswer(seatsSpan, span);
  const error = company.error ?? overview.error ?? seats.error;
  if (error) return <FailureNotice error={error} />;
  if (!company.data || !overview.data || !seats.data) return <PartSkeleton height={1040} />;
  const { total, history, from, isClosed } = overview.data;
  const months = history.filter(({ month }) => month >= from);
  return (
    <div className="sheets">
      <Sheet
        company={company.data.company}
        period={name}
        title={t('span.title')}
        foot={t(isClosed ? 'span.closed' : 'span.open')}
      >
        <p className="figure-large">{formats.money(total)}</p>
        <p className="lead">
          {formats.sentences(
            spanSentence(overview.data, name, spanWord(span), overviewT, formats),
            seatsSentence(overview.data.seats, overviewT),
          )}
        </p>
        <div className="sheet-columns">
          <SourceSums title={t('owner.madeOf')} span={name} sums={overview.data} />
          <section>
            <h3>{t('owner.months', { currency: total.currency })}</h3>
            <MonthBars
              label={t('owner.months', { currency: total.currency })}
              colour="var(--bar-1)"
              height={96}
              showsValues
              bars={months.map((row) => ({
                month: row.month,
                value: Number(row.total.amount),
                text: formats.short(row.total),
              }))}
            />
          </section>
        </div>
        <SeatsTable seats={seats.data} name={name} />
      </Sheet>
    </div>
  );
}

function SeatsTable({ seats: doc, name }: { readonly seats: Seats; readonly name: string }) {
  const { t } = useTranslation(['report', 'overview', 'shell']);
  const formats = useFormats();
  const { seats, currency, month } = doc;
  return (
    <section>
      <h3>{t('owner.seats')}</h3>
      <table className="table seats-of-report">
        <thead>
          <tr>
            <th>{t('shell:table.person')}</th>
            <th>{t('shell:table.role')}</th>
            <th className="figure">{t('overview:span.spend', { span: name, currency })}</th>
            <th className="figure">{t('overview:span.output', { span: name })}</th>
            <th>{t('overview:span.verdict', { month: formats.month(month) })}</th>
          </tr>
        </thead>
        <tbody>
          {seats.map((one) => (
            <tr key={one.person.email}>
              <td>{one.person.name}</td>
              <td className="dim">{one.person.role ?? ''}</td>
              <td className="figure">{formats.amount(one.spend)}</td>
              <td className="figure">{formats.number(one.output.units)}</td>
              <td>
                <VerdictMark verdict={one.verdict} lean={one.lean} expectedNet={one.expectedNet} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
