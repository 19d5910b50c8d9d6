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

/** Tools with their jobs, the company's own words first. */
export function toolJobs(context: Context): Map<string, string> {
  const own = settingOf(context, 'signals.jobs');
  const jobs = new Map<string, string>();
  for (const part of own === 'none' ? [] : own.split(';')) {
    const [tool = '', job = ''] = part.split('=').map((one) => one.trim());
    if (tool !== '' && job !== '') jobs.set(tool, job);
  }
  for (const [job, tools] of Object.entries(KNOWN)) {
    for (const tool of tools) if (!jobs.has(tool)) jobs.set(tool, job);
  }
  return jobs;
}

/** Whose plan an agent's log is use of: the log of a coding agent speaks for the plan it signs in with. */
export function planOfTool(tool: string): string {
  if (/^claude code/i.test(tool)) return 'Claude';
  return /^codex/i.test(tool) ? 'ChatGPT' : tool;
}
