import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart } from './chart.tsx';
import type { ChartProps } from './chart-data.ts';
import { ChartLegend } from './chart-legend.tsx';

/** The chart's figures as a table, in the chart's order. */
function ChartTable({
  rows,
  series,
  heading,
  label,
}: Pick<ChartProps, 'rows' | 'series' | 'label'> & {
  /** What the first column holds: `Month`. */
  readonly heading: string;
}) {
  const { t } = useTranslation();
  const hasTotal = rows.some((row) => row.total !== undefined);
  const hasNote = rows.some((row) => row.note !== undefined);
  return (
    <div className="scroll-x">
      <table className="table" aria-label={label}>
        <thead>
          <tr>
            <th>{heading}</th>
            {series.map((one) => (
              <th key={one.key} className="figure">
                {one.name}
              </th>
            ))}
            {hasTotal && <th className="figure">{t('chart.total')}</th>}
            {hasNote && <th>{t('chart.note')}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.x}>
              <td>{row.name}</td>
              {series.map((one) => (
                <td key={one.key} className="figure">
                  {row.values[one.key]?.text ?? '–'}
                </td>
              ))}
              {hasTotal && <td className="figure">{row.total?.text ?? '–'}</td>}
              {hasNote && <td className="dim">{row.note ?? ''}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Charts of the same places one above the other, with a switch to their figures as one table. */
export function ChartWithTable({
  title,
  small,
  heading,
  charts,
  children,
  aside,
}: {
  readonly title: string;
  /** The period, in plain type behind the title. */
  readonly small?: string;
  readonly heading: string;
  readonly charts: readonly ChartProps[];
  readonly children?: ReactNode;
  readonly aside?: ReactNode;
}) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<'chart' | 'table'>('chart');
  const first = charts[0];
  if (!first) return null;
  return (
    <section className="card">
      <div className="card-head">
        <h2>
          {title} {small !== undefined && <small>{small}</small>}
        </h2>
        {aside}
        <SegmentedControl
          size="xs"
          aria-label={t('chart.shownAs', { title })}
          value={shown}
          onChange={(value) => setShown(value === 'table' ? 'table' : 'chart')}
          data={[
            { value: 'chart', label: t('chart.asChart') },
            { value: 'table', label: t('chart.asTable') },
          ]}
        />
      </div>
      {shown === 'chart' ? (
        <>
          {charts.map((chart) => (
            <Chart key={chart.label} {...chart} hidesLegend />
          ))}
          <ChartLegend
            series={charts.flatMap((chart) => chart.series)}
            lines={charts.flatMap((chart) => chart.lines ?? [])}
            rows={first.rows}
          />
        </>
      ) : (
        <ChartTable
          label={title}
          heading={heading}
          series={charts.flatMap((chart) =>
            chart.series.map((one) => ({ ...one, name: named(one.name, chart.unit) })),
          )}
          rows={first.rows.map((row, place) => ({
            ...row,
            values: Object.assign({}, ...charts.map((chart) => chart.rows[place]?.values ?? {})),
          }))}
        />
      )}
      {children}
    </section>
  );
}

const named = (name: string, unit: string): string => (name === unit ? name : `${name}, ${unit}`);
