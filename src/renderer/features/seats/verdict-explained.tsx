import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { VerdictDoc } from '../../../contract/month.ts';
import { isTelling } from '../../../core/output/marginal-return.ts';
import { type Formats, useFormats } from '../../ui/format.ts';
import { aboutMoney } from '../../ui/verdict-mark.tsx';

/** How the verdict came about, in plain words, and what the rule cannot see. */
export function VerdictExplained({ verdict }: { readonly verdict: VerdictDoc }) {
  const { t } = useTranslation('seats');
  const formats = useFormats();
  const { y0, t0, y1, t1, baseline, valuation, requiredReturn, requiredUplift, phi } = verdict;
  const { explained, p, expectedNet } = verdict;
  const steps: string[] = [];
  if (y1 !== null && t1 !== null) {
    steps.push(t('how.window', { units: formats.number(y1), months: formats.number(t1, 2) }));
  }
  if (y0 !== null && t0 !== null && baseline.kind) {
    steps.push(
      t(`how.baseline.${baseline.kind}`, {
        units: formats.number(y0),
        months: formats.number(t0, 2),
        from: baseline.from ? formats.month(baseline.from) : '',
        to: baseline.to ? formats.month(baseline.to) : '',
      }),
    );
  }
  if (y0 && t0 && y1 !== null && t1) {
    steps.push(
      t('how.compare', {
        after: formats.number(y1 / t1),
        before: formats.number(y0 / t0),
        change: formats.change(y1 / t1 / (y0 / t0) - 1),
      }),
    );
  }
  if (phi !== null) steps.push(t('how.phi', { phi: formats.number(phi, 2) }));
  if (explained) {
    steps.push(
      t('how.byChance', {
        times: formats.number(explained.seatPhi, 2),
        share: formats.percent(explained.byChance),
      }),
    );
  }
  if (valuation) {
    steps.push(
      valuation.by === 'unit'
        ? t('how.unit', { value: formats.money(valuation.perUnit) })
        : t('how.cost', { value: formats.money(valuation.monthly) }),
    );
  }
  steps.push(
    requiredReturn === 1
      ? t('how.returnOne')
      : t('how.return', { times: formats.number(requiredReturn, 2) }),
  );
  if (requiredUplift !== null)
    steps.push(t('how.uplift', { share: formats.percent(requiredUplift) }));
  if (explained) {
    steps.push(
      explained.neededUplift === null
        ? t('how.nothingPays')
        : t('how.needed', {
            share: formats.percent(explained.neededUplift, 1),
            cost: formats.money(verdict.spend),
          }),
    );
    steps.push(t('how.prior'));
  }
  if (p !== null) steps.push(t('how.chance', { share: formats.percent(p) }));
  steps.push(t('how.limits'));
  if (expectedNet) {
    steps.push(t('how.net', { net: aboutMoney(expectedNet, formats.rounded) }));
  }
  return (
    <section className="card">
      <h2>{t('how.title')}</h2>
      <ol style={{ margin: '0 0 8px', paddingLeft: 20, maxWidth: '95ch' }}>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {verdict.marginalReturn && (
        <p style={{ margin: '0 0 8px', maxWidth: '95ch' }}>
          {moreSpend(verdict.marginalReturn, t, formats)}
        </p>
      )}
      {verdict.beyondGrid && (
        <p style={{ margin: '0 0 8px', maxWidth: '95ch' }}>
          {t(`how.beyond.${verdict.beyondGrid}`)}
        </p>
      )}
      <p className="dim" style={{ margin: 0, maxWidth: '95ch' }}>
        {t('how.blind')}
      </p>
    </section>
  );
}

/** What more spend went with, month by month (marginal return); said only where the months tell it. */
function moreSpend(
  found: NonNullable<VerdictDoc['marginalReturn']>,
  t: TFunction<'seats'>,
  formats: Formats,
): string {
  const { months, tenTimes } = found;
  if (!isTelling(found)) return t('how.moreSpendUnknown', { count: months });
  const times = (value: number): string => formats.number(value, 1);
  return t('how.moreSpend', {
    count: months,
    times: times(tenTimes.times),
    low: times(tenTimes.low80),
    high: times(tenTimes.high80),
  });
}
