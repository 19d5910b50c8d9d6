import type { TableFormat } from '../table-format.ts';

/**
 * OpenRouter's activity export: a day and a model per row, spend in USD. `BYOK Usage` is billed by
 * the provider whose key was brought, and is no charge of OpenRouter; completion tokens hold the
 * reasoning ones. It names no person.
 */
export const openrouterActivity: TableFormat = {
  name: 'openrouter-activity',
  kind: 'usage',
  tool: 'OpenRouter',
  provider: 'openrouter',
  fits: (header) =>
    ['Date', 'Slug', 'Usage', 'Requests', 'Prompt Tokens', 'Completion Tokens'].every((name) =>
      header.has(name),
    ),
  bind(header) {
    const date = header.column('Date');
    const slug = header.column('Slug');
    const usage = header.column('Usage');
    const requests = header.column('Requests');
    const prompt = header.column('Prompt Tokens');
    const completion = header.column('Completion Tokens');
    return {
      notes: [],
      read: (cells) => ({
        kind: 'usage',
        line: cells.line,
        day: cells.day(date),
        identity: null,
        tool: 'OpenRouter',
        model: cells.optionalText(slug),
        project: null,
        description: null,
        nativeId: null,
        inputTokens: cells.count(prompt),
        outputTokens: cells.count(completion),
        cacheReadTokens: 0,
        cacheWriteTokens: 0,
        cacheWrite1hTokens: 0,
        requests: cells.count(requests),
        costMicro: cells.amount(usage, 'USD'),
        grossMicro: null,
        currency: 'USD',
      }),
    };
  },
};
