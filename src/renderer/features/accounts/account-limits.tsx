import { useTranslation } from 'react-i18next';
import type { AccountDoc } from '../../../contract/accounts.ts';
import { hrefOf } from '../../route.ts';
import { useFormats } from '../../ui/format.ts';
import { canLimit, PushButton } from './push-button.tsx';

type Limit = AccountDoc['limitList'][number];

/** Limits that the provider has in force beside those of keys; an account without keys sets one here. */
export function AccountLimits({ account }: { readonly account: AccountDoc }) {
  const { t } = useTranslation('accounts');
  const { limitList, keyList } = account;
  const hasButton = keyList.length === 0 && canLimit(account);
  const count = limitList.length;
  if (count === 0 && !hasButton) return null;
  return (
    <section className="card scroll-x">
      <h2>{count > 0 ? t('limits.title', { count }) : t('keys.limits')}</h2>
      {count > 0 && <LimitTable limits={limitList} />}
      {hasButton && <PushButton account={account} />}
    </section>
  );
}

function LimitTable({ limits }: { readonly limits: readonly Limit[] }) {
  const { t } = useTranslation('accounts');
  const formats = useFormats();
  return (
    <table className="table">
      <thead>
        <tr>
          <th>{t('limits.for')}</th>
          <th>{t('limits.whom')}</th>
          <th className="figure">{t('keys.limit')}</th>
          <th className="figure">{t('limits.used')}</th>
        </tr>
      </thead>
      <tbody>
        {limits.map((one) => (
          <tr key={`${one.scope} ${one.target} ${one.limit.period}`}>
            <td>{t(`scope.${one.scope}`)}</td>
            <td className="long">
              <Whom of={one} />
            </td>
            <td className="figure">
              {one.limit.amount === null
                ? t('limits.none')
                : t(`keys.per.${one.limit.period}`, { amount: formats.money(one.limit.amount) })}
            </td>
            <td className="figure">{one.used === null ? '–' : formats.money(one.used)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Whom({ of: { person, name, target, scope } }: { readonly of: Limit }) {
  const { t } = useTranslation('accounts');
  if (person !== null)
    return (
      <a className="door" href={hrefOf('seats', person)}>
        {person}
      </a>
    );
  if (target === null) return <>{t(scope === 'person' ? 'limits.everybody' : 'limits.all')}</>;
  return <>{name ?? target}</>;
}
