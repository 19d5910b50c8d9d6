import { useTranslation } from 'react-i18next';
import type { closeChecklist } from '../../../contract/close.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { Explained } from '../../ui/explained.tsx';
import { useFormats } from '../../ui/format.ts';

/** Every time the month was closed and opened again, newest first. */
export function ClosingHistory({
  history,
}: {
  readonly history: OutputOf<typeof closeChecklist>['history'];
}) {
  const { t } = useTranslation('close');
  const formats = useFormats();
  if (history.length === 0) return null;
  return (
    <section className="card scroll-x">
      <h2>{t('history.title')}</h2>
      <table className="table">
        <thead>
          <tr>
            <th>{t('history.closed')}</th>
            <th className="figure">{t('history.total')}</th>
            <th>{t('history.reopened')}</th>
            <th>
              {t('history.digest')}
              <Explained word="check-code" />
            </th>
          </tr>
        </thead>
        <tbody>
          {history.map((one) => (
            <tr key={one.closedAt}>
              <td>
                {t('history.by', { at: formats.instant(one.closedAt), who: one.closedBy })}
                {one.inSpiteOf && (
                  <div className="dim">{t('history.anyway', { reason: one.inSpiteOf })}</div>
                )}
              </td>
              <td className="figure">{formats.money(one.total)}</td>
              <td>
                {one.reopenedAt ? (
                  <>
                    {t('history.by', {
                      at: formats.instant(one.reopenedAt),
                      who: one.reopenedBy ?? '',
                    })}
                    <div className="dim">{one.reopenReason}</div>
                  </>
                ) : (
                  '–'
                )}
              </td>
              <td>
                <code title={one.digest}>{one.digest.slice(0, 16)}…</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
