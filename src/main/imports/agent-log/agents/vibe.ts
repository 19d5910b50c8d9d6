import { type Agent, count, folderName, inside, millis, sumOf, textOf } from './agent.ts';

/** A small file with the sums of each session; cached tokens are part of the prompt. */
export const VIBE: Agent = {
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
    return sumOf({
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
};
