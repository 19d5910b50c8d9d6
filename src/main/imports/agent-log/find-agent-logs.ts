import { closeSync, lstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { Failure } from '../../../core/failure.ts';
import type { AgentLogFile } from './agent-log-file.ts';
import { agentHomesBelow, findKeyedLogs, keyedLog } from './find-keyed-logs.ts';

const DEEPEST = 32;
const LONGEST_PEEK = 1 << 16;
/** Logs that lie loose are looked for no deeper than this. */
const LOOSE_DEPTH = 3;
const ANY_SIGN = /"(?:usage|total_token_usage|last_token_usage)"\s*:\s*\{/;
const CODEX_SIGN =
  /"(?:session_meta|turn_context|event_msg|token_count|response_item)"|cached_input_tokens/;

/**
 * The logs in a tool's home (the folder that holds `projects/` of Claude Code, or `sessions/` and
 * `archived_sessions/` of Codex CLI), in that inner folder itself, in a home directory that holds
 * `.claude`, `.config/claude` or `.codex`, loose in a folder, or one single `.jsonl` file; `null`
 * where there is none. Links are not followed. Of two Codex logs of one name the one in `sessions/`
 * wins. The same of any other agent's home, or a folder that holds its files. Rejects with the failure `agent_log_missing` where something cannot be read.
 */
export async function findAgentLogs(folder: string): Promise<readonly AgentLogFile[] | null> {
  const home = resolve(folder);
  try {
    const isFolder = statSync(home).isDirectory();
    const logs = isFolder ? logsIn(home) : fileAlone(home);
    return logs.length === 0 ? null : logs;
  } catch (error) {
    throw new Failure(
      'agent_log_missing',
      `${folder} cannot be read. Check that it exists and that you may open it and all that is in it.`,
      { folder, cause: error instanceof Error && 'code' in error ? String(error.code) : null },
    );
  }
}

function fileAlone(path: string): AgentLogFile[] {
  const log = keyedLog(path, dirname(path));
  if (log !== null) return [log];
  return path.endsWith('.jsonl') ? [singleLog(path)] : [];
}

function logsIn(home: string): AgentLogFile[] {
  const inner = basename(home);
  const within =
    inner === 'projects'
      ? claudeLogs(dirname(home))
      : inner === 'sessions' || inner === 'archived_sessions'
        ? codexLogs(dirname(home), [inner])
        : [];
  if (within.length > 0) return within;
  const homes = [
    home,
    join(home, '.config', 'claude'),
    join(home, '.claude'),
    join(home, '.codex'),
  ];
  const found = homes.flatMap((place) => [
    ...(isRealFolder(join(place, 'projects')) ? claudeLogs(place) : []),
    ...codexLogs(
      place,
      ['sessions', 'archived_sessions'].filter((name) => isRealFolder(join(place, name))),
    ),
  ]);
  // Only a person's home has an agent's home below it: there nothing else is looked through.
  const others = agentHomesBelow(home);
  found.push(...others.flatMap((place) => findKeyedLogs(place)));
  if (found.length > 0 || others.length > 0) return found;
  const keyed = findKeyedLogs(home);
  const taken = new Set(keyed.map(({ path }) => path));
  return [...keyed, ...looseLogs(home).filter(({ path }) => !taken.has(path))];
}

function looseLogs(home: string): AgentLogFile[] {
  return filesBelow(home, DEEPEST - LOOSE_DEPTH)
    .filter((path) => ANY_SIGN.test(peek(path)))
    .sort(byCode)
    .map((path) => singleLog(path, home));
}

function claudeLogs(home: string): AgentLogFile[] {
  const projects = join(home, 'projects');
  return filesBelow(projects, 0)
    .filter((path) => basename(dirname(path)) !== 'chats' || keyedLog(path, home) === null)
    .map((path) => claudeLog(path, nameBelow(home, path)))
    .sort((a, b) => byCode(a.path, b.path));
}

const claudeLog = (path: string, name: string): AgentLogFile => ({
  tool: 'claude',
  path,
  name,
  project: projectOfPath(name),
});

/** The folder that Claude Code names after the project, by a log's name; `null` where it lies in none. */
export function projectOfPath(name: string): string | null {
  const parts = name.split('/').slice(1);
  return parts.length > 1 ? (parts[0] ?? null) : null;
}

function codexLogs(home: string, folders: readonly string[]): AgentLogFile[] {
  const taken = new Set<string>();
  return folders.flatMap((folder) =>
    filesBelow(join(home, folder), 0)
      .filter((path) => basename(path).startsWith('rollout-') || keyedLog(path, home) === null)
      .map((path) => ({ path, name: nameBelow(home, path) }))
      .sort((a, b) => byCode(a.name.replaceAll('/', '\0'), b.name.replaceAll('/', '\0')))
      .filter(({ name }) => {
        const relative = name.slice(folder.length);
        const isNew = !taken.has(relative);
        taken.add(relative);
        return isNew;
      })
      .map(({ path, name }) => codexLog(path, name)),
  );
}

const codexLog = (path: string, name: string): AgentLogFile => ({
  tool: 'codex',
  path,
  name,
  project: null,
});

/** A log that stands alone: its first lines tell whose it is. */
function singleLog(path: string, home: string = dirname(path)): AgentLogFile {
  const name = nameBelow(home, path);
  if (CODEX_SIGN.test(peek(path))) return codexLog(path, name);
  const parts = path.split(sep);
  const from = parts.lastIndexOf('projects');
  return claudeLog(path, from === -1 ? `projects/${name}` : parts.slice(from).join('/'));
}

function peek(path: string): string {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(LONGEST_PEEK);
    return bytes.toString('latin1', 0, readSync(file, bytes, 0, LONGEST_PEEK, 0));
  } finally {
    closeSync(file);
  }
}

/** Real files and folders only: a link could lead anywhere. */
function filesBelow(folder: string, depth: number): string[] {
  if (depth > DEEPEST) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path, depth + 1);
    return entry.isFile() && entry.name.endsWith('.jsonl') ? [path] : [];
  });
}

function isRealFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

const nameBelow = (home: string, path: string): string =>
  path
    .slice(home.length)
    .split(sep)
    .filter((part) => part !== '')
    .join('/');

const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
