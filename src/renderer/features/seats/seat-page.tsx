import { useTranslation } from 'react-i18next';
import { decisionsAdd, decisionsList } from '../../../contract/decisions.ts';
import { type VerdictDoc, verdictMonth } from '../../../contract/month.ts';
import { spendCellsShow } from '../../../contract/spend.ts';
import { useAnswer } from '../../ask.ts';
import { useMay } from '../../here.ts';
import { goTo, hrefOf } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { Hidden } from '../../ui/hidden.tsx';
import { EmptyState, Page } from '../../ui/page.tsx';
import { VerdictMark } from '../../ui/verdict-mark.tsx';
import { DecisionsCard } from '../decisions/decisions-card.tsx';
import { useAdvice } from './advice.ts';
import { BeliefPicture } from './belief-picture.tsx';
import { InFigures } from './in-figures.tsx';
import { SeatActs } from './seat-acts.tsx';
import { SeatMonths } from './seat-months.tsx';
import { SeatParts } from './seat-parts.tsx';
import { type CompanyDoc, VerdictExplained } from './verdict-explained.tsx';
import { WhatWouldTell } from './what-would-tell.tsx';
import { WorthAgainstCost } from './worth-against-cost.tsx';

/** One seat: the verdict, explained so that an owner can repeat it to the person. */
export function SeatPage({ month, email }: { readonly month: string; readonly email: string }) {
  const { t } = useTranslation('seats');
  const answer = useAnswer(verdictMonth, { month, person: email });
  if (answer.error) return <FailureNotice error={answer.error} />;
  const verdict = answer.data?.verdicts[0];
  if (!answer.data) return <Page title={email} withMonth isLoading />;
  if (!verdict) {
    return (
      <Page title={email} withMonth>
        <EmptyState>{t('seat.none')}</EmptyState>
      </Page>
    );
  }
  return <SeatOf verdict={verdict} company={answer.data.company} month={month} />;
}

function SeatOf({
  verdict,
  company,
  month,
}: {
  readonly verdict: VerdictDoc;
  readonly company: CompanyDoc;
  readonly month: string;
}) {
  const { t } = useTranslation('seats');
  const formats = useFormats();
  const may = useMay();
  const { person } = verdict;
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
      {may(decisionsAdd) && <SeatActs verdict={verdict} month={month} />}
      {may(decisionsList) && <DecisionsCard month={month} email={person.email} />}
      <div className="seat-top">
        {verdict.value ? <WorthAgainstCost verdict={verdict} /> : <NextStep verdict={verdict} />}
        <InFigures verdict={verdict} />
      </div>
      {verdict.explained && <BeliefPicture verdict={verdict} explained={verdict.explained} />}
      <WhatWouldTell verdict={verdict} />
      <SeatMonths
        verdict={verdict}
        onOpen={(at) => goTo('charges', `person:${person.email}`, at)}
      />
      {may(spendCellsShow) && <SeatParts verdict={verdict} month={month} />}
      <VerdictExplained verdict={verdict} company={company} />
    </Page>
  );
}

/** What to do, large, where there is no range to show. */
function NextStep({ verdict }: { readonly verdict: VerdictDoc }) {
  const { t } = useTranslation('seats');
  const advice = useAdvice();
  return (
    <section className="card">
      <h2>{t('table.next')}</h2>
      <p style={{ margin: 0, fontWeight: 600 }}>{advice(verdict)}</p>
    </section>
  );
}

function SeatSentence({ verdict }: { readonly verdict: VerdictDoc }) {
  const { t } = useTranslation('seats');
  const formats = useFormats();
  const { y0, t0, y1, t1, value, spend, missing } = verdict;
  const mark = (
    <VerdictMark verdict={verdict.verdict} lean={verdict.lean} expectedNet={verdict.expectedNet} />
  );
  if (value === null && missing.length === 0) {
    return (
      <>
        {mark}
        {t('seat.stop')}
        <Hidden what="costs" />
      </>
    );
  }
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
