import { useTranslation } from 'react-i18next';
import type { VerdictDoc } from '../../../contract/month.ts';
import { useHidden } from '../../here.ts';
import { hrefOf } from '../../route.ts';
import { Explained } from '../../ui/explained.tsx';
import { useFormats } from '../../ui/format.ts';
import { Hidden } from '../../ui/hidden.tsx';
import { RangeScale, RangeStrip, type Strip, scaleOf } from '../../ui/range-strip.tsx';
import { VerdictMark } from '../../ui/verdict-mark.tsx';
import { useAdvice } from './advice.ts';

export function stripOf(verdict: VerdictDoc): Strip | null {
  if (!verdict.value) return null;
  return {
    low: Number(verdict.value.low80.amount),
    median: Number(verdict.value.median.amount),
    high: Number(verdict.value.high80.amount),
    cost: Number(verdict.spend.amount),
    verdict: verdict.verdict,
  };
}

/** Seats by name, never by consumption: what each cost against what its extra output is worth. */
export function VerdictTable({
  verdicts,
  currency,
  window,
}: {
  readonly verdicts: readonly VerdictDoc[];
  readonly currency: string;
  /** The months that the seats are judged on: spend and worth are theirs, not the month's. */
  readonly window: { readonly from: string; readonly to: string };
}) {
  const { t } = useTranslation(['seats', 'shell']);
  const formats = useFormats();
  const advice = useAdvice();
  const costsHidden = useHidden().costs;
  const scale = scaleOf(verdicts.flatMap((one) => stripOf(one) ?? []));
  return (
    <div className="scroll-x">
      <table className="table">
        <thead>
          <tr>
            <th>{t('shell:table.person')}</th>
            <th>{t('shell:table.role')}</th>
            <th className="figure">
              {t('table.spend', { currency, window: formats.shortMonths(window.from, window.to) })}
            </th>
            <th style={{ paddingLeft: 20 }}>
              {t('table.worth', { window: formats.shortMonths(window.from, window.to) })}
              <Explained word="worth" />
              <RangeScale scale={scale} axis={formats.axis} currency={currency} />
            </th>
            <th>
              {t('table.verdict')}
              <Explained word="verdict" />
            </th>
            <th>{t('table.next')}</th>
          </tr>
        </thead>
        <tbody>
          {verdicts.map((one) => {
            const strip = stripOf(one);
            return (
              <tr key={one.person.email}>
                <td className="name">
                  <a className="door" href={hrefOf('seats', one.person.email)}>
                    {one.person.name}
                  </a>
                </td>
                <td className="dim">{one.person.role ?? ''}</td>
                <td className="figure">
                  {formats.amount(one.spend)}
                  {one.waitsForRate && <div className="small warn waits">{t('table.waits')}</div>}
                </td>
                <td style={{ paddingLeft: 20 }}>
                  {strip && one.value ? (
                    <RangeStrip
                      strip={strip}
                      scale={scale}
                      sentence={t('table.strip', {
                        low: formats.rounded(one.value.low80),
                        high: formats.rounded(one.value.high80),
                        median: formats.rounded(one.value.median),
                        cost: formats.money(one.spend),
                      })}
                    />
                  ) : one.missing.length === 0 && costsHidden ? (
                    <Hidden what="costs" />
                  ) : (
                    <span className="dim">{t(`missing.${one.missing[0] ?? 'baseline'}`)}</span>
                  )}
                </td>
                <td>
                  <VerdictMark
                    verdict={one.verdict}
                    lean={one.lean}
                    expectedNet={one.expectedNet}
                  />
                </td>
                <td>{advice(one)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {verdicts.length === 0 && <p className="dim">{t('table.empty')}</p>}
    </div>
  );
}
