import { anthropic } from './anthropic/anthropic.ts';
import { cursor } from './cursor/cursor.ts';
import { githubCopilot } from './github-copilot/github-copilot.ts';
import { litellm } from './litellm/litellm.ts';
import { openai } from './openai/openai.ts';
import { openrouter } from './openrouter/openrouter.ts';
import type { Provider } from './provider.ts';

/** Every provider that the app knows; a new one is a folder and a line here. */
export const PROVIDERS: readonly Provider[] = [
  anthropic,
  openai,
  githubCopilot,
  openrouter,
  litellm,
  cursor,
];

/** The provider of this id; `null` where the app knows none. */
export function findProvider(id: string): Provider | null {
  return PROVIDERS.find((provider) => provider.id === id) ?? null;
}
