import { useTranslation } from 'react-i18next';
import type { VerdictDoc } from '../../../contract/month.ts';
import { useFormats } from '../../ui/format.ts';
import { scaleOf } from '../../ui/range-strip.tsx';
import { stripOf } from './verdict-table.tsx';

const COLOURS = {
  justified: 'var(--yes)',
  'not justified': 'var(--no)',
  undecided: 'var(--maybe)',
  'no data': 'var(--none)',
} as const;

/** The range strip, large, with its axis in money. */
export function WorthAgainstCost({ verdict }: { readonly verdict: VerdictDoc }) {
  const { t } = useTranslation('seats');
  const formats = useFormats();
  const strip = stripOf(verdict);
  if (!strip || !verdict.value) return null;
  const { currency } = verdict.spend;
  const scale = scaleOf([strip]);
  const ticks = niceTicks(scale.from, scale.to);
  const from = Math.min(scale.from, ticks[0] ?? 0);
  const to = Math.max(scale.to, ticks.at(-1) ?? 1);
  const place = (value: number): number => 40 + ((value - from) / (to - from)) * 760;
  const colour = COLOURS[verdict.verdict];
  const low = formats.rounded(verdict.value.low80);
  const high = formats.rounded(verdict.value.high80);
  const sentence = t('table.strip', {
    low,
    high,
    median: formats.rounded(verdict.value.median),
    cost: formats.money(verdict.spend),
  });
  return (
    <section className="card">
      <svg
        viewBox="0 0 840 74"
        width="100%"
        style={{ maxWidth: 940 }}
        role="img"
        aria-label={sentence}
      >
        <title>{sentence}</title>
        <line x1="40" x2="800" y1="42" y2="42" stroke="var(--line)" />
        {ticks.map((tick) => (
          <text
            key={tick}
            x={place(tick)}
            y="66"
            textAnchor="middle"
            fontSize="11"
            fill="var(--dim)"
          >
            {formats.number(tick, 0)}
          </text>
        ))}
        <line
          x1={place(strip.low)}
          x2={place(strip.high)}
          y1="42"
          y2="42"
          stroke={colour}
          strokeWidth="9"
          strokeLinecap="round"
          opacity="0.45"
        />
        <circle cx={place(strip.median)} cy="42" r="6" fill={colour} />
        <line
          x1={place(strip.cost)}
          x2={place(strip.cost)}
          y1="30"
          y2="54"
          stroke="var(--ink)"
          strokeWidth="2.5"
        />
        <text
          x={labelPlace(place(strip.cost))}
          y="24"
          textAnchor="middle"
          fontSize="11"
          fontWeight="600"
          fill="var(--ink)"
        >
          {t('seat.costLabel', { cost: formats.amount(verdict.spend) })}
        </text>
        <text
          x={labelPlace(place(strip.median))}
          y="10"
          textAnchor="middle"
          fontSize="11"
          fontWeight="600"
          fill={colour}
        >
          {t('seat.worthLabel', { low, high })}
        </text>
      </svg>
      <p className="dim" style={{ margin: '4px 0 0', maxWidth: '95ch' }}>
        {formats.sentences(
          verdict.p !== null && t('seat.chance', { count: Math.round(verdict.p * 100) }),
          verdict.valuation?.by === 'unit' &&
            t('seat.byUnit', { value: formats.money(verdict.valuation.perUnit) }),
          verdict.valuation?.by === 'loaded-cost' &&
            t('seat.byCost', { value: formats.money(verdict.valuation.monthly), currency }),
          verdict.provisional && t('seat.provisional'),
          verdict.waitsForRate && t('seat.waitsForRate'),
        )}
      </p>
    </section>
  );
}

const labelPlace = (x: number): number => Math.min(760, Math.max(80, x));

/** Round values for an axis: steps of 1, 2 or 5 times a power of ten. */
function niceTicks(from: number, to: number): number[] {
  const rough = (to - from) / 6 || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.floor(from / step) * step;
  const count = Math.ceil((to - first) / step) + 1;
  return Array.from({ length: count }, (_, index) => first + index * step);
}
