import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  allowanceEnd,
  allowanceLines,
  allowancePreset,
  allowanceSet,
  type LineDoc,
  type PoolDoc,
  poolList,
} from '../../../contract/allowances.ts';
import { lastDay } from '../../../core/calendar.ts';
import { useAnswer, useChange } from '../../ask.ts';
import { useMay } from '../../here.ts';
import type { DataColumn } from '../../ui/data-table/data-column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { DayInput } from '../../ui/day-input.tsx';
import { Explained } from '../../ui/explained.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { Page, useMonth } from '../../ui/page.tsx';
import { OnlyFor } from '../access/only-for.tsx';
import { useLineColumns } from './line-columns.tsx';
import { LineDialog } from './line-dialog.tsx';
import { Parts } from './parts.tsx';
import { PoolDialog, SliceDialog } from './pool-dialog.tsx';
import { PresetPicker } from './preset-picker.tsx';
import { useQuantity } from './quantity.ts';

/** The lines, the pools with their slices, and policies to start from. */
export function RulesPart() {
  const { t } = useTranslation('allowances');
  const may = useMay();
  const answer = useAnswer(allowanceLines, {});
  const [open, setOpen] = useState<'line' | 'pool' | null>(null);
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <Page title={t('title')} isLoading />;
  const { lines } = answer.data;
  const count = lines.filter(({ isInForce }) => isInForce).length;
  return (
    <Page
      title={t('part.rules')}
      answer={t(count === 0 ? 'rules.answerNone' : 'rules.answer', { count })}
      actions={
        may(allowanceSet) && (
          <>
            <Button variant="default" onClick={() => setOpen('pool')}>
              {t('pool.set')}
            </Button>
            <Button onClick={() => setOpen('line')}>{t('line.set')}</Button>
          </>
        )
      }
    >
      <Parts current="rules" />
      <OnlyFor request={allowanceSet}>
        {lines.length > 0 && <Lines lines={lines} />}
        {may(poolList) && <Pools />}
      </OnlyFor>
      {may(allowancePreset) && <PresetPicker />}
      {open === 'line' && <LineDialog onClose={() => setOpen(null)} />}
      {open === 'pool' && <PoolDialog onClose={() => setOpen(null)} />}
    </Page>
  );
}

function Lines({ lines }: { readonly lines: readonly LineDoc[] }) {
  const { t } = useTranslation('allowances');
  const [ending, setEnding] = useState<string | null>(null);
  const columns = useLineColumns((id) => setEnding(id === ending ? null : id));
  return (
    <section className="card">
      <h2>
        {t('rules.lines')}
        <Explained word="allowance" />
      </h2>
      <DataTable
        label={t('rules.lines')}
        rows={lines}
        columns={columns}
        rowKey={({ id }) => id}
        first={{ id: 'scope', desc: false }}
        isDim={({ isInForce }) => !isInForce}
        detail={(line) =>
          line.id === ending ? <EndLine line={line} onDone={() => setEnding(null)} /> : null
        }
        empty={null}
      />
    </section>
  );
}

function EndLine({ line, onDone }: { readonly line: LineDoc; readonly onDone: () => void }) {
  const { t } = useTranslation(['allowances', 'shell']);
  const month = useMonth();
  const end = useChange(allowanceEnd);
  const [to, setTo] = useState(month === null ? line.from : lastDay(month));
  return (
    <div style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
      <DayInput aria-label={t('line.to')} value={to} onChange={setTo} />
      <Button
        size="compact-sm"
        loading={end.isPending}
        onClick={() => end.mutate({ id: line.id, to }, { onSuccess: onDone })}
      >
        {t('shell:actions.save')}
      </Button>
      {end.error && <FailureNotice error={end.error} />}
    </div>
  );
}

function Pools() {
  const { t } = useTranslation(['allowances', 'shell']);
  const formats = useFormats();
  const quantity = useQuantity();
  const month = useMonth();
  const answer = useAnswer(poolList, month === null ? {} : { day: lastDay(month) });
  const [slicing, setSlicing] = useState<PoolDoc | null>(null);
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data || answer.data.pools.length === 0) return null;
  const shares: readonly DataColumn<PoolDoc['slices'][number]>[] = [
    {
      id: 'person',
      head: t('shell:table.person'),
      text: ({ person }) => person.name,
      sort: ({ person }) => person.name,
    },
    {
      id: 'role',
      head: t('shell:table.role'),
      text: ({ person }) => person.role ?? '',
      sort: ({ person }) => person.role ?? '',
    },
    {
      id: 'amount',
      head: t('column.limit'),
      text: ({ amount }) => quantity(amount),
      isFigure: true,
    },
  ];
  return (
    <>
      {answer.data.pools.map((pool) => (
        <section className="card" key={pool.id}>
          <h2>
            {t('pool.of', { team: pool.team })} · {t(`cadence.${pool.cadence}`)} ·{' '}
            {formats.span(pool.from, pool.to)}
          </h2>
          <p style={{ margin: '0 0 8px' }}>
            {t('everyone.pool', {
              limit: quantity(pool.limit),
              sliced: quantity(pool.sliced),
              toppedUp: quantity(pool.toppedUp),
              rest: quantity(pool.rest),
              used: quantity(pool.used),
            })}
          </p>
          <DataTable
            label={t('pool.of', { team: pool.team })}
            rows={pool.slices}
            columns={shares}
            rowKey={({ person }) => person.email}
            empty={null}
          />
          <Button variant="default" size="compact-sm" mt="xs" onClick={() => setSlicing(pool)}>
            {t('pool.give')}
          </Button>
        </section>
      ))}
      {slicing && <SliceDialog pool={slicing} onClose={() => setSlicing(null)} />}
    </>
  );
}
