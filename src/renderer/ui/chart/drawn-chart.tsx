import { type RefObject, useEffect, useId } from 'react';
import {
  Area,
  Bar,
  CartesianGrid,
  ComposedChart,
  LabelList,
  Line,
  Rectangle,
  type RectangleProps,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  useActiveTooltipLabel,
  XAxis,
  YAxis,
} from 'recharts';
import { useFormats } from '../format.ts';
import { type ChartProps, type ChartRow, type ChartSeries, scaleOf, sumOf } from './chart-data.ts';
import { ChartTooltip } from './chart-tooltip.tsx';
import { EmptyMarks, MonthTick, YearRow } from './month-axis.tsx';

const TEXT = { fontSize: 11, fill: 'var(--dim)' } as const;
/** Charts one above the other begin at the same place. */
const SCALE_WIDTH = 52;
const YEARS_HEIGHT = 34;
const NAMES_HEIGHT = 20;

type Props = ChartProps & {
  readonly height: number;
  readonly active: RefObject<string | null>;
};

/** The chart as recharts draws it; in a bundle of its own. */
export default function DrawnChart(props: Props) {
  const { rows, series, axis = 'months', lines = [], bands = [], active, onOpen } = props;
  const formats = useFormats();
  const hatch = useId().replace(/[^\w-]/g, '');
  const isMonths = axis === 'months';
  const data = rows.map(drawn);
  const hatched = [
    ...new Set(rows.flatMap((row) => (row.isHatched ? [row.colour ?? 'var(--c6)'] : []))),
  ];
  const bars = series.filter((one) => one.draw === 'bar');
  const ticks = scaleOf(rows, series, lines, props.areBeside);
  const hasBelow = (ticks[0] ?? 0) < 0;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart
        data={data}
        margin={{ top: props.showsValues ? 16 : 6, right: 8, bottom: 0, left: 0 }}
        stackOffset="sign"
        barCategoryGap="22%"
        aria-label={props.label}
        {...(props.syncId === undefined ? {} : { syncId: props.syncId })}
        {...(onOpen === undefined
          ? {}
          : {
              onClick: ({ activeLabel }: { activeLabel?: string | number | undefined }) => {
                if (activeLabel !== undefined) onOpen(String(activeLabel));
              },
            })}
      >
        <defs>
          {hatched.map((colour, index) => (
            <pattern
              key={colour}
              id={`${hatch}-${index}`}
              width="6"
              height="6"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <rect width="6" height="6" fill="var(--card)" />
              <rect width="2.5" height="6" fill={colour} />
            </pattern>
          ))}
        </defs>
        <CartesianGrid vertical={false} stroke="var(--grid)" />
        {bands.map((band) => (
          <ReferenceArea
            key={band.name}
            x1={band.from}
            x2={band.to}
            fill="var(--cursor)"
            fillOpacity={1}
            label={{ value: band.name, position: 'insideTop', ...TEXT }}
          />
        ))}
        <XAxis
          dataKey="x"
          type={axis === 'numbers' ? 'number' : 'category'}
          {...(axis === 'numbers' ? {} : { scale: 'band' as const })}
          height={props.hidesPlaces ? 4 : isMonths ? YEARS_HEIGHT : NAMES_HEIGHT}
          interval={axis === 'numbers' ? 'preserveStartEnd' : isMonths ? 0 : 'preserveStartEnd'}
          tickLine={false}
          stroke="var(--edge)"
          tick={
            props.hidesPlaces ? (
              false
            ) : isMonths ? (
              <MonthTick
                months={rows.map((row) => String(row.x))}
                {...(props.chosen === undefined ? {} : { chosen: props.chosen })}
              />
            ) : (
              TEXT
            )
          }
          {...(props.tickText === undefined ? {} : { tickFormatter: props.tickText })}
          {...(axis === 'numbers' && props.ticks
            ? {
                ticks: props.ticks as number[],
                domain: [props.ticks[0] ?? 0, props.ticks.at(-1) ?? 1] as [number, number],
              }
            : {})}
        />
        <YAxis
          width={SCALE_WIDTH}
          hide={props.hidesScale ?? false}
          axisLine={false}
          tickLine={false}
          ticks={ticks}
          interval={0}
          tick={TEXT}
          domain={[ticks[0] ?? 0, ticks.at(-1) ?? 1]}
          tickFormatter={(value: number) => formats.axis(value)}
        />
        {series.map((one) => drawing(one, series))}
        {bars.length > 0 && hasBelow && <ReferenceLine y={0} stroke="var(--edge)" />}
        {lines.map((line) => (
          <ReferenceLine
            key={line.name}
            {...(line.axis === 'y' ? { y: line.at } : { x: line.at })}
            stroke="var(--ink)"
            strokeDasharray="5 4"
            {...(line.isInLegend
              ? {}
              : {
                  label: {
                    value: line.name,
                    position: line.axis === 'y' ? 'insideTopRight' : 'insideTopLeft',
                    fontSize: 11,
                    fontWeight: 600,
                    fill: 'var(--ink)',
                  },
                })}
          />
        ))}
        {isMonths && !props.hidesPlaces && <YearRow months={rows.map((row) => String(row.x))} />}
        {isMonths && (
          <EmptyMarks
            places={rows.filter((row) => Object.keys(row.values).length === 0).map((row) => row.x)}
          />
        )}
        <Tooltip
          cursor={{
            fill: 'var(--cursor)',
            stroke: 'var(--edge)',
            strokeWidth: bars.length ? 0 : 1,
          }}
          offset={24}
          isAnimationActive={false}
          allowEscapeViewBox={{ x: false, y: true }}
          wrapperStyle={{ zIndex: 5, pointerEvents: 'none' }}
          content={({ active: isActive, label }) => (
            <ChartTooltip
              isActive={Boolean(isActive)}
              place={rows.findIndex((row) => String(row.x) === String(label))}
              rows={rows}
              series={series}
              lines={lines}
              {...(props.opens === undefined ? {} : { opens: props.opens })}
            />
          )}
        />
        <ActivePlace active={active} />
      </ComposedChart>
    </ResponsiveContainer>
  );

  function drawing(one: ChartSeries, all: readonly ChartSeries[]) {
    // Nothing moves: a figure that grows into place says nothing more.
    const shared = { dataKey: one.key, name: one.name, isAnimationActive: false };
    if (one.draw === 'bar') {
      return (
        <Bar
          {...shared}
          key={one.key}
          {...(props.areBeside ? {} : { stackId: 'bars' })}
          maxBarSize={26}
          fill={one.colour}
          shape={(bar: RectangleProps & { payload?: Drawn }) => (
            <BarShape
              bar={bar}
              colour={one.colour}
              hatch={`url(#${hatch}-${hatched.indexOf(bar.payload?.colour ?? 'var(--c6)')})`}
              isPart={bars.length > 1}
            />
          )}
        >
          {props.showsValues && one === all.at(-1) && (
            <LabelList dataKey="label" position="top" {...TEXT} />
          )}
        </Bar>
      );
    }
    const stroke = {
      stroke: one.colour,
      strokeWidth: 1.75,
      ...(one.isDashed ? { strokeDasharray: '5 4' } : {}),
    };
    return one.draw === 'area' ? (
      <Area
        {...shared}
        {...stroke}
        key={one.key}
        fill={one.colour}
        fillOpacity={0.28}
        type="linear"
        activeDot={{ r: 3.5 }}
      />
    ) : (
      <Line
        {...shared}
        {...stroke}
        key={one.key}
        dot={false}
        type="linear"
        activeDot={{ r: 3.5 }}
      />
    );
  }
}

type Drawn = {
  readonly x: string | number;
  readonly label: string;
  readonly colour?: string;
  readonly isHatched?: boolean;
};

function drawn(row: ChartRow): Drawn & Record<string, unknown> {
  const sum = sumOf(row);
  const only = Object.values(row.values)[0];
  return {
    x: row.x,
    label: sum === null ? '' : (row.total ?? only)?.text.replace(/[\s\u00a0].*$/u, ''),
    ...(row.colour === undefined ? {} : { colour: row.colour }),
    ...(row.isHatched === undefined ? {} : { isHatched: row.isHatched }),
    ...Object.fromEntries(Object.entries(row.values).map(([key, { value }]) => [key, value])),
  } as Drawn & Record<string, unknown>;
}

/** A bar in its own colour; hatched ones keep an outline, and stacked ones a hair between them. */
function BarShape({
  bar,
  colour,
  hatch,
  isPart,
}: {
  readonly bar: RectangleProps & { payload?: Drawn };
  readonly colour: string;
  readonly hatch: string;
  readonly isPart: boolean;
}) {
  const { payload, ...box } = bar;
  const own = payload?.colour ?? colour;
  const outline = payload?.isHatched ? own : isPart ? 'var(--card)' : 'none';
  return (
    <Rectangle
      {...box}
      radius={isPart ? 0 : [2, 2, 0, 0]}
      fill={payload?.isHatched ? hatch : own}
      stroke={outline}
      strokeWidth={1}
    />
  );
}

/** Tells the frame around which place is pointed at, for Enter. */
function ActivePlace({ active }: { readonly active: RefObject<string | null> }) {
  const label = useActiveTooltipLabel();
  useEffect(() => {
    active.current = label === undefined ? null : String(label);
  }, [label, active]);
  return null;
}
