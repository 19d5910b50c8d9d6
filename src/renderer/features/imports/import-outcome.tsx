import { useTranslation } from 'react-i18next';
import type { ImportDoc } from '../../../contract/imports.ts';
import { RefusedRequest } from '../../ask.ts';
import { useSentence } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { SaveRejects } from './save-rejects.tsx';

const SHOWN = 20;

/** What an import did, or would do, with its rejects. */
export function ImportOutcome({ doc }: { readonly doc: ImportDoc }) {
  const { t } = useTranslation('imports');
  const formats = useFormats();
  const sentence = useSentence();
  if (doc.error) {
    return (
      <p className="notice" role="alert">
        {sentence(new RefusedRequest(doc.error))}
      </p>
    );
  }
  const values = {
    count: doc.rows,
    rows: formats.number(doc.rows),
    added: formats.number(doc.added),
    replaced: formats.number(doc.replaced),
    unchanged: formats.number(doc.unchanged),
    rejected: formats.number(doc.rejected),
  };
  return (
    <div style={{ marginTop: 12 }} role="status">
      <p style={{ margin: '0 0 8px', fontWeight: 600 }}>{t(`outcome.${doc.status}`, values)}</p>
      {doc.ignoredColumns.length > 0 && (
        <p className="dim" style={{ margin: '0 0 8px' }}>
          {t('outcome.ignored', { columns: formats.list(doc.ignoredColumns) })}
        </p>
      )}
      {doc.rejects.length > 0 && <Rejects doc={doc} />}
    </div>
  );
}

function Rejects({ doc }: { readonly doc: ImportDoc }) {
  const { t, i18n } = useTranslation('imports');
  const formats = useFormats();
  // The reader's own English sentence names columns and limits; other languages have the catalogue's.
  const reason = (reject: ImportDoc['rejects'][number]): string =>
    i18n.language !== 'en' && i18n.exists(`reject.${reject.code}`, { ns: 'imports' })
      ? t(`reject.${reject.code}`)
      : reject.reason;
  return (
    <>
      <div className="scroll-x">
        <table className="table" aria-label={t('rejects.title')}>
          <thead>
            <tr>
              <th className="figure">{t('rejects.line')}</th>
              <th>{t('rejects.field')}</th>
              <th>{t('rejects.value')}</th>
              <th>{t('rejects.reason')}</th>
            </tr>
          </thead>
          <tbody>
            {doc.rejects.slice(0, SHOWN).map((reject) => (
              <tr key={`${reject.line} ${reject.field} ${reject.code}`}>
                <td className="figure">{formats.number(reject.line)}</td>
                <td>{reject.field ?? '–'}</td>
                <td className="long">{reject.value || '–'}</td>
                <td>{reason(reject)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {doc.rejected > SHOWN && (
        <p className="dim" style={{ margin: '6px 0 0' }}>
          {t('rejects.more', { shown: SHOWN, count: doc.rejected })}
        </p>
      )}
      {doc.id !== null && (
        <p style={{ margin: '8px 0 0' }}>
          <SaveRejects id={doc.id}>{t('rejects.save', { count: doc.rejected })}</SaveRejects>
        </p>
      )}
    </>
  );
}
