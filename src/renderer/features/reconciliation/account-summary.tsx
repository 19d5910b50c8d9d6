import { useTranslation } from 'react-i18next';
import type { ReconciledAccount } from '../../../contract/invoices.ts';
import type { MoneyShape } from '../../../contract/shapes.ts';
import type { DataColumn } from '../../ui/data-table/data-column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { sumsByCurrency } from '../../ui/data-table/sums.ts';
import { useFormats } from '../../ui/format.ts';

/** All of the month's accounts at a glance; each leads to its card, where the variance is explained. */
export function AccountSummary({
  accounts,
  idOf,
}: {
  readonly accounts: readonly ReconciledAccount[];
  /** The element that holds an account's card. */
  readonly idOf: (one: ReconciledAccount) => string;
}) {
  const { t } = useTranslation('reconciliation');
  const columns = useColumns((one) => {
    const card = document.getElementById(idOf(one));
    card?.scrollIntoView({ block: 'start' });
    card?.focus();
  });
  if (accounts.length === 0) return null;
  return (
    <section className="card">
      <h2>{t('summary.title')}</h2>
      <DataTable
        label={t('summary.title')}
        rows={accounts}
        columns={columns}
        rowKey={idOf}
        first={{ id: 'account', desc: false }}
        empty={null}
      />
    </section>
  );
}

function useColumns(onOpen: (one: ReconciledAccount) => void): DataColumn<ReconciledAccount>[] {
  const { t } = useTranslation('reconciliation');
  const formats = useFormats();
  const amount = (
    id: string,
    head: string,
    of: (one: ReconciledAccount) => MoneyShape | null,
  ): DataColumn<ReconciledAccount> => ({
    id,
    head,
    text: (one) => shown(of(one)),
    csv: (one) => of(one)?.amount ?? '',
    sort: (one) => Number(of(one)?.amount ?? 0),
    isFigure: true,
    total: (rows) =>
      sumsByCurrency(rows.flatMap((one) => of(one) ?? []))
        .map(formats.money)
        .join(' + '),
  });
  const shown = (money: MoneyShape | null): string => (money ? formats.money(money) : '–');
  const state = ({ parts, posted }: ReconciledAccount): string => {
    if (!posted) return t('summary.waits');
    return parts.some(({ code }) => code === 'unexplained')
      ? t('summary.open')
      : t('summary.explained');
  };
  return [
    {
      id: 'account',
      head: t('chart.account'),
      text: ({ account }) => account,
      sort: ({ account }) => account,
      isFilter: true,
      cell: (one) => (
        <button type="button" className="door" onClick={() => onOpen(one)}>
          {one.account}
        </button>
      ),
    },
    {
      id: 'period',
      head: t('summary.period'),
      text: ({ period }) => formats.span(period.from, period.to),
      sort: ({ period }) => period.from,
    },
    amount('invoice', t('row.invoice'), ({ invoice }) => invoice),
    amount('charges', t('row.charges'), ({ charges }) => charges),
    amount('variance', t('row.variance'), ({ variance }) => variance),
    amount('inMonth', t('summary.inMonth'), ({ inMonth }) => inMonth?.variance ?? null),
    {
      id: 'state',
      head: t('summary.state'),
      text: state,
      sort: state,
      isFilter: true,
      cell: (one) => (
        <span className={state(one) === t('summary.explained') ? 'dim' : 'warn'}>{state(one)}</span>
      ),
    },
  ];
}
