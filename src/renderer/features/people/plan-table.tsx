import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PersonDoc, subscriptionsList, subscriptionsSave } from '../../../contract/company.ts';
import { useAnswer } from '../../ask.ts';
import { useMay } from '../../here.ts';
import type { DataColumn } from '../../ui/data-table/data-column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { Explained } from '../../ui/explained.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';
import type { Plan } from './plan.ts';
import { PlanDialog } from './plan-dialog.tsx';

/** The plans the company pays for, with who holds each and when it renews. */
export function PlanTable({ people }: { readonly people: readonly PersonDoc[] }) {
  const { t } = useTranslation(['people', 'shell']);
  const formats = useFormats();
  const may = useMay();
  const answer = useAnswer(subscriptionsList, {});
  const [editing, setEditing] = useState<Plan | 'new' | null>(null);
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <PartSkeleton height={320} />;
  const holderOf = (one: Plan): string => one.person?.name ?? one.email ?? t('plan.spare');
  const columns: readonly DataColumn<Plan>[] = [
    {
      id: 'tool',
      head: t('shell:table.tool'),
      text: ({ tool }) => tool,
      sort: ({ tool }) => tool,
      isFilter: true,
    },
    {
      id: 'holder',
      head: t('plan.holder'),
      text: holderOf,
      sort: holderOf,
      cell: (one) =>
        one.person || one.email ? holderOf(one) : <span className="dim">{holderOf(one)}</span>,
    },
    {
      id: 'price',
      head: t('plan.price'),
      text: (one) => t(`plan.per.${one.cadence}`, { price: formats.money(one.price) }),
      isFigure: true,
    },
    {
      id: 'runs',
      head: t('plan.runs'),
      text: (one) => formats.span(one.start, one.end),
      sort: ({ start }) => start,
    },
    {
      id: 'renewal',
      head: t('plan.renewal'),
      text: ({ renewal }) => (renewal ? formats.day(renewal) : '–'),
      sort: ({ renewal }) => renewal ?? '',
    },
    {
      id: 'do',
      head: t('column.do'),
      text: () => '',
      cell: (one) =>
        may(subscriptionsSave) && (
          <button type="button" className="door" onClick={() => setEditing(one)}>
            {t('shell:actions.change')}
          </button>
        ),
    },
  ];
  return (
    <section className="card scroll-x">
      <h2>
        {t('plan.title')}
        <Explained word="licence" />
      </h2>
      <DataTable
        label={t('plan.title')}
        rows={answer.data.subscriptions}
        columns={columns}
        rowKey={({ id }) => String(id)}
        empty={<p className="dim">{t('plan.none')}</p>}
      />
      {may(subscriptionsSave) && (
        <Button variant="default" mt="xs" onClick={() => setEditing('new')}>
          {t('plan.add')}
        </Button>
      )}
      {editing && (
        <PlanDialog
          plan={editing === 'new' ? null : editing}
          people={people}
          onClose={() => setEditing(null)}
        />
      )}
    </section>
  );
}
