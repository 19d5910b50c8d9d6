import type { TableFormat } from '../table-format.ts';
import { joined } from '../table-format.ts';

/** The activity export of 2023: requests and tokens per user, model and time. */
export const openaiActivity: TableFormat = {
  name: 'openai-activity',
  kind: 'usage',
  tool: 'OpenAI API',
  provider: 'openai',
  fits: (header) =>
    ['n_requests', 'n_context_tokens_total', 'n_generated_tokens_total', 'timestamp'].every(
      (name) => header.has(name),
    ),
  bind(header) {
    const timestamp = header.column('timestamp');
    const user = header.column('user');
    const model = header.column('model');
    const requests = header.column('n_requests');
    const input = header.column('n_context_tokens_total');
    const output = header.column('n_generated_tokens_total');
    const operation = header.column('operation');
    const usageType = header.column('usage_type');
    return {
      notes: [],
      read(cells) {
        const isSeconds = /^\d{9,11}(?:\.\d+)?$/.test(cells.cell(timestamp));
        return {
          kind: 'usage',
          line: cells.line,
          day: isSeconds ? cells.dayOfSeconds(timestamp) : cells.day(timestamp),
          identity: cells.optionalText(user),
          tool: 'OpenAI API',
          model: cells.optionalText(model),
          project: null,
          description: joined(cells.optionalText(operation), cells.optionalText(usageType)),
          nativeId: null,
          inputTokens: cells.count(input),
          outputTokens: cells.count(output),
          cacheReadTokens: 0,
          cacheWriteTokens: 0,
          cacheWrite1hTokens: 0,
          requests: cells.count(requests),
          costMicro: null,
          grossMicro: null,
          currency: null,
        };
      },
    };
  },
};
