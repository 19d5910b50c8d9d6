import { useTranslation } from 'react-i18next';
import type { AccountDoc } from '../../../contract/accounts.ts';
import { useFormats } from '../../ui/format.ts';
import { noteText } from './note-text.ts';
import { SyncRejects } from './sync-rejects.tsx';
import { SyncSentence } from './sync-sentence.tsx';

/** The account's syncs, newest first, with what each brought and said. */
export function SyncHistory({ account }: { readonly account: AccountDoc }) {
  const { t } = useTranslation('accounts');
  const formats = useFormats();
  if (account.history.length === 0) return null;
  return (
    <section className="card scroll-x">
      <h2>{t('history.title')}</h2>
      <table className="table">
        <thead>
          <tr>
            <th>{t('history.outcome')}</th>
            <th>{t('history.days')}</th>
            <th className="figure">{t('history.added')}</th>
            <th className="figure">{t('history.replaced')}</th>
            <th className="figure">{t('history.unchanged')}</th>
            <th className="figure">{t('history.removed')}</th>
            <th className="figure">{t('history.rejected')}</th>
            <th className="figure">{t('history.requests')}</th>
          </tr>
        </thead>
        <tbody>
          {account.history.map((one) => (
            <tr key={one.id}>
              <td style={{ maxWidth: '46ch' }}>
                <SyncSentence sync={one} />
                {one.notes.map((note) => (
                  <div key={`${note.code} ${note.text}`} className="dim">
                    {noteText(t, note)}
                  </div>
                ))}
              </td>
              <td style={{ whiteSpace: 'nowrap' }}>
                {one.from === null || one.to === null
                  ? '–'
                  : `${formats.day(one.from)} – ${formats.day(one.to)}`}
              </td>
              <td className="figure">{formats.number(one.added)}</td>
              <td className="figure">{formats.number(one.replaced)}</td>
              <td className="figure">{formats.number(one.unchanged)}</td>
              <td className="figure">{formats.number(one.removed)}</td>
              <td className="figure">
                <SyncRejects sync={one} />
              </td>
              <td className="figure">{formats.number(one.requests)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
