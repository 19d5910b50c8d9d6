import { useTranslation } from 'react-i18next';
import type { DecisionsDoc } from '../../../contract/decisions.ts';
import { useFormats } from '../../ui/format.ts';
import { decisionSums } from '../decisions/decision-sums.ts';
import { useDecisionName, useFollowUpText } from '../decisions/decision-words.ts';

/** So many fit beside the rest of the page; the screen has them all. */
const MOST = 6;

/** What came of the owner's decisions by the end of the month: the sums, and each with its outcome. */
export function DecisionsOnPaper({ doc }: { readonly doc: DecisionsDoc }) {
  const { t } = useTranslation('decisions');
  const formats = useFormats();
  const nameOf = useDecisionName();
  const followUp = useFollowUpText();
  const { decisions } = doc;
  return (
    <section>
      <h3>{t('title')}</h3>
      <p>{decisionSums(doc, t, formats)}</p>
      <table className="table">
        <tbody>
          {decisions.slice(0, MOST).map((one) => (
            <tr key={one.id}>
              <td>{one.person.name}</td>
              <td>{nameOf(one)}</td>
              <td className="figure">{formats.money(one.saved)}</td>
              <td>{followUp(one)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {decisions.length > MOST && (
        <p className="dim small">{t('moreOnScreen', { count: decisions.length - MOST })}</p>
      )}
    </section>
  );
}
