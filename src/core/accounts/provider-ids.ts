/** The providers that the app has an adapter for. */
export const PROVIDER_IDS = [
  'anthropic',
  'openai',
  'github-copilot',
  'openrouter',
  'litellm',
  'cursor',
  'xai',
  'mistral',
  'fireworks',
  'elevenlabs',
  'codex',
  'microsoft365',
  'alibaba',
  'volcengine',
] as const;
export type ProviderId = (typeof PROVIDER_IDS)[number];
