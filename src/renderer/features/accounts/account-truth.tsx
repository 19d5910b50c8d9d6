import { useTranslation } from 'react-i18next';
import type { AccountDoc } from '../../../contract/accounts.ts';
import { useFormats } from '../../ui/format.ts';

const NOTEWORTHY = 0.02;

/** What was charged against what the list price says; money wins, a difference over 2 % is marked with words. */
export function AccountTruth({ account }: { readonly account: AccountDoc }) {
  const { t } = useTranslation('accounts');
  const formats = useFormats();
  const { lines, differing } = account.truth;
  if (lines.length === 0) return null;
  return (
    <section className="card scroll-x">
      <h2>{t('truth.title')}</h2>
      <p style={{ marginTop: 0 }}>
        {differing === 0 ? t('truth.agree') : t('truth.differ', { count: differing })}
      </p>
      <table className="table">
        <thead>
          <tr>
            <th>{t('truth.month')}</th>
            <th>{t('truth.model')}</th>
            <th className="figure">{t('truth.charged')}</th>
            <th className="figure">{t('truth.listed')}</th>
            <th className="figure">{t('truth.difference')}</th>
            <th>{t('truth.note')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ month, model, charged, listed, difference }) => (
            <tr key={`${month} ${model}`}>
              <td>{formats.month(month)}</td>
              <td className="long">{model}</td>
              <td className="figure">{formats.money(charged)}</td>
              <td className="figure">{formats.money(listed)}</td>
              <td className="figure">{formats.change(difference)}</td>
              <td className={Math.abs(difference) > NOTEWORTHY ? 'warn' : 'dim'}>
                {t(
                  Math.abs(difference) <= NOTEWORTHY
                    ? 'truth.same'
                    : difference > 0
                      ? 'truth.more'
                      : 'truth.less',
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
