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

/** Agents that keep one small file with the sums of each session. */
export const SESSION_SUMS: readonly Agent[] = [
  {
    tool: 'Droid',
    homes: ['.factory/sessions'],
    isOwn: ({ parts }) => /\.settings\.json$/.test(parts.at(-1) ?? ''),
    form: 'document',
    read: (document, { parts }) => {
      const usage = inside(document, 'tokenUsage');
      if (typeof usage !== 'object') return [];
      return kept({
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
  },
  {
    tool: 'Vibe',
    homes: ['.vibe/logs/session'],
    variables: ['VIBE_HOME'],
    isOwn: ({ parts }, head) =>
      /^(?:meta|session_.*)\.json$/.test(parts.at(-1) ?? '') &&
      head().includes('"session_prompt_tokens"'),
    form: 'document',
    read: (document, { parts }) => {
      const metadata = inside(document, 'metadata') ?? document;
      const stats = inside(metadata, 'stats') ?? inside(document, 'stats');
      const prompt = count(inside(stats, 'session_prompt_tokens'));
      const cached = count(inside(stats, 'session_cached_tokens'));
      const named = parts.at(-1) === 'meta.json' ? parts.at(-2) : parts.at(-1);
      return kept({
        key: textOf(inside(metadata, 'session_id')) ?? named ?? '',
        ms: millis(inside(metadata, 'start_time')),
        model:
          textOf(inside(inside(metadata, 'config'), 'active_model')) ??
          textOf(inside(inside(metadata, 'agent_config'), 'active_model')),
        project: folderName(inside(inside(metadata, 'environment'), 'working_directory')),
        input: Math.max(0, prompt - cached),
        output: count(inside(stats, 'session_completion_tokens')),
        cacheRead: Math.min(cached, prompt),
        cacheWrite: 0,
      });
    },
  },
];

const kept = (event: AgentEvent): AgentEvent[] =>
  isEmpty(event) ? [] : [{ ...event, isCumulative: true }];

/** `custom:Claude-Sonnet-5-[Anthropic]` is claude-sonnet-5. */
const plainModel = (name: string | null): string | null =>
  name
    ?.replace(/^custom:/i, '')
    .replace(/\[[^\]]*\]/g, '')
    .toLowerCase()
    .replace(/[.\s]+/g, '-')
    .replace(/^-+|-+$/g, '') || null;
