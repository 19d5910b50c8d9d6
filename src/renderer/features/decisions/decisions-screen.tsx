import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { decisionsList } from '../../../contract/decisions.ts';
import { useAnswer } from '../../ask.ts';
import { goTo } from '../../route.ts';
import { Explained } from '../../ui/explained.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { EmptyState, Page, useMonth } from '../../ui/page.tsx';
import { decisionSums } from './decision-sums.ts';
import { DecisionTable } from './decision-table.tsx';

/** What came of what was decided on seats: saved so far, and whether output held. */
export function DecisionsScreen() {
  const { t } = useTranslation('decisions');
  const formats = useFormats();
  const month = useMonth();
  const answer = useAnswer(
    decisionsList,
    { month: month ?? '2026-01', withLater: true },
    month !== null,
  );
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (month !== null && !answer.data) return <Page title={t('title')} withMonth isLoading />;
  if (!answer.data || answer.data.decisions.length === 0) {
    return (
      <Page title={t('title')} withMonth={month !== null}>
        <EmptyState action={<Button onClick={() => goTo('seats')}>{t('empty.action')}</Button>}>
          {t('empty.text')}
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page title={t('title')} withMonth answer={decisionSums(answer.data, t, formats)}>
      <section className="card">
        <div className="card-head">
          <h2>
            {t('title')}
            <Explained word="decision" />{' '}
            <small>{t('asOf', { day: formats.day(answer.data.asOf) })}</small>
          </h2>
        </div>
        <DecisionTable decisions={answer.data.decisions} withPeople />
        <p className="dim small-note">{t('meaning')}</p>
      </section>
    </Page>
  );
}
