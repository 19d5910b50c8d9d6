export const ANTHROPIC = 'Anthropic';
export const TOOL = 'Claude API';
