import {
  type Agent,
  type AgentEvent,
  amount,
  count,
  inside,
  isEmpty,
  listOf,
  millis,
  textOf,
} from './agent.ts';

export const AMP: readonly Agent[] = [
  {
    tool: 'Amp',
    homes: ['.local/share/amp'],
    variables: ['AMP_DATA_DIR'],
    isOwn: ({ parts }) => /^T-.*\.json$/.test(parts.at(-1) ?? ''),
    form: 'document',
    read: (document, { parts }) => {
      const thread = textOf(inside(document, 'id')) ?? parts.at(-1) ?? '';
      const messages = listOf(inside(document, 'messages'));
      const ledger = inside(document, 'usageLedger');
      const cacheOf = (usage: unknown) => ({
        cacheRead: count(inside(usage, 'cacheReadInputTokens')),
        cacheWrite: count(inside(usage, 'cacheCreationInputTokens')),
      });
      if (ledger === undefined) {
        return messages.flatMap((message): AgentEvent[] => {
          const usage = message['usage'];
          if (message['role'] !== 'assistant' || usage === undefined) return [];
          const event: AgentEvent = {
            key: `${thread} ${String(message['messageId'])}`,
            ms: millis(inside(usage, 'timestamp')) ?? millis(inside(document, 'created')),
            model: textOf(inside(usage, 'model')),
            project: null,
            input: count(inside(usage, 'inputTokens')),
            output: count(inside(usage, 'outputTokens')),
            ...cacheOf(usage),
          };
          return isEmpty(event) ? [] : [event];
        });
      }
      return listOf(inside(ledger, 'events')).flatMap((one): AgentEvent[] => {
        const message = messages.find(({ messageId }) => messageId === one['toMessageId']);
        const event: AgentEvent = {
          key: `${thread} ${textOf(one['id']) ?? String(one['toMessageId'])}`,
          ms: millis(one['timestamp']),
          model: textOf(one['model']),
          project: null,
          input: count(inside(one['tokens'], 'input')),
          output: count(inside(one['tokens'], 'output')),
          ...cacheOf(one['toMessageId'] === undefined ? null : message?.['usage']),
          credits: amount(one['credits']) ?? 0,
        };
        return isEmpty(event) ? [] : [event];
      });
    },
  },
];
