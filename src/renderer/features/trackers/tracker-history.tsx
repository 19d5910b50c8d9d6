import { useTranslation } from 'react-i18next';
import type { TrackerDoc, TrackerSyncDoc } from '../../../contract/trackers.ts';
import { useFormats } from '../../ui/format.ts';
import { SyncOutcome } from './sync-outcome.tsx';

const COUNTS = ['added', 'replaced', 'unchanged', 'removed', 'rejected', 'requests'] as const;

/** The tracker's syncs, newest first, with what each brought. */
export function TrackerHistory({ tracker }: { readonly tracker: TrackerDoc }) {
  const { t } = useTranslation(['trackers', 'accounts']);
  const formats = useFormats();
  if (tracker.history.length === 0) return null;
  const days = ({ from, to }: TrackerSyncDoc): string =>
    from === null || to === null ? '–' : `${formats.day(from)} – ${formats.day(to)}`;
  return (
    <section className="card">
      <details>
        <summary>{t('accounts:history.title')}</summary>
        <div className="scroll-x">
          <table className="table" aria-label={t('accounts:history.title')}>
            <thead>
              <tr>
                <th>{t('accounts:history.outcome')}</th>
                <th>{t('accounts:history.days')}</th>
                {COUNTS.map((count) => (
                  <th key={count} className="figure">
                    {t(`accounts:history.${count}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {tracker.history.map((one) => (
                <tr key={one.id}>
                  <td>
                    <SyncOutcome sync={one} />
                  </td>
                  <td className="nowrap">{days(one)}</td>
                  {COUNTS.map((count) => (
                    <td key={count} className="figure">
                      {formats.number(one[count])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}
