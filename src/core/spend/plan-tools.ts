/** Words that tell a plan's size or who it is for, not which tool it is of. */
const PLAN_WORDS =
  /\b(pro|max|plus|team|teams|business|enterprise|premium|standard|free|basic|ultra|individual|starter|edu|education|seat|seats|licen[cs]e|plan|subscription|monthly|yearly|annual|code|cli|desktop|app|web|for|work|ai|\d+x|\d+)\b/g;

/** What is billed by use, whatever its name begins with. */
const BY_USE = /\b(api|apis|platform|console|bedrock|vertex|azure|gateway|credits?|tokens?)\b/;

const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/\bmicrosoft\b.*\bcopilot\b|\b(m|office )365\b/, 'microsoft 365 copilot'],
  [/\bcopilot\b/, 'copilot'],
  [/\bclaude\b/, 'claude'],
  [/\b(codex|chatgpt|chat gpt)\b/, 'chatgpt'],
  [/\bgemini\b/, 'gemini'],
  [/\bcursor\b/, 'cursor'],
  [/\bkimi\b/, 'kimi'],
  [/\b(glm|zcode)\b/, 'glm'],
  [/\bjetbrains\b/, 'jetbrains'],
  [/\bminimax\b/, 'minimax'],
  [/\bopencode\b/, 'opencode'],
];

/**
 * The tool whose plans pay for a tool's use: `Claude Code`, `Claude Max` and `Claude` are one, and so
 * are `Codex CLI` and `ChatGPT Plus`. `null` for what is billed by use (`Claude API`, `Bedrock`).
 */
export function planFamily(tool: string): string | null {
  const name = tool
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ')
    .trim();
  if (name === '' || BY_USE.test(name)) return null;
  for (const [pattern, family] of FAMILIES) if (pattern.test(name)) return family;
  const stem = name.replace(PLAN_WORDS, ' ').replaceAll(/\s+/g, ' ').trim();
  return stem === '' ? name : stem;
}
