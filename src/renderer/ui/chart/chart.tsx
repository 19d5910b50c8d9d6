import { lazy, Suspense, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChartProps } from './chart-data.ts';
import { ChartLegend } from './chart-legend.tsx';
import './chart.css';

/** The library that draws comes with the first chart, not with the first picture of the window. */
const DrawnChart = lazy(() => import('./drawn-chart.tsx'));

/**
 * A chart: its unit once above the axis, gridlines across, a tooltip with month, year and value on
 * pointing and on focus, one tab stop in which the arrows move and Enter opens. A table with the same
 * figures belongs beside it (`ChartWithTable`, or the page's own).
 */
export function Chart(props: ChartProps) {
  const { label, unit, rows, series, lines = [], height = 180, hidesLegend = false } = props;
  const { t } = useTranslation();
  const id = useId();
  /** The place that is pointed at, as the drawing tells it. */
  const active = useRef<string | null>(null);
  const { onOpen } = props;
  return (
    <figure
      className="chart"
      aria-labelledby={id}
      onKeyDownCapture={(event) => {
        if (event.key !== 'Enter' || !onOpen || active.current === null) return;
        event.preventDefault();
        event.stopPropagation();
        onOpen(active.current);
      }}
    >
      <figcaption id={id} className="unseen">
        {label}
      </figcaption>
      <div className="chart-unit" aria-hidden="true">
        {unit}
      </div>
      <div style={{ height }} data-can-open={onOpen !== undefined}>
        {rows.length === 0 ? (
          <p className="dim">{t('chart.empty')}</p>
        ) : (
          <Suspense fallback={<div className="skeleton" style={{ height }} />}>
            <DrawnChart {...props} height={height} active={active} />
          </Suspense>
        )}
      </div>
      {!hidesLegend && <ChartLegend series={series} lines={lines} rows={rows} />}
    </figure>
  );
}
