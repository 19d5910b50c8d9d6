import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from './services/context.ts';

/** The app's own version, as its package says. */
export function appVersion({ resources }: Context): string {
  const text = readFileSync(join(resources, '../package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
