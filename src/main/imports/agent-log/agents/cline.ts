import type { JsonObject } from '../short-json.ts';
import {
  type Agent,
  type AgentEvent,
  type AgentFile,
  amount,
  count,
  inside,
  isEmpty,
  listOf,
  millis,
  restOf,
  textOf,
} from './agent.ts';
import { extension } from './vscode-tasks.ts';

/** The extension's tasks, and the sessions of Cline 4.1 and later. */
export const CLINE: readonly Agent[] = [
  extension('Cline', 'saoudrizwan.claude-dev'),
  {
    tool: 'Cline',
    homes: ['.cline/data'],
    variables: ['CLINE_DATA_DIR'],
    isOwn: ({ parts }) => /\.messages\.json$/.test(parts.at(-1) ?? ''),
    form: 'document',
    read: sessions,
  },
];

function sessions(document: JsonObject | readonly unknown[], { parts }: AgentFile): AgentEvent[] {
  const session = textOf(inside(document, 'sessionId')) ?? parts.at(-1) ?? '';
  return listOf(inside(document, 'messages')).flatMap((message): AgentEvent[] => {
    const metrics = message['metrics'];
    if (message['role'] !== 'assistant' || metrics === undefined) return [];
    const cacheRead = count(inside(metrics, 'cacheReadTokens'));
    const cacheWrite = count(inside(metrics, 'cacheWriteTokens'));
    const event: AgentEvent = {
      key: `${session} ${textOf(message['id']) ?? String(message['ts'])}`,
      ms: millis(message['ts']),
      model: textOf(inside(message['modelInfo'], 'id')),
      project: null,
      input: restOf(count(inside(metrics, 'inputTokens')), cacheRead + cacheWrite),
      output: count(inside(metrics, 'outputTokens')),
      cacheRead,
      cacheWrite,
      costUsd: amount(inside(metrics, 'cost')),
    };
    return isEmpty(event) ? [] : [event];
  });
}
