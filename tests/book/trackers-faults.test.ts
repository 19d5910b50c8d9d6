import { expect, onTestFinished, test } from 'vitest';
import {
  type TrackerSyncDoc,
  trackerShow,
  trackersAdd,
  trackersList,
  trackersSync,
} from '../../src/contract/trackers.ts';
import { runOnlyKeys } from '../../src/main/keychain.ts';
import type { Fault } from '../providers/servers/test-server.ts';
import {
  HOST_KINDS,
  type HostKind,
  type ServedItems,
  serveItems,
} from '../providers/servers/tracker-kinds.ts';
import { hastyNetwork } from './account-network.ts';
import { type FreshBook, freshBook } from './fresh-book.ts';

const NOW = '2026-06-20T00:00:00.000Z';
const ITEMS = 5;
const PER_PAGE = 3;

type Connected = ServedItems & {
  readonly book: FreshBook;
  readonly of: HostKind;
  readonly sync: (again?: boolean) => Promise<TrackerSyncDoc>;
  /** How many items are in the book. */
  readonly held: () => Promise<number>;
  /** From the next request on, one after the other. */
  readonly meets: (...faults: readonly Fault[]) => void;
};

async function connected(of: HostKind): Promise<Connected> {
  const served = await serveItems(of, ITEMS, PER_PAGE);
  onTestFinished(() => served.server.close());
  const book = freshBook({ now: () => NOW, keychain: runOnlyKeys(), network: hastyNetwork() });
  const { services } = book;
  await services.call(trackersAdd, {
    tracker: 'Host',
    kind: of.kind,
    place: [served.server.base, ...of.place],
    key: of.key,
    keepKey: 'run',
  });
  const sync = async (again = false): Promise<TrackerSyncDoc> => {
    const [doc] = (await services.call(trackersSync, { tracker: 'Host', key: of.key, again }))
      .syncs;
    if (!doc) throw new Error('The sync gave no document.');
    return doc;
  };
  return {
    ...served,
    book,
    of,
    sync,
    held: async () => (await services.call(trackersList, {})).trackers[0]?.items ?? 0,
    meets: (...faults) => {
      const { asked, faults: due } = served.server;
      due.clear();
      faults.forEach((fault, at) => {
        due.set(asked.length + at + 1, fault);
      });
    },
  };
}

const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);
const status = (code: number, headers: Record<string, string> = {}): Fault => ({
  kind: 'status',
  status: code,
  headers,
});

test.for(HOST_KINDS)(
  '$kind: what a server refuses is said and takes nothing away, and waits and cut lines are got over',
  async (of) => {
    const { server, sync, held, meets, book } = await connected(of);
    // A wait that the server asks for, by its own clock three hours ahead, then a line cut in the middle.
    const skewed = new Date(Date.parse(NOW) + 3 * 3_600_000);
    server.clock.shows = skewed;
    const soon = new Date(skewed.getTime() + 40_000).toUTCString();
    meets(status(429, { 'retry-after': soon }), { kind: 'cut' }, status(502));
    expect(await sync()).toMatchObject({ status: 'done', added: ITEMS, error: null });
    server.clock.shows = null;
    expect(await held()).toBe(ITEMS);

    for (const [fault, code, plan] of [
      [status(403), 'not_permitted', 'ask'],
      [status(404), 'not_found', 'ask'],
      [status(410), 'request_refused', 'ask'],
      [status(429, { 'retry-after': '7200' }), 'rate_limited', 'wait'],
      [status(403, { 'retry-after': '7200' }), 'rate_limited', 'wait'],
      [status(503), 'provider_down', 'wait'],
      [{ kind: 'rubbish' }, 'answer_unreadable', 'retry'],
      [status(401), 'key_refused', 'ask'],
    ] as const) {
      meets(...times(40, fault));
      expect(await sync(true), code).toMatchObject({
        status: 'failed',
        added: 0,
        removed: 0,
        error: { code, plan },
      });
    }
    meets();
    expect(await sync(true)).toMatchObject({ status: 'done', unchanged: ITEMS, removed: 0 });
    const { history } = await book.services.call(trackerShow, { tracker: 'Host' });
    expect(history.filter(({ nextTry }) => nextTry !== null)).toHaveLength(3);
  },
);

test.for(HOST_KINDS)(
  '$kind: an item in a form that is not known is told by name until it is read, and is neither counted nor gone',
  async (of) => {
    const { server, items, sync, held, book } = await connected(of);
    expect(await sync()).toMatchObject({ added: ITEMS, rejected: 0 });
    const [first] = items;
    const changed = {
      ...first,
      [of.field]: of.bent ?? { in: ['another', 'form'] },
      brandNew: { field: true },
    };
    items[0] = changed;
    items.push(of.item(ITEMS + 1, '2026-06-12T10:00:00Z'));
    expect(await sync()).toMatchObject({ status: 'done', added: 1, rejected: 1, removed: 0 });
    const shown = await book.services.call(trackerShow, { tracker: 'Host' });
    expect(shown.unread).toBe(1);
    expect(shown.rejects).toMatchObject([
      { name: of.nameOf(1), field: expect.stringMatching(`^${of.field}`) },
    ]);
    expect(await held()).toBe(ITEMS + 1);
    items[0] = { ...first, brandNew: { field: true } };
    expect(await sync()).toMatchObject({ rejected: 0, removed: 0, unchanged: ITEMS + 1 });
    expect((await book.services.call(trackerShow, { tracker: 'Host' })).rejects).toEqual([]);
    // Where nothing has its form any more, the source has changed: nothing is taken for gone.
    server.bend.answer = (asked, reply) =>
      of.isList(asked) ? { ...reply, json: { quite: 'another answer' } } : reply;
    expect(await sync()).toMatchObject({ status: 'failed', error: { code: 'answer_changed' } });
    expect(await held()).toBe(ITEMS + 1);
  },
);
