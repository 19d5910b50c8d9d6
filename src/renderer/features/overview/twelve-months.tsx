import { useTranslation } from 'react-i18next';
import type { OverviewDoc } from '../../../contract/month.ts';
import { useFormats } from '../../ui/format.ts';
import { MonthBars, useAsTable } from '../../ui/month-bars.tsx';

/** Spend and accepted output on the same months, one above the other, never two axes in one. */
export function TwelveMonths({ overview }: { readonly overview: OverviewDoc }) {
  const { t } = useTranslation(['overview', 'shell']);
  const formats = useFormats();
  const { isTable, toggle } = useAsTable();
  const { history } = overview;
  const first = history[0];
  const last = history.at(-1);
  const times = (from: number, to: number): string | null =>
    // Against a month in which next to nothing was spent a ratio says nothing.
    from > 0 && to / from < 20 ? formats.number(to / from) : null;
  const spendTimes =
    first && last ? times(Number(first.total.amount), Number(last.total.amount)) : null;
  const outputTimes = first && last ? times(first.units, last.units) : null;
  return (
    <section className="card">
      <h2>{t('history.title', { count: history.length })}</h2>
      {isTable ? (
        <table className="table">
          <thead>
            <tr>
              <th>{t('shell:table.month')}</th>
              <th className="figure">{t('history.spend', { currency: overview.currency })}</th>
              <th className="figure">{t('history.output')}</th>
            </tr>
          </thead>
          <tbody>
            {history.map((row) => (
              <tr key={row.month}>
                <td>{formats.month(row.month)}</td>
                <td className="figure">{formats.amount(row.total)}</td>
                <td className="figure">{formats.number(row.units)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <>
          <MonthBars
            label={t('history.spendChart')}
            colour="var(--bar-1)"
            bars={history.map(({ month, total }) => ({
              month,
              value: Number(total.amount),
              text: formats.rounded(total),
            }))}
          />
          <MonthBars
            label={t('history.outputChart')}
            colour="var(--output)"
            height={56}
            bars={history.map(({ month, units }) => ({
              month,
              value: units,
              text: formats.number(units),
            }))}
          />
        </>
      )}
      <div className="dim">
        {spendTimes !== null && outputTimes !== null && history.length > 1 && (
          <>{t('history.times', { spend: spendTimes, output: outputTimes })} </>
        )}
        {toggle}
      </div>
    </section>
  );
}
