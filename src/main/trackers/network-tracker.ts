import * as z from 'zod';
import { Failure } from '../../core/failure.ts';
import type { RowReject } from '../../core/spend/rows.ts';
import type { SyncNote } from '../providers/provider.ts';
import type { ProviderClient } from '../providers/provider-client.ts';
import { closesFeature, requestFailure } from '../providers/request-failure.ts';
import type { ItemPage, ItemReject, ListedItem, TrackerContext } from './tracker.ts';

/** How a tracker over a network is asked; a programmer's mistake where it has no client. */
export function clientOf({ client }: TrackerContext): ProviderClient {
  if (client === null) throw new Error('a tracker over a network has a client');
  return client;
}

/** One page of one place. */
export type PlacePage = {
  readonly items: readonly ListedItem[];
  readonly rejects: readonly RowReject[];
  /** What names the page after it; `null` on the last one. */
  readonly next: string | null;
};

/** One list of items: the pull requests of a repository, the issues of a project. */
export type ItemList = {
  readonly place: string;
  /** Where the key may not read it, it is left out with a note; else the place is told as not read. */
  readonly optional: string | null;
  readonly page: (page: string | null) => Promise<PlacePage>;
};

type PageOf = (context: TrackerContext, place: string, page: string | null) => Promise<PlacePage>;

/** What a code host lists of each repository: its pull requests, and its issues where they are asked for. */
export function hostLists(context: TrackerContext, requests: PageOf, issues: PageOf): ItemList[] {
  return context.places.flatMap((place): ItemList[] => [
    { place, optional: null, page: (page) => requests(context, place, page) },
    ...(context.readsIssues
      ? [{ place, optional: 'issues', page: (page: string | null) => issues(context, place, page) }]
      : []),
  ]);
}

const cursorShape = z.object({ list: z.number().int(), page: z.string().nullable() });

/**
 * Reads lists one after the other, page by page, from where the cursor stands. A list that is not
 * open to the key does not stop the others.
 */
export async function* readLists(
  provider: string,
  lists: readonly ItemList[],
  state: string | null,
): AsyncGenerator<ItemPage> {
  const begun = state === null ? null : cursorShape.safeParse(JSON.parse(state)).data;
  let { list, page } = begun ?? { list: 0, page: null };
  const unread: { place: string; failure: Error | null }[] = [];
  let notes: SyncNote[] = [];
  for (; list < lists.length; list += 1, page = null) {
    const one = lists[list];
    if (!one) break;
    const seen = new Set<string | null>();
    try {
      do {
        if (seen.has(page)) throw requestFailure('cursor_loop', provider);
        seen.add(page);
        const read = await one.page(page);
        page = read.next;
        const cursor = JSON.stringify(
          page === null ? { list: list + 1, page: null } : { list, page },
        );
        yield {
          items: read.items,
          rejects: read.rejects.map((reject) => named(reject, one.place)),
          notes,
          cursor,
          done: false,
          unread: [],
        };
        notes = [];
      } while (page !== null);
    } catch (error) {
      if (!closesFeature(error) && !isOfTable(error)) throw error;
      if (one.optional === null) unread.push({ place: one.place, failure: error });
      else notes = [...notes, closedNote(one.place, one.optional, error)];
    }
  }
  const cursor = JSON.stringify({ list, page: null });
  yield { items: [], rejects: [], notes, cursor, done: true, unread };
}

/** One table's columns are not what they were: the others go on. */
function isOfTable(error: unknown): error is Failure {
  return error instanceof Failure && /^tracker_columns?_(needed|missing)$/.test(error.code);
}

function named(reject: RowReject, place: string): ItemReject {
  const { name, field, value, code, reason } = reject;
  return { place, name: name ?? null, field, value, code, reason };
}

function closedNote(place: string, what: string, { code }: Failure): SyncNote {
  return {
    code: 'tracker_list_closed',
    text: `The key may not read the ${what} of ${place}; they are left out.`,
    details: { place, what, why: code },
  };
}

/** The places that can be read, each asked once; the failure of the first where none can. */
export async function readablePlaces(
  places: readonly string[],
  ask: (place: string) => Promise<unknown>,
): Promise<{ found: string[]; notes: SyncNote[] }> {
  const found: string[] = [];
  const notes: SyncNote[] = [];
  let first: Failure | null = null;
  for (const place of places) {
    try {
      await ask(place);
      found.push(place);
    } catch (error) {
      if (!closesFeature(error)) throw error;
      first ??= error;
      notes.push({
        code: 'tracker_place_closed',
        text: `${place} is not there, or not open to this key.`,
        details: { place },
      });
    }
  }
  if (found.length === 0 && first !== null) throw first;
  return { found, notes };
}

/** What comes by an id, `null` where it is gone. */
export async function orGone<T>(ask: Promise<T>): Promise<T | null> {
  try {
    return await ask;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { status } = error.details;
    if (error.code === 'not_found' || status === 410) return null;
    throw error;
  }
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i;

/** An instant of any offset, in the form that the language reads. */
export const instant = z.string().transform((text, context): string => {
  const said = text.trim().replace(/([+-]\d{2})(\d{2})$/, '$1:$2');
  if (INSTANT.test(text.trim()) && !Number.isNaN(Date.parse(said))) return said;
  context.addIssue({ code: 'custom', message: 'no instant' });
  return z.NEVER;
});

/**
 * Who an item is of: nobody where the source says so. In a form that is not known the item cannot be
 * read, since else it would silently count for nobody.
 */
export function decisive<T extends z.ZodType>(shape: T) {
  return shape.nullish().transform((value) => value ?? null);
}

/** The parts of an item that most sources do not tell. */
export const UNTOLD = {
  bot: null,
  stateDay: null,
  rounds: null,
  size: null,
  names: [],
  reverts: [],
} as const;
