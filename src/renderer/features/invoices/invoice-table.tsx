import { useTranslation } from 'react-i18next';
import type { InvoiceRow } from '../../../contract/invoices.ts';
import type { MoneyShape } from '../../../contract/shapes.ts';
import { hrefOf } from '../../route.ts';
import type { DataColumn } from '../../ui/data-table/data-column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { useFormats } from '../../ui/format.ts';
import { useReason } from './reason.ts';

/** Invoices, newest first; each opens beside its picture. */
export function InvoiceTable({ invoices }: { readonly invoices: readonly InvoiceRow[] }) {
  const { t } = useTranslation('invoices');
  return (
    <section className="card">
      <DataTable
        label={t('title')}
        rows={invoices}
        columns={useColumns()}
        rowKey={({ id }) => String(id)}
        empty={null}
      />
    </section>
  );
}

function useColumns(): DataColumn<InvoiceRow>[] {
  const { t } = useTranslation('invoices');
  const formats = useFormats();
  const reasonOf = useReason();
  const amount = (id: 'net' | 'total'): DataColumn<InvoiceRow> => {
    const money = (one: InvoiceRow): MoneyShape | null => one[id];
    return {
      id,
      head: t(`field.${id}`),
      text: (one) => {
        const value = money(one);
        return value === null ? '–' : formats.money(value);
      },
      csv: (one) => {
        const value = money(one);
        return value === null ? '' : `${value.amount} ${value.currency}`;
      },
      sort: (one) => Number(money(one)?.amount ?? 0),
      isFigure: true,
    };
  };
  const stateOf = (one: InvoiceRow): string =>
    one.status === 'posted'
      ? t('status.posted')
      : one.reasons[0]
        ? reasonOf(one.reasons[0])
        : t('status.read');
  return [
    {
      id: 'vendor',
      head: t('field.vendor'),
      text: (one) => one.vendor ?? one.file,
      cell: (one) => (
        <>
          <a className="door" href={hrefOf('invoices', String(one.id))}>
            {one.vendor ?? one.file}
          </a>
          {one.kind === 'credit-note' && <span className="dim"> {t('kind.credit-note')}</span>}
        </>
      ),
      sort: (one) => one.vendor ?? one.file,
      isFilter: true,
      width: 1.6,
    },
    { id: 'number', head: t('field.number'), text: (one) => one.number ?? '–' },
    {
      id: 'issued',
      head: t('field.issued'),
      text: (one) => (one.issued ? formats.day(one.issued) : '–'),
      csv: (one) => one.issued ?? '',
      cell: (one) => <span className="nowrap">{one.issued ? formats.day(one.issued) : '–'}</span>,
      sort: (one) => one.issued ?? '',
    },
    {
      id: 'period',
      head: t('column.period'),
      text: (one) =>
        one.from && one.to ? `${formats.day(one.from)} – ${formats.day(one.to)}` : '–',
      cell: (one) => (
        <span className="nowrap">
          {one.from && one.to ? `${formats.day(one.from)} – ${formats.day(one.to)}` : '–'}
        </span>
      ),
      sort: (one) => one.from ?? '',
      width: 1.5,
    },
    amount('net'),
    amount('total'),
    {
      id: 'account',
      head: t('column.account'),
      text: (one) => one.account ?? '–',
      sort: (one) => one.account ?? '',
      isFilter: true,
    },
    {
      id: 'status',
      head: t('column.status'),
      text: stateOf,
      cell: (one) => (
        <span className={one.status === 'posted' ? 'nowrap' : 'warn'}>{stateOf(one)}</span>
      ),
      sort: stateOf,
      isFilter: true,
      width: 1.6,
    },
  ];
}
