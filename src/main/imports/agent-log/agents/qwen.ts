import {
  type Agent,
  type AgentEvent,
  count,
  folderName,
  inside,
  isEmpty,
  millis,
  textOf,
} from './agent.ts';

export const QWEN: readonly Agent[] = [
  {
    tool: 'Qwen Code',
    homes: ['.qwen'],
    isOwn: ({ parts }, head) =>
      /\.jsonl$/.test(parts.at(-1) ?? '') &&
      (parts.includes('.qwen') || head().includes('"usageMetadata"')),
    form: 'lines',
    read: (lines, { parts }) => {
      const events = new Map<string, AgentEvent>();
      for (const line of lines) {
        const usage = line['usageMetadata'];
        if (line['type'] !== 'assistant' || usage === undefined) continue;
        const cell = (name: string): number => count(inside(usage, name));
        const [prompt, cached] = [cell('promptTokenCount'), cell('cachedContentTokenCount')];
        const [answer, thoughts] = [cell('candidatesTokenCount'), cell('thoughtsTokenCount')];
        // Thoughts are part of the answer unless the total has them beside it.
        const isBeside = thoughts > 0 && cell('totalTokenCount') === prompt + answer + thoughts;
        const session = textOf(line['sessionId']) ?? parts.at(-1) ?? '';
        const counts = [prompt, answer, cached].join(' ');
        const event: AgentEvent = {
          key: textOf(line['uuid']) ?? `${session} ${String(line['timestamp'])} ${counts}`,
          ms: millis(line['timestamp']),
          model: textOf(line['model']),
          project: folderName(line['cwd']),
          input: cached > prompt ? prompt : prompt - cached,
          output: isBeside ? answer + thoughts : answer,
          cacheRead: cached,
          cacheWrite: 0,
        };
        if (!isEmpty(event)) events.set(event.key, event);
      }
      return [...events.values()];
    },
  },
];
