import { useTranslation } from 'react-i18next';
import type { ImportDoc } from '../../../contract/imports.ts';
import { RefusedRequest } from '../../ask.ts';
import { useSentence } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { RejectTable } from '../../ui/reject-table.tsx';
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
  const { t } = useTranslation('imports');
  return (
    <>
      <RejectTable rejects={doc.rejects.slice(0, SHOWN)} />
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
