import { type Dirent, lstatSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { AgentLogFile } from './agent-log-file.ts';
import { AGENTS } from './agents/all.ts';
import { headOf } from './read-keyed-log.ts';

const DEEPEST = 12;
/** A folder with more entries than this is no agent's. */
const MOST_ENTRIES = 200_000;
const PASSED_OVER = new Set(['node_modules', '.git']);
const NAME = /\.(?:jsonl(?:\..*)?|json|db|sqlite)$/;

/** The agents' homes below a person's home that are there. */
export function agentHomesBelow(home: string): string[] {
  const places = new Set(AGENTS.flatMap(({ homes }) => homes).map((place) => join(home, place)));
  return [...places].filter(isRealFolder);
}

/** The logs of agents with keys of their own in a folder, by their names and first bytes. Links are not followed. */
export function findKeyedLogs(folder: string): AgentLogFile[] {
  const found: AgentLogFile[] = [];
  let entries = 0;
  const look = (place: string, depth: number): void => {
    if (depth > DEEPEST) return;
    for (const entry of entriesOf(place)) {
      entries += 1;
      if (entries > MOST_ENTRIES) return;
      const path = join(place, entry.name);
      if (entry.isDirectory() && !PASSED_OVER.has(entry.name)) look(path, depth + 1);
      else if (entry.isFile() && NAME.test(entry.name)) {
        const log = keyedLog(path, folder);
        if (log !== null) found.push(log);
      }
    }
  };
  look(folder, 0);
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** One file as a log of the agent that wrote it; `null` where it is none's. */
export function keyedLog(path: string, folder: string): AgentLogFile | null {
  const file = { path, parts: path.split(sep) };
  let head: string | null = null;
  const agent = AGENTS.findIndex((one) =>
    one.isOwn(file, () => {
      head ??= headOf(path);
      return head;
    }),
  );
  if (agent === -1) return null;
  const below = path.slice(folder.length).split(sep).filter(Boolean).join('/');
  return { tool: 'keyed', agent, path, name: `${AGENTS[agent]?.tool}: ${below}`, project: null };
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

const isRealFolder = (path: string): boolean =>
  lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
