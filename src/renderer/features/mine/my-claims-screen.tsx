import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ClaimDoc, claimsList } from '../../../contract/claims.ts';
import { peopleList } from '../../../contract/company.ts';
import { useAnswer, useLastingAnswer } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { ClaimForm } from '../claims/claim-form.tsx';
import { ClaimTable } from '../claims/my-claims.tsx';
import { useDeliveryColumn } from './delivery.tsx';
import { OwnPage } from './own-page.tsx';

/** File a claim with its receipt, and see how far it has come and what the office decided. */
export function MyClaimsScreen() {
  const { t } = useTranslation('mine');
  const people = useAnswer(peopleList, {});
  const answer = useLastingAnswer(claimsList, {});
  const delivery = useDeliveryColumn<ClaimDoc>('claim');
  const [editing, setEditing] = useState<ClaimDoc | null>(null);
  const [count, setCount] = useState(0);
  const error = people.error ?? answer.error;
  if (error) return <FailureNotice error={error} />;
  const me = people.data?.people[0];
  if (!me || !answer.data) return <OwnPage title={t('nav.claims')} isLoading />;
  const { claims } = answer.data;
  const open = claims.filter(({ delivery: state }) => state === 'queued').length;
  return (
    <OwnPage
      title={t('nav.claims')}
      answer={open > 0 ? t('claims.queued', { count: open }) : t('claims.answer')}
    >
      <ClaimForm
        key={`${editing?.id ?? 'new'} ${count}`}
        people={people.data?.people ?? []}
        person={me.email}
        claim={editing}
        isOwn
        onDone={() => {
          setEditing(null);
          setCount((now) => now + 1);
        }}
      />
      <ClaimTable claims={claims} isMine more={[delivery]} onEdit={setEditing} />
    </OwnPage>
  );
}
