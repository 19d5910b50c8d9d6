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

const isWire = ({ parts }: AgentFile): boolean => parts.at(-1) === 'wire.jsonl';

/** Kimi's two command lines; both write a session as the messages on its wire. All counts stand apart. */
export const KIMI: readonly Agent[] = [
  {
    tool: 'Kimi Code',
    homes: ['.kimi-code'],
    isOwn: (file, head) =>
      isWire(file) &&
      (file.parts.includes('agents') || /"usage\.record"|"llm\.request"/.test(head())),
    form: 'lines',
    read: codeEvents,
  },
  {
    tool: 'Kimi',
    homes: ['.kimi'],
    isOwn: isWire,
    form: 'lines',
    read: (lines, { parts }) => {
      const session = parts.at(-2) ?? '';
      const key = ordinals();
      const events = new Map<string, AgentEvent>();
      for (const line of lines) {
        const payload = inside(line['message'], 'payload');
        const usage = inside(payload, 'token_usage');
        if (inside(line['message'], 'type') !== 'StatusUpdate' || usage === undefined) continue;
        const ms = millis(line['timestamp']);
        const counts = {
          input: count(inside(usage, 'input_other')),
          output: count(inside(usage, 'output')),
          cacheRead: count(inside(usage, 'input_cache_read')),
          cacheWrite: count(inside(usage, 'input_cache_creation')),
        };
        const id = textOf(inside(payload, 'message_id'));
        const event: AgentEvent = {
          key:
            id === null
              ? key(`${session} ${ms} ${Object.values(counts).join(' ')}`)
              : `${session} ${id}`,
          ms,
          model: 'kimi-for-coding',
          project: null,
          ...counts,
        };
        if (!isEmpty(event)) events.set(event.key, event);
      }
      return [...events.values()];
    },
  },
];

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
