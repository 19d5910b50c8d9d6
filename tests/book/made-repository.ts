import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Said = {
  readonly author: string;
  readonly committer?: string;
  readonly at: string;
};

export type MadeRepository = {
  readonly folder: string;
  git(...args: readonly string[]): string;
  /** Commits a change of a file of its own; gives the commit's name. */
  commit(message: string, said: Said): string;
  /** The same with any git command that makes a commit. */
  as(said: Said, ...args: readonly string[]): string;
};

/** A real git repository, made by git, with nothing of this computer's settings in it. */
export function madeRepository(parent: string, name: string, branch = 'main'): MadeRepository {
  const folder = join(parent, name);
  mkdirSync(folder);
  const run = (
    args: readonly string[],
    more: Record<string, string> = {},
    input?: string,
  ): string =>
    execFileSync('git', ['-C', folder, ...args], {
      env: { PATH: process.env['PATH'], HOME: parent, GIT_CONFIG_NOSYSTEM: '1', ...more },
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'ignore'],
      ...(input === undefined ? {} : { input }),
    }).trim();
  run(['init', '-q', '-b', branch]);
  let files = 0;
  const as = ({ author, committer = author, at }: Said, ...args: readonly string[]): string => {
    run(args, {
      GIT_AUTHOR_NAME: author,
      GIT_AUTHOR_EMAIL: author,
      GIT_AUTHOR_DATE: at,
      GIT_COMMITTER_NAME: committer,
      GIT_COMMITTER_EMAIL: committer,
      GIT_COMMITTER_DATE: at,
    });
    return run(['rev-parse', 'HEAD']);
  };
  return {
    folder,
    git: (...args) => run(args),
    as,
    commit: (message, said) => {
      files += 1;
      writeFileSync(join(folder, `file-${files}-${branch}`), message);
      run(['add', '-A']);
      return as(said, 'commit', '-q', '-m', message);
    },
  };
}

export type MadeCommit = {
  readonly author: string;
  readonly committer: string;
  /** Seconds since 1970. */
  readonly seconds: number;
};

/** A repository of many commits in one stroke. */
export function madeHistory(parent: string, name: string, commits: readonly MadeCommit[]): string {
  const folder = join(parent, name);
  mkdirSync(folder);
  const git = (args: readonly string[], input?: string): void => {
    execFileSync('git', ['-C', folder, ...args], {
      stdio: ['pipe', 'ignore', 'ignore'],
      ...(input === undefined ? {} : { input }),
    });
  };
  git(['init', '-q', '-b', 'main']);
  const lines = commits.flatMap(({ author, committer, seconds }, at) => {
    const message = `Change ${at}`;
    return [
      'commit refs/heads/main',
      `author A <${author}> ${seconds} +0000`,
      `committer C <${committer}> ${seconds} +0000`,
      `data ${message.length}`,
      message,
    ];
  });
  git(['fast-import', '--quiet'], `${lines.join('\n')}\n`);
  return folder;
}
