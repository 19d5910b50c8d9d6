import { type GitRun, gitOutput } from './run-git.ts';

/** A commit of the default branch, as the log tells it. */
export type Commit = {
  readonly sha: string;
  readonly parents: readonly string[];
  readonly authoredAt: string;
  readonly author: string;
  readonly committedAt: string;
  readonly committer: string;
  readonly subject: string;
  readonly body: string;
};

const FIELDS = ['%H', '%P', '%aI', '%aE', '%cI', '%cE', '%s', '%b'];
const FORMAT = `--format=${FIELDS.join('%x00')}`;
/** Through `.mailmap`, whose addresses `%aE` and `%cE` give; no signature is looked at. */
const HOW = ['-z', '--no-show-signature', '--no-notes', '--no-color', '--no-decorate', FORMAT];

/** The commits of the first parent, the newest first. */
export function firstParentLog(
  run: Omit<GitRun, 'args'>,
  tip: string,
  more: readonly string[],
): AsyncGenerator<Commit> {
  return commitsOf({ ...run, args: ['log', '--first-parent', ...HOW, ...more, tip, '--'] });
}

/** These commits alone, in any order; those that the clone does not have are left out. */
export function singleCommits(
  run: Omit<GitRun, 'args' | 'lines'>,
  shas: readonly string[],
): AsyncGenerator<Commit> {
  const args = ['log', '--no-walk=unsorted', '--ignore-missing', '--stdin', ...HOW];
  return commitsOf({ ...run, args, lines: shas });
}

async function* commitsOf(run: GitRun): AsyncGenerator<Commit> {
  let rest = '';
  let fields: string[] = [];
  for await (const piece of gitOutput(run)) {
    const parts = `${rest}${piece}`.split('\0');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      fields.push(part);
      if (fields.length < FIELDS.length) continue;
      yield commitOf(fields);
      fields = [];
    }
  }
  if (fields.length === FIELDS.length - 1) yield commitOf([...fields, rest]);
}

function commitOf(fields: readonly string[]): Commit {
  const [sha = '', parents = '', authoredAt = '', author = '', committedAt = '', committer = ''] =
    fields;
  return {
    sha,
    parents: parents === '' ? [] : parents.split(' '),
    authoredAt,
    author,
    committedAt,
    committer,
    subject: fields[6] ?? '',
    body: fields[7] ?? '',
  };
}
