import type { Agent } from './agent.ts';
import { readTables } from './opencode.ts';

/** Built from opencode, with its tables. */
export const KILO: Agent = {
  tool: 'Kilo',
  homes: ['.local/share/kilo', 'AppData/Local/kilo', 'AppData/Roaming/kilo'],
  variables: ['KILO_DATA_DIR'],
  isOwn: ({ parts }) => /^kilo(?:-.*)?\.db$/.test(parts.at(-1) ?? ''),
  form: 'tables',
  read: readTables,
};
