import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { VerdictDoc, verdictMonth } from '../../../contract/month.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { isTelling } from '../../../core/output/marginal-return.ts';
import { type Formats, useFormats } from '../../ui/format.ts';
import { aboutMoney } from '../../ui/verdict-mark.tsx';

export type CompanyDoc = OutputOf<typeof verdictMonth>['company'];

/**
 * How the verdict came about, in steps that can be followed with a pocket calculator up to the prior;
 * what comes after that in words; and what the rule cannot see.
 */
export function VerdictExplained({
  verdict,
  company,
}: {
  readonly verdict: VerdictDoc;
  readonly company: CompanyDoc;
}) {
  const { t } = useTranslation('seats');
  const formats = useFormats();
  const measured = measuredSteps(verdict, t, formats);
  const weighed = weighedSteps(verdict, company, t, formats);
  return (
    <section className="card" id="how" tabIndex={-1}>
      <div className="card-head">
        <h2>{t('how.title')}</h2>
      </div>
      <p className="dim" style={{ margin: '0 0 4px' }}>
        {t('how.byHand')}
      </p>
      <ol className="steps">
        {measured.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p className="dim" style={{ margin: '0 0 4px' }}>
        {t('how.byComputer')}
      </p>
      <ol className="steps" start={measured.length + 1}>
        {weighed.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {verdict.marginalReturn && (
        <p className="wide">{moreSpend(verdict.marginalReturn, t, formats)}</p>
      )}
      {verdict.beyondGrid && <p className="wide">{t(`how.beyond.${verdict.beyondGrid}`)}</p>}
      <p className="dim wide">{t('how.blind')}</p>
    </section>
  );
}

/** Rates, their ratio, what chance alone makes of it, and what has to be made up for. */
function measuredSteps(verdict: VerdictDoc, t: TFunction<'seats'>, formats: Formats): string[] {
  const { y0, t0, y1, t1, baseline, phi, explained } = verdict;
  const number = formats.number;
  const steps: string[] = [];
  if (y1 !== null && t1) {
    steps.push(
      t('how.window', { units: number(y1), months: number(t1, 2), rate: number(y1 / t1, 2) }),
    );
  }
  if (y0 !== null && t0 && baseline.kind) {
    steps.push(
      t(`how.baseline.${baseline.kind}`, {
        units: number(y0),
        months: number(t0, 2),
        rate: number(y0 / t0, 2),
        span: baseline.from && baseline.to ? formats.months(baseline.from, baseline.to) : '',
      }),
    );
  }
  if (y0 && t0 && y1 !== null && t1) {
    const ratio = y1 / t1 / (y0 / t0);
    steps.push(
      t('how.compare', {
        after: number(y1 / t1, 2),
        before: number(y0 / t0, 2),
        ratio: number(ratio, 2),
        change: formats.change(ratio - 1),
      }),
    );
  }
  if (phi !== null) steps.push(t('how.phi', { phi: number(phi, 2) }));
  if (explained && y0 !== null && y1 !== null) {
    steps.push(
      t('how.byChance', {
        times: number(explained.seatPhi, 2),
        before: number(y0 + 0.5),
        after: number(y1 + 0.5),
        root: number(Math.log(1 + explained.byChance), 2),
        share: formats.percent(explained.byChance),
      }),
    );
  }
  return [...steps, ...worthSteps(verdict, t, formats)];
}

/** What a gain is worth, and by how much output has to rise to pay for the spend. */
function worthSteps(verdict: VerdictDoc, t: TFunction<'seats'>, formats: Formats): string[] {
  const { valuation, requiredReturn, requiredUplift, explained, t1, spend } = verdict;
  const steps: string[] = [];
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
  if (requiredUplift !== null) {
    steps.push(t('how.uplift', { share: formats.percent(requiredUplift) }));
  }
  if (!explained) return steps;
  if (explained.neededUplift === null) return [...steps, t('how.nothingPays')];
  const share = formats.percent(explained.neededUplift, 1);
  const asked = formats.money({
    amount: (Number(spend.amount) * requiredReturn).toFixed(2),
    currency: spend.currency,
  });
  if (valuation?.by === 'unit') {
    const units = (Number(spend.amount) * requiredReturn) / Number(valuation.perUnit.amount);
    steps.push(
      t('how.neededUnits', {
        asked,
        value: formats.money(valuation.perUnit),
        units: formats.number(units, 2),
        share,
      }),
    );
  } else if (valuation && t1) {
    steps.push(
      t('how.needed', {
        asked,
        value: formats.money(valuation.monthly),
        months: formats.number(t1, 2),
        share,
      }),
    );
  }
  return steps;
}

/** The company's experience, what comes out of both together, and where the words begin. */
function weighedSteps(
  { p, expectedNet, explained }: VerdictDoc,
  company: CompanyDoc,
  t: TFunction<'seats'>,
  formats: Formats,
): string[] {
  return [
    ...(explained
      ? [
          t('how.prior', {
            low: formats.change(company.low80),
            high: formats.change(company.high80),
            middle: formats.change(company.uplift),
          }),
        ]
      : []),
    ...(p === null ? [] : [t('how.chance', { share: formats.chance(p) })]),
    t('how.limits'),
    ...(expectedNet ? [t('how.net', { net: aboutMoney(expectedNet, formats.rounded) })] : []),
  ];
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
