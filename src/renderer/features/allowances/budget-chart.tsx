import { useTranslation } from 'react-i18next';
import type { ForecastDoc } from '../../../contract/budget.ts';
import { useFormats } from '../../ui/format.ts';

const WIDTH = 840;
const HEIGHT = 220;
const LEFT = 64;
const FLOOR = HEIGHT - 24;
const HEAD = 12;

/** The year's spend as it adds up: used as a line, what is projected as a dashed one in its range, the budget across. */
export function BudgetChart({ forecast }: { readonly forecast: ForecastDoc }) {
  const { t } = useTranslation('allowances');
  const formats = useFormats();
  const { months, budget, currency } = forecast;
  const totals = months.map(({ total }) => Number(total.amount));
  const budgetUnits = budget ? Number(budget.amount) : 0;
  const top = Math.max(
    1,
    budgetUnits * 1.05,
    ...totals,
    ...months.flatMap(({ high80 }) => (high80 ? [Number(high80.amount)] : [])),
  );
  const x = (index: number): number => LEFT + ((index + 1) / 12) * (WIDTH - LEFT - 12);
  const y = (value: number): number => FLOOR - (value / top) * (FLOOR - HEAD);
  const known = months.filter(({ isProjected }) => !isProjected).length;
  const points = totals.map((value, index) => `${x(index)},${y(value)}`);
  const used = [`${LEFT},${y(0)}`, ...points.slice(0, known)];
  const ahead = [used.at(-1) ?? '', ...points.slice(known)];
  const range = months.flatMap(({ low80, high80 }, index) =>
    low80 && high80 ? [{ index, low: Number(low80.amount), high: Number(high80.amount) }] : [],
  );
  const from =
    known === 0 ? { x: LEFT, y: y(0) } : { x: x(known - 1), y: y(totals[known - 1] ?? 0) };
  const band = [
    `${from.x},${from.y}`,
    ...range.map((one) => `${x(one.index)},${y(one.high)}`),
    ...[...range].reverse().map((one) => `${x(one.index)},${y(one.low)}`),
  ].join(' ');
  const label = t('budget.chart', { year: forecast.year });
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width="100%"
      style={{ maxWidth: 940 }}
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      {roundTicks(top).map((value) => (
        <g key={value}>
          <line x1={LEFT} x2={WIDTH - 12} y1={y(value)} y2={y(value)} stroke="var(--line)" />
          <text x={LEFT - 8} y={y(value) + 4} textAnchor="end" fontSize="11" fill="var(--dim)">
            {formats.number(value, 0)}
          </text>
        </g>
      ))}
      {range.length > 0 && <polygon points={band} fill="var(--band)" />}
      <polyline points={used.join(' ')} fill="none" stroke="var(--bar-1)" strokeWidth="2.5" />
      {range.length > 0 && (
        <polyline
          points={ahead.join(' ')}
          fill="none"
          stroke="var(--bar-1)"
          strokeWidth="2"
          strokeDasharray="5 4"
        />
      )}
      {budget && (
        <>
          <line
            x1={LEFT}
            x2={WIDTH - 12}
            y1={y(budgetUnits)}
            y2={y(budgetUnits)}
            stroke="var(--ink)"
            strokeWidth="1.5"
          />
          <text
            x={LEFT + 6}
            y={y(budgetUnits) - 5}
            fontSize="11"
            fontWeight="600"
            fill="var(--ink)"
          >
            {t('budget.line', { budget: formats.rounded(budget), currency })}
          </text>
        </>
      )}
      {months.map(({ month }, index) => (
        <text
          key={month}
          x={x(index)}
          y={HEIGHT - 6}
          textAnchor="middle"
          fontSize="11"
          fill="var(--dim)"
        >
          {formats.shortMonth(month)}
        </text>
      ))}
    </svg>
  );
}

/** Round values up to the top: steps of 1, 2 or 5 times a power of ten. */
function roundTicks(top: number): number[] {
  const power = 10 ** Math.floor(Math.log10(top / 3));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= top / 4) ?? 10) * power;
  return Array.from({ length: Math.floor(top / step) + 1 }, (_, index) => index * step);
}
