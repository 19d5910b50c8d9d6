import type { VerdictWord } from '../../contract/spend.ts';
import { roundTicks } from './chart/chart-data.ts';

/** Units of money as numbers, for drawing only. */
export type Strip = {
  readonly low: number;
  readonly median: number;
  readonly high: number;
  readonly cost: number;
  readonly verdict: VerdictWord;
};

export const VERDICT_COLOURS: Readonly<Record<VerdictWord, string>> = {
  justified: 'var(--yes)',
  'not justified': 'var(--no)',
  undecided: 'var(--maybe)',
  'no data': 'var(--none)',
};

export type Scale = { readonly from: number; readonly to: number };

/** One scale for all rows of a table, so that lengths compare; zero is always on it. */
export function scaleOf(strips: readonly Strip[]): Scale {
  const ends = strips.flatMap(({ low, high, cost }) => [low, high, cost]);
  return { from: Math.min(0, ...ends), to: Math.max(1, ...ends) };
}

/** Where a figure stands on a strip of that width. */
function placeOn(scale: Scale, width: number): (value: number) => number {
  return (value) => 6 + ((value - scale.from) / (scale.to - scale.from || 1)) * (width - 12);
}

/** The strips' one scale, for the head of their column. */
export function RangeScale({
  scale,
  axis,
  currency,
  width = 232,
}: {
  readonly scale: Scale;
  readonly axis: (value: number) => string;
  readonly currency: string;
  readonly width?: number;
}) {
  const place = placeOn(scale, width);
  const ticks = roundTicks(scale.from, scale.to, 4).filter(
    (tick) => tick >= scale.from && tick <= scale.to,
  );
  return (
    <svg className="strip" viewBox={`0 0 ${width} 14`} aria-hidden="true">
      {ticks.map((tick) => (
        <text
          key={tick}
          x={place(tick)}
          y="11"
          textAnchor={place(tick) > width - 30 ? 'end' : place(tick) < 12 ? 'start' : 'middle'}
          fontSize="10.5"
          fill="var(--dim)"
        >
          {tick === 0 ? `${currency} 0` : axis(tick)}
        </text>
      ))}
    </svg>
  );
}

/**
 * What the extra output is worth against what the seat cost: a bar for the 80 % range, end marks, a dot
 * for its middle, a black mark for the cost, a thin line for nothing. `sentence` is what a screen reader says.
 */
export function RangeStrip({
  strip,
  scale,
  sentence,
  width = 232,
}: {
  readonly strip: Strip;
  readonly scale: Scale;
  readonly sentence: string;
  readonly width?: number;
}) {
  const place = placeOn(scale, width);
  return (
    <svg className="strip" viewBox={`0 0 ${width} 18`} role="img" aria-label={sentence}>
      <title>{sentence}</title>
      <line x1={place(0)} x2={place(0)} y1="2" y2="16" stroke="var(--line)" />
      <RangeMark strip={strip} place={place} y={9} size={SMALL} />
    </svg>
  );
}

type MarkSize = {
  readonly bar: number;
  readonly end: number;
  readonly endWidth: number;
  readonly dot: number;
  readonly cost: number;
  readonly costWidth: number;
};
const SMALL: MarkSize = { bar: 6, end: 4, endWidth: 1.5, dot: 3.6, cost: 8, costWidth: 2 };
export const LARGE: MarkSize = { bar: 11, end: 8, endWidth: 2, dot: 6, cost: 14, costWidth: 2.5 };

/** The bar with its ends, its dot and the cost's mark, on a line at `y`; `end` and `cost` are half heights. */
export function RangeMark({
  strip,
  place,
  y,
  size,
}: {
  readonly strip: Strip;
  readonly place: (value: number) => number;
  readonly y: number;
  readonly size: MarkSize;
}) {
  const colour = VERDICT_COLOURS[strip.verdict];
  const [low, high, cost] = [place(strip.low), place(strip.high), place(strip.cost)];
  return (
    <>
      <line x1={low} x2={high} y1={y} y2={y} stroke={colour} strokeWidth={size.bar} opacity="0.4" />
      {[low, high].map((x, index) => (
        <line
          // The two ends may be the same figure.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          key={index}
          x1={x}
          x2={x}
          y1={y - size.end}
          y2={y + size.end}
          stroke={colour}
          strokeWidth={size.endWidth}
        />
      ))}
      <circle cx={place(strip.median)} cy={y} r={size.dot} fill={colour} />
      <line
        x1={cost}
        x2={cost}
        y1={y - size.cost}
        y2={y + size.cost}
        stroke="var(--ink)"
        strokeWidth={size.costWidth}
      />
    </>
  );
}
