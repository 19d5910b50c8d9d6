import { useTranslation } from 'react-i18next';
import type { TrackerDoc } from '../../../contract/trackers.ts';
import { useFormats } from '../../ui/format.ts';

/** Items that could not be read, by name: what is the matter with each, and what can be done. */
export function UnreadItems({ tracker }: { readonly tracker: TrackerDoc }) {
  const { t, i18n } = useTranslation(['trackers', 'imports']);
  const formats = useFormats();
  const { rejects, unread } = tracker;
  if (unread === 0) return null;
  // The reader's own English sentence names the field; other languages have the catalogue's.
  const reason = ({ code, reason: told }: TrackerDoc['rejects'][number]): string =>
    i18n.language !== 'en' && i18n.exists(`reject.${code}`, { ns: 'imports' })
      ? t(`imports:reject.${code}`)
      : told;
  return (
    <section className="card scroll-x">
      <h2>{t('unread.title', { count: unread })}</h2>
      <p className="dim">{t('unread.text')}</p>
      <table className="table">
        <thead>
          <tr>
            <th>{t('unread.item')}</th>
            <th>{t('unread.place')}</th>
            <th>{t('imports:rejects.field')}</th>
            <th>{t('imports:rejects.value')}</th>
            <th>{t('imports:rejects.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {rejects.map((one, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: what has no name is told apart by its line
            <tr key={at}>
              <td className="nowrap">{one.name ?? '–'}</td>
              <td className="long">{one.place}</td>
              <td>{one.field ?? '–'}</td>
              <td className="long">{one.value || '–'}</td>
              <td>{reason(one)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {unread > rejects.length && (
        <p className="dim">
          {t('unread.more', {
            shown: formats.number(rejects.length),
            all: formats.number(unread),
          })}
        </p>
      )}
    </section>
  );
}
