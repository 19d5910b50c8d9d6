import { useTranslation } from 'react-i18next';
import type { AssetDoc } from '../../../contract/assets.ts';
import { useFormats } from '../../ui/format.ts';

/** What a tool or model would take along if it went: the assets in use that do not, or may not, survive that. */
export function GoesAlong({ assets }: { readonly assets: readonly AssetDoc[] }) {
  const { t } = useTranslation('assets');
  const formats = useFormats();
  const tied = assets.filter(
    ({ tool, survives, retired }) => tool !== null && survives !== 'yes' && retired === null,
  );
  if (tied.length === 0) return null;
  const tools = [...Map.groupBy(tied, ({ tool }) => tool ?? '')].sort(([a], [b]) =>
    a.localeCompare(b),
  );
  return (
    <section className="card">
      <h2>{t('along.title')}</h2>
      <p className="dim" style={{ margin: '0 0 8px' }}>
        {t('along.text')}
      </p>
      <table className="table" style={{ maxWidth: 760 }}>
        <tbody>
          {tools.map(([tool, own]) => (
            <tr key={tool}>
              <td>{tool}</td>
              <td>
                {formats.list(
                  own.map(({ name, survives }) =>
                    survives === 'no' ? name : t('along.perhaps', { name }),
                  ),
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
