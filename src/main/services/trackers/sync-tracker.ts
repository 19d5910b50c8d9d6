import type { TrackerSyncDoc } from '../../../contract/trackers.ts';
import { addDays, type IsoDay } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import { openFailure } from '../../book/book.ts';
import type { SyncNote } from '../../providers/provider.ts';
import type { ItemPage, TrackerContext } from '../../trackers/tracker.ts';
import { nextTryOf, syncErrorDoc, syncStopped } from '../accounts/sync-record.ts';
import type { Context } from '../context.ts';
import { ItemStore } from './item-store.ts';
import { settleOvertaken } from './settle-items.ts';
import { readTrackerKey } from './tracker-keys.ts';
import { type KnownTracker, trackerNamed } from './tracker-record.ts';
import { INTERRUPTED, trackerHistory } from './tracker-runs.ts';
import { trackerContext } from './tracker-way.ts';

/** Reopenings and reverts come late: so many days are read again at each sync. */
const READ_AGAIN_DAYS = 60;
/** Items that did not come again are asked for one by one, so many in one sync. */
const MOST_ASKED = 500;
/**
 * Reads a tracker from where the last sync stopped. Each page is stored with its cursor in one
 * transaction. Never throws for what a source or a keychain does: the document says it.
 */
export async function syncTracker(
  context: Context,
  name: string,
  again: boolean,
): Promise<TrackerSyncDoc> {
  const sync = await context.turn(() => RunningSync.begin(context, name, again));
  const error = await sync.read();
  return context.turn(() => sync.end(error));
}

/** One sync of one tracker while it runs. */
class RunningSync {
  readonly #context: Context;
  readonly #tracker: KnownTracker;
  readonly #run: number;
  readonly #series: number;
  readonly #since: IsoDay | null;
  readonly #store: ItemStore;
  readonly #notes = new Map<string, SyncNote>();
  readonly #unread = new Map<string, Failure | null>();
  #requests: () => number = () => 0;
  #cursor: string | null;
  #done = false;

  static begin(context: Context, name: string, again: boolean): RunningSync {
    const { book } = context;
    if (!book.isOpen) throw syncStopped();
    return book.transaction(() => {
      const { id } = trackerNamed(book, name);
      book.trackers.closeInterrupted(id, context.now(), INTERRUPTED);
      const run = book.trackers.beginRun(id, context.now(), context.who).id;
      if (again) book.trackers.readAnew(id);
      const held = trackerNamed(book, name);
      if (held.series === null) {
        const { wholeDay } = held;
        const since = wholeDay === null ? null : earlier(wholeDay, context.today());
        book.trackers.beginSeries(id, run, since);
      }
      return new RunningSync(context, trackerNamed(book, name), run);
    });
  }

  private constructor(context: Context, tracker: KnownTracker, run: number) {
    this.#context = context;
    this.#tracker = tracker;
    this.#run = run;
    this.#series = tracker.series ?? run;
    this.#since = tracker.sinceDay;
    this.#cursor = tracker.cursor;
    this.#store = new ItemStore(context, tracker, this.#series);
  }

  /** Reads to the end, or to what stops it. */
  async read(): Promise<Failure | null> {
    const { of } = this.#tracker;
    try {
      const key = await readTrackerKey(this.#context, this.#tracker);
      const asking = trackerContext(this.#context, this.#tracker, key, this.#since);
      this.#requests = () => asking.client?.requests() ?? 0;
      for await (const page of of.list(asking, this.#cursor)) {
        await this.#context.turn(() => this.#keep(page));
        this.#tell();
      }
      if (this.#done) await this.#askForMissing(asking);
      this.#noteSpoiled(asking.client?.takeSpoiled() ?? 0);
      return null;
    } catch (error) {
      const known = error instanceof Failure ? error : openFailure(this.#context.book.file, error);
      if (known instanceof Failure) return known;
      throw error;
    }
  }

  #keep(page: ItemPage): void {
    const { signal, book } = this.#context;
    if (signal?.aborted || !book.isOpen) throw syncStopped();
    book.transaction(() => {
      this.#store.take(page);
      const from = this.#cursor;
      if (book.trackers.moveCursor(this.#tracker.id, this.#series, from, page.cursor).changes !== 1)
        throw new Failure(
          'sync_elsewhere',
          `${this.#tracker.name} is being synced or changed by another copy of the app. This sync stopped; nothing was counted twice.`,
          { account: this.#tracker.name, plan: 'retry' },
        );
      this.#count();
    });
    for (const note of page.notes) this.#notes.set(JSON.stringify(note), note);
    for (const { place, failure } of page.unread)
      this.#unread.set(place, failure instanceof Failure ? failure : null);
    this.#cursor = page.cursor;
    this.#done = page.done;
  }

  /** What should have come again and did not is asked for once; a place that failed takes nothing away. */
  async #askForMissing(asking: TrackerContext): Promise<void> {
    const { book } = this.#context;
    const { id, of } = this.#tracker;
    // Of a first reading everything has just come.
    const due = this.#store.isFirst
      ? []
      : await this.#context.turn(() =>
          book.trackerItems.missing(id, this.#since, this.#series, MOST_ASKED),
        );
    for (const one of due) {
      if (this.#unread.has(one.place) || this.#store.cameUnread(one.place, one.key)) continue;
      const found = await of.ask(asking, one.key, one.place).catch(notForUs);
      if (found === undefined) continue;
      await this.#context.turn(() => {
        const { signal } = this.#context;
        if (signal?.aborted || !book.isOpen) throw syncStopped();
        book.transaction(() => {
          if (found === null) this.#store.lose(one.id);
          else this.#store.take({ items: [found], rejects: [] });
          this.#count();
        });
      });
    }
  }

  /** Details that no item needs, in a form that is not known. */
  #noteSpoiled(count: number): void {
    if (count === 0) return;
    this.#notes.set('spoiled', {
      code: 'tracker_fields_spoiled',
      text: `Details of items came in a form that is not known, and count as not told: ${count}.`,
      details: { count },
    });
  }

  #count(): void {
    this.#context.book.trackers.countRun(this.#run, this.#store.tally, this.#requests());
  }

  #tell(): void {
    const { added, replaced, unchanged } = this.#store.tally;
    const rows = added + replaced + unchanged;
    this.#context.progress({ task: this.#tracker.name, done: rows, total: null, rows });
  }

  /** Closes the sync's line in the history; where everything came, the next one begins anew. */
  end(error: Failure | null): TrackerSyncDoc {
    const { book } = this.#context;
    if (!book.isOpen) return this.#docAfterClose(error);
    const failed = [...this.#unread].map(([place, failure]) => ({
      place,
      error: failure === null ? null : syncErrorDoc(failure),
    }));
    const first = error ?? [...this.#unread.values()].find((failure) => failure !== null) ?? null;
    const isWhole = this.#done && error === null && failed.length === 0;
    book.transaction(() => {
      settleOvertaken(this.#context);
      this.#count();
      // Where a place failed, the same days are asked for again at the next sync.
      if (this.#done && error === null) {
        const isAll = isWhole && this.#since === null;
        book.trackers.settleOldRejects(this.#tracker.id, this.#series, isAll);
        book.trackers.endSeries(this.#tracker.id, isWhole ? this.#context.today() : null);
      }
      book.trackers.endRun(this.#run, {
        at: this.#context.now(),
        status: isWhole ? 'done' : this.#stored() ? 'partial' : 'failed',
        error: first === null ? null : JSON.stringify(syncErrorDoc(first)),
        nextTry: first === null ? null : nextTryOf(first, this.#context.now()),
        places: JSON.stringify(failed),
        notes: JSON.stringify([...this.#notes.values()]),
      });
    });
    const [doc] = trackerHistory(book, trackerNamed(book, this.#tracker.name), 1);
    if (!doc) throw new Error('a sync that ended stands in the history');
    return doc;
  }

  #stored(): boolean {
    const { added, replaced, unchanged, removed } = this.#store.tally;
    return added + replaced + unchanged + removed > 0;
  }

  /** The book went away under the sync: what came is in it, its line there is closed by the next sync. */
  #docAfterClose(error: Failure | null): TrackerSyncDoc {
    return {
      ...this.#store.tally,
      id: this.#run,
      tracker: this.#tracker.name,
      kind: this.#tracker.kind,
      status: this.#stored() ? 'partial' : 'failed',
      requests: this.#requests(),
      cursor: this.#cursor,
      error: error === null ? null : syncErrorDoc(error),
      nextTry: null,
      places: [],
      notes: [],
      at: this.#context.now(),
    };
  }
}

/** What the key may not see, or what comes in a form that is not known, is not gone. */
function notForUs(error: unknown): undefined {
  if (
    error instanceof Failure &&
    (error.code === 'not_permitted' || error.code === 'answer_changed')
  )
    return undefined;
  throw error;
}

/** From 60 days ago, or from the last whole reading where that lies further back. */
function earlier(wholeDay: IsoDay, today: IsoDay): IsoDay {
  const back = addDays(today, -READ_AGAIN_DAYS);
  const before = addDays(wholeDay, -1);
  return before < back ? before : back;
}
