import { useTranslation } from 'react-i18next';
import type { VerdictDoc } from '../../../contract/month.ts';
import { roundTicks } from '../../ui/chart/chart-data.ts';
import { useFormats } from '../../ui/format.ts';
import { LARGE, RangeMark, scaleOf, VERDICT_COLOURS } from '../../ui/range-strip.tsx';
import { stripOf } from './verdict-table.tsx';

/** The range strip, large, with its axis in money. */
export function WorthAgainstCost({ verdict }: { readonly verdict: VerdictDoc }) {
  const { t } = useTranslation('seats');
  const formats = useFormats();
  const strip = stripOf(verdict);
  if (!strip || !verdict.value) return null;
  const { currency } = verdict.spend;
  const scale = scaleOf([strip]);
  const ticks = roundTicks(scale.from, scale.to, 7);
  const from = Math.min(scale.from, ticks[0] ?? 0);
  const to = Math.max(scale.to, ticks.at(-1) ?? 1);
  const place = (value: number): number => 40 + ((value - from) / (to - from)) * 760;
  const colour = VERDICT_COLOURS[verdict.verdict];
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
      <div className="card-head">
        <h2>
          {t('seat.worthTitle')}{' '}
          <small>
            {t('seat.worthSmall', {
              window: formats.months(verdict.window.from, verdict.window.to),
            })}
          </small>
        </h2>
        <button
          type="button"
          className="door"
          onClick={() => {
            const how = document.getElementById('how');
            how?.scrollIntoView();
            how?.focus();
          }}
        >
          {t('seat.howDoor')}
        </button>
      </div>
      <svg
        viewBox="0 0 840 84"
        width="100%"
        style={{ maxWidth: 1100 }}
        role="img"
        aria-label={sentence}
      >
        <title>{sentence}</title>
        {ticks.map((tick) => (
          <g key={tick}>
            <line
              x1={place(tick)}
              x2={place(tick)}
              y1="30"
              y2="62"
              stroke={tick === 0 ? 'var(--edge)' : 'var(--grid)'}
            />
            <text x={place(tick)} y="76" textAnchor="middle" fontSize="11" fill="var(--dim)">
              {formats.axis(tick)}
            </text>
          </g>
        ))}
        <text x="838" y="26" textAnchor="end" fontSize="11" fill="var(--dim)">
          {currency}
        </text>
        <RangeMark strip={strip} place={place} y={46} size={LARGE} />
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
          verdict.p !== null && t('seat.chance', { share: formats.chance(verdict.p) }),
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
