import { useTranslation } from 'react-i18next';
import type { InvoiceRow } from '../../../contract/invoices.ts';
import { hrefOf } from '../../route.ts';
import { useFormats } from '../../ui/format.ts';
import { useReason } from './reason.ts';

/** Invoices, newest first; each opens beside its picture. */
export function InvoiceTable({ invoices }: { readonly invoices: readonly InvoiceRow[] }) {
  const { t } = useTranslation(['invoices', 'shell']);
  const formats = useFormats();
  const reasonOf = useReason();
  return (
    <section className="card scroll-x">
      <table className="table">
        <thead>
          <tr>
            <th>{t('field.vendor')}</th>
            <th>{t('field.number')}</th>
            <th>{t('field.issued')}</th>
            <th>{t('column.period')}</th>
            <th className="figure">{t('field.net')}</th>
            <th className="figure">{t('field.total')}</th>
            <th>{t('column.account')}</th>
            <th>{t('column.status')}</th>
          </tr>
        </thead>
        <tbody>
          {invoices.map((one) => (
            <tr key={one.id}>
              <td>
                <a className="door" href={hrefOf('invoices', String(one.id))}>
                  {one.vendor ?? one.file}
                </a>
                {one.kind === 'credit-note' && (
                  <span className="dim"> {t('kind.credit-note')}</span>
                )}
              </td>
              <td>{one.number ?? '–'}</td>
              <td style={{ whiteSpace: 'nowrap' }}>{one.issued ? formats.day(one.issued) : '–'}</td>
              <td style={{ whiteSpace: 'nowrap' }}>
                {one.from && one.to ? `${formats.day(one.from)} – ${formats.day(one.to)}` : '–'}
              </td>
              <td className="figure">{one.net ? formats.money(one.net) : '–'}</td>
              <td className="figure">{one.total ? formats.money(one.total) : '–'}</td>
              <td>{one.account ?? '–'}</td>
              <td>
                {one.status === 'posted' ? (
                  <span style={{ whiteSpace: 'nowrap' }}>{t('status.posted')}</span>
                ) : (
                  <span className="warn">
                    {one.reasons[0] ? reasonOf(one.reasons[0]) : t('status.read')}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
