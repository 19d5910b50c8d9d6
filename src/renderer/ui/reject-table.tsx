import { useTranslation } from 'react-i18next';
import { useFormats } from './format.ts';

export type Reject = {
  /** Of which kind of a provider's answers it was a row; files have none. */
  readonly stream?: string;
  readonly line: number;
  readonly field: string | null;
  readonly value: string | null;
  readonly code: string;
  readonly reason: string;
};

/** Rows that were not taken, each with its reason. */
export function RejectTable({ rejects }: { readonly rejects: readonly Reject[] }) {
  const { t, i18n } = useTranslation('imports');
  const formats = useFormats();
  const hasStreams = rejects.some(({ stream }) => stream !== undefined);
  // The reader's own English sentence names columns and limits; other languages have the catalogue's.
  const reason = ({ code, reason: told }: Reject): string =>
    i18n.language !== 'en' && i18n.exists(`reject.${code}`, { ns: 'imports' })
      ? t(`reject.${code}`)
      : told;
  return (
    <div className="scroll-x">
      <table className="table" aria-label={t('rejects.title')}>
        <thead>
          <tr>
            {hasStreams && <th>{t('rejects.stream')}</th>}
            <th className="figure">{t('rejects.line')}</th>
            <th>{t('rejects.field')}</th>
            <th>{t('rejects.value')}</th>
            <th>{t('rejects.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {rejects.map((reject, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two equal rows are two rows, and none moves
            <tr key={index}>
              {hasStreams && <td>{reject.stream}</td>}
              <td className="figure">{formats.number(reject.line)}</td>
              <td>{reject.field ?? '–'}</td>
              <td className="long">{reject.value || '–'}</td>
              <td>{reason(reject)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
