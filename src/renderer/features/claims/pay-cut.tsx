import { useTranslation } from 'react-i18next';
import { claimsPayCut } from '../../../contract/claims.ts';
import { moneyText, parseMicro } from '../../../core/money.ts';
import { useAnswer } from '../../ask.ts';
import { hrefOf } from '../../route.ts';
import type { DataColumn } from '../../ui/data-table/data-column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
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
  const amount = (
    id: 'paid' | 'paidBack' | 'waiting' | 'notGranted',
  ): DataColumn<(typeof people)[number]> => ({
    id,
    head: t(`cut.${id}`),
    text: (one) => formats.money(one[id]),
    csv: (one) => one[id].amount,
    isFigure: true,
  });
  const days = (count: number | null): string => (count === null ? '–' : t('cut.days', { count }));
  const columns: readonly DataColumn<(typeof people)[number]>[] = [
    {
      id: 'person',
      head: t('shell:table.person'),
      text: ({ person }) => person.name,
      sort: ({ person }) => person.name,
      cell: ({ person, linesWithoutRate }) => (
        <>
          <a className="door" href={hrefOf('seats', person.email)}>
            {person.name}
          </a>
          {linesWithoutRate > 0 && (
            <div className="dim">{t('cut.noRate', { count: linesWithoutRate })}</div>
          )}
        </>
      ),
    },
    amount('paid'),
    amount('paidBack'),
    amount('waiting'),
    amount('notGranted'),
    {
      id: 'took',
      head: t('cut.took'),
      text: (one) => days(one.medianDaysToPayBack),
      isFigure: true,
    },
    {
      id: 'longest',
      head: t('cut.longest'),
      text: (one) => days(one.longestWaitDays),
      isFigure: true,
    },
  ];
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
          <DataTable
            label={t('cut.title')}
            rows={people}
            columns={columns}
            rowKey={({ person }) => person.email}
            empty={null}
          />
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
