import { useTranslation } from 'react-i18next';
import type { EvidenceShape, SignalDoc } from '../../../contract/signals.ts';
import { usageShow } from '../../../contract/spend.ts';
import { addDays, daysBetween } from '../../../core/calendar.ts';
import { useAnswer } from '../../ask.ts';
import type { ChartLine, ChartRow } from '../../ui/chart/chart-data.ts';
import { ChartWithTable } from '../../ui/chart/chart-table.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';

const DAYS_BEFORE = 28;
const DAYS_AFTER = 7;

/** Whether a signal is about days of a person, which a chart can show. */
export function hasDays({ person, evidence }: SignalDoc): boolean {
  return person !== null && (dayOf(evidence['day']) ?? dayOf(evidence['fromDay'])) !== null;
}

/** The person's days around what the signal is about: what was charged, the days asked about in another colour. */
export function EvidenceChart({ signal }: { readonly signal: SignalDoc }) {
  const { t } = useTranslation(['signals', 'shell']);
  const formats = useFormats();
  const { evidence, person } = signal;
  const first = dayOf(evidence['day']) ?? dayOf(evidence['fromDay']) ?? '';
  const last = dayOf(evidence['day']) ?? dayOf(evidence['toDay']) ?? first;
  const from = addDays(first, -DAYS_BEFORE);
  const to = addDays(last, DAYS_AFTER);
  const answer = useAnswer(usageShow, { from, to, by: ['day', 'person'] });
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <div className="skeleton" style={{ height: 200 }} />;
  const mine = answer.data.rows.filter((row) => row.person?.email === person?.email);
  const currency = answer.data.total.charged.currency;
  const rows = Array.from({ length: daysBetween(from, to) + 1 }, (_, place): ChartRow => {
    const day = addDays(from, place);
    const row = mine.find((one) => one.day === day);
    return {
      x: day,
      name: formats.day(day),
      ...(day >= first && day <= last
        ? { colour: 'var(--no)', note: t('chart.asked') }
        : { colour: 'var(--c6)', note: t('chart.usual') }),
      values: row
        ? { spend: { value: Number(row.charged.amount), text: formats.amount(row.charged) } }
        : {},
    };
  });
  const lines = (['usual', 'bound'] as const).flatMap((name): ChartLine[] => {
    const value = evidence[name];
    return value?.type === 'money'
      ? [
          {
            axis: 'y',
            at: Number(value.money.amount),
            name: `${t(`evidence.${name}`)} ${formats.amount(value.money)}`,
            isInLegend: true,
          },
        ]
      : [];
  });
  return (
    <ChartWithTable
      title={t('chart.title')}
      small={formats.span(from, to)}
      heading={t('chart.day')}
      charts={[
        {
          label: t('chart.label', { name: person?.name ?? '' }),
          unit: currency,
          axis: 'names',
          tickText: (day) => formats.day(String(day)).replace(/,? \d{4}$|^\d{4}年/, ''),
          rows,
          series: [{ key: 'spend', name: t('chart.spend'), colour: 'var(--c6)', draw: 'bar' }],
          lines,
          height: 130,
        },
      ]}
    />
  );
}

const dayOf = (value: EvidenceShape | undefined): string | null =>
  value?.type === 'day' ? value.day : null;
