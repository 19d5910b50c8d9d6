import * as z from 'zod';
import { addDays } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import type { SyncNote } from '../../providers/provider.ts';
import { NO_REQUESTS } from '../no-requests.ts';
import type { ItemPage, ItemReject, ListedItem, Tracker, TrackerContext } from '../tracker.ts';
import { itemOfCommit } from './commit-item.ts';
import { type Commit, firstParentLog, singleCommits } from './commits.ts';
import { lookAtRepository, type Repository } from './default-branch.ts';
import { gitText, gitTextOrNone } from './run-git.ts';

/** Commits of the first page, so that something is soon there to see, and of each one after it. */
const FIRST_PAGE = 4000;
/**
 * Commits' names are drawn at random, so that each page writes nearly every leaf of their indexes anew: of
 * a long history few large pages cost a fraction of many small ones.
 */
const PAGE = 20_000;

const cursorShape = z.object({
  place: z.number().int(),
  /** The tip that is being read, and how many of its commits are stored. */
  tip: z.string().nullable(),
  read: z.number().int(),
});
type Cursor = z.infer<typeof cursorShape>;

const START: Cursor = { place: 0, tip: null, read: 0 };

function cursorOf(state: string | null): Cursor {
  if (state === null) return START;
  const read = cursorShape.safeParse(JSON.parse(state));
  return read.success ? read.data : START;
}

/** The default branch of repositories on this computer: one item per commit of the first parent. */
export const git: Tracker = {
  kind: 'git',
  name: 'Git',
  needsKey: false,
  baseUrl: null,
  allowsCustomUrl: false,
  hostEnding: null,
  isPlainLog: true,
  needsPlace: true,
  rules: NO_REQUESTS,
  check: async (context) => {
    const notes: SyncNote[] = [];
    for (const folder of context.places) {
      const repository = await lookAtRepository(folder, context.signal);
      notes.push(...(await notesOf(folder, repository, context)));
    }
    return { who: null, found: context.places, notes };
  },
  list: async function* (context, state) {
    let cursor = cursorOf(state);
    const unread: { place: string; failure: Error | null }[] = [];
    for (; cursor.place < context.places.length; cursor = { ...START, place: cursor.place + 1 }) {
      const folder = context.places[cursor.place] ?? '';
      try {
        yield* pagesOf(folder, cursor, context);
      } catch (error) {
        if (
          !(error instanceof Failure) ||
          error.code === 'cancelled' ||
          error.code === 'git_missing'
        )
          throw error;
        unread.push({ place: folder, failure: error });
      }
    }
    yield { ...emptyPage(), cursor: JSON.stringify(cursor), done: true, unread };
  },
  ask: async (context, key, place) => {
    const repository = await lookAtRepository(place, context.signal);
    if (repository.tip === null) return null;
    const args = ['merge-base', '--is-ancestor', key, repository.tip];
    if ((await gitTextOrNone({ folder: place, args, signal: context.signal })) === null)
      return null;
    const found = await collected(singleCommits({ folder: place, signal: context.signal }, [key]));
    const dated = found.filter((one) => hasDay(one, context));
    const [item = null] = await itemsOf(dated, { folder: place, repository }, context);
    return item;
  },
};

const emptyPage = (): Pick<ItemPage, 'items' | 'rejects' | 'notes' | 'unread'> => ({
  items: [],
  rejects: [],
  notes: [],
  unread: [],
});

async function* pagesOf(
  folder: string,
  cursor: Cursor,
  context: TrackerContext,
): AsyncGenerator<ItemPage> {
  const repository = await lookAtRepository(folder, context.signal);
  const tip = cursor.tip ?? repository.tip;
  if (tip === null) return;
  const since = context.since === null ? [] : await sinceArgs(folder, context);
  const skip = cursor.read === 0 ? [] : [`--skip=${cursor.read}`];
  const where = { folder, repository };
  let { read } = cursor;
  let notes = cursor.read === 0 ? await notesOf(folder, repository, context) : [];
  let batch: Commit[] = [];
  const page = async (): Promise<ItemPage> => {
    read += batch.length;
    const { dated = [], not = [] } = Object.groupBy(batch, (one) =>
      hasDay(one, context) ? 'dated' : 'not',
    );
    const rejects = not.map((one) => undated(folder, one));
    const items = await itemsOf(dated, where, context);
    batch = [];
    const made = {
      ...emptyPage(),
      items,
      rejects,
      notes,
      cursor: JSON.stringify({ place: cursor.place, tip, read } satisfies Cursor),
      done: false,
    };
    notes = [];
    return made;
  };
  const log = firstParentLog({ folder, signal: context.signal }, tip, [...since, ...skip]);
  for await (const commit of log) {
    batch.push(commit);
    if (batch.length >= (read === 0 ? FIRST_PAGE : PAGE)) yield await page();
  }
  if (batch.length > 0 || notes.length > 0) yield await page();
}

/** A git before 2.37 stops at the first older commit, however far a clock was off: it reads all. */
async function sinceArgs(folder: string, { since, signal }: TrackerContext): Promise<string[]> {
  const said = await gitText({ folder, args: ['version'], signal });
  const [major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(said)?.slice(1) ?? []).map(Number);
  if (since === null || major < 2 || (major === 2 && minor < 37)) return [];
  return [`--since-as-filter=${addDays(since, -1)}T00:00:00Z`];
}

/** Made as they are taken, since a page of commits is large. */
async function itemsOf(
  commits: readonly Commit[],
  where: { readonly folder: string; readonly repository: Repository },
  context: TrackerContext,
): Promise<Iterable<ListedItem>> {
  const tips = commits.flatMap(({ parents }) => parents.slice(1, 2));
  const bySha = new Map<string, Commit>();
  if (tips.length > 0) {
    const found = singleCommits({ folder: where.folder, signal: context.signal }, [
      ...new Set(tips),
    ]);
    for await (const tip of found) bySha.set(tip.sha, tip);
  }
  return (function* () {
    for (const commit of commits)
      yield itemOfCommit(commit, bySha.get(commit.parents[1] ?? '') ?? null, where, context);
  })();
}

/** Nothing was committed before; what says so was made by a clock that was not set. */
const FIRST_DAY = '1980-01-02';

/** Whether a commit's day can be true: a clock that was never set, or runs ahead, tells none. */
function hasDay({ committedAt }: Commit, { dayOf, today }: TrackerContext): boolean {
  if (Number.isNaN(Date.parse(committedAt))) return false;
  const day = dayOf(committedAt);
  return day >= FIRST_DAY && day <= addDays(today, 1);
}

function undated(place: string, { sha, committedAt }: Commit): ItemReject {
  return {
    place,
    name: sha,
    field: 'date',
    // Where git itself finds no date, it gives back what it was asked for.
    value: committedAt.startsWith('%') ? null : committedAt,
    code: 'commit_undated',
    reason: 'The commit has no date that can be true, so it is of no month.',
  };
}

/** A shallow clone tells only part of the history: how far it reaches is said. */
async function notesOf(
  folder: string,
  repository: Repository,
  context: TrackerContext,
): Promise<SyncNote[]> {
  if (repository.cutAt.length === 0 || repository.tip === null) return [];
  const oldest = await gitText({
    folder,
    args: ['log', '--first-parent', '--format=%cI', '--reverse', repository.tip, '--'],
    signal: context.signal,
  });
  const day = context.dayOf(oldest.split('\n')[0] ?? '');
  return [
    {
      code: 'git_shallow',
      text: `${folder} is a shallow clone: it reaches back to ${day}. For the months before, run git fetch --unshallow in it.`,
      details: { folder, day },
    },
  ];
}

async function collected<T>(items: AsyncGenerator<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
