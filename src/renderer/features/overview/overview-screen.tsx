import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { decisionsList } from '../../../contract/decisions.ts';
import { overviewMonth, verdictMonth, worthMonth } from '../../../contract/month.ts';
import { useAnswer } from '../../ask.ts';
import { useMay } from '../../here.ts';
import { goTo } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { EmptyState, Page, useMonth } from '../../ui/page.tsx';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';
import { SampleDoor } from '../../ui/sample-door.tsx';
import { RunawayLines } from '../accounts/runaway-watch.tsx';
import { AssetsLine } from '../assets/asset-month.tsx';
import { DecisionsCard } from '../decisions/decisions-card.tsx';
import { MonthSeats } from '../seats/month-seats.tsx';
import { VerdictTable } from '../seats/verdict-table.tsx';
import { FirstSteps, useFirstSteps } from './first-steps.tsx';
import { MoneyDid } from './money-did.tsx';
import { MonthSentence } from './month-sentence.tsx';
import { NeedsYou } from './needs-you.tsx';
import { PeriodSwitch, spanIn } from './period-switch.tsx';
import { SpanOverview } from './span-overview.tsx';
import { WhatWePay } from './what-we-pay.tsx';

export function OverviewScreen({ itemKey }: { readonly itemKey: string | null }) {
  const { t } = useTranslation('overview');
  const month = useMonth();
  const steps = useFirstSteps();
  if (month === null) {
    return (
      <Page title={t('title')}>
        {steps ? (
          <FirstSteps wanting={steps} />
        ) : (
          <EmptyState
            action={
              <>
                <Button onClick={() => goTo('imports')}>{t('empty.action')}</Button> <SampleDoor />
              </>
            }
          >
            {t('empty.text')}
          </EmptyState>
        )}
      </Page>
    );
  }
  const span = spanIn(itemKey);
  if (span !== null) return <SpanOverview span={span} />;
  return <OverviewOf month={month} />;
}

function OverviewOf({ month }: { readonly month: string }) {
  const { t } = useTranslation(['overview', 'shell', 'seats']);
  const formats = useFormats();
  const steps = useFirstSteps();
  const overview = useAnswer(overviewMonth, { month, withSignals: false });
  const verdicts = useAnswer(verdictMonth, { month, withReturns: false });
  const window = verdicts.data?.company.window;
  const may = useMay();
  const isJudged = may(verdictMonth);
  const isWhole = !isJudged || !verdicts.isPending;
  if (overview.error) return <FailureNotice error={overview.error} />;
  if (!overview.data) return <Page title={t('title')} withMonth isLoading />;
  return (
    <Page
      title={t('title')}
      withMonth
      answer={<MonthSentence overview={overview.data} />}
      actions={
        <>
          <PeriodSwitch screen="overview" by="month" month={month} />
          {may(worthMonth) && (
            <Button variant="default" onClick={() => goTo('report', 'owner')}>
              {t('report:title')}
            </Button>
          )}
        </>
      }
    >
      <RunawayLines />
      {steps && <FirstSteps wanting={steps} />}
      <div className="overview-top">
        <WhatWePay overview={overview.data} />
        <NeedsYou
          overview={overview.data}
          verdicts={verdicts.data?.verdicts ?? []}
          isWhole={isWhole}
        />
        {may(worthMonth) && <MoneyDid month={month} isWhole={isWhole} />}
      </div>
      {verdicts.error && <FailureNotice error={verdicts.error} />}
      {!isJudged && <MonthSeats month={month} />}
      {!isWhole && <PartSkeleton height={320} />}
      {verdicts.data && window && (
        <section className="card" style={{ flex: 1 }}>
          <div className="card-head">
            <h2>
              {t('seats.title')} <small>{formats.months(window.from, window.to)}</small>
            </h2>
            <span className="dim small-note">{t('seats:legend')}</span>
          </div>
          <VerdictTable
            verdicts={verdicts.data.verdicts}
            currency={verdicts.data.currency}
            window={window}
          />
        </section>
      )}
      {may(decisionsList) && <DecisionsCard month={month} isWhole={isWhole} />}
      <AssetsLine month={month} isWhole={isWhole} />
    </Page>
  );
}
