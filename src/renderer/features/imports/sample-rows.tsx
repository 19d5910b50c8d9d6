import { useTranslation } from 'react-i18next';

/** The first rows as they stand in the file. */
export function SampleRows({
  header,
  sample,
}: {
  readonly header: readonly string[];
  readonly sample: readonly (readonly string[])[];
}) {
  const { t } = useTranslation('imports');
  return (
    <div className="scroll-x" style={{ marginBottom: 12 }}>
      <table className="table" aria-label={t('mapping.sample')}>
        <thead>
          <tr>
            {header.map((name, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: names of columns may repeat
              <th key={index}>{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sample.slice(0, 3).map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other key
            <tr key={index}>
              {header.map((_, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: see above
                <td key={column} className="nowrap">
                  {row[column] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
