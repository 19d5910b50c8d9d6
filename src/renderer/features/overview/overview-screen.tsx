import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { overviewMonth, verdictMonth } from '../../../contract/month.ts';
import { useAnswer } from '../../ask.ts';
import { goTo } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { EmptyState, Page, useMonth } from '../../ui/page.tsx';
import { SampleDoor } from '../../ui/sample-door.tsx';
import { RunawayLines } from '../accounts/runaway-watch.tsx';
import { VerdictTable } from '../seats/verdict-table.tsx';
import { MadeOf } from './made-of.tsx';
import { MonthSentence } from './month-sentence.tsx';
import { NeedsYou } from './needs-you.tsx';
import { TwelveMonths } from './twelve-months.tsx';

export function OverviewScreen() {
  const { t } = useTranslation('overview');
  const month = useMonth();
  if (month === null) {
    return (
      <Page title={t('title')}>
        <EmptyState
          action={
            <>
              <Button onClick={() => goTo('imports')}>{t('empty.action')}</Button> <SampleDoor />
            </>
          }
        >
          {t('empty.text')}
        </EmptyState>
      </Page>
    );
  }
  return <OverviewOf month={month} />;
}

function OverviewOf({ month }: { readonly month: string }) {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const overview = useAnswer(overviewMonth, { month, withSignals: false });
  const verdicts = useAnswer(verdictMonth, { month, withReturns: false });
  const window = verdicts.data?.company.window;
  if (overview.error) return <FailureNotice error={overview.error} />;
  if (!overview.data) return null;
  return (
    <Page title={t('title')} withMonth answer={<MonthSentence overview={overview.data} />}>
      <RunawayLines />
      <div className="cards">
        <MadeOf overview={overview.data} />
        <TwelveMonths overview={overview.data} />
        <NeedsYou overview={overview.data} isWhole={!verdicts.isPending} />
      </div>
      {verdicts.error && <FailureNotice error={verdicts.error} />}
      {verdicts.data && window && (
        <section className="card" style={{ flex: 1 }}>
          <h2>
            {t('seats.title', { window: formats.months(window.from, window.to) })}{' '}
            <span style={{ fontWeight: 400 }}>{t('seats.legend')}</span>
          </h2>
          <VerdictTable verdicts={verdicts.data.verdicts} currency={verdicts.data.currency} />
        </section>
      )}
    </Page>
  );
}
