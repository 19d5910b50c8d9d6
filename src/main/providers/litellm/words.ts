export const LITELLM = 'LiteLLM';
export const TOOL = 'LiteLLM';
