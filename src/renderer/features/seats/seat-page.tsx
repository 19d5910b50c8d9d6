import { useTranslation } from 'react-i18next';
import { type VerdictDoc, verdictMonth } from '../../../contract/month.ts';
import { spendCellsShow } from '../../../contract/spend.ts';
import { useAnswer } from '../../ask.ts';
import { goTo, hrefOf } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { EmptyState, Page } from '../../ui/page.tsx';
import { VerdictMark } from '../../ui/verdict-mark.tsx';
import { CellTable } from '../charges/cell-table.tsx';
import { useAdvice } from './advice.ts';
import { SeatMonths } from './seat-months.tsx';
import { VerdictExplained } from './verdict-explained.tsx';
import { WhatWouldTell } from './what-would-tell.tsx';
import { WorthAgainstCost } from './worth-against-cost.tsx';

/** One seat: the verdict, explained so that an owner can repeat it to the person. */
export function SeatPage({ month, email }: { readonly month: string; readonly email: string }) {
  const { t } = useTranslation('seats');
  const answer = useAnswer(verdictMonth, { month, person: email });
  if (answer.error) return <FailureNotice error={answer.error} />;
  const verdict = answer.data?.verdicts[0];
  if (!answer.data) return null;
  if (!verdict) {
    return (
      <Page title={email} withMonth>
        <EmptyState>{t('seat.none')}</EmptyState>
      </Page>
    );
  }
  return <SeatOf verdict={verdict} month={month} />;
}

function SeatOf({ verdict, month }: { readonly verdict: VerdictDoc; readonly month: string }) {
  const { t } = useTranslation('seats');
  const formats = useFormats();
  const advice = useAdvice();
  const { person } = verdict;
  const cells = useAnswer(spendCellsShow, { month, email: person.email });
  return (
    <Page title={person.name} withMonth answer={<SeatSentence verdict={verdict} />}>
      <p className="dim" style={{ margin: '-6px 0 0' }}>
        <a className="door" href={hrefOf('seats')}>
          {t('title')}
        </a>{' '}
        › <strong style={{ color: 'var(--ink)' }}>{person.name}</strong>
        {[
          person.role,
          person.team,
          verdict.seatSince ? t('seat.since', { day: formats.day(verdict.seatSince) }) : null,
        ]
          .filter(Boolean)
          .map((text) => ` · ${text}`)}
      </p>
      {verdict.value && <WorthAgainstCost verdict={verdict} />}
      <WhatWouldTell verdict={verdict} />
      <div
        style={{
          display: 'grid',
          gridTemplateColumns: 'minmax(0, 1.9fr) minmax(240px, 1fr)',
          gap: 14,
        }}
      >
        <SeatMonths
          verdict={verdict}
          onOpen={(at) => goTo('charges', `person:${person.email}`, at)}
        />
        <section className="card">
          <h2>{t('seat.feltAndMeasured')}</h2>
          <FeltAndMeasured verdict={verdict} />
          <h2 className="card-title" style={{ marginTop: 12 }}>
            {t('table.next')}
          </h2>
          <p style={{ margin: 0, fontWeight: 600 }}>{advice(verdict)}</p>
        </section>
      </div>
      <section className="card">
        <h2>{t('seat.cost', { month: formats.month(month) })}</h2>
        {cells.error && <FailureNotice error={cells.error} />}
        {cells.data && <CellTable cells={cells.data.cells} month={month} />}
      </section>
      <VerdictExplained verdict={verdict} />
    </Page>
  );
}

function SeatSentence({ verdict }: { readonly verdict: VerdictDoc }) {
  const { t } = useTranslation('seats');
  const formats = useFormats();
  const { y0, t0, y1, t1, value, spend, missing } = verdict;
  const mark = (
    <VerdictMark verdict={verdict.verdict} lean={verdict.lean} expectedNet={verdict.expectedNet} />
  );
  if (value === null || y0 === null || !t0 || y1 === null || !t1) {
    return (
      <>
        {mark}
        {t('seat.stop')}
        {t(`missingLong.${missing[0] ?? 'baseline'}`)}
      </>
    );
  }
  const before = y0 / t0;
  const after = y1 / t1;
  const direction = after > before * 1.005 ? 'rose' : after < before * 0.995 ? 'fell' : 'stayed';
  return (
    <>
      {mark}
      {t('seat.stop')}
      {formats.sentences(
        t(`seat.${direction}`, { before: formats.number(before), after: formats.number(after) }),
        t('seat.worth', {
          low: formats.rounded(value.low80),
          high: formats.rounded(value.high80),
          currency: spend.currency,
          window: formats.months(verdict.window.from, verdict.window.to),
          cost: formats.money(spend),
        }),
      )}
    </>
  );
}

function FeltAndMeasured({ verdict }: { readonly verdict: VerdictDoc }) {
  const { t } = useTranslation('seats');
  const formats = useFormats();
  const { felt, uplift, upliftLow80, upliftHigh80, reopenedShare, costPerExtraUnit } = verdict;
  const hasUplift = uplift !== null && upliftLow80 !== null && upliftHigh80 !== null;
  return (
    <table className="table">
      <tbody>
        <tr>
          <td>{t('seat.felt')}</td>
          <td className="figure">
            {felt.hours === null ? '–' : t('seat.hours', { hours: formats.number(felt.hours) })}
          </td>
          <td className="dim">{t('seat.feltNote')}</td>
        </tr>
        <tr>
          <td>{t('seat.measured')}</td>
          <td className="figure">
            <strong>{hasUplift ? formats.change(uplift) : '–'}</strong>
          </td>
          <td className="dim">
            {hasUplift &&
              t('seat.range', {
                low: formats.change(upliftLow80),
                high: formats.change(upliftHigh80),
              })}
          </td>
        </tr>
        <tr>
          <td>{t('seat.reopened')}</td>
          <td className="figure">
            {reopenedShare === null ? '–' : formats.percent(reopenedShare)}
          </td>
          <td className="dim">{t('seat.reopenedNote')}</td>
        </tr>
        <tr>
          <td>{t('seat.extraUnit')}</td>
          <td className="figure">{costPerExtraUnit ? formats.amount(costPerExtraUnit) : '–'}</td>
          <td className="dim">{costPerExtraUnit?.currency ?? t('seat.noExtra')}</td>
        </tr>
      </tbody>
    </table>
  );
}
