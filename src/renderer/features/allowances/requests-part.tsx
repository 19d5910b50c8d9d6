import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { topUpList } from '../../../contract/allowances.ts';
import { peopleList } from '../../../contract/company.ts';
import { useAnswer } from '../../ask.ts';
import { useDecides } from '../../here.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { EmptyState, Page } from '../../ui/page.tsx';
import { ActingAs } from '../claims/acting-as.tsx';
import { AskDialog } from './ask-dialog.tsx';
import { Parts } from './parts.tsx';
import { RequestCard } from './request-card.tsx';

/** Requests: those that wait first, each with the person's verdict in sight. */
export function RequestsPart() {
  const { t } = useTranslation('allowances');
  const answer = useAnswer(topUpList, {});
  const people = useAnswer(peopleList, {});
  const [isAsking, setAsking] = useState(false);
  const decides = useDecides();
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <Page title={t('title')} isLoading />;
  const waiting = answer.data.topUps.filter(({ state }) => state === 'asked');
  const decided = answer.data.topUps.filter(({ state }) => state !== 'asked');
  return (
    <Page
      title={t('part.requests')}
      answer={t('requests.answer', { count: waiting.length })}
      actions={
        <>
          <ActingAs people={people.data?.people ?? []} />
          <Button onClick={() => setAsking(true)}>{t('ask.open')}</Button>
        </>
      }
    >
      <Parts current="requests" />
      {answer.data.topUps.length === 0 && <EmptyState>{t('requests.empty')}</EmptyState>}
      {[...waiting].reverse().map((one) => (
        <RequestCard key={one.id} request={one} canDecide={decides} />
      ))}
      {decided.length > 0 && (
        <h2 className="card-title" style={{ margin: 0 }}>
          {t('requests.decided')}
        </h2>
      )}
      {decided.map((one) => (
        <RequestCard key={one.id} request={one} />
      ))}
      {isAsking && <AskDialog email="" onClose={() => setAsking(false)} />}
    </Page>
  );
}
