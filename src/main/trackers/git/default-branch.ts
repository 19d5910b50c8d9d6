import { gitText, gitTextOrNone } from './run-git.ts';

/** A repository as it stands: the tip that counts, where it is hosted, how far a shallow clone reaches. */
export type Repository = {
  /** The commit at the end of the default branch; `null` where there is none yet. */
  readonly tip: string | null;
  readonly branch: string | null;
  /** Commits at which a shallow clone was cut off. */
  readonly cutAt: readonly string[];
  /** `github.com` and `acme/app`, where its remote tells them. */
  readonly host: { readonly name: string; readonly path: string } | null;
};

const USUAL_NAMES = ['main', 'master', 'trunk', 'develop'];

/** Looks at a repository; throws `Failure` where the folder is none or cannot be read. */
export async function lookAtRepository(
  folder: string,
  signal: AbortSignal | null,
): Promise<Repository> {
  const ask = (...args: readonly string[]) => gitText({ folder, args, signal });
  const may = (...args: readonly string[]) => gitTextOrNone({ folder, args, signal });
  const isShallow = (await ask('rev-parse', '--is-shallow-repository')) === 'true';
  const refs = await ask('for-each-ref', '--format=%(refname)', 'refs/heads', 'refs/remotes');
  const remote = await may('symbolic-ref', '-q', 'refs/remotes/origin/HEAD');
  const head = await may('symbolic-ref', '-q', 'HEAD');
  const isBare = (await ask('rev-parse', '--is-bare-repository')) === 'true';
  const branch = await newestOf(
    folder,
    candidates(refs.split('\n'), { remote, head, isBare }),
    signal,
  );
  const tip = await may('rev-parse', '--verify', '-q', `${branch ?? 'HEAD'}^{commit}`);
  return {
    tip: tip === null || tip === '' ? null : tip,
    branch,
    cutAt: isShallow ? await cuts(folder, tip, signal) : [],
    host: hostOf((await may('config', '--get', 'remote.origin.url')) ?? ''),
  };
}

/**
 * The branches that can be the default one, the likeliest first. What a clone remembers of its remote
 * goes stale where the branch was renamed there, so the usual names stand beside it.
 */
function candidates(
  refs: readonly string[],
  known: { readonly remote: string | null; readonly head: string | null; readonly isBare: boolean },
): string[] {
  const has = (ref: string | null): ref is string => ref !== null && refs.includes(ref);
  const usual = (under: string): string[] =>
    USUAL_NAMES.map((name) => `${under}/${name}`).filter(has);
  if (known.isBare && has(known.head)) return [known.head];
  const remote = [...(has(known.remote) ? [known.remote] : []), ...usual('refs/remotes/origin')];
  if (has(known.remote) && !USUAL_NAMES.includes(known.remote.replace('refs/remotes/origin/', '')))
    return [known.remote];
  if (remote.length > 0)
    return remote.filter((ref) => !ref.endsWith('/develop') || ref === known.remote);
  const local = usual('refs/heads').filter(
    (ref) => !ref.endsWith('/develop') || ref === known.head,
  );
  if (has(known.head) && local.includes(known.head)) return [known.head, ...local];
  if (local.length > 0) return local;
  return has(known.head) ? [known.head] : [];
}

/** The first candidate, or a later one that holds all of it and more: the branch under its new name. */
async function newestOf(
  folder: string,
  branches: readonly string[],
  signal: AbortSignal | null,
): Promise<string | null> {
  let [chosen = null, ...others] = branches;
  for (const other of others) {
    if (chosen === null || other === chosen) continue;
    const ahead = await gitTextOrNone({
      folder,
      args: ['rev-list', '--count', `${other}..${chosen}`],
      signal,
    });
    if (ahead === '0') chosen = other;
  }
  return chosen;
}

async function cuts(
  folder: string,
  tip: string | null,
  signal: AbortSignal | null,
): Promise<string[]> {
  if (tip === null || tip === '') return [];
  const roots = await gitText({ folder, args: ['rev-list', '--max-parents=0', tip], signal });
  return roots.split('\n').filter((sha) => sha !== '');
}

/** Where a remote's address leads: `git@github.com:acme/app.git`, `https://…`, `ssh://…`. */
function hostOf(address: string): Repository['host'] {
  const scp = /^(?:[\w.-]+@)?([\w.-]+\.[\w.-]+):(?!\/\/)(.+)$/.exec(address);
  const url = URL.canParse(address) ? new URL(address) : null;
  const isWeb = url !== null && /^(https?|ssh|git):$/.test(url.protocol);
  const name = isWeb ? url.hostname : (scp?.[1] ?? '');
  const path = (isWeb ? decodeURIComponent(url.pathname) : (scp?.[2] ?? ''))
    .replace(/^\/+|\/+$/g, '')
    .replace(/\.git$/, '');
  return name === '' || !path.includes('/') ? null : { name: name.toLowerCase(), path };
}
