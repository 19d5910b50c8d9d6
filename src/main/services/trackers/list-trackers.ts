import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type {
  TrackerLine,
  TrackerSyncDoc,
  trackerKinds,
  trackersList,
  trackersSync,
} from '../../../contract/trackers.ts';
import { Failure } from '../../../core/failure.ts';
import type { Book } from '../../book/book.ts';
import { TRACKERS } from '../../trackers/registry.ts';
import { inTurn } from '../accounts/sync-record.ts';
import type { Context } from '../context.ts';
import { keepKeyFor } from '../kept-keys.ts';
import { syncTracker } from './sync-tracker.ts';
import { type KnownTracker, knownTrackers, trackerNamed } from './tracker-record.ts';
import { trackerHistory } from './tracker-runs.ts';
import { trackerKeyPlace } from './tracker-way.ts';

export function listKinds(_context: Context): OutputOf<typeof trackerKinds> {
  return {
    kinds: TRACKERS.map(({ kind, name, needsKey, needsPlace, baseUrl, allowsCustomUrl }) => ({
      kind,
      name,
      needsKey,
      needsPlace,
      baseUrl,
      allowsCustomUrl,
    })),
  };
}

/** Every tracker by name, with what became of its items. */
export function listTrackers({ book }: Context): OutputOf<typeof trackersList> {
  return { trackers: knownTrackers(book).map((one) => trackerLine(book, one)) };
}

export function trackerLine(book: Book, tracker: KnownTracker): TrackerLine {
  const days = book.trackerItems.days(tracker.id);
  const counts = new Map(
    book.trackerItems.standings(tracker.id).map(({ standing, count }) => [standing, count]),
  );
  const [lastSync = null] = trackerHistory(book, tracker, 1);
  const { rules, of } = tracker;
  const ofAll = HOSTS.has(of.kind) ? 'pull request' : of.kind === 'hubspot' ? 'deal' : 'ticket';
  return {
    name: tracker.name,
    kind: tracker.kind,
    place: [...(tracker.baseUrl === null ? [] : [tracker.baseUrl]), ...tracker.places].join(' '),
    key: tracker.keyEntry === null ? null : tracker.keyState,
    rules: rules.length > 0 ? rules.map((one) => ({ ...one })) : [{ from: '*', kind: ofAll }],
    accepted: tracker.accepted,
    titles: tracker.titles,
    side: tracker.side,
    coAuthors: tracker.coAuthors,
    bots: [...tracker.bots],
    columns:
      tracker.columns === null ? null : { ...tracker.columns, done: [...tracker.columns.done] },
    automatic: tracker.automatic,
    items: days?.items ?? 0,
    from: days?.from ?? null,
    to: days?.to ?? null,
    lastSync,
    unread: book.trackers.countRejects(tracker.id),
    standings: {
      counted: counts.get('counted') ?? 0,
      waiting: counts.get('waiting') ?? 0,
      reopened: counts.get('reopened') ?? 0,
      twice: counts.get('twice') ?? 0,
      nobody: counts.get('nobody') ?? 0,
      late: counts.get('late') ?? 0,
      leftOut: counts.get('left-out') ?? 0,
      removed: counts.get('removed') ?? 0,
    },
  };
}

/** Whose items are pull requests where no rule says otherwise. */
const HOSTS: ReadonlySet<string> = new Set(['git', 'github', 'gitlab', 'gitea']);

const oneAfterTheOther = inTurn();

/** Syncs the tracker named, or all of them. */
export function runTrackerSync(
  context: Context,
  input: InputOf<typeof trackersSync>,
): Promise<OutputOf<typeof trackersSync>> {
  return oneAfterTheOther(context.book, () => syncAll(context, input));
}

async function syncAll(
  context: Context,
  { tracker, key, again = false, automatic = false }: InputOf<typeof trackersSync>,
): Promise<OutputOf<typeof trackersSync>> {
  if (key !== undefined && tracker === undefined)
    throw new Failure('tracker_needed', 'A key is for one tracker: name it.', {});
  const { book } = context;
  const due = tracker === undefined ? knownTrackers(book) : [trackerNamed(book, tracker)];
  const syncs: TrackerSyncDoc[] = [];
  for (const one of due) {
    if (context.signal?.aborted) break;
    if (automatic && !(await isDue(context, one))) continue;
    if (key !== undefined && one.keyEntry !== null)
      await keepKeyFor(context, one.keyEntry, trackerKeyPlace(one), key, 'run');
    syncs.push(await syncTracker(context, one.name, again));
  }
  return { syncs };
}

/** The app asks by itself only where it was told to, and never what a person must settle first. */
async function isDue(context: Context, tracker: KnownTracker): Promise<boolean> {
  const { automatic, keyEntry, keyState } = tracker;
  if (!automatic) return false;
  const hasKey = keyEntry === null || keyState === 'set';
  if (!hasKey && (await context.runKeys.get(keyEntry)) === null) return false;
  const [last] = trackerHistory(context.book, tracker, 1);
  if (!last) return true;
  if (last.error?.plan === 'ask') return false;
  return last.nextTry === null || last.nextTry <= context.now();
}
