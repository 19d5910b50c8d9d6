import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { allowanceWhatIf } from '../../../contract/allowance-policy.ts';
import { allowancePresets } from '../../../contract/allowances.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { useAnswer } from '../../ask.ts';
import { hrefOf } from '../../route.ts';
import { AmountInput } from '../../ui/amount-input.tsx';
import type { DataColumn } from '../../ui/data-table/data-column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { Page } from '../../ui/page.tsx';
import { HitsChart } from './hits-chart.tsx';
import { useLineName } from './line-name.ts';
import { Parts } from './parts.tsx';
import { PolicyAdvice } from './policy-advice.tsx';
import { useQuantity } from './quantity.ts';
import { ScopeField } from './scope-field.tsx';

type Tried = {
  readonly preset: string;
  /** In place of the preset's own, in their order; an empty one stays. */
  readonly limits: readonly string[];
  readonly scope: string;
};

/** A policy on the last six months before it is switched on; and what follows from the verdicts. */
export function WhatIfPart() {
  const { t } = useTranslation('allowances');
  const formats = useFormats();
  const presets = useAnswer(allowancePresets, {});
  const [tried, setTried] = useState<Tried>({ preset: 'start-low', limits: [], scope: 'company' });
  const [draft, setDraft] = useState<Tried>(tried);
  const { preset, scope, limits } = tried;
  const answer = useAnswer(allowanceWhatIf, {
    preset,
    scope,
    ...(limits.length === 0 ? {} : { limits: [...limits] }),
  });
  const usable = (presets.data?.presets ?? []).filter(
    (one) => one.lines.length > 0 && one.lines.some((line) => line.limit !== null),
  );
  const data = answer.data;
  const lines = usable.find(({ id }) => id === draft.preset)?.lines ?? [];
  return (
    <Page
      title={t('part.what-if')}
      answer={
        data
          ? t('whatIf.answer', {
              count: data.affected,
              people: data.people,
              from: formats.day(data.from),
              to: formats.day(data.to),
            })
          : t('part.what-if')
      }
    >
      <Parts current="what-if" />
      <form
        className="card"
        style={{ display: 'flex', gap: 12, alignItems: 'end', flexWrap: 'wrap' }}
        onSubmit={(event) => {
          event.preventDefault();
          setTried(draft);
        }}
      >
        <Select
          label={t('whatIf.policy')}
          data={usable.map((one) => ({ value: one.id, label: t(`preset.is.${one.id}`) }))}
          value={draft.preset}
          allowDeselect={false}
          onChange={(value) => setDraft({ ...draft, preset: value ?? 'start-low', limits: [] })}
          style={{ flex: '1 1 320px' }}
        />
        {lines.map(({ modelClass }, index) => (
          <AmountInput
            key={modelClass}
            label={
              modelClass === 'all'
                ? t('whatIf.limit')
                : t('preset.limitOf', { class: t(`for.${modelClass}`) })
            }
            value={draft.limits[index] ?? ''}
            currency={null}
            onChange={(value) => {
              const typed = lines.map((_, at) => (at === index ? value : (draft.limits[at] ?? '')));
              setDraft({ ...draft, limits: typed });
            }}
            w={150}
          />
        ))}
        <ScopeField value={draft.scope} onChange={(one) => setDraft({ ...draft, scope: one })} />
        <Button type="submit">{t('whatIf.try')}</Button>
      </form>
      {answer.error && <FailureNotice error={answer.error} />}
      {data && data.hits.length > 0 && <HitsChart data={data} />}
      {data && <Hits data={data} />}
      <PolicyAdvice />
    </Page>
  );
}

function Hits({ data }: { readonly data: OutputOf<typeof allowanceWhatIf> }) {
  const { t } = useTranslation(['allowances', 'shell']);
  const formats = useFormats();
  const quantity = useQuantity();
  const lineName = useLineName();
  if (data.hits.length === 0) {
    return (
      <section className="card">
        <p style={{ margin: 0 }}>{t('whatIf.nobody')}</p>
      </section>
    );
  }
  const columns: readonly DataColumn<(typeof data.hits)[number]>[] = [
    {
      id: 'person',
      head: t('shell:table.person'),
      text: ({ person }) => person.name,
      sort: ({ person }) => person.name,
      cell: ({ person }) => (
        <a className="door" href={hrefOf('seats', person.email)}>
          {person.name}
        </a>
      ),
      isFilter: true,
    },
    {
      id: 'for',
      head: t('column.for'),
      text: (one) => lineName({ line: one, period: one.period }),
      isFilter: true,
    },
    { id: 'limit', head: t('column.limit'), text: ({ limit }) => quantity(limit), isFigure: true },
    {
      id: 'on',
      head: t('whatIf.on'),
      text: ({ day }) => formats.day(day),
      sort: ({ day }) => day,
    },
    {
      id: 'beyond',
      head: t('whatIf.beyond'),
      text: ({ beyond }) => quantity(beyond),
      isFigure: true,
    },
    {
      id: 'output',
      head: t('whatIf.output'),
      text: (one) => formats.number(one.outputInPeriod),
      isFigure: true,
    },
  ];
  return (
    <section className="card scroll-x">
      <h2>{t('whatIf.hits')}</h2>
      <DataTable
        label={t('whatIf.hits')}
        rows={data.hits}
        columns={columns}
        rowKey={(one) => `${one.person.email} ${one.modelClass} ${one.period.from}`}
        empty={null}
      />
    </section>
  );
}
