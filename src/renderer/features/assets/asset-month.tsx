import { useTranslation } from 'react-i18next';
import { assetsMonth } from '../../../contract/assets.ts';
import { useAnswer } from '../../ask.ts';
import { hrefOf } from '../../route.ts';
import { Explained } from '../../ui/explained.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { monthSentence } from './asset-words.ts';

/** What the month's spend left behind, as a line of the overview. Nothing where there is no asset. */
export function AssetsLine({
  month,
  isWhole,
}: {
  readonly month: string;
  /** What stands above is there: this takes longer. */
  readonly isWhole: boolean;
}) {
  const { t } = useTranslation('assets');
  const formats = useFormats();
  const answer = useAnswer(assetsMonth, { month }, isWhole);
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data || answer.data.assets === 0) return null;
  return (
    <section className="card">
      <div className="card-head">
        <h2>
          {t('title')}
          <Explained word="asset" /> <small>{formats.month(month)}</small>{' '}
          <span className="did-sentence">{monthSentence(answer.data, t, formats)}</span>
        </h2>
        <a className="door" href={hrefOf('output', 'assets')}>
          {t('all')}
        </a>
      </div>
    </section>
  );
}

/** The same on paper, beside what was measured. */
export function AssetsOnPaper({ month }: { readonly month: string }) {
  const { t } = useTranslation('assets');
  const formats = useFormats();
  const answer = useAnswer(assetsMonth, { month });
  if (!answer.data || answer.data.assets === 0) return null;
  return <p>{t('onPaper', { text: monthSentence(answer.data, t, formats) })}</p>;
}
