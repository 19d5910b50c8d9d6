import { useTranslation } from 'react-i18next';
import type { ForecastDoc } from '../../../contract/budget.ts';
import { goTo } from '../../route.ts';
import type { ChartLine, ChartRow, ChartSeries } from '../../ui/chart/chart-data.ts';
import { ChartWithTable } from '../../ui/chart/chart-table.tsx';
import { useFormats } from '../../ui/format.ts';

/** The year's spend as it adds up, beside an even pace: used, ahead with its range, today, and when it runs out. */
export function BudgetCourse({ forecast }: { readonly forecast: ForecastDoc }) {
  const { t } = useTranslation(['allowances', 'shell']);
  const formats = useFormats();
  const { months, budget, currency, runsOut, asOf, year } = forecast;
  const even = budget ? Number(budget.amount) / 12 : null;
  const lastUsed = months.findLastIndex((one) => !one.isProjected);
  const rows = months.map((one, place): ChartRow => {
    const total = { value: Number(one.total.amount), text: formats.amount(one.total) };
    const end = (amount: typeof one.low80) =>
      amount ? { value: Number(amount.amount), text: formats.amount(amount) } : null;
    const low = end(one.low80);
    const high = end(one.high80);
    const pace = even === null ? null : even * (place + 1);
    return {
      x: one.month,
      name: formats.month(one.month),
      values: {
        ...(one.isProjected ? {} : { used: total }),
        // The line ahead begins where the used one ends.
        ...(one.isProjected || place === lastUsed ? { ahead: total } : {}),
        ...(low ? { low } : {}),
        ...(high ? { high } : {}),
        ...(pace === null ? {} : { even: { value: pace, text: formats.number(pace, 2) } }),
      },
    };
  });
  const all: readonly ChartSeries[] = [
    { key: 'used', name: t('budget.used'), colour: 'var(--c1)', draw: 'area' },
    { key: 'ahead', name: t('budget.ahead'), colour: 'var(--c1)', draw: 'line', isDashed: true },
    { key: 'low', name: t('budget.low'), colour: 'var(--c3)', draw: 'line', isDashed: true },
    { key: 'high', name: t('budget.high'), colour: 'var(--c3)', draw: 'line', isDashed: true },
    { key: 'even', name: t('budget.even'), colour: 'var(--c6)', draw: 'line' },
  ];
  const inYear = (day: string): string =>
    day.slice(0, 4) > String(year) ? `${year}-12` : day.slice(0, 7);
  const lines: ChartLine[] = [
    ...(asOf.startsWith(String(year))
      ? [{ axis: 'x', at: asOf.slice(0, 7), name: t('budget.today') } as const]
      : []),
    ...(budget
      ? [
          {
            axis: 'y',
            at: Number(budget.amount),
            name: t('budget.line', { budget: formats.rounded(budget), currency }),
          } as const,
        ]
      : []),
  ];
  return (
    <ChartWithTable
      title={t('budget.course')}
      small={String(year)}
      heading={t('shell:table.month')}
      charts={[
        {
          label: t('budget.chart', { year }),
          unit: currency,
          rows,
          series: all.filter((one) => rows.some((row) => row.values[one.key] !== undefined)),
          lines,
          bands: runsOut?.low80.startsWith(String(year))
            ? [
                {
                  from: inYear(runsOut.low80),
                  to: inYear(runsOut.high80 ?? `${year}-12-31`),
                  name: t('budget.runsOut'),
                },
              ]
            : [],
          height: 250,
          onOpen: (month) => goTo('charges', 'all', month),
          opens: t('shell:chart.opens'),
        },
      ]}
    >
      <p className="dim small-note">{t('budget.legend')}</p>
    </ChartWithTable>
  );
}
