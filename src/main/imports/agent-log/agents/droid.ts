import { type Agent, count, folderName, inside, millis, sumOf, textOf } from './agent.ts';

/** A small file with the sums of each session. */
export const DROID: Agent = {
  tool: 'Droid',
  homes: ['.factory/sessions'],
  isOwn: ({ parts }) => /\.settings\.json$/.test(parts.at(-1) ?? ''),
  form: 'document',
  read: (document, { parts }) => {
    const usage = inside(document, 'tokenUsage');
    if (typeof usage !== 'object') return [];
    return sumOf({
      key: (parts.at(-1) ?? '').replace(/\.settings\.json$/, ''),
      ms: millis(inside(document, 'providerLockTimestamp')),
      model: plainModel(textOf(inside(document, 'model'))),
      project: folderName(parts.at(-2)),
      input: count(inside(usage, 'inputTokens')),
      output: count(inside(usage, 'outputTokens')) + count(inside(usage, 'thinkingTokens')),
      cacheRead: count(inside(usage, 'cacheReadTokens')),
      cacheWrite: count(inside(usage, 'cacheCreationTokens')),
    });
  },
};

/** `custom:Claude-Sonnet-5-[Anthropic]` is claude-sonnet-5. */
const plainModel = (name: string | null): string | null =>
  name
    ?.replace(/^custom:/i, '')
    .replace(/\[[^\]]*\]/g, '')
    .toLowerCase()
    .replace(/[.\s]+/g, '-')
    .replace(/^-+|-+$/g, '') || null;
