import { useTranslation } from 'react-i18next';
import type { OverviewDoc } from '../../../contract/month.ts';
import type { MoneyShape } from '../../../contract/shapes.ts';
import { hrefOf } from '../../route.ts';
import { useFormats } from '../../ui/format.ts';

const PARTS = [
  { key: 'subscription', colour: 'var(--bar-1)' },
  { key: 'usage', colour: 'var(--bar-2)' },
  { key: 'cost-report', colour: 'var(--accent)' },
  { key: 'claim', colour: 'var(--bar-3)' },
  { key: 'invoice-variance', colour: 'var(--bar-4)' },
  { key: 'manual', colour: 'var(--maybe)' },
] as const;

/** What the month's total is made of; each line opens its rows. */
export function MadeOf({ overview }: { readonly overview: OverviewDoc }) {
  const { t } = useTranslation(['overview', 'shell']);
  const formats = useFormats();
  const total = Number(overview.total.amount) || 1;
  const share = (amount: MoneyShape): number => Number(amount.amount) / total;
  const parts = PARTS.map((part) => ({
    ...part,
    amount: overview.bySource[part.key] ?? { amount: '0.00', currency: overview.currency },
  })).filter(({ amount }) => Number(amount.amount) !== 0);
  const hasUnassigned = Number(overview.unassigned.amount) !== 0;
  return (
    <section className="card">
      <h2>{t('madeOf.title')}</h2>
      <div className="stack" aria-hidden="true">
        {parts.map(({ key, colour, amount }) => (
          <span key={key} style={{ flexGrow: Math.max(0, share(amount)), background: colour }} />
        ))}
      </div>
      <table className="table">
        <tbody>
          {parts.map(({ key, colour, amount }) => (
            <tr key={key}>
              <td>
                <span className="swatch" style={{ background: colour }} />
                <a className="door" href={hrefOf('charges', `source:${key}`)}>
                  {t(`shell:source.${key}`)}
                </a>
              </td>
              <td className="figure">{formats.money(amount)}</td>
              <td className="figure dim">{formats.percent(share(amount))}</td>
            </tr>
          ))}
          {parts.length === 0 && (
            <tr>
              <td className="dim">{t('madeOf.nothing')}</td>
            </tr>
          )}
          {hasUnassigned && (
            <tr>
              <td>
                <a className="door" href={hrefOf('people', 'unassigned')}>
                  {t('madeOf.unassigned')}
                </a>
              </td>
              <td className="figure">{formats.money(overview.unassigned)}</td>
              <td className="figure dim">{formats.percent(share(overview.unassigned))}</td>
            </tr>
          )}
        </tbody>
      </table>
    </section>
  );
}
