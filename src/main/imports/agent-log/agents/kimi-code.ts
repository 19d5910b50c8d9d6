import type { JsonObject } from '../short-json.ts';
import {
  type Agent,
  type AgentEvent,
  type AgentFile,
  count,
  inside,
  isEmpty,
  millis,
  ordinals,
  textOf,
} from './agent.ts';

/** A session as the messages on its wire, a file per agent of it; all counts stand apart. */
export const KIMI_CODE: Agent = {
  tool: 'Kimi Code',
  homes: ['.kimi-code'],
  isOwn: (file, head) =>
    file.parts.at(-1) === 'wire.jsonl' &&
    (file.parts.includes('agents') || /"usage\.record"|"llm\.request"/.test(head())),
  form: 'lines',
  read: codeEvents,
};

/** Only the records of a turn count: those of a session and the ends of steps say the same again. */
function codeEvents(lines: readonly JsonObject[], { parts }: AgentFile): AgentEvent[] {
  const from = parts.lastIndexOf('agents');
  const session = parts.slice(from === -1 ? -2 : from - 1, -1).join('/');
  const key = ordinals();
  let asked: string | null = null;
  return lines.flatMap((line): AgentEvent[] => {
    if (line['type'] === 'llm.request') asked = textOf(line['model']) ?? asked;
    const usage = line['usage'];
    if (line['type'] !== 'usage.record' || line['usageScope'] !== 'turn') return [];
    const named = textOf(line['model']);
    const ms = millis(line['time']);
    const counts = {
      input: count(inside(usage, 'inputOther')),
      output: count(inside(usage, 'output')),
      cacheRead: count(inside(usage, 'inputCacheRead')),
      cacheWrite: count(inside(usage, 'inputCacheCreation')),
    };
    const event: AgentEvent = {
      key: key(`${session} ${ms} ${Object.values(counts).join(' ')}`),
      ms,
      model: named === null || /^__.*__$/.test(named) ? asked : named,
      project: null,
      ...counts,
    };
    return isEmpty(event) ? [] : [event];
  });
}
