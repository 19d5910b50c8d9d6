import { spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { Failure } from '../../../core/failure.ts';

/**
 * What keeps git to reading: no hook, no watcher, no signature check, no pager, no network (a partial
 * clone would fetch what it lacks), and no lock taken.
 */
const READ_ONLY = [
  ['core.hooksPath', '/dev/null'],
  ['core.fsmonitor', 'false'],
  ['log.showSignature', 'false'],
  ['protocol.allow', 'never'],
  ['core.pager', 'cat'],
  ['i18n.logOutputEncoding', 'UTF-8'],
  ['color.ui', 'false'],
].flatMap(([name, value]) => ['-c', `${name}=${value}`]);
const ENVIRONMENT = {
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_LAZY_FETCH: '1',
  LC_ALL: 'C.UTF-8',
};
/** Variables that would lead git to another repository than the folder's. */
const LEADING_AWAY = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_COMMON_DIR',
  'GIT_NAMESPACE',
];
const MOST_SAID = 4000;

export type GitRun = {
  readonly folder: string;
  readonly args: readonly string[];
  /** Lines for its standard input. */
  readonly lines?: readonly string[];
  readonly signal: AbortSignal | null;
};

/** What a git command in a folder puts out, piece by piece. Throws `Failure` with a way on. */
export async function* gitOutput({ folder, args, lines, signal }: GitRun): AsyncGenerator<string> {
  await demandFolder(folder);
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !LEADING_AWAY.includes(name)),
  );
  const child = spawn('git', [...READ_ONLY, '-C', folder, ...args], {
    env: { ...environment, ...ENVIRONMENT },
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
    ...(signal ? { signal } : {}),
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (said.length < MOST_SAID) said += text;
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
  // What goes wrong is told when the output has been read.
  ended.catch(() => {});
  child.stdin.on('error', () => {});
  child.stdin.end((lines ?? []).map((line) => `${line}\n`).join(''));
  child.stdout.setEncoding('utf8');
  try {
    for await (const piece of child.stdout) yield String(piece);
    const code = await ended.catch((error: unknown) => {
      throw startFailure(error);
    });
    if (code !== 0) throw gitFailure(folder, said);
  } finally {
    if (child.exitCode === null) child.kill();
  }
}

/** All that a short git command puts out, without the end of its last line. */
export async function gitText(run: GitRun): Promise<string> {
  let text = '';
  for await (const piece of gitOutput(run)) text += piece;
  return text.replace(/\r?\n$/, '');
}

/** The same, `null` where git refuses: for questions whose answer may be no. */
export async function gitTextOrNone(run: GitRun): Promise<string | null> {
  try {
    return await gitText(run);
  } catch (error) {
    if (error instanceof Failure && error.code === 'git_failed') return null;
    throw error;
  }
}

async function demandFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => null);
  if (found?.isDirectory()) return;
  throw new Failure(
    'tracker_folder_missing',
    `The folder ${folder} is not there. If it is on another drive, connect that and sync again; what was read before stands.`,
    { folder, plan: 'ask' },
  );
}

function startFailure(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ABORT_ERR')
    return new Failure('cancelled', 'The sync was stopped. It goes on from here at the next one.', {
      plan: 'retry',
    });
  if (code !== 'ENOENT') return error;
  return new Failure(
    'git_missing',
    'Git is not installed on this computer, or not found. Install it from git-scm.com and sync again.',
    { plan: 'ask' },
  );
}

function gitFailure(folder: string, said: string): Failure {
  if (/dubious ownership/.test(said))
    return new Failure(
      'git_distrusts',
      `Git does not trust ${folder}, since it belongs to another user. If it is yours, allow it once: git config --global --add safe.directory "${folder}"`,
      { folder, plan: 'ask' },
    );
  if (/not a git repository/i.test(said))
    return new Failure(
      'tracker_not_git',
      `${folder} is no git repository. Choose the folder that was cloned.`,
      { folder, plan: 'ask' },
    );
  const reason = said.trim().split('\n')[0]?.slice(0, 200) ?? '';
  return new Failure('git_failed', `Git cannot read ${folder}: ${reason || 'it gives no reason'}`, {
    folder,
    reason,
    plan: 'ask',
  });
}
