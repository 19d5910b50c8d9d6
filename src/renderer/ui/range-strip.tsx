import type { VerdictWord } from '../../contract/spend.ts';

/** Units of money as numbers, for drawing only. */
export type Strip = {
  readonly low: number;
  readonly median: number;
  readonly high: number;
  readonly cost: number;
  readonly verdict: VerdictWord;
};

const COLOURS: Readonly<Record<VerdictWord, string>> = {
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

/**
 * What the extra output is worth against what the seat cost: a bar for the 80 % range, a dot for its
 * middle, a tick for the cost, a thin line for nothing. `sentence` is what a screen reader says.
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
  const place = (value: number): number =>
    6 + ((value - scale.from) / (scale.to - scale.from || 1)) * (width - 12);
  const colour = COLOURS[strip.verdict];
  return (
    <svg className="strip" viewBox={`0 0 ${width} 18`} role="img" aria-label={sentence}>
      <title>{sentence}</title>
      <line x1={place(0)} x2={place(0)} y1="2" y2="16" stroke="var(--line)" />
      <line
        x1={place(strip.low)}
        x2={place(strip.high)}
        y1="9"
        y2="9"
        stroke={colour}
        strokeWidth="5"
        strokeLinecap="round"
        opacity="0.45"
      />
      <circle cx={place(strip.median)} cy="9" r="3.6" fill={colour} />
      <line
        x1={place(strip.cost)}
        x2={place(strip.cost)}
        y1="1"
        y2="17"
        stroke="var(--ink)"
        strokeWidth="2"
      />
    </svg>
  );
}
