import { useTranslation } from 'react-i18next';
import type { VerdictDoc } from '../../../contract/month.ts';
import { Chart } from '../../ui/chart/chart.tsx';
import { type ChartRow, roundTicks } from '../../ui/chart/chart-data.ts';
import { useFormats } from '../../ui/format.ts';
import { beliefAt } from './belief-at.ts';

type Explained = NonNullable<VerdictDoc['explained']>;

/**
 * What is believed of the gain's worth: the density as the rule worked it out, the cost as a line,
 * and the share to its right, which is the chance that it pays.
 */
export function BeliefPicture({
  verdict,
  explained,
}: {
  readonly verdict: VerdictDoc;
  readonly explained: Explained;
}) {
  const { t } = useTranslation('seats');
  const formats = useFormats();
  const { spend, requiredReturn, window } = verdict;
  const { points, noEffect } = explained.belief;
  const cost = Number(spend.amount) * requiredReturn;
  const worths = points.map((point) => Number(point.worth.amount));
  if (worths.length < 2) return null;
  const ticks = roundTicks(Math.min(cost, ...worths), Math.max(cost, ...worths), 7);
  const rows = points.map(({ worth, density, above }): ChartRow => {
    const value = Number(worth.amount);
    const side = value < cost ? 'below' : 'above';
    return {
      x: value,
      name: t('belief.atLeast', { worth: `${formats.axis(Math.round(value))} ${spend.currency}` }),
      values: { [side]: { value: density, text: above === null ? '–' : formats.chance(above) } },
    };
  });
  const known = points.map(({ density, above }, place) => ({
    worth: worths[place] ?? 0,
    density,
    above,
  }));
  const asked = ticks.flatMap((worth) => {
    const found = beliefAt(known, worth);
    return found === null || found.above === null ? [] : [{ worth, above: found.above }];
  });
  return (
    <section className="card">
      <div className="card-head">
        <h2>
          {t('belief.title')} <small>{formats.months(window.from, window.to)}</small>
        </h2>
      </div>
      <div className="belief">
        <Chart
          label={t('belief.chart')}
          unit={spend.currency}
          axis="numbers"
          ticks={ticks}
          tickText={(value) => formats.axis(Number(value))}
          rows={withCost(rows, beliefAt(known, cost), cost)}
          series={[
            { key: 'below', name: t('belief.below'), colour: 'var(--c6)', draw: 'area' },
            { key: 'above', name: t('belief.above'), colour: 'var(--yes)', draw: 'area' },
          ]}
          lines={[
            {
              axis: 'x',
              at: cost,
              name: t(requiredReturn === 1 ? 'belief.cost' : 'belief.asked', {
                cost: formats.axis(Math.round(cost)),
              }),
            },
          ]}
          height={170}
          hidesScale
        />
        <div>
          <p style={{ margin: '0 0 8px' }}>
            {formats.sentences(
              t('belief.text'),
              noEffect >= 0.005 && t('belief.noEffect', { share: formats.percent(noEffect) }),
            )}
          </p>
          <table className="table">
            <thead>
              <tr>
                <th>{t('belief.worth', { currency: spend.currency })}</th>
                <th className="figure">{t('belief.chance')}</th>
              </tr>
            </thead>
            <tbody>
              {asked.map(({ worth, above }) => (
                <tr key={worth}>
                  <td>{t('belief.orMore', { worth: formats.axis(worth) })}</td>
                  <td className="figure">{formats.chance(above)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </section>
  );
}

/** The two sides meet at the cost, so that the line stands at their edge. */
function withCost(
  rows: readonly ChartRow[],
  at: { readonly density: number } | null,
  cost: number,
): ChartRow[] {
  const place = rows.findIndex((row) => Number(row.x) >= cost);
  const next = rows[place];
  if (at === null || !next) return [...rows];
  const edge = { value: at.density, text: Object.values(next.values)[0]?.text ?? '' };
  const meeting: ChartRow = { ...next, x: cost, values: { below: edge, above: edge } };
  return [...rows.slice(0, place), meeting, ...rows.slice(place)];
}
