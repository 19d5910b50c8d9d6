import {
  type Agent,
  type AgentEvent,
  count,
  inside,
  isEmpty,
  millis,
  ordinals,
  textOf,
} from './agent.ts';

/** A session as the messages on its wire; all counts stand apart. */
export const KIMI: Agent = {
  tool: 'Kimi',
  homes: ['.kimi'],
  isOwn: ({ parts }) => parts.at(-1) === 'wire.jsonl',
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
};
