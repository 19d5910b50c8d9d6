import { useTranslation } from 'react-i18next';
import { decisionsList } from '../../../contract/decisions.ts';
import { useAnswer } from '../../ask.ts';
import { hrefOf } from '../../route.ts';
import { Explained } from '../../ui/explained.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { decisionSums } from './decision-sums.ts';
import { DecisionTable } from './decision-table.tsx';

/** What came of decisions, as a part of another page: of all seats, or of one person's. Nothing where there is none. */
export function DecisionsCard({
  month,
  email,
  isWhole = true,
}: {
  readonly month: string;
  readonly email?: string;
  /** What stands above is there: this takes longer. */
  readonly isWhole?: boolean;
}) {
  const { t } = useTranslation('decisions');
  const formats = useFormats();
  const answer = useAnswer(
    decisionsList,
    { month, withLater: true, ...(email === undefined ? {} : { person: email }) },
    isWhole,
  );
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data || answer.data.decisions.length === 0) return null;
  return (
    <section className="card">
      <div className="card-head">
        <h2>
          {email === undefined ? t('title') : t('ofSeat')}
          <Explained word="decision" />{' '}
          <small>{t('asOf', { day: formats.day(answer.data.asOf) })}</small>{' '}
          <span className="did-sentence">{decisionSums(answer.data, t, formats)}</span>
        </h2>
        <a className="door" href={hrefOf('decisions')}>
          {t('all')}
        </a>
      </div>
      {email !== undefined && (
        <DecisionTable decisions={answer.data.decisions} withPeople={false} />
      )}
    </section>
  );
}
