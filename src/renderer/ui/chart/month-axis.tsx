import { usePlotArea, useXAxisScale } from 'recharts';
import { useFormats } from '../format.ts';
import { tickStep, yearGroups } from './chart-data.ts';

const NAME_WIDTH = 30;

/** A month's short name, in bold where it is the one looked at. */
export function MonthTick({
  x,
  y,
  payload,
  index = 0,
  months,
  chosen,
}: {
  readonly x?: number | string;
  readonly y?: number | string;
  readonly payload?: { readonly value: string };
  readonly index?: number;
  readonly months: readonly string[];
  readonly chosen?: string;
}) {
  const formats = useFormats();
  const plot = usePlotArea();
  if (!payload || !plot) return null;
  const isChosen = payload.value === chosen;
  const step = tickStep(months.length, plot.width, NAME_WIDTH);
  if ((months.length - 1 - index) % step !== 0) return null;
  return (
    <text
      x={x}
      y={y}
      dy={10}
      textAnchor="middle"
      fontSize={11}
      fontWeight={isChosen ? 700 : 400}
      fill={isChosen ? 'var(--ink)' : 'var(--dim)'}
    >
      {formats.shortMonth(payload.value)}
    </text>
  );
}

/** The years beneath the months, each with a line over its months. */
export function YearRow({ months }: { readonly months: readonly string[] }) {
  const plot = usePlotArea();
  if (!plot) return null;
  const band = plot.width / months.length;
  const top = plot.y + plot.height + 19;
  return (
    <g>
      {yearGroups(months).map(({ year, from, to }) => (
        <g key={year}>
          <line
            x1={plot.x + from * band + 4}
            x2={plot.x + (to + 1) * band - 4}
            y1={top}
            y2={top}
            stroke="var(--line)"
          />
          <text
            x={plot.x + ((from + to + 1) / 2) * band}
            y={top + 12}
            textAnchor="middle"
            fontSize={11}
            fill="var(--dim)"
          >
            {year}
          </text>
        </g>
      ))}
    </g>
  );
}

/** "–" where a month has no data, so that it is not taken for nothing. */
export function EmptyMarks({ places }: { readonly places: readonly (string | number)[] }) {
  const plot = usePlotArea();
  const scale = useXAxisScale();
  if (!plot || !scale) return null;
  return (
    <g>
      {places.map((place) => (
        <text
          key={place}
          x={scale(place, { position: 'middle' }) ?? 0}
          y={plot.y + plot.height - 5}
          textAnchor="middle"
          fontSize={11}
          fill="var(--dim)"
        >
          –
        </text>
      ))}
    </g>
  );
}
