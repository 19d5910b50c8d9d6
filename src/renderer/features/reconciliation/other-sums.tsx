import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { reconcileMonth } from '../../../contract/invoices.ts';
import type { OutputOf } from '../../../contract/request.ts';
import type { MoneyShape } from '../../../contract/shapes.ts';
import { hrefOf } from '../../route.ts';
import type { DataColumn } from '../../ui/data-table/data-column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { useFormats } from '../../ui/format.ts';
import { Waits } from '../../ui/waiting.tsx';
import { useReason } from '../invoices/reason.ts';

type Other = {
  readonly id: string;
  readonly what: string;
  readonly note: string;
  readonly amount: MoneyShape | null;
  /** The invoice it opens; `null`: none. */
  readonly invoice: number | null;
  readonly waits: ReactNode;
};

/** Invoices that wait, accounts without an invoice, credits bought. */
export function OtherSums({
  reconciled,
}: {
  readonly reconciled: OutputOf<typeof reconcileMonth>;
}) {
  const { t } = useTranslation(['reconciliation', 'shell']);
  const formats = useFormats();
  const reasonOf = useReason();
  const others: readonly Other[] = [
    ...reconciled.waiting.map((one) => ({
      id: `invoice ${one.id}`,
      what: t('invoiceOf', { vendor: one.vendor ?? '–' }),
      note: one.reasons[0] ? reasonOf(one.reasons[0]) : '',
      amount: one.total,
      invoice: one.id,
      waits: null,
    })),
    ...reconciled.withoutInvoice.map((one) => ({
      id: `account ${one.account}`,
      what: t('noInvoice', { account: one.account }),
      note: '',
      amount: one.charges,
      invoice: null,
      waits: <Waits waiting={one.waitingForRate} />,
    })),
    ...reconciled.credits.map((one) => ({
      id: `credits ${one.id}`,
      what: t('creditsOf', { account: one.account }),
      note: '',
      amount: one.amount,
      invoice: one.id,
      waits: null,
    })),
  ];
  const columns: readonly DataColumn<Other>[] = [
    {
      id: 'what',
      head: t('other.what'),
      text: ({ what }) => what,
      sort: ({ what }) => what,
      cell: ({ what, invoice }) =>
        invoice === null ? (
          what
        ) : (
          <a className="door" href={hrefOf('invoices', String(invoice))}>
            {what}
          </a>
        ),
    },
    {
      id: 'note',
      head: t('summary.state'),
      text: ({ note }) => note,
      cell: ({ note }) => <span className="warn">{note}</span>,
    },
    {
      id: 'amount',
      head: t('shell:table.amount'),
      text: ({ amount }) => (amount ? formats.money(amount) : '–'),
      csv: ({ amount }) => amount?.amount ?? '',
      cell: ({ amount, waits }) => (
        <>
          {amount ? formats.money(amount) : '–'}
          {waits}
        </>
      ),
      isFigure: true,
    },
  ];
  if (others.length === 0) return null;
  return (
    <section className="card scroll-x">
      <h2>{t('others')}</h2>
      <DataTable
        label={t('others')}
        rows={others}
        columns={columns}
        rowKey={({ id }) => id}
        empty={null}
      />
    </section>
  );
}
