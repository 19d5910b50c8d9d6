import { useTranslation } from 'react-i18next';
import type { ReconciledAccount } from '../../../contract/invoices.ts';
import type { ChartRow } from '../../ui/chart/chart-data.ts';
import { ChartWithTable } from '../../ui/chart/chart-table.tsx';
import { useFormats } from '../../ui/format.ts';

/** What each account was billed beside its charges; one chart per currency, since they do not add up. */
export function AccountsChart({ accounts }: { readonly accounts: readonly ReconciledAccount[] }) {
  const { t } = useTranslation('reconciliation');
  const formats = useFormats();
  const currencies = [...new Set(accounts.map((one) => one.invoice.currency))];
  return currencies.map((currency) => (
    <ChartWithTable
      key={currency}
      title={t('chart.title')}
      small={currency}
      heading={t('chart.account')}
      charts={[
        {
          label: t('chart.label'),
          unit: currency,
          axis: 'names',
          areBeside: true,
          height: 140,
          series: [
            { key: 'invoice', name: t('row.invoice'), colour: 'var(--c1)', draw: 'bar' },
            { key: 'charges', name: t('row.charges'), colour: 'var(--c3)', draw: 'bar' },
          ],
          rows: accounts
            .filter((one) => one.invoice.currency === currency)
            .map((one): ChartRow => {
              const name = `${one.account}, ${formats.span(one.period.from, one.period.to)}`;
              const value = (amount: typeof one.invoice) => ({
                value: Number(amount.amount),
                text: formats.amount(amount),
              });
              return {
                x: name,
                name,
                values: { invoice: value(one.invoice), charges: value(one.charges) },
              };
            }),
        },
      ]}
    />
  ));
}
