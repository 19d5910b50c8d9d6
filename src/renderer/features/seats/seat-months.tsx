import { useTranslation } from 'react-i18next';
import type { VerdictDoc } from '../../../contract/month.ts';
import type { ChartRow } from '../../ui/chart/chart-data.ts';
import { ChartWithTable } from '../../ui/chart/chart-table.tsx';
import { useFormats } from '../../ui/format.ts';

const TONES = {
  before: { colour: 'var(--c6)', isHatched: true },
  'left-out': { colour: 'var(--output)', isHatched: true },
  baseline: { colour: 'var(--c6)' },
  seat: { colour: 'var(--output-soft)' },
  window: { colour: 'var(--output)' },
} as const;

/** Accepted output month by month, and below it what the seat cost in the same months. */
export function SeatMonths({
  verdict,
  onOpen,
}: {
  readonly verdict: VerdictDoc;
  readonly onOpen: (month: string) => void;
}) {
  const { t } = useTranslation(['seats', 'shell']);
  const formats = useFormats();
  const { history, spend, baseline, y0, t0 } = verdict;
  const from = history[0]?.month;
  const to = history.at(-1)?.month;
  const mean = y0 !== null && t0 ? y0 / t0 : null;
  const row = (month: (typeof history)[number]): Pick<ChartRow, 'x' | 'name' | 'note'> => ({
    x: month.month,
    name: formats.month(month.month),
    note: t(`months.${month.part}`),
  });
  const output = history.map(
    (month): ChartRow => ({
      ...row(month),
      ...TONES[month.part],
      values: { output: { value: month.units, text: formats.number(month.units) } },
    }),
  );
  const cost = history.map((month): ChartRow => {
    const value = Number(month.spend.amount);
    return {
      ...row(month),
      values: value === 0 ? {} : { spend: { value, text: formats.amount(month.spend) } },
    };
  });
  const shared = {
    syncId: 'seat',
    ...(to === undefined ? {} : { chosen: to }),
    onOpen,
    opens: t('shell:chart.opens'),
  };
  return (
    <ChartWithTable
      title={t('months.title')}
      {...(from && to ? { small: formats.months(from, to) } : {})}
      heading={t('shell:table.month')}
      charts={[
        {
          ...shared,
          label: t('months.outputChart'),
          unit: t('months.units'),
          rows: output,
          series: [
            { key: 'output', name: t('months.output'), colour: 'var(--output)', draw: 'bar' },
          ],
          height: 180,
          hidesPlaces: true,
          showsValues: history.length <= 24,
          lines:
            mean === null || baseline.kind === null
              ? []
              : [
                  {
                    axis: 'y',
                    at: mean,
                    name: t('months.mean', { mean: formats.number(mean) }),
                    isInLegend: true,
                  },
                ],
        },
        {
          ...shared,
          label: t('months.spendChart'),
          unit: spend.currency,
          rows: cost,
          series: [{ key: 'spend', name: t('months.spend'), colour: 'var(--c1)', draw: 'bar' }],
          height: 120,
        },
      ]}
    />
  );
}
