import { useTranslation } from 'react-i18next';
import type { allowanceWhatIf } from '../../../contract/allowance-policy.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { monthOf, monthRange } from '../../../core/calendar.ts';
import type { ChartRow } from '../../ui/chart/chart-data.ts';
import { ChartWithTable } from '../../ui/chart/chart-table.tsx';
import { useFormats } from '../../ui/format.ts';

/** How many people would have met the tried limit, month by month. */
export function HitsChart({ data }: { readonly data: OutputOf<typeof allowanceWhatIf> }) {
  const { t } = useTranslation(['allowances', 'shell']);
  const formats = useFormats();
  const rows = monthRange(monthOf(data.from), monthOf(data.to)).map((month): ChartRow => {
    const people = new Set(
      data.hits.filter((one) => monthOf(one.day) === month).map((one) => one.person.email),
    ).size;
    return {
      x: month,
      name: formats.month(month),
      values: { people: { value: people, text: formats.number(people) } },
    };
  });
  return (
    <ChartWithTable
      title={t('whatIf.chart')}
      small={formats.months(monthOf(data.from), monthOf(data.to))}
      heading={t('shell:table.month')}
      charts={[
        {
          label: t('whatIf.chart'),
          unit: t('whatIf.people'),
          rows,
          series: [{ key: 'people', name: t('whatIf.people'), colour: 'var(--c1)', draw: 'bar' }],
          height: 130,
          showsValues: true,
        },
      ]}
    />
  );
}
