import type { SyncDoc } from '../../../contract/syncs.ts';
import { addDays, daysBetween } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import { openFailure } from '../../book/book.ts';
import type { CreditSeen, StreamOutcome, SyncNote, SyncPage } from '../../providers/provider.ts';
import { spoiledNote } from '../../providers/sync-notes.ts';
import type { Context } from '../context.ts';
import { accountSource } from '../imports/row-sources.ts';
import { rechargeAccount } from '../spend/recharge.ts';
import { providerContext } from './account-client.ts';
import { readKey } from './account-keys.ts';
import { nameIdentities, pruneLists, takeLists } from './account-lists.ts';
import { type ConnectedAccount, connectedAccount } from './account-record.ts';
import { noRows, PageStore } from './page-store.ts';
import {
  beginRun,
  countRun,
  endRun,
  nextTryOf,
  syncErrorDoc,
  syncHistory,
  syncStopped,
} from './sync-record.ts';
import { streamOfPage } from './sync-streams.ts';
import { watchRunaways } from './watch-runaways.ts';

/** How a sync was asked for. */
export type SyncAsked = { readonly automatic: boolean; readonly again: 'closed' | 'all' | null };

/**
 * Reads an account from its last cursor on. Each page is stored with its cursor in one transaction;
 * whatever stops the sync, what came is kept and the next one goes on from there. Never throws for
 * what a provider or a keychain does: the document says it.
 */
export async function syncAccount(
  context: Context,
  name: string,
  asked: SyncAsked,
): Promise<SyncDoc> {
  const sync = await context.turn(() => RunningSync.begin(context, name, asked));
  const error = await sync.read();
  return context.turn(() => sync.end(error));
}

/** One sync of one account while it runs. */
class RunningSync {
  readonly #context: Context;
  readonly #account: ConnectedAccount;
  readonly #asked: SyncAsked;
  readonly #id: number;
  readonly #series: number;
  readonly #store: PageStore;
  readonly #notes = new Map<string, SyncNote>();
  #requests: () => number = () => 0;
  #cursor: string | null;
  #pages = 0;
  #done = false;
  /** Streams of which days came. */
  readonly #streamsRead = new Set<string>();
  #outcomes: readonly StreamOutcome[] = [];

  static begin(context: Context, name: string, asked: SyncAsked): RunningSync {
    const { book } = context;
    if (!book.isOpen) throw syncStopped();
    return book.transaction(() => {
      const account = connectedAccount(book, name);
      const { who } = context;
      const id = beginRun(book, account, { at: context.now(), who, automatic: asked.automatic });
      const fresh = asked.again === 'all';
      const series = fresh ? id : (account.series ?? id);
      const cursor = fresh ? null : account.cursor;
      book.accounts.setCursor(account.id, cursor, series);
      return new RunningSync(context, { ...account, cursor }, asked, id, series);
    });
  }

  private constructor(
    context: Context,
    account: ConnectedAccount,
    asked: SyncAsked,
    id: number,
    series: number,
  ) {
    this.#context = context;
    this.#account = account;
    this.#asked = asked;
    this.#id = id;
    this.#series = series;
    this.#cursor = account.cursor;
    const source = accountSource(context.book, account.name, account.provider);
    this.#store = new PageStore(context, source, id);
  }

  /** Reads to the end, or to what stops it. */
  async read(): Promise<Failure | null> {
    const { of, chargedElsewhere } = this.#account;
    try {
      const key = await readKey(this.#context, this.#account);
      const way = { ...this.#account, chargedElsewhere: chargedElsewhere === 1 };
      const asking = providerContext(this.#context, way, key, this.#asked.again !== null);
      this.#requests = asking.client.requests;
      for await (const page of of.sync(asking, this.#cursor)) {
        await this.#context.turn(() => this.#keep(page));
        this.#tell(page, asking.firstDay, asking.today);
      }
      return null;
    } catch (error) {
      const known = error instanceof Failure ? error : openFailure(this.#context.book.file, error);
      if (known instanceof Failure) return known;
      throw error;
    }
  }

  #keep(page: SyncPage): void {
    const { signal, book } = this.#context;
    if (signal?.aborted || !book.isOpen) throw syncStopped();
    book.transaction(() => {
      if (page.stream !== 'end') {
        const stream = streamOfPage(this.#context, this.#account, page, this.#series);
        this.#store.take(page, stream);
        if (stream.changed) rechargeAccount(this.#context, this.#account.id);
        this.#noteDays(page);
        const { id: accountId } = this.#account;
        takeLists(book, page, { accountId, series: this.#series, today: this.#context.today() });
        if (page.credit) this.#keepCredit(page.credit);
      }
      this.#moveCursor(page);
      this.#pages += 1;
      countRun(book, this.#id, this.#store.tally, this.#requests());
    });
    for (const note of page.notes) this.#note(note);
    if (page.replaces !== null) this.#streamsRead.add(page.stream);
    this.#cursor = page.cursor;
    this.#done = page.done;
    this.#outcomes = page.outcomes;
  }

  /** The same is said once; details that could not be read are counted over all pages of a stream. */
  #note(note: SyncNote): void {
    const { stream, count } = note.details;
    const isCount = note.code === 'fields_spoiled' && typeof count === 'number';
    const key = `${note.code} ${isCount ? stream : JSON.stringify(note.details)}`;
    const before = this.#notes.get(key)?.details['count'];
    const sum = isCount && typeof before === 'number' ? before + count : null;
    this.#notes.set(key, sum === null ? note : spoiledNote(String(stream), sum));
  }

  #keepCredit({ leftMicro, boughtMicro, currency }: CreditSeen): void {
    this.#context.book.accounts.setCredit(
      this.#account.id,
      { leftMicro, boughtMicro, currency },
      this.#context.now(),
    );
  }

  /** A second copy of the app that syncs the same account would make the cursor lie. */
  #moveCursor({ cursor, done }: SyncPage): void {
    const { changes } = this.#context.book.accounts.moveCursor(
      this.#account.id,
      this.#cursor,
      cursor,
      done ? null : this.#series,
    );
    if (changes === 1) return;
    throw new Failure(
      'sync_elsewhere',
      `${this.#account.name} is being synced or changed by another copy of the app. This sync stopped; nothing was counted twice.`,
      { account: this.#account.name, plan: 'retry' },
    );
  }

  #noteDays({ stream, replaces }: SyncPage): void {
    if (replaces === null) return;
    this.#context.book.syncs.noteDays(this.#account.id, stream, replaces);
  }

  #tell(page: SyncPage, firstDay: string, today: string): void {
    const { doneDay } = page.progress;
    const { added, replaced, unchanged } = this.#store.tally;
    this.#context.progress({
      task: this.#account.name,
      done: Math.max(0, daysBetween(firstDay, doneDay)),
      total: page.replaces === null ? null : Math.max(1, daysBetween(firstDay, addDays(today, 1))),
      rows: added + replaced + unchanged,
    });
  }

  /** Settles what follows from what came, and closes the sync's line in the history. */
  end(stopped: Failure | null): SyncDoc {
    const { book } = this.#context;
    if (!book.isOpen) return this.#docAfterClose(stopped);
    const failed = this.#outcomes.filter(({ state }) => state === 'failed');
    const error = stopped ?? failed.find(({ failure }) => failure !== null)?.failure ?? null;
    const isWhole = this.#done && failed.length === 0 && !this.#lacksMoney();
    book.transaction(() => {
      if (this.#done)
        pruneLists(
          book,
          this.#account.id,
          this.#series,
          failed.map(({ stream }) => stream),
        );
      if (this.#pages > 0) {
        nameIdentities(book, this.#account.id);
        watchRunaways(this.#context, this.#account);
      }
      endRun(book, this.#id, {
        at: this.#context.now(),
        status: isWhole ? 'done' : this.#pages > 0 ? 'partial' : 'failed',
        error: error === null ? null : syncErrorDoc(error),
        nextTry: error === null ? null : nextTryOf(error, this.#context.now()),
        streams: this.#outcomes.map(({ stream, state, tellsMoney, failure }) => ({
          stream,
          state,
          tellsMoney,
          error: failure === null ? null : syncErrorDoc(failure),
        })),
        notes: [...this.#notes.values(), ...this.#ownNotes()],
      });
    });
    const [doc] = syncHistory(book, this.#account, 1);
    if (!doc) throw new Error('a sync that ended stands in the history');
    return doc;
  }

  /** Nothing of what the account costs could be read: the rest alone is no whole sync. */
  #lacksMoney(): boolean {
    if (this.#account.of.capabilities.costs === 'none') return false;
    return this.#done && !this.#outcomes.some((one) => one.tellsMoney && one.state === 'done');
  }

  #ownNotes(): SyncNote[] {
    const isPartRead = this.#outcomes.some(
      (one) => one.tellsMoney && this.#streamsRead.has(one.stream),
    );
    const notes: SyncNote[] =
      this.#lacksMoney() && !isPartRead
        ? [
            {
              code: 'no_money',
              text: 'No costs could be read: what this account costs is missing, not nothing.',
              details: {},
            },
          ]
        : [];
    const days = [...this.#store.daysFromFiles].sort();
    const [from, to] = [days[0], days.at(-1)];
    if (from !== undefined && to !== undefined)
      notes.push({
        code: 'days_from_files',
        text: `Files brought ${days.length} days between ${from} and ${to} already: they stand as imported, nothing is counted twice. To let the provider speak for them, undo that import and read everything again.`,
        details: { count: days.length, from, to },
      });
    for (const month of [...this.#store.closedMonths].sort())
      notes.push({
        code: 'month_closed_kept',
        text: `The provider now says something else for ${month}, which is closed: it stays as it was closed. Post a correction, or open it again with a reason.`,
        details: { month },
      });
    return notes;
  }

  /** The book went away under the sync: what came is in it, its line there is closed by the next sync. */
  #docAfterClose(error: Failure | null): SyncDoc {
    return {
      ...noRows(),
      ...this.#store.tally,
      id: this.#id,
      account: this.#account.name,
      provider: this.#account.of.id,
      status: this.#pages > 0 ? 'partial' : 'failed',
      requests: this.#requests(),
      cursor: {},
      error: error === null ? null : syncErrorDoc(error),
      nextTry: null,
      streams: [],
      notes: [],
      at: this.#context.now(),
    };
  }
}
