import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { worthMonth } from '../../../contract/month.ts';
import { useAnswer } from '../../ask.ts';
import { Explained } from '../../ui/explained.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { MoneyParts, moneySentence } from './money-parts.tsx';

/** Where the month's money did nothing that can be measured: one bar that adds up to the total. */
export function MoneyDid({
  month,
  isWhole,
}: {
  readonly month: string;
  /** The figures above are there: this one takes longer. */
  readonly isWhole: boolean;
}) {
  const { t } = useTranslation(['overview', 'shell']);
  const { t: shellT } = useTranslation('shell');
  const formats = useFormats();
  const [isTable, setTable] = useState(false);
  const answer = useAnswer(worthMonth, { month }, isWhole);
  if (answer.error) return <FailureNotice error={answer.error} />;
  const doc = answer.data;
  return (
    <section className="card">
      <div className="card-head">
        <h2>
          {t('did.title')}
          <Explained word="effect" /> <small>{formats.month(month)}</small>{' '}
          {doc && <span className="did-sentence">{moneySentence(doc, t, shellT, formats)}</span>}
        </h2>
        <button
          type="button"
          className="door"
          aria-expanded={isTable}
          onClick={() => setTable(!isTable)}
        >
          {isTable ? t('did.bar') : t('did.table')}
        </button>
      </div>
      {doc ? <MoneyParts doc={doc} isTable={isTable} /> : <div className="skeleton did-empty" />}
    </section>
  );
}
