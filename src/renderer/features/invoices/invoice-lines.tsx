import { useTranslation } from 'react-i18next';
import type { InvoiceDoc } from '../../../contract/invoices.ts';
import { useFormats } from '../../ui/format.ts';

/** The lines as read, and whether they add up. */
export function InvoiceLines({ invoice }: { readonly invoice: InvoiceDoc }) {
  const { t } = useTranslation('invoices');
  const formats = useFormats();
  if (invoice.lines.length === 0) return null;
  return (
    <section className="card scroll-x">
      <h2>{t('lines.title')}</h2>
      <table className="table">
        <thead>
          <tr>
            <th>{t('lines.description')}</th>
            <th>{t('column.period')}</th>
            <th className="figure">{t('lines.amount')}</th>
          </tr>
        </thead>
        <tbody>
          {invoice.lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other key
            <tr key={index}>
              <td>
                {line.description}
                {line.isPrepaid && <span className="dim"> · {t('lines.prepaid')}</span>}
              </td>
              <td style={{ whiteSpace: 'nowrap' }}>
                {line.from && line.to ? `${formats.day(line.from)} – ${formats.day(line.to)}` : '–'}
              </td>
              <td className="figure">
                {line.amount.currency === 'XXX' ? line.amount.amount : formats.money(line.amount)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p style={{ margin: '8px 0 0' }}>
        {invoice.sums.ok ? `✓ ${t('lines.tie')}` : t('lines.off')}
      </p>
    </section>
  );
}
