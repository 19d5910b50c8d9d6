/** What a chart draws; figures as numbers for drawing only, beside the text that is read. */
export type ChartValue = {
  readonly value: number;
  /** As it is shown and read out: an amount keeps all its digits here. */
  readonly text: string;
};

export type ChartSeries = {
  readonly key: string;
  readonly name: string;
  /** A colour of the theme: `var(--c1)`. */
  readonly colour: string;
  readonly draw: 'bar' | 'line' | 'area';
  readonly isDashed?: boolean;
};

/** One place of the horizontal axis: a month, a day, an account, a worth. */
export type ChartRow = {
  readonly x: string | number;
  /** What the tooltip and the table call it, in full: `January 2026`. */
  readonly name: string;
  /** What is said of it beside its name: `looked at`. */
  readonly note?: string;
  /** A series that has nothing here is left out; a row without any shows "–". */
  readonly values: Readonly<Record<string, ChartValue>>;
  /** The sum of stacked parts. */
  readonly total?: ChartValue;
  /** Another colour than the series', and whether it is hatched: left out. */
  readonly colour?: string;
  readonly isHatched?: boolean;
};

/** A dashed line with its name, across the chart or from top to bottom. */
export type ChartLine = {
  readonly axis: 'x' | 'y';
  readonly at: string | number;
  readonly name: string;
  /** Named in the legend alone, where the chart has no room for it. */
  readonly isInLegend?: boolean;
};

/** A stretch of the horizontal axis that is set apart. */
export type ChartBand = {
  readonly from: string | number;
  readonly to: string | number;
  readonly name: string;
};

export type ChartProps = {
  /** What the chart shows, for whoever hears it. */
  readonly label: string;
  /** Said once, above the axis: `USD`, `units`. */
  readonly unit: string;
  readonly rows: readonly ChartRow[];
  readonly series: readonly ChartSeries[];
  /** `months` has the years beneath; `names` any words; `numbers` a scale with `tickText`. */
  readonly axis?: 'months' | 'names' | 'numbers';
  readonly tickText?: (x: string | number) => string;
  /** On a scale of numbers: where it begins and ends, and what is named on it. */
  readonly ticks?: readonly number[];
  /** The month looked at, set in bold. */
  readonly chosen?: string;
  readonly lines?: readonly ChartLine[];
  readonly bands?: readonly ChartBand[];
  readonly height?: number;
  /** Each bar says its figure. */
  readonly showsValues?: boolean;
  readonly hidesLegend?: boolean;
  /** Bars of a place stand beside each other instead of on each other. */
  readonly areBeside?: boolean;
  /** The places stand under the chart below. */
  readonly hidesPlaces?: boolean;
  /** No scale beside it: where only the shape tells. */
  readonly hidesScale?: boolean;
  /** Charts of one id show the tooltip of the same month. */
  readonly syncId?: string;
  /** What Enter and a click do at a place, and the words for it. */
  readonly onOpen?: (x: string) => void;
  readonly opens?: string;
};

export type YearGroup = { readonly year: string; readonly from: number; readonly to: number };

/** Which months of a row stand under which year, by their places. */
export function yearGroups(months: readonly string[]): YearGroup[] {
  const groups: YearGroup[] = [];
  months.forEach((month, place) => {
    const year = month.slice(0, 4);
    const last = groups.at(-1);
    if (last?.year === year) groups[groups.length - 1] = { ...last, to: place };
    else groups.push({ year, from: place, to: place });
  });
  return groups;
}

/** What a row comes to: its total, else its only value; `null` where it has neither. */
export function sumOf(row: ChartRow): number | null {
  if (row.total) return row.total.value;
  const values = Object.values(row.values);
  return values.length === 1 ? (values[0]?.value ?? null) : null;
}

/** The change on the row before; `null` where there is nothing to divide by, or it would say nothing. */
export function changeOn(before: ChartRow | undefined, row: ChartRow): number | null {
  const from = before === undefined ? null : sumOf(before);
  const to = sumOf(row);
  if (from === null || to === null || from <= 0 || to < 0) return null;
  const ratio = to / from - 1;
  return Math.abs(ratio) < MOST_CHANGE ? ratio : null;
}

/** Against next to nothing a ratio says nothing. */
const MOST_CHANGE = 20;

/** Every which tick of a row is named, so that names do not run into each other. */
export function tickStep(ticks: number, width: number, widthOfName: number): number {
  return ticks === 0 ? 1 : Math.max(1, Math.ceil((ticks * widthOfName) / Math.max(1, width)));
}

/** Round values from a figure to a figure: steps of 1, 2 or 5 times a power of ten. */
export function roundTicks(from: number, to: number, most = 5): number[] {
  const span = to - from;
  if (!(span > 0)) return [from, from + 1];
  const rough = span / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10) * power;
  const first = Math.floor(from / step);
  const last = Math.ceil(to / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, place) => (first + place) * step);
}

/** The scale of a chart, from 0 (or below, where something is): bars as they are stacked, lines as they are. */
export function scaleOf(
  rows: readonly ChartRow[],
  series: readonly ChartSeries[],
  lines: readonly ChartLine[],
  areBeside = false,
): number[] {
  let low = 0;
  let high = 0;
  for (const { values } of rows) {
    let up = 0;
    let down = 0;
    for (const { key, draw } of series) {
      const value = values[key]?.value ?? 0;
      if (draw !== 'bar' || areBeside) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      } else if (value > 0) up += value;
      else down += value;
    }
    low = Math.min(low, down);
    high = Math.max(high, up);
  }
  for (const { axis, at } of lines) if (axis === 'y') high = Math.max(high, Number(at));
  return roundTicks(low, high === 0 && low === 0 ? 1 : high);
}
