/** The providers that the app has an adapter for. */
export const PROVIDER_IDS = [
  'anthropic',
  'openai',
  'github-copilot',
  'openrouter',
  'litellm',
  'cursor',
] as const;
export type ProviderId = (typeof PROVIDER_IDS)[number];
