import { SegmentedControl, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { outputMonths } from '../../../contract/spend-months.ts';
import { useAnswer } from '../../ask.ts';
import { lookAt } from '../../route.ts';
import { useAfterPaint } from '../../ui/after-paint.ts';
import type { ChartRow, ChartSeries } from '../../ui/chart/chart-data.ts';
import { ChartWithTable } from '../../ui/chart/chart-table.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';

const COLOURS = ['var(--c1)', 'var(--c3)', 'var(--c2)', 'var(--c4)', 'var(--c5)'];
type Line = { readonly name: string; readonly units: readonly number[]; readonly colour: string };

/** Accepted output over twelve months: by kind, or one chosen person against everybody else. */
export function OutputMonths({ month }: { readonly month: string }) {
  const { t } = useTranslation(['output', 'shell']);
  const formats = useFormats();
  const [by, setBy] = useState<'kind' | 'person'>('kind');
  const [person, setPerson] = useState<string | null>(null);
  const isPainted = useAfterPaint(true);
  const answer = useAnswer(outputMonths, { month, by }, isPainted);
  if (answer.error) return <FailureNotice error={answer.error} />;
  const { months = [], lines = [], totals = [] } = answer.data ?? {};
  const parts = by === 'kind' ? kinds() : against();
  const series = parts.map(
    (part, place): ChartSeries => ({
      key: `part ${place}`,
      name: part.name,
      colour: part.colour,
      draw: 'bar',
    }),
  );
  const rows = months.map((one, at): ChartRow => {
    const total = totals[at] ?? 0;
    return {
      x: one,
      name: formats.month(one),
      values: Object.fromEntries(
        parts.flatMap((part, place) => {
          const units = part.units[at] ?? 0;
          return units === 0
            ? []
            : [[`part ${place}`, { value: units, text: formats.number(units) }]];
        }),
      ),
      ...(total === 0
        ? {}
        : { total: { value: total, text: t('months.units', { units: formats.number(total) }) } }),
    };
  });
  return (
    <ChartWithTable
      title={t('months.title')}
      {...(months[0] ? { small: formats.months(months[0], month) } : {})}
      heading={t('shell:table.month')}
      aside={
        <>
          {by === 'person' && (
            <Select
              aria-label={t('months.whom')}
              placeholder={t('months.everyone')}
              clearable
              searchable
              data={lines.map(({ key, name }) => ({ value: key, label: name }))}
              value={person}
              onChange={setPerson}
            />
          )}
          <SegmentedControl
            size="xs"
            aria-label={t('months.by')}
            value={by}
            onChange={(value) => setBy(value === 'person' ? 'person' : 'kind')}
            data={[
              { value: 'kind', label: t('column.kind') },
              { value: 'person', label: t('shell:table.person') },
            ]}
          />
        </>
      }
      charts={[
        {
          label: t('months.chart'),
          unit: t('months.unit'),
          chosen: month,
          rows,
          series,
          height: 150,
          onOpen: lookAt,
          opens: t('months.opens'),
        },
      ]}
    />
  );

  function kinds(): Line[] {
    const own = lines.length <= COLOURS.length + 1 ? lines : lines.slice(0, COLOURS.length);
    const rest = lines.slice(own.length);
    const named = own.map((line, place) => ({ ...line, colour: COLOURS[place] ?? 'var(--c6)' }));
    return rest.length === 0
      ? named
      : [...named, sumOf(rest, t('months.others', { count: rest.length }))];
  }

  function against(): Line[] {
    const one = lines.find((line) => line.key === person);
    const rest = lines.filter((line) => line !== one);
    return [
      ...(one ? [{ ...one, colour: 'var(--output)' }] : []),
      sumOf(rest, one ? t('months.everyoneElse') : t('months.everyone')),
    ];
  }
}

function sumOf(lines: readonly { readonly units: readonly number[] }[], name: string): Line {
  const months = lines[0]?.units ?? [];
  return {
    name,
    colour: 'var(--c6)',
    units: months.map((_, at) => lines.reduce((sum, line) => sum + (line.units[at] ?? 0), 0)),
  };
}
