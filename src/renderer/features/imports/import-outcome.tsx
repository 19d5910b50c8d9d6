import { useTranslation } from 'react-i18next';
import type { ImportDoc } from '../../../contract/imports.ts';
import { monthOf } from '../../../core/calendar.ts';
import { RefusedRequest } from '../../ask.ts';
import { hrefOf } from '../../route.ts';
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
      <ImportDoor doc={doc} />
      {doc.ignoredColumns.length > 0 && (
        <p className="dim" style={{ margin: '0 0 8px' }}>
          {t('outcome.ignored', { columns: formats.list(doc.ignoredColumns) })}
        </p>
      )}
      {doc.rejects.length > 0 && <Rejects doc={doc} />}
    </div>
  );
}

/** Where what came in is to be seen: its last month, or the list that it is in. */
function ImportDoor({ doc }: { readonly doc: ImportDoc }) {
  const { t } = useTranslation('imports');
  const formats = useFormats();
  const { kind, status, to } = doc;
  if (kind === null || (status !== 'committed' && status !== 'duplicate')) return null;
  const door = (href: string, text: string) => (
    <p style={{ margin: '0 0 8px' }}>
      <a className="door" href={href}>
        {text}
      </a>
    </p>
  );
  const place = LISTS[kind];
  if (place !== undefined) return door(hrefOf(...place), t('outcome.list'));
  if (to === null) return null;
  const month = monthOf(to);
  const screen = kind === 'output' ? 'output' : 'overview';
  return door(
    hrefOf(screen, undefined, month),
    t('outcome.month', { month: formats.month(month) }),
  );
}

/** Lists that hold what came in, for what is of no month. */
const LISTS: Partial<Record<NonNullable<ImportDoc['kind']>, readonly [string, string?]>> = {
  people: ['people'],
  subscriptions: ['people', 'plans'],
  rates: ['rates'],
  invoice: ['invoices'],
  assets: ['output', 'assets'],
};

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
