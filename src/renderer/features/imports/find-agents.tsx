import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AgentFound, agentsList } from '../../../contract/imports.ts';
import { ask } from '../../ask.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { useFormats } from '../../ui/format.ts';
import { PartSkeleton } from '../../ui/page-skeleton.tsx';
import { queueFiles } from './import-queue.ts';

/** The coding agents that have logs on this computer, with what they hold, before anything is taken. */
export function FindAgents() {
  const { t } = useTranslation('imports');
  const [isAsked, setAsked] = useState(false);
  // Reading the logs takes a while: only where somebody asks, and once.
  const found = useQuery({
    queryKey: [agentsList.name],
    queryFn: () => ask(agentsList, {}),
    enabled: isAsked,
    staleTime: 60_000,
  });
  return (
    <section className="card scroll-x" aria-label={t('agents.title')}>
      <h2>{t('agents.title')}</h2>
      <p className="dim">{t('agents.text')}</p>
      {!isAsked && (
        <Button variant="default" onClick={() => setAsked(true)}>
          {t('agents.find')}
        </Button>
      )}
      {isAsked && found.isPending && <PartSkeleton height={80} />}
      {found.error && <FailureNotice error={found.error} />}
      {found.data && <Agents agents={found.data.agents} />}
    </section>
  );
}

function Agents({ agents }: { readonly agents: readonly AgentFound[] }) {
  const { t } = useTranslation('imports');
  const formats = useFormats();
  if (agents.length === 0) return <p role="status">{t('agents.none')}</p>;
  return (
    <table className="table">
      <thead>
        <tr>
          <th>{t('agents.agent')}</th>
          <th>{t('agents.days')}</th>
          <th className="figure">{t('agents.events')}</th>
          <th className="figure">{t('agents.input')}</th>
          <th className="figure">{t('agents.output')}</th>
          <th>{t('agents.place')}</th>
          <th>{t('mappings.do')}</th>
        </tr>
      </thead>
      <tbody>
        {agents.map((one) => (
          <tr key={`${one.agent} ${one.place}`}>
            <td>{one.agent}</td>
            <td className="figure start">
              {one.from === null || one.to === null
                ? '–'
                : t('agents.span', {
                    count: one.days,
                    span: formats.span(one.from, one.to),
                  })}
            </td>
            <td className="figure">{formats.number(one.events)}</td>
            <td className="figure">
              {formats.number(one.inputTokens + one.cacheReadTokens + one.cacheWriteTokens)}
            </td>
            <td className="figure">{formats.number(one.outputTokens)}</td>
            <td className="dim">{one.place}</td>
            <td>
              <button type="button" className="door" onClick={() => queueFiles([one.place])}>
                {t('agents.take')}
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
