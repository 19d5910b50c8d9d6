import { homedir } from 'node:os';
import type { AgentFound, agentsList } from '../../../contract/imports.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import { agentPlaces } from '../../imports/agent-log/agent-places.ts';
import type { AgentUsageDay } from '../../imports/agent-log/count-agent-logs.ts';
import { readAgentLogs } from '../../imports/agent-log/read-agent-logs.ts';
import { type Context, settingOf } from '../context.ts';

/** The coding agents that have logs on this computer, with what these say. Nothing is kept of it. */
export async function listAgents(context: Context): Promise<OutputOf<typeof agentsList>> {
  const timeZone = settingOf(context, 'company.time-zone');
  const agents: AgentFound[] = [];
  for (const place of agentPlaces(homedir(), process.env)) {
    for (const [agent, days] of Map.groupBy(await daysIn(context, place, timeZone), toolOf))
      agents.push(found(agent, place, days));
  }
  return { agents: agents.toSorted((a, b) => a.agent.localeCompare(b.agent, 'en')) };
}

const toolOf = ({ tool }: AgentUsageDay): string => tool;

async function daysIn(
  { signal }: Context,
  place: string,
  timeZone: string,
): Promise<readonly AgentUsageDay[]> {
  const cache = { load: () => null, save: () => {} };
  try {
    const logs = await readAgentLogs(place, { timeZone, cache, ...(signal ? { signal } : {}) });
    return logs.days;
  } catch (error) {
    // A folder without logs, or one that may not be read, is no agent that is found.
    if (error instanceof Failure && error.code.startsWith('agent_log_')) return [];
    throw error;
  }
}

function found(agent: string, place: string, days: readonly AgentUsageDay[]): AgentFound {
  const sum = (key: keyof AgentUsageDay): number =>
    days.reduce((total, day) => total + Number(day[key]), 0);
  const sorted = days.map(({ day }) => day).toSorted();
  return {
    agent,
    place,
    from: sorted.at(0) ?? null,
    to: sorted.at(-1) ?? null,
    days: new Set(sorted).size,
    events: sum('requests'),
    inputTokens: sum('inputTokens'),
    outputTokens: sum('outputTokens'),
    cacheReadTokens: sum('cacheReadTokens'),
    cacheWriteTokens: sum('cacheWriteTokens'),
    cacheWrite1hTokens: sum('cacheWrite1hTokens'),
    requests: sum('requests'),
  };
}
