export const OPENROUTER = 'OpenRouter';
export const TOOL = 'OpenRouter';
