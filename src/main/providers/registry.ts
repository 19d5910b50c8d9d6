import { alibaba } from './alibaba/alibaba.ts';
import { anthropic } from './anthropic/anthropic.ts';
import { codex } from './codex/codex.ts';
import { cursor } from './cursor/cursor.ts';
import { elevenlabs } from './elevenlabs/elevenlabs.ts';
import { fireworks } from './fireworks/fireworks.ts';
import { githubCopilot } from './github-copilot/github-copilot.ts';
import { litellm } from './litellm/litellm.ts';
import { microsoft365 } from './microsoft365/microsoft365.ts';
import { mistral } from './mistral/mistral.ts';
import { openai } from './openai/openai.ts';
import { openrouter } from './openrouter/openrouter.ts';
import type { Provider } from './provider.ts';
import { volcengine } from './volcengine/volcengine.ts';
import { xai } from './xai/xai.ts';

/** Every provider that the app knows, in the order in which they are offered; a new one is a file and a line here. */
export const PROVIDERS: readonly Provider[] = [
  anthropic,
  openai,
  githubCopilot,
  openrouter,
  litellm,
  cursor,
  xai,
  mistral,
  fireworks,
  elevenlabs,
  codex,
  microsoft365,
  alibaba,
  volcengine,
];

/** The provider of this id; `null` where the app knows none. */
export function findProvider(id: string): Provider | null {
  return PROVIDERS.find((provider) => provider.id === id) ?? null;
}
