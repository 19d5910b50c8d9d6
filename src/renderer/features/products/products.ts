/** A product that tells nothing by a key: how its figures get here all the same. */
export type Product = {
  readonly id: string;
  /** As its vendor calls it, in every language. */
  readonly name: string;
  /** `export`: its console gives a file; `plan`: a price, invoices and logs of computers are all there is. */
  readonly way: 'export' | 'plan';
};

/** Exports and how to get them; the steps stand in the catalogue under the product's id. */
export const EXPORTED: readonly Product[] = [
  { id: 'claude-team', name: 'Claude Team, Enterprise', way: 'export' },
  { id: 'chatgpt-business', name: 'ChatGPT Business, Enterprise', way: 'export' },
  { id: 'cursor-export', name: 'Cursor (CSV)', way: 'export' },
  { id: 'm365-copilot', name: 'Microsoft 365 Copilot (CSV)', way: 'export' },
  { id: 'copilot-billing', name: 'GitHub Copilot (CSV)', way: 'export' },
  { id: 'anthropic-console', name: 'Claude Console (CSV)', way: 'export' },
  { id: 'openai-platform', name: 'OpenAI Platform (CSV)', way: 'export' },
  { id: 'opencode-console', name: 'opencode', way: 'export' },
  { id: 'openrouter-activity', name: 'OpenRouter (CSV)', way: 'export' },
  { id: 'deepseek', name: 'DeepSeek', way: 'export' },
  { id: 'aliyun', name: '阿里云百炼 (CSV)', way: 'export' },
  { id: 'volcengine-bill', name: '火山方舟 (CSV)', way: 'export' },
  { id: 'azure', name: 'Azure (FOCUS)', way: 'export' },
  { id: 'aws', name: 'AWS (FOCUS)', way: 'export' },
];

export const BY_PLAN: readonly Product[] = [
  'Gemini (Google AI)',
  'GLM Coding Plan',
  'JetBrains AI',
  'Kimi',
  'Le Chat (Mistral)',
  'Grok (xAI)',
  'MiniMax',
  'Perplexity',
  'ElevenLabs',
  'Midjourney',
  'Windsurf',
].map((name) => ({ id: name, name, way: 'plan' }));

/** The export that a provider's console gives beside its API, by the provider's id. */
export const EXPORT_OF: Readonly<Record<string, string>> = {
  anthropic: 'anthropic-console',
  openai: 'openai-platform',
  'github-copilot': 'copilot-billing',
  openrouter: 'openrouter-activity',
  cursor: 'cursor-export',
  codex: 'chatgpt-business',
  microsoft365: 'm365-copilot',
  alibaba: 'aliyun',
  volcengine: 'volcengine-bill',
};

/** Other words by which people look for a product, by its id. */
const ALSO_CALLED: Readonly<Record<string, string>> = {
  anthropic: 'Claude Console API Enterprise',
  openai: 'GPT API platform',
  codex: 'OpenAI Codex workspace',
  cursor: 'Anysphere',
  'github-copilot': 'Microsoft',
  microsoft365: 'Office Graph Entra',
  xai: 'Grok',
  mistral: 'Le Chat Vibe Devstral',
  alibaba: 'Aliyun Bailian Model Studio Qwen 通义 千问 灵码',
  aliyun: 'Alibaba Cloud Model Studio Qwen 通义 千问 Bailian',
  volcengine: 'Doubao 豆包 Ark ByteDance 字节',
  'volcengine-bill': 'Volcengine Doubao 豆包 Ark ByteDance 字节',
  'claude-team': 'Anthropic',
  'chatgpt-business': 'OpenAI Codex',
  azure: 'Microsoft OpenAI Foundry',
  aws: 'Amazon Bedrock',
};

/** Whether a product is looked for: each word stands in its name or in another word for it. */
export function isLookedFor(text: string, { id, name }: Pick<Product, 'id' | 'name'>): boolean {
  const known = `${name} ${ALSO_CALLED[id] ?? ''}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => known.includes(word));
}

export const productOf = (id: string): Product | undefined =>
  [...EXPORTED, ...BY_PLAN].find((one) => one.id === id);
