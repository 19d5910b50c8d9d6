import { useTranslation } from 'react-i18next';
import { allowanceAdvice } from '../../../contract/allowance-policy.ts';
import { useAnswer } from '../../ask.ts';
import { Explained } from '../../ui/explained.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { useMonth } from '../../ui/page.tsx';
import { VerdictMark } from '../../ui/verdict-mark.tsx';

/** Whom to raise, keep and trim: by the verdicts, never by consumption; and what the month would cost then. */
export function PolicyAdvice() {
  const { t } = useTranslation(['allowances', 'shell']);
  const formats = useFormats();
  const month = useMonth();
  const answer = useAnswer(allowanceAdvice, { month: month ?? '2026-01' }, month !== null);
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data || answer.data.steps.length === 0) return null;
  const { steps, monthNow, monthThenLeast, monthThenMost } = answer.data;
  return (
    <section className="card scroll-x">
      <h2>
        {t('advice.title', { month: formats.month(answer.data.month) })}
        <Explained word="lean" />
      </h2>
      <p style={{ margin: '0 0 8px' }}>
        {t('advice.cost', {
          now: formats.money(monthNow),
          least: formats.money(monthThenLeast),
          most: formats.money(monthThenMost),
        })}
      </p>
      <table className="table">
        <thead>
          <tr>
            <th>{t('shell:table.person')}</th>
            <th>{t('advice.verdict')}</th>
            <th>{t('advice.step')}</th>
            <th className="figure">{t('advice.from')}</th>
            <th className="figure">{t('advice.to')}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map((one) => (
            <tr key={one.person.email}>
              <td>{one.person.name}</td>
              <td>
                <VerdictMark verdict={one.verdict} lean={one.lean} expectedNet={one.expectedNet} />
              </td>
              <td>{t(`advice.is.${one.code}`)}</td>
              <td className="figure">{one.from ? formats.money(one.from) : '–'}</td>
              <td className="figure">{one.to ? formats.money(one.to) : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
