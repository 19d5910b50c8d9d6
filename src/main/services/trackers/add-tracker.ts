import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type {
  TrackerCheckDoc,
  trackersAdd,
  trackersCheck,
  trackersKey,
  trackersRemove,
} from '../../../contract/trackers.ts';
import { Failure } from '../../../core/failure.ts';
import { columnsText, guessColumns, missingColumns } from '../../../core/trackers/table-columns.ts';
import { readRules, rulesText } from '../../../core/trackers/tracker-rules.ts';
import { findTracker } from '../../trackers/registry.ts';
import type { TrackerCheck } from '../../trackers/tracker.ts';
import { syncErrorDoc } from '../accounts/sync-record.ts';
import { note } from '../audit/note.ts';
import type { Context } from '../context.ts';
import { forgetKey, keepKeyFor } from '../kept-keys.ts';
import { ItemSettlement } from './settle-items.ts';
import { readTrackerKey } from './tracker-keys.ts';
import { trackerNamed } from './tracker-record.ts';
import {
  readPlaces,
  type TrackerWay,
  trackerAddress,
  trackerContext,
  trackerKeyPlace,
} from './tracker-way.ts';

/** Without a network a tracker can still be added, when the person says so. */
const UNREACHABLE: ReadonlySet<string> = new Set([
  'offline',
  'timed_out',
  'provider_down',
  'line_cut',
  'tracker_folder_missing',
]);

/**
 * Checks the place and the key, keeps the key where the person wants it, and only then writes the
 * tracker. What cannot be read leaves nothing behind.
 */
export async function addTracker(
  context: Context,
  input: InputOf<typeof trackersAdd>,
): Promise<OutputOf<typeof trackersAdd>> {
  const { book } = context;
  const of = findTracker(input.kind);
  if (of === null)
    throw new Failure(
      'tracker_kind_unknown',
      `This version of the app cannot read ${input.kind}.`,
      {
        kind: input.kind,
      },
    );
  const name = input.tracker;
  demandFree(context, name);
  const { baseUrl, places } = readPlaces(of, input.place);
  const rules = readRules(input.rules ?? '');
  if (of.needsKey) trackerAddress(of, baseUrl);
  if (of.needsKey && input.key === undefined)
    throw new Failure('tracker_key_needed', `No key was given. Enter the key of ${of.name}.`, {
      tracker: of.name,
    });
  const way: TrackerWay = {
    of,
    places: of.needsKey ? places : places.map((folder) => resolve(folder)),
    baseUrl,
    extraCa: input.authority || null,
    rules,
    side: 'pull-request',
    titles: input.titles ?? false,
    bots: [],
    columns: null,
  };
  const result = await askTracker(context, way, input.key ?? null);
  if ('failure' in result && !(input.unchecked && UNREACHABLE.has(result.failure.code)))
    throw result.failure;
  const entry = of.needsKey ? `${name} (${randomBytes(4).toString('hex')})` : null;
  const keyState =
    entry === null || input.key === undefined
      ? null
      : await keepKeyFor(
          context,
          entry,
          trackerKeyPlace(way),
          input.key,
          input.keepKey ?? 'keychain',
        );
  await context.turn(() =>
    book.transaction(() => {
      demandFree(context, name);
      const added = {
        name,
        kind: of.kind,
        places: JSON.stringify(way.places),
        baseUrl,
        extraCa: way.extraCa,
        keyEntry: entry,
        keyState: keyState ?? ('missing' as const),
      };
      const { id } = book.trackers.add(added, context.now());
      book.trackers.setWays(id, {
        rules: rulesText(rules),
        accepted: 'closed',
        titles: way.titles,
        side: 'pull-request',
        coAuthors: 'first',
        bots: '[]',
        columns: guessedColumns(result),
        automatic: input.automatic ?? false,
      });
      keepFields(context, id, result);
      note(context, 'add tracker', name, { kind: of.kind, places: way.places, url: baseUrl });
    }),
  );
  return checkDoc(name, of.kind, result, keyState);
}

type Asked = TrackerCheck | { readonly failure: Failure };

async function askTracker(context: Context, way: TrackerWay, key: string | null): Promise<Asked> {
  try {
    return await way.of.check(trackerContext(context, way, key, null));
  } catch (error) {
    if (error instanceof Failure) return { failure: error };
    throw error;
  }
}

/** The columns that a table most likely means, where they tell all that is needed: they stand there to be changed. */
function guessedColumns(result: Asked): string {
  if ('failure' in result || !result.fields?.length) return '';
  const guessed = guessColumns(result.fields);
  return missingColumns(guessed).length === 0 ? columnsText(guessed) : '';
}

function keepFields({ book }: Context, trackerId: number, result: Asked): void {
  if ('failure' in result || !result.fields?.length) return;
  book.trackers.setFields(trackerId, JSON.stringify(result.fields));
}

function checkDoc(
  tracker: string,
  kind: string,
  result: Asked,
  key: TrackerCheckDoc['key'],
): TrackerCheckDoc {
  const failure = 'failure' in result ? result.failure : null;
  const check = 'failure' in result ? { who: null, found: [], notes: [] } : result;
  return {
    tracker,
    kind,
    ok: failure === null,
    who: check.who,
    found: [...check.found],
    notes: check.notes.map((one) => ({ ...one, details: { ...one.details } })),
    error: failure === null ? null : syncErrorDoc(failure),
    key,
  };
}

function demandFree(context: Context, name: string): void {
  const held = context.book.trackers.named(name);
  if (!held) return;
  throw new Failure(
    'tracker_exists',
    `There is a tracker ${held.name} already. Choose another name, or remove that one first.`,
    { tracker: held.name },
  );
}

/** Asks what the key may read now; the outcome is a value, whatever it is. */
export async function checkTracker(
  context: Context,
  input: InputOf<typeof trackersCheck>,
): Promise<OutputOf<typeof trackersCheck>> {
  const tracker = trackerNamed(context.book, input.tracker);
  const key =
    tracker.keyEntry === null ? null : (input.key ?? (await readTrackerKey(context, tracker)));
  const result = await askTracker(context, tracker, key);
  await context.turn(() => keepFields(context, tracker.id, result));
  const { keyEntry, keyState } = trackerNamed(context.book, input.tracker);
  return checkDoc(tracker.name, tracker.kind, result, keyEntry === null ? null : keyState);
}

/** Sets or replaces the key, after it was accepted. */
export async function setTrackerKey(
  context: Context,
  input: InputOf<typeof trackersKey>,
): Promise<OutputOf<typeof trackersKey>> {
  const tracker = trackerNamed(context.book, input.tracker);
  const { keyEntry } = tracker;
  if (keyEntry === null)
    throw new Failure('tracker_without_key', `${tracker.name} needs no key.`, {
      tracker: tracker.name,
    });
  const result = await askTracker(context, tracker, input.key);
  if ('failure' in result) throw result.failure;
  const keep = input.keepKey ?? 'keychain';
  const state = await keepKeyFor(context, keyEntry, trackerKeyPlace(tracker), input.key, keep);
  await context.turn(() =>
    context.book.transaction(() => {
      if (keep === 'keychain') context.book.trackers.setKeyState(tracker.id, state);
      context.book.trackers.mayAskAgain(tracker.id);
      note(context, 'set tracker key', tracker.name, { kept: keep });
    }),
  );
  return checkDoc(tracker.name, tracker.kind, result, keep === 'run' ? tracker.keyState : state);
}

/** Forgets the key; what the tracker brought into open months goes, closed months keep theirs. */
export async function removeTracker(
  context: Context,
  { tracker: name }: InputOf<typeof trackersRemove>,
): Promise<OutputOf<typeof trackersRemove>> {
  const { book } = context;
  const tracker = trackerNamed(book, name);
  const forgotten = tracker.keyEntry === null || (await forgetKey(context, tracker.keyEntry));
  return context.turn(() =>
    book.transaction(() => {
      const before = book.trackerItems.outputLines(tracker.id);
      const { changes: removed } = book.trackerItems.removeOutput(tracker.id);
      const freed = book.trackerItems.countedWithTracker(tracker.id);
      book.trackerItems.letGo(tracker.id);
      book.trackerItems.letLinesStand(tracker.id);
      book.trackerItems.removeOf(tracker.id);
      book.trackers.removeIdentities(tracker.id);
      book.trackers.removeSource(tracker.id);
      book.trackers.remove(tracker.id);
      // What counted with an item of it counts by itself now.
      new ItemSettlement(context).settle(freed);
      note(context, 'remove tracker', tracker.name, { kind: tracker.kind, removed });
      return { tracker: tracker.name, keyLeft: !forgotten, removed, kept: before - removed };
    }),
  );
}
