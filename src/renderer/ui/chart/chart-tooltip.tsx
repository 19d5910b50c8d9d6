import { useTranslation } from 'react-i18next';
import { useFormats } from '../format.ts';
import { type ChartLine, type ChartRow, type ChartSeries, changeOn } from './chart-data.ts';
import { Swatch } from './chart-legend.tsx';

/** Month and year, what it comes to, each part, the change on the month before, and what Enter does. */
export function ChartTooltip({
  isActive,
  place,
  rows,
  series,
  lines,
  opens,
}: {
  readonly isActive: boolean;
  readonly place: number;
  readonly rows: readonly ChartRow[];
  readonly series: readonly ChartSeries[];
  readonly lines: readonly ChartLine[];
  readonly opens?: string;
}) {
  const { t } = useTranslation();
  const formats = useFormats();
  const row = rows[place];
  if (!isActive || !row) return null;
  const before = rows[place - 1];
  const change = changeOn(before, row);
  const parts = series.filter((one) => row.values[one.key] !== undefined);
  return (
    <div className="chart-tip" role="status">
      <p className="chart-tip-head">
        <strong>{row.name}</strong>
        <strong className="figure">{row.total?.text ?? ''}</strong>
        {!row.total && row.note && <span className="dim">{row.note}</span>}
      </p>
      <ul>
        {parts.map((one) => (
          <li key={one.key}>
            <Swatch colour={row.colour ?? one.colour} isHatched={row.isHatched ?? false} />
            <span>{one.name}</span>
            <span className="figure">{row.values[one.key]?.text}</span>
          </li>
        ))}
        {parts.length === 0 && <li className="dim">{t('chart.noData')}</li>}
        {lines
          .filter((line) => line.axis === 'y')
          .map((line) => (
            <li key={line.name} className="dim">
              {line.name}
            </li>
          ))}
      </ul>
      {(change !== null || opens !== undefined) && (
        <p className="dim">
          {[
            ...(change === null || !before
              ? []
              : [t('chart.change', { change: formats.change(change), before: before.name })]),
            ...(opens === undefined ? [] : [opens]),
          ].join(' · ')}
        </p>
      )}
    </div>
  );
}
