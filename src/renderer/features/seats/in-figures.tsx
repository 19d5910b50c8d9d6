import { useTranslation } from 'react-i18next';
import type { VerdictDoc } from '../../../contract/month.ts';
import { Explained } from '../../ui/explained.tsx';
import { useFormats } from '../../ui/format.ts';
import { VERDICT_COLOURS } from '../../ui/range-strip.tsx';
import { aboutMoney } from '../../ui/verdict-mark.tsx';

/** The seat's figures over the window: chance, net, output measured, and time as it was felt. */
export function InFigures({ verdict }: { readonly verdict: VerdictDoc }) {
  const { t } = useTranslation('seats');
  const formats = useFormats();
  const { felt, uplift, upliftLow80, upliftHigh80, reopenedShare, costPerExtraUnit } = verdict;
  const { p, expectedNet, window } = verdict;
  const hasUplift = uplift !== null && upliftLow80 !== null && upliftHigh80 !== null;
  return (
    <section className="card">
      <div className="card-head">
        <h2>
          {t('figures.title')} <small>{formats.months(window.from, window.to)}</small>
        </h2>
      </div>
      <table className="table figures">
        <tbody>
          <tr>
            <td>
              {t('figures.chance')}
              <Explained word="verdict" />
            </td>
            <td className="figure">
              {p !== null && <ChanceBar p={p} verdict={verdict.verdict} />}
            </td>
            <td className="figure">
              <strong>{p === null ? '–' : formats.chance(p)}</strong>
            </td>
          </tr>
          <tr>
            <td>
              {t('figures.net')}
              <Explained word="lean" />
            </td>
            <td className="figure dim">{t('figures.bet')}</td>
            <td className="figure">
              <strong>{expectedNet ? aboutMoney(expectedNet, formats.rounded) : '–'}</strong>
            </td>
          </tr>
          <tr>
            <td>
              {t('seat.measured')}
              <Explained word="change" />
            </td>
            <td className="figure dim">
              {hasUplift &&
                t('seat.range', {
                  low: formats.change(upliftLow80),
                  high: formats.change(upliftHigh80),
                })}
            </td>
            <td className="figure">
              <strong>{hasUplift ? formats.change(uplift) : '–'}</strong>
            </td>
          </tr>
          <tr>
            <td>
              {t('seat.felt')}
              <Explained word="felt" />
            </td>
            <td className="figure dim">{t('seat.feltNote')}</td>
            <td className="figure">
              {felt.hours === null ? '–' : t('seat.hours', { hours: formats.number(felt.hours) })}
            </td>
          </tr>
          <tr>
            <td>{t('seat.reopened')}</td>
            <td className="figure dim">{t('seat.reopenedNote')}</td>
            <td className="figure">
              {reopenedShare === null ? '–' : formats.percent(reopenedShare)}
            </td>
          </tr>
          <tr>
            <td>
              {t('seat.extraUnit')}
              <Explained word="unit" />
            </td>
            <td className="figure dim">{costPerExtraUnit === null ? t('seat.noExtra') : ''}</td>
            <td className="figure">{costPerExtraUnit ? formats.money(costPerExtraUnit) : '–'}</td>
          </tr>
        </tbody>
      </table>
    </section>
  );
}

/** From 0 to 100 in 100, with marks at 20 and 80, where the word changes. */
function ChanceBar({
  p,
  verdict,
}: {
  readonly p: number;
  readonly verdict: VerdictDoc['verdict'];
}) {
  const place = (share: number): number => 5 + share * 60;
  return (
    <svg viewBox="0 0 70 12" width="70" height="12" aria-hidden="true">
      <rect x="5" y="4" width="60" height="4" rx="2" fill="var(--sunken)" stroke="var(--line)" />
      {[0.2, 0.8].map((share) => (
        <line key={share} x1={place(share)} x2={place(share)} y1="1" y2="11" stroke="var(--edge)" />
      ))}
      <circle cx={place(p)} cy="6" r="4" fill={VERDICT_COLOURS[verdict]} />
    </svg>
  );
}
