import { useTranslation } from 'react-i18next';
import type { AccountLine } from '../../../contract/accounts.ts';
import { hrefOf } from '../../route.ts';
import { SyncSentence } from './sync-sentence.tsx';
import { useProviders } from './use-providers.ts';

/** Every account by name, with what its last sync came to. */
export function AccountTable({ accounts }: { readonly accounts: readonly AccountLine[] }) {
  const { t } = useTranslation('accounts');
  const providers = useProviders();
  return (
    <section className="card scroll-x">
      <table className="table">
        <thead>
          <tr>
            <th>{t('column.account')}</th>
            <th>{t('column.provider')}</th>
            <th>{t('column.key')}</th>
            <th>{t('column.automatic')}</th>
            <th>{t('column.lastSync')}</th>
            <th className="figure">{t('column.seats')}</th>
            <th className="figure">{t('column.unused')}</th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((one) => (
            <tr key={one.name}>
              <td className="nowrap">
                <a className="door" href={hrefOf('accounts', one.name)}>
                  {one.name}
                </a>
              </td>
              <td className="nowrap">
                {providers.get(one.provider ?? '')?.name ?? one.provider ?? '–'}
              </td>
              <td className="nowrap">{one.connected ? t(`key.${one.key}`) : t('notConnected')}</td>
              <td className="nowrap">
                {one.connected ? t(one.automatic ? 'automatic.on' : 'automatic.off') : '–'}
              </td>
              <td>
                <SyncSentence sync={one.lastSync} />
              </td>
              <td className="figure">{one.seats || '–'}</td>
              <td className={one.unusedSeats > 0 ? 'figure warn' : 'figure'}>
                {one.unusedSeats || '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
