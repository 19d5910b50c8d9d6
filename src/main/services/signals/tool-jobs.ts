import { type Context, settingOf } from '../context.ts';

/** What people use well-known tools for; a company adds or changes with the setting `signals.jobs`. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  coding: [
    'Cursor',
    'GitHub Copilot',
    'Claude Code',
    'Codex',
    'Codex CLI',
    'Windsurf',
    'JetBrains AI',
    'Amazon Q',
    'Augment Code',
    'Tabnine',
    'Gemini Code Assist',
    'Trae',
    '通义灵码',
    'CodeBuddy',
    // Their plans bring Claude Code, Codex, Gemini CLI and the like along.
    'Claude',
    'ChatGPT',
    'Gemini',
    'Kimi',
  ],
  chat: [
    'Claude',
    'ChatGPT',
    'Gemini',
    'Le Chat',
    'Perplexity',
    'Microsoft 365 Copilot',
    'Grok',
    'Kimi',
    'DeepSeek',
    '豆包',
    '通义千问',
    '文心一言',
  ],
  images: ['Midjourney', 'Adobe Firefly', 'Ideogram', 'Leonardo', 'Stable Diffusion', '即梦'],
  writing: ['Grammarly', 'DeepL Write', 'Jasper', 'Writer', 'LanguageTool'],
  meetings: ['Otter', 'Fireflies', 'Fathom', 'tl;dv', 'Granola', '飞书妙记'],
};

/** Tools with their jobs, the company's own words first. A chat plan with a coding agent in it has both jobs. */
export function toolJobs(context: Context): Map<string, readonly string[]> {
  const own = settingOf(context, 'signals.jobs');
  const jobs = new Map<string, readonly string[]>();
  for (const part of own === 'none' ? [] : own.split(';')) {
    const [tool = '', said = ''] = part.split('=').map((one) => one.trim());
    const named = said.split(/[,，、]/).flatMap((job) => job.trim() || []);
    if (tool !== '' && named.length > 0) jobs.set(tool, named);
  }
  const known = new Map<string, string[]>();
  for (const [job, tools] of Object.entries(KNOWN)) {
    for (const tool of tools) known.set(tool, [...(known.get(tool) ?? []), job]);
  }
  for (const [tool, named] of known) if (!jobs.has(tool)) jobs.set(tool, named);
  return jobs;
}

/** Whose plan an agent's log is use of: the log of a coding agent speaks for the plan it signs in with. */
export function planOfTool(tool: string): string {
  if (/^claude code/i.test(tool)) return 'Claude';
  return /^codex/i.test(tool) ? 'ChatGPT' : tool;
}
