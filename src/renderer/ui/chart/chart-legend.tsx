import type { ChartLine, ChartRow, ChartSeries } from './chart-data.ts';

/** The parts in the order of stack, tooltip and table; what is left out; the lines by name. */
export function ChartLegend({
  series,
  lines,
  rows,
}: {
  readonly series: readonly ChartSeries[];
  readonly lines: readonly ChartLine[];
  readonly rows: readonly ChartRow[];
}) {
  const named = lines.filter((line) => line.isInLegend);
  const notes = new Map(
    rows.flatMap((row) =>
      row.note !== undefined && (row.colour !== undefined || row.isHatched)
        ? [[row.note, row] as const]
        : [],
    ),
  );
  if (series.length + named.length + notes.size < 2) return null;
  return (
    <ul className="chart-legend">
      {notes.size > 0
        ? [...notes].map(([note, row]) => (
            <li key={note}>
              <Swatch colour={row.colour ?? 'var(--c6)'} isHatched={row.isHatched ?? false} />
              {note}
            </li>
          ))
        : series.map((one) => (
            <li key={one.key}>
              {one.draw === 'line' ? (
                <Stroke colour={one.colour} isDashed={one.isDashed ?? false} />
              ) : (
                <Swatch colour={one.colour} isHatched={false} />
              )}
              {one.name}
            </li>
          ))}
      {named.map(({ name }) => (
        <li key={name}>
          <Stroke colour="var(--ink)" isDashed />
          {name}
        </li>
      ))}
    </ul>
  );
}

export function Swatch({
  colour,
  isHatched = false,
}: {
  readonly colour: string;
  readonly isHatched?: boolean;
}) {
  return (
    <span
      className={isHatched ? 'swatch hatched' : 'swatch'}
      style={isHatched ? { color: colour } : { background: colour }}
    />
  );
}

function Stroke({ colour, isDashed }: { readonly colour: string; readonly isDashed: boolean }) {
  return (
    <span
      className="stroke"
      style={{ borderTop: `2px ${isDashed ? 'dashed' : 'solid'} ${colour}` }}
    />
  );
}
