import { useTranslation } from 'react-i18next';
import type { AccountDoc } from '../../../contract/accounts.ts';
import { useFormats } from '../../ui/format.ts';
import { noteText } from './note-text.ts';

/** What was sent to the provider by decision: limits and pauses, with whether it confirmed them. */
export function WriteHistory({ account }: { readonly account: AccountDoc }) {
  const { t } = useTranslation(['accounts', 'errors']);
  const formats = useFormats();
  if (account.writes.length === 0) return null;
  return (
    <section className="card scroll-x">
      <h2>{t('write.title')}</h2>
      <table className="table">
        <tbody>
          {account.writes.map((one) => (
            <tr key={one.id}>
              <td style={{ whiteSpace: 'nowrap' }}>{formats.instant(one.at)}</td>
              <td>{one.who}</td>
              <td>{noteText(t, one.words)}</td>
              <td className={one.error === null ? 'dim' : 'warn'}>
                {t(
                  one.error !== null
                    ? 'write.failed'
                    : one.answered === null
                      ? 'write.unknown'
                      : 'write.confirmed',
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
