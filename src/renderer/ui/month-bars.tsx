import { useFormats } from './format.ts';

export type MonthBar = {
  readonly month: string;
  /** For drawing; the text is what is shown and read. */
  readonly value: number;
  readonly text: string;
  readonly tone?: string;
};

/** On paper: months as bars of one measure; a second measure gets a chart of its own below, never a second axis. */
export function MonthBars({
  label,
  bars,
  colour,
  height = 68,
  showsValues = false,
}: {
  readonly label: string;
  readonly bars: readonly MonthBar[];
  readonly colour: string;
  readonly height?: number;
  readonly showsValues?: boolean;
}) {
  const formats = useFormats();
  const top = Math.max(1e-9, ...bars.map((bar) => bar.value));
  const step = 22.5;
  const floor = height - 16;
  const head = showsValues ? 14 : 2;
  return (
    <svg
      viewBox={`0 0 ${Math.max(1, bars.length) * step} ${height}`}
      width="100%"
      preserveAspectRatio="xMinYMid"
      style={{ maxWidth: Math.max(1, bars.length) * 44, maxHeight: height * 1.6 }}
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      {bars.map((bar, index) => {
        const size = Math.max(0, (bar.value / top) * (floor - head));
        const x = index * step + 3;
        return (
          <g key={bar.month}>
            <rect
              x={x}
              y={floor - size}
              width="16.5"
              height={size}
              rx="2"
              fill={bar.tone ?? colour}
              opacity={bar.tone || index === bars.length - 1 ? 1 : 0.55}
            />
            {showsValues && (
              <text
                x={x + 8}
                y={floor - size - 3}
                textAnchor="middle"
                fontSize="7.5"
                fill="var(--dim)"
              >
                {bar.text}
              </text>
            )}
            <text x={x + 8} y={height - 4} textAnchor="middle" fontSize="8" fill="var(--dim)">
              {formats.shortMonth(bar.month).replace(/^(\p{L})\p{L}+\.?$/u, '$1')}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
