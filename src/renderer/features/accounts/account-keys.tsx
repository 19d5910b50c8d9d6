import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountDoc } from '../../../contract/accounts.ts';
import { useFormats } from '../../ui/format.ts';
import { PauseDialog } from './pause-dialog.tsx';
import { PushButton } from './push-button.tsx';

/** The provider's own API keys of this account: whose, on or off, with which limit; pause and limit beside them. */
export function AccountKeys({ account }: { readonly account: AccountDoc }) {
  const { t } = useTranslation('accounts');
  const formats = useFormats();
  const [pausing, setPausing] = useState<AccountDoc['keyList'][number] | null>(null);
  const { keyList, capabilities, connected } = account;
  const canPause = connected && capabilities !== null && capabilities.pauseKey !== 'none';
  if (keyList.length === 0) return null;
  return (
    <section className="card scroll-x">
      <h2>{t('keys.title', { count: keyList.length })}</h2>
      <table className="table">
        <thead>
          <tr>
            <th>{t('keys.name')}</th>
            <th>{t('keys.owner')}</th>
            <th>{t('keys.status')}</th>
            <th className="figure">{t('keys.limit')}</th>
            <th>{t('keys.do')}</th>
          </tr>
        </thead>
        <tbody>
          {keyList.map((key) => (
            <tr key={key.id}>
              <td className="long">{key.name ?? key.id}</td>
              <td>{key.person ?? key.owner ?? '–'}</td>
              <td>{t(`keys.is.${key.status}`)}</td>
              <td className="figure">
                {key.limit?.amount
                  ? t(`keys.per.${key.limit.period}`, {
                      amount: formats.money(key.limit.amount),
                    })
                  : '–'}
              </td>
              <td>
                {canPause && key.status !== 'other' && (
                  <button type="button" className="door" onClick={() => setPausing(key)}>
                    {t(
                      key.status === 'paused'
                        ? 'keys.resume'
                        : capabilities.pauseKey === 'irreversible'
                          ? 'keys.delete'
                          : 'keys.pause',
                    )}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <PushButton account={account} />
      {pausing && (
        <PauseDialog
          account={account.name}
          keyId={pausing.id}
          name={pausing.name ?? pausing.id}
          paused={pausing.status !== 'paused'}
          onClose={() => setPausing(null)}
        />
      )}
    </section>
  );
}
