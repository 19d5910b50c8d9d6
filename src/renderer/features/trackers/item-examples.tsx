import { useTranslation } from 'react-i18next';
import type { TrackerDoc } from '../../../contract/trackers.ts';
import { useFormats } from '../../ui/format.ts';

/** Items that do not count, and why: the newest of each sort. */
export function ItemExamples({ tracker }: { readonly tracker: TrackerDoc }) {
  const { t } = useTranslation('trackers');
  const formats = useFormats();
  if (tracker.examples.length === 0) return null;
  const counts: Readonly<Record<string, number>> = {
    ...tracker.standings,
    'left-out': tracker.standings.leftOut,
  };
  return (
    <section className="card">
      <h2>{t('examples.title')}</h2>
      {tracker.examples.map(({ standing, items }) => (
        <details key={standing}>
          <summary>
            {t(`standing.${standing}`)} ({formats.number(counts[standing] ?? items.length)})
          </summary>
          <div className="scroll-x">
            <table className="table">
              <tbody>
                {items.map((one) => (
                  <tr key={one.key}>
                    <td className="nowrap">{one.day === null ? '–' : formats.day(one.day)}</td>
                    <td className="long">{one.title ?? one.key}</td>
                    <td className="long">{one.author ?? one.bot ?? '–'}</td>
                    <td className="dim">
                      {one.with === null
                        ? ''
                        : t('examples.with', { name: one.with.name, item: one.with.key })}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      ))}
    </section>
  );
}
