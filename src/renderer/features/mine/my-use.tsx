import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { settingsList } from '../../../contract/company.ts';
import { type AgentFound, agentsList, importsRun } from '../../../contract/imports.ts';
import { usageShow } from '../../../contract/spend.ts';
import { lastDay } from '../../../core/calendar.ts';
import { ask, useAnswer, useChange } from '../../ask.ts';
import { hrefOf } from '../../route.ts';
import type { DataColumn } from '../../ui/data-table/data-column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { useMonth } from '../../ui/page.tsx';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';
import { OwnPage } from './own-page.tsx';

/** What this computer's coding agents used, by day: read here, and sent only as the person shares it. */
export function MyUse() {
  const { t } = useTranslation('mine');
  const month = useMonth();
  const settings = useAnswer(settingsList, {});
  const sharing = settings.data?.settings.find(({ key }) => key === 'share.usage')?.value ?? 'ask';
  if (month === null || !settings.data)
    return <OwnPage title={t('nav.usage')} withMonth isLoading />;
  return (
    <OwnPage title={t('nav.usage')} withMonth answer={t(`use.answer.${sharing}`)}>
      <Agents />
      <UseOfMonth month={month} />
      <p className="dim" style={{ margin: 0 }}>
        <a className="door" href={hrefOf('settings')}>
          {t('use.settings')}
        </a>
      </p>
    </OwnPage>
  );
}

function Agents() {
  const { t } = useTranslation('mine');
  const [isAsked, setAsked] = useState(false);
  // Reading the logs takes a while: only where somebody asks, and once.
  const found = useQuery({
    queryKey: [agentsList.name],
    queryFn: () => ask(agentsList, {}),
    enabled: isAsked,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <section className="card scroll-x" aria-label={t('use.agents')}>
      <h2>{t('use.agents')}</h2>
      <p className="dim" style={{ margin: '0 0 8px' }}>
        {t('use.text')}
      </p>
      {!isAsked && (
        <Button variant="default" onClick={() => setAsked(true)}>
          {t('use.find')}
        </Button>
      )}
      {isAsked && found.isPending && <PartSkeleton height={80} />}
      {found.error && <FailureNotice error={found.error} />}
      {found.data && <FoundAgents agents={found.data.agents} />}
    </section>
  );
}

function FoundAgents({ agents }: { readonly agents: readonly AgentFound[] }) {
  const { t } = useTranslation('mine');
  const formats = useFormats();
  const take = useChange(importsRun);
  const places = [...new Set(agents.map(({ place }) => place))];
  if (agents.length === 0) return <p role="status">{t('use.none')}</p>;
  const changed = take.data?.imports.reduce((sum, one) => sum + one.added + one.replaced, 0) ?? 0;
  const refused = take.data?.imports.find(({ error }) => error !== null)?.error;
  return (
    <>
      <ul style={{ margin: '0 0 10px', paddingLeft: 18 }}>
        {agents.map((one) => (
          <li key={`${one.agent} ${one.place}`}>
            <strong>{one.agent}</strong>{' '}
            {one.from !== null && one.to !== null && (
              <span className="dim">{formats.span(one.from, one.to)}</span>
            )}
          </li>
        ))}
      </ul>
      <Button
        loading={take.isPending}
        onClick={() => take.mutate({ files: places, kind: 'agent-log' })}
      >
        {t('use.read')}
      </Button>
      {take.error && <FailureNotice error={take.error} />}
      {refused && <p className="notice">{refused.message}</p>}
      {take.data && !refused && (
        <p role="status" style={{ margin: '8px 0 0' }}>
          {changed === 0 ? t('use.nothingNew') : t('use.taken', { count: changed })}
        </p>
      )}
    </>
  );
}

type Row = {
  readonly day: string;
  readonly tool: string;
  readonly model: string;
  readonly project: string;
  readonly input: number;
  readonly output: number;
  readonly requests: number;
};

function UseOfMonth({ month }: { readonly month: string }) {
  const { t } = useTranslation(['mine', 'shell']);
  const formats = useFormats();
  const answer = useAnswer(usageShow, {
    from: `${month}-01`,
    to: lastDay(month),
    by: ['day', 'tool', 'model', 'project'],
  });
  if (answer.error) return <FailureNotice error={answer.error} />;
  if (!answer.data) return <PartSkeleton height={200} />;
  const rows = answer.data.rows.map(
    (row): Row => ({
      day: row.day ?? '',
      tool: row.tool ?? '',
      model: row.model ?? '–',
      project: row.project ?? '–',
      input: row.inputTokens + row.cacheReadTokens + row.cacheWriteTokens,
      output: row.outputTokens,
      requests: row.requests,
    }),
  );
  const figure = (id: 'input' | 'output' | 'requests'): DataColumn<Row> => ({
    id,
    head: t(`use.column.${id}`),
    text: (row) => formats.number(row[id], 0),
    csv: (row) => String(row[id]),
    isFigure: true,
  });
  const word = (id: 'tool' | 'model' | 'project'): DataColumn<Row> => ({
    id,
    head: t(`use.column.${id}`),
    text: (row) => row[id],
    isFilter: true,
    width: 1.4,
  });
  const columns: DataColumn<Row>[] = [
    {
      id: 'day',
      head: t('use.column.day'),
      text: ({ day }) => formats.day(day),
      csv: ({ day }) => day,
      sort: ({ day }) => day,
    },
    word('tool'),
    word('model'),
    word('project'),
    figure('input'),
    figure('output'),
    figure('requests'),
  ];
  const title = t('use.month', { month: formats.month(month) });
  return (
    <section className="card">
      <h2>{title}</h2>
      <DataTable
        label={title}
        rows={rows}
        columns={columns}
        rowKey={({ day, tool, model, project }) => [day, tool, model, project].join(' ')}
        empty={
          <p className="dim" style={{ margin: 0 }}>
            {t('use.empty')}
          </p>
        }
      />
    </section>
  );
}
