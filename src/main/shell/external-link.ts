/** Where the app may send a person's browser: the providers' consoles, rates, and our own pages. */
const ALLOWED_HOSTS: ReadonlySet<string> = new Set([
  'claude.ai',
  'console.anthropic.com',
  'platform.claude.com',
  'docs.claude.com',
  'support.claude.com',
  'chatgpt.com',
  'platform.openai.com',
  'help.openai.com',
  'cursor.com',
  'docs.cursor.com',
  'github.com',
  'docs.github.com',
  'openrouter.ai',
  'docs.litellm.ai',
  'www.ecb.europa.eu',
]);

/**
 * The address to open outside, written out anew, or null if it may not be opened: https, a host of
 * the list to the letter, the usual port, no name and password in it.
 */
export function externalLink(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const allowed =
    url.protocol === 'https:' &&
    ALLOWED_HOSTS.has(url.hostname) &&
    url.port === '' &&
    url.username === '' &&
    url.password === '';
  return allowed ? url.href : null;
}
