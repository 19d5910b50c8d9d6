import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AGENTS } from './agents/all.ts';

/** Where Claude Code and Codex CLI keep their logs; the others say it themselves. */
const FIRST = [
  { homes: ['.config/claude', '.claude'], variables: ['CLAUDE_CONFIG_DIR'] },
  { homes: ['.codex'], variables: ['CODEX_HOME'] },
];

/**
 * The folders and files on this computer in which coding agents may keep their logs, as far as they are
 * there: below the person's home, or where a variable of the environment says instead.
 */
export function agentPlaces(
  home: string,
  environment: Readonly<Record<string, string | undefined>>,
): string[] {
  const places = [...FIRST, ...AGENTS].flatMap(({ homes, variables = [] }) => {
    const said = variables.flatMap((name) => (environment[name] ?? '').split(','));
    const named = said.map((path) => path.trim()).filter((path) => path !== '');
    return named.length > 0
      ? named.map((path) => resolve(path))
      : homes.map((place) => join(home, place));
  });
  return [...new Set(places)].filter((place) => statSync(place, { throwIfNoEntry: false }));
}
