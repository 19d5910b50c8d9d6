import { useTranslation } from 'react-i18next';
import type { VerdictDoc } from '../../../contract/month.ts';
import { useFormats } from '../../ui/format.ts';
import { MonthBars, useAsTable } from '../../ui/month-bars.tsx';

const TONES = {
  before: 'var(--bar-5)',
  'left-out': 'var(--bar-5)',
  baseline: 'var(--bar-4)',
  seat: 'var(--bar-2)',
  window: 'var(--bar-1)',
} as const;

/** Accepted output month by month, and below it what the seat cost in the same months. */
export function SeatMonths({ verdict }: { readonly verdict: VerdictDoc }) {
  const { t } = useTranslation(['seats', 'shell']);
  const formats = useFormats();
  const { isTable, toggle } = useAsTable();
  const { history, spend } = verdict;
  return (
    <section className="card">
      <h2>
        {t('months.title')} <span style={{ fontWeight: 400 }}>{toggle}</span>
      </h2>
      {isTable ? (
        <table className="table">
          <thead>
            <tr>
              <th>{t('shell:table.month')}</th>
              <th className="figure">{t('months.units')}</th>
              <th className="figure">{t('table.spend', { currency: spend.currency })}</th>
              <th>{t('months.part')}</th>
            </tr>
          </thead>
          <tbody>
            {history.map((row) => (
              <tr key={row.month}>
                <td>{formats.month(row.month)}</td>
                <td className="figure">{formats.number(row.units)}</td>
                <td className="figure">{formats.amount(row.spend)}</td>
                <td className="dim">{t(`months.${row.part}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <>
          <MonthBars
            label={t('months.outputChart')}
            colour="var(--bar-1)"
            height={96}
            showsValues
            bars={history.map((row) => ({
              month: row.month,
              value: row.units,
              text: formats.number(row.units, 0),
              tone: TONES[row.part],
            }))}
          />
          <MonthBars
            label={t('months.spendChart')}
            colour="var(--bar-2)"
            height={56}
            bars={history.map((row) => ({
              month: row.month,
              value: Number(row.spend.amount),
              text: formats.rounded(row.spend),
            }))}
          />
          <p className="dim" style={{ margin: '4px 0 0' }}>
            <span className="swatch" style={{ background: TONES.baseline }} />
            {t('months.baseline')}{' '}
            <span className="swatch" style={{ background: TONES.window, marginLeft: 10 }} />
            {t('months.window')}{' '}
            <span className="swatch" style={{ background: TONES['left-out'], marginLeft: 10 }} />
            {t('months.left-out')}
          </p>
        </>
      )}
    </section>
  );
}
