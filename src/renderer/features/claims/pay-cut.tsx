import { useTranslation } from 'react-i18next';
import { claimsPayCut } from '../../../contract/claims.ts';
import { moneyText, parseMicro } from '../../../core/money.ts';
import { useAnswer } from '../../ask.ts';
import { hrefOf } from '../../route.ts';
import { Explained } from '../../ui/explained.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { EmptyState } from '../../ui/page.tsx';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';

/** How much of people's own money is in the company's tools. */
export function PayCutSentence() {
  const { t } = useTranslation('claims');
  const formats = useFormats();
  const { data } = useAnswer(claimsPayCut, {});
  if (!data) return null;
  const sumOf = (name: 'waiting' | 'notGranted'): bigint =>
    data.people.reduce((sum, one) => sum + (parseMicro(one[name].amount) ?? 0n), 0n);
  const [waiting, notGranted] = [sumOf('waiting'), sumOf('notGranted')];
  if (waiting + notGranted === 0n) return t('answer.nothingCut');
  const shown = (micro: bigint): string => formats.money(moneyText(micro, data.currency));
  return t('answer.pay-cut', {
    sum: shown(waiting + notGranted),
    waiting: shown(waiting),
    notGranted: shown(notGranted),
  });
}

/** The hidden pay cut: what people paid for work and did not get back, by name, and how long it took. */
export function PayCut() {
  const { t } = useTranslation(['claims', 'shell']);
  const formats = useFormats();
  const answer = useAnswer(claimsPayCut, {});
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <PartSkeleton height={240} />;
  const { people, unpaidTools } = answer.data;
  return (
    <>
      {people.length === 0 ? (
        <EmptyState>{t('cut.none')}</EmptyState>
      ) : (
        <section className="card scroll-x">
          <h2>
            {t('cut.title')}
            <Explained word="out-of-pocket" />
          </h2>
          <table className="table">
            <thead>
              <tr>
                <th>{t('shell:table.person')}</th>
                <th className="figure">{t('cut.paid')}</th>
                <th className="figure">{t('cut.paidBack')}</th>
                <th className="figure">{t('cut.waiting')}</th>
                <th className="figure">{t('cut.notGranted')}</th>
                <th className="figure">{t('cut.took')}</th>
                <th className="figure">{t('cut.longest')}</th>
              </tr>
            </thead>
            <tbody>
              {people.map((one) => (
                <tr key={one.person.email}>
                  <td>
                    <a className="door" href={hrefOf('seats', one.person.email)}>
                      {one.person.name}
                    </a>
                    {one.linesWithoutRate > 0 && (
                      <div className="dim">{t('cut.noRate', { count: one.linesWithoutRate })}</div>
                    )}
                  </td>
                  <td className="figure">{formats.money(one.paid)}</td>
                  <td className="figure">{formats.money(one.paidBack)}</td>
                  <td className="figure">{formats.money(one.waiting)}</td>
                  <td className="figure">{formats.money(one.notGranted)}</td>
                  <td className="figure">
                    {one.medianDaysToPayBack === null
                      ? '–'
                      : t('cut.days', { count: one.medianDaysToPayBack })}
                  </td>
                  <td className="figure">
                    {one.longestWaitDays === null
                      ? '–'
                      : t('cut.days', { count: one.longestWaitDays })}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <section className="card">
        <h2>{t('cut.unpaid')}</h2>
        {unpaidTools.length === 0 ? (
          <p className="dim" style={{ margin: 0 }}>
            {t('cut.allPaid')}
          </p>
        ) : (
          <ul style={{ margin: 0, paddingLeft: 18 }}>
            {unpaidTools.map((one) => (
              <li key={`${one.person.email} ${one.tool}`}>
                {t('cut.works', {
                  name: one.person.name,
                  tool: one.tool,
                  from: formats.day(one.firstDay),
                  to: formats.day(one.lastDay),
                  count: one.days,
                })}
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}
