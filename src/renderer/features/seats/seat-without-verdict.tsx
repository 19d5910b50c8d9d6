import { useTranslation } from 'react-i18next';
import { seatsMonth } from '../../../contract/month.ts';
import { spendCellsShow } from '../../../contract/spend.ts';
import { useAnswer } from '../../ask.ts';
import { useMay } from '../../here.ts';
import { hrefOf } from '../../route.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { Hidden } from '../../ui/hidden.tsx';
import { EmptyState, Page } from '../../ui/page.tsx';
import { Waits } from '../../ui/waiting.tsx';

/** One seat for whoever sees no verdicts: what it spent on which tools, and what it put out. */
export function SeatWithoutVerdict({
  month,
  email,
}: {
  readonly month: string;
  readonly email: string;
}) {
  const { t } = useTranslation(['access', 'seats', 'shell', 'overview']);
  const formats = useFormats();
  const may = useMay();
  const answer = useAnswer(seatsMonth, { month });
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <Page title={email} withMonth isLoading />;
  const seat = answer.data.seats.find(({ person }) => person.email === email);
  if (!seat) {
    return (
      <Page title={email} withMonth>
        <EmptyState>{t('seats:seat.none')}</EmptyState>
      </Page>
    );
  }
  return (
    <Page
      title={seat.person.name}
      withMonth
      answer={t('seats.one', {
        name: seat.person.name,
        month: formats.month(month),
        spend: formats.money(seat.spend),
        units: formats.number(seat.output.units),
      })}
    >
      <p className="dim" style={{ margin: '-6px 0 0' }}>
        <a className="door" href={hrefOf('seats')}>
          {t('seats:title')}
        </a>{' '}
        › <strong style={{ color: 'var(--ink)' }}>{seat.person.name}</strong>
      </p>
      <section className="card">
        <h2>{t('seats.verdict')}</h2>
        <p style={{ margin: 0 }}>
          <Hidden what="verdicts" /> {t('hiddenWhy.verdicts')}
        </p>
      </section>
      <section className="card scroll-x">
        <h2>{t('seats.spend', { month: formats.month(month) })}</h2>
        <table className="table">
          <thead>
            <tr>
              <th>{t('shell:table.tool')}</th>
              <th className="figure">{t('seats.amount', { currency: answer.data.currency })}</th>
            </tr>
          </thead>
          <tbody>
            {seat.byTool.map(({ tool, amount }) => (
              <tr key={tool ?? ''}>
                <td>{tool ?? t('shell:noTool')}</td>
                <td className="figure">{formats.amount(amount)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th>{t('overview:pay.total')}</th>
              <td className="figure">
                {formats.amount(seat.spend)}
                <Waits waiting={seat.waitingForRate} />
              </td>
            </tr>
          </tfoot>
        </table>
        {may(spendCellsShow) && (
          <a className="door" href={hrefOf('charges', `person:${email}`)}>
            {t('seats.charges')}
          </a>
        )}
      </section>
    </Page>
  );
}
