import { hash } from 'node:crypto';
import type { IsoDay } from '../../../core/calendar.ts';
import { Identities } from '../../book/sources.ts';
import type { HeldItem, ToldItem } from '../../book/stores/tracker-items.ts';
import type { TrackerTally } from '../../book/stores/trackers.ts';
import type { ItemPage, ItemReject, ListedItem } from '../../trackers/tracker.ts';
import type { Context } from '../context.ts';
import { ItemSettlement } from './settle-items.ts';
import type { KnownTracker } from './tracker-record.ts';

const NEW = {
  hereAcceptedBy: null,
  hereReopenedDay: null,
  hereRemoved: false,
  standing: 'new',
  withItem: null,
} as const;

/** What comes by the ten thousand is settled in parts, so that little of it is held at a time. */
const SETTLED_AT_ONCE = 2000;

type Outcome = 'added' | 'replaced' | 'unchanged' | 'removed' | 'passed';

/** Takes items of one tracker as they are listed: each replaces what was known of it by its key. */
export class ItemStore {
  readonly tally: { -readonly [Name in keyof TrackerTally]: TrackerTally[Name] } = {
    from: null,
    to: null,
    added: 0,
    replaced: 0,
    unchanged: 0,
    removed: 0,
    rejected: 0,
  };
  readonly #context: Context;
  readonly #tracker: KnownTracker;
  readonly #series: number;
  readonly #sourceId: number;
  readonly #identities: Identities;
  /** The tracker had brought nothing before: only what came since can be known. */
  readonly isFirst: boolean;
  readonly #keys = new Set<string>();
  readonly #called = new Map<string, string>();
  #hasRejects: boolean;
  /** Items of the page, where some of them may have been rejects before. */
  #nowRead: Pick<ListedItem, 'place' | 'key'>[] = [];
  readonly #unread = new Set<string>();

  constructor(context: Context, tracker: KnownTracker, series: number) {
    const { book } = context;
    this.#context = context;
    this.#tracker = tracker;
    this.#series = series;
    this.#sourceId = book.trackers.sourceOf(tracker.id) ?? book.trackers.addSource(tracker.id).id;
    this.#identities = new Identities(book);
    this.#hasRejects = book.trackers.countRejects(tracker.id) > 0;
    this.isFirst = (book.trackerItems.days(tracker.id)?.items ?? 0) === 0;
  }

  /** Inside the page's transaction. */
  take({ items, rejects }: Pick<ItemPage, 'items' | 'rejects'>): void {
    let changed: number[] = [];
    let fresh = new Map<number, HeldItem>();
    const settle = (): void => {
      // Anew each time: an identity that has just come may be somebody's.
      if (changed.length > 0) new ItemSettlement(this.#context).settle(changed, fresh);
      changed = [];
      fresh = new Map();
    };
    for (const item of items) {
      if (this.#hasRejects) this.#nowRead.push(item);
      const { id, outcome, made } = this.#takeOne(item);
      if (outcome === 'passed') continue;
      this.tally[outcome] += 1;
      if (item.acceptedDay !== null) this.#spans(item.acceptedDay);
      if (outcome !== 'unchanged') changed.push(id);
      if (made) fresh.set(id, made);
      if (changed.length === SETTLED_AT_ONCE) settle();
    }
    this.#keepRejects(rejects);
    settle();
  }

  /** What could not be read stands by name until it is. */
  #keepRejects(rejects: readonly ItemReject[]): void {
    const { trackers } = this.#context.book;
    this.tally.rejected += rejects.length;
    for (const [place, read] of Map.groupBy(this.#nowRead, (one) => one.place)) {
      const names = JSON.stringify(read.map(({ key }) => nameOf(key)));
      trackers.settleRejects(this.#tracker.id, place, names);
    }
    this.#nowRead = [];
    if (rejects.length > 0) this.#hasRejects = true;
    for (const reject of rejects) {
      trackers.addReject(this.#tracker.id, this.#series, reject);
      this.#unread.add(`${reject.place} ${reject.name}`);
    }
  }

  /** Whether the item came in a form that could not be read: then it is there all the same. */
  cameUnread(place: string, key: string): boolean {
    return this.#unread.has(`${place} ${nameOf(key)}`);
  }

  /** An item that its source does not have any more stops counting today. */
  lose(id: number): void {
    this.#context.book.trackerItems.setGone(id, this.#context.today());
    this.tally.removed += 1;
    new ItemSettlement(this.#context).settle([id]);
  }

  #takeOne(item: ListedItem): {
    readonly id: number;
    readonly outcome: Outcome;
    readonly made?: HeldItem;
  } {
    const { trackerItems } = this.#context.book;
    const known =
      this.isFirst && !this.#keys.has(item.key)
        ? undefined
        : trackerItems.known(this.#tracker.id, item.key);
    if (this.isFirst) this.#keys.add(item.key);
    // What was never accepted is no output.
    if (!known && (item.state !== 'accepted' || item.acceptedDay === null))
      return { id: 0, outcome: 'passed' };
    const digest = digestOf(item);
    if (known?.digest === digest) {
      trackerItems.see(known.id, this.#series);
      return { id: known.id, outcome: 'unchanged' };
    }
    const wasOpen = known !== undefined && known.state !== 'accepted';
    const told = this.#toldOf(item, digest, known?.acceptedDay ?? null, wasOpen);
    this.#call(item.called ?? {});
    const id = known?.id ?? trackerItems.add(told).id;
    if (known) {
      trackerItems.retell(id, told);
      trackerItems.removeRefs(id);
      trackerItems.removeCoAuthors(id);
    }
    for (const role of ['is', 'names', 'reverts'] as const)
      for (const ref of new Set(item[role])) trackerItems.addRef(id, role, ref);
    item.authors.slice(1).forEach((author, at) => {
      trackerItems.addCoAuthor(id, at + 1, this.#identities.id(this.#sourceId, author));
    });
    if (known) return { id, outcome: 'replaced' };
    return { id, outcome: 'added', made: { ...told, ...NEW, id } };
  }

  #toldOf(
    item: ListedItem,
    digest: string,
    acceptedBefore: IsoDay | null,
    wasOpen: boolean,
  ): ToldItem {
    const identity = (key: string): number => this.#identities.id(this.#sourceId, key);
    const [author] = item.authors;
    const { acceptedBy } = item;
    const isOpen = item.state !== 'accepted';
    return {
      trackerId: this.#tracker.id,
      key: item.key,
      place: item.place,
      what: item.what,
      facts: JSON.stringify(item.facts),
      authorId: author === undefined ? null : identity(author),
      bot: item.bot,
      accepter:
        acceptedBy === null
          ? ('unknown' as const)
          : acceptedBy === 'customer'
            ? ('customer' as const)
            : ('identity' as const),
      accepterId:
        acceptedBy === null || acceptedBy === 'customer' ? null : identity(acceptedBy.identity),
      state: item.state,
      // What is open again keeps the day on which it had been accepted.
      acceptedDay: isOpen ? (acceptedBefore ?? item.acceptedDay) : item.acceptedDay,
      stateDay: isOpen ? (item.stateDay ?? (wasOpen ? null : this.#context.today())) : null,
      openedDay: item.openedDay,
      updatedDay: item.updatedDay,
      link: item.link ?? '',
      title: this.#tracker.titles ? (item.title ?? '') : '',
      rounds: item.rounds,
      size: item.size,
      digest,
      seen: this.#series,
    };
  }

  #call(called: Readonly<Record<string, string>>): void {
    for (const [key, name] of Object.entries(called)) {
      if (this.#called.get(key) === name) continue;
      this.#called.set(key, name);
      const id = this.#identities.id(this.#sourceId, key);
      this.#context.book.identities.call(id, name);
    }
  }

  #spans(day: IsoDay): void {
    if (this.tally.from === null || day < this.tally.from) this.tally.from = day;
    if (this.tally.to === null || day > this.tally.to) this.tally.to = day;
  }
}

/** What a source calls an item within its place: `12` of `acme/app#12`. */
function nameOf(key: string): string {
  return key.slice(Math.max(key.lastIndexOf('#'), key.lastIndexOf('!')) + 1);
}

function digestOf(item: ListedItem): string {
  return hash('sha1', JSON.stringify(item), 'base64url');
}
