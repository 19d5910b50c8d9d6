import type { IsoDay } from '../../../core/calendar.ts';
import { WHOLE_PPM } from '../../../core/spend/attribution.ts';
import { type AcceptedBy, isAccepted } from '../../../core/trackers/acceptance.ts';
import { countsWith, equalParts, type ItemLink } from '../../../core/trackers/item-standing.ts';
import { kindOfItem } from '../../../core/trackers/tracker-rules.ts';
import type { HeldItem, Standing } from '../../book/stores/tracker-items.ts';
import type { Context } from '../context.ts';
import { ItemLines, type WantedLine } from './item-lines.ts';
import { type Carrier, ItemPeople } from './item-people.ts';
import { type KnownTracker, knownTrackers } from './tracker-record.ts';

type Linked = ReturnType<Context['book']['trackerItems']['linked']>[number];

/** One item counts as one, in thousandths. */
const ONE = 1000;
/** A revert of a revert of a revert … is followed so far. */
const DEEPEST = 12;

/**
 * Works out what becomes of items of trackers: for whom each counts, as what, since when, and with
 * which other item it is one piece of work; and writes that into the output. Inside a transaction.
 */
export class ItemSettlement {
  readonly #context: Context;
  readonly #today: IsoDay;
  readonly #trackers: ReadonlyMap<number, KnownTracker>;
  readonly #people: ItemPeople;
  readonly #lines: ItemLines;
  readonly #links = new Map<number, readonly Linked[]>();
  readonly #facts = new Map<string, readonly string[]>();

  constructor(context: Context) {
    this.#context = context;
    this.#today = context.today();
    this.#trackers = new Map(knownTrackers(context.book).map((one) => [one.id, one]));
    this.#people = new ItemPeople(context.book);
    this.#lines = new ItemLines(context);
  }

  /** Settles these items and those that they are linked with; `fresh` have just come and have no lines yet. */
  settle(ids: Iterable<number>, fresh: ReadonlyMap<number, HeldItem> = new Map()): void {
    const { trackerItems } = this.#context.book;
    const due = new Set(ids);
    this.#links.clear();
    const withLinks = new Set(trackerItems.withLinks(JSON.stringify([...due])));
    for (const id of [...due]) {
      if (!withLinks.has(id)) this.#links.set(id, []);
      for (const { itemId } of this.#linked(id)) {
        due.add(itemId);
        // What a revert takes back may itself be a revert.
        for (const next of this.#linked(itemId)) if (next.mine === 'reverts') due.add(next.itemId);
      }
    }
    const standings = new Map<Standing, number[]>();
    for (const id of due) {
      const item = fresh.get(id) ?? trackerItems.one(id);
      const settled = item && this.#settleOne(item, fresh.has(id));
      if (!settled) continue;
      const { standing, withItem } = settled;
      if (standing === item.standing && withItem === item.withItem) continue;
      if (withItem !== null) trackerItems.setStanding(id, standing, withItem);
      else listIn(standings, standing).push(id);
    }
    for (const [standing, of] of standings) trackerItems.setStandings(JSON.stringify(of), standing);
  }

  #linked(id: number): readonly Linked[] {
    const known = this.#links.get(id);
    if (known !== undefined) return known;
    const found = this.#context.book.trackerItems.linked(id);
    this.#links.set(id, found);
    return found;
  }

  #settleOne(
    item: HeldItem,
    isFresh: boolean,
  ): { readonly standing: Standing; readonly withItem: number | null } | null {
    const tracker = this.#trackers.get(item.trackerId);
    if (!tracker) return null;
    const { standing, withItem = null, lines, stopped = null } = this.#outcome(item, tracker);
    const written = this.#lines.write(item.id, lines, stopped, isFresh);
    return { standing: written === 'late' ? 'late' : standing, withItem };
  }

  #outcome(
    item: HeldItem,
    tracker: KnownTracker,
  ): {
    standing: Standing;
    withItem?: number | null;
    lines: WantedLine[];
    stopped?: IsoDay | null;
  } {
    const none = (standing: Standing, stopped: IsoDay | null = null) => ({
      standing,
      lines: [],
      stopped,
    });
    const today = this.#today;
    if (item.hereRemoved) return none('removed', today);
    const kind = this.#kindOf(item, tracker);
    if (kind === null || item.acceptedDay === null) return none('left-out', item.stateDay ?? today);
    if (item.state === 'left-out') return none('left-out', item.stateDay ?? today);
    const links = this.#linksOf(item);
    const counted = countsWith(this.#linkedItem(item, tracker), links.work);
    if (counted !== null) return { ...none('twice', item.acceptedDay), withItem: counted };
    const { day, since } = this.#stateOf(item, links.reverters);
    const carriers = this.#carriersOf(item, tracker, day);
    if (carriers.length === 0) return none('nobody', since ?? today);
    const by = this.#accepterOf(item, day);
    const accepted =
      item.hereAcceptedBy !== null || isAccepted(by.how, tracker.accepted, tracker.of.isPlainLog);
    const lines = carriers.map(({ email, milli, personId }) => ({
      email,
      personId,
      day,
      kind,
      quantityMilli: milli,
      title: item.title,
      link: item.link,
      accepted,
      acceptedBy: item.hereAcceptedBy ?? by.name,
      reopened: since,
    }));
    return { standing: since !== null ? 'reopened' : accepted ? 'counted' : 'waiting', lines };
  }

  #kindOf(item: HeldItem, tracker: KnownTracker): string | null {
    let facts = this.#facts.get(item.facts);
    if (facts === undefined) {
      facts = JSON.parse(item.facts) as string[];
      this.#facts.set(item.facts, facts);
    }
    return kindOfItem({ what: item.what, facts }, tracker.rules, tracker.side);
  }

  #linkedItem(item: HeldItem, tracker: KnownTracker): ItemLink['item'] {
    return {
      id: item.id,
      trackerId: item.trackerId,
      isPlainLog: tracker.of.isPlainLog,
      isPullRequest: item.what === 'pull-request',
      counts:
        item.state === 'accepted' && !item.hereRemoved && this.#kindOf(item, tracker) !== null,
    };
  }

  #linksOf(item: HeldItem): { work: ItemLink[]; reverters: HeldItem[] } {
    const work: ItemLink[] = [];
    const reverters: HeldItem[] = [];
    const own = this.#trackers.get(item.trackerId);
    for (const { mine, other, itemId } of this.#linked(item.id)) {
      const found = this.#context.book.trackerItems.one(itemId);
      const tracker = found && this.#trackers.get(found.trackerId);
      if (!found || !tracker) continue;
      if (other === 'reverts') reverters.push(found);
      else if (mine !== 'reverts') {
        const isTicket = tracker.side === 'ticket' || own?.side === 'ticket';
        const side = isTicket ? 'ticket' : 'pull-request';
        work.push({ mine, other, item: this.#linkedItem(found, tracker), side });
      }
    }
    return { work, reverters };
  }

  /** The day from which it counts, and since when it does not any more. */
  #stateOf(item: HeldItem, reverters: readonly HeldItem[]): { day: IsoDay; since: IsoDay | null } {
    const day = item.acceptedDay ?? '';
    const own = item.state === 'accepted' ? item.hereReopenedDay : (item.stateDay ?? this.#today);
    const back = reverters.map((one) => this.#revertOf(one, 0));
    const inForce = back.flatMap(({ since }) => (since === null ? [] : [since])).sort();
    if (own !== null || inForce.length > 0)
      return { day, since: [...(own === null ? [] : [own]), ...inForce].sort()[0] ?? null };
    const again = back
      .flatMap(({ until }) => (until === null ? [] : [until]))
      .sort()
      .at(-1);
    return { day: again !== undefined && again > day ? again : day, since: null };
  }

  /** Since when a revert is in force; or, where it was itself taken back, since when it is not. */
  #revertOf(revert: HeldItem, depth: number): { since: IsoDay | null; until: IsoDay | null } {
    if (revert.state !== 'accepted' || revert.acceptedDay === null || depth > DEEPEST)
      return { since: null, until: null };
    const back = this.#linked(revert.id)
      .filter(({ mine, other }) => mine === 'is' && other === 'reverts')
      .flatMap(({ itemId }) => this.#context.book.trackerItems.one(itemId) ?? [])
      .map((one) => this.#revertOf(one, depth + 1).since)
      .filter((since) => since !== null)
      .sort();
    const [until] = back;
    return until === undefined
      ? { since: revert.acceptedDay, until: null }
      : { since: null, until };
  }

  #carriersOf(item: HeldItem, tracker: KnownTracker, day: IsoDay): Carrier[] {
    if (item.authorId === null) return [];
    const shared =
      tracker.coAuthors === 'split' ? this.#context.book.trackerItems.coAuthors(item.id) : [];
    const authors = [item.authorId, ...shared];
    const parts = equalParts(ONE, authors.length);
    return this.#people.sum(
      authors.flatMap((identityId, at) =>
        this.#people
          .carriers(identityId, day)
          .map((one) => ({ ...one, milli: Math.round(((parts[at] ?? 0) * one.ppm) / WHOLE_PPM) })),
      ),
    );
  }

  #accepterOf(item: HeldItem, day: IsoDay): { how: AcceptedBy; name: string | null } {
    if (item.accepter === 'customer') return { how: 'customer', name: 'customer' };
    if (item.accepterId === null) return { how: 'unknown', name: null };
    const [accepter] = this.#people.carriers(item.accepterId, day);
    const authors = item.authorId === null ? [] : this.#people.carriers(item.authorId, day);
    const isSelf =
      item.accepterId === item.authorId ||
      authors.some((author) => author.personId === accepter?.personId);
    const name = accepter?.name ?? this.#people.identityName(item.accepterId);
    return { how: isSelf ? 'self' : 'other', name };
  }
}

/** Settles these items, if any. */
export function settleItems(context: Context, ids: readonly number[]): void {
  if (ids.length > 0) new ItemSettlement(context).settle(ids);
}

/** Settles what has become ripe by a change of people, identities or closed months. */
export function settleOvertaken(context: Context): void {
  settleItems(context, context.book.trackerItems.overtaken());
}

/** Settles everything that these identities made or accepted. */
export function settleIdentities(context: Context, identityIds: readonly number[]): void {
  settleItems(
    context,
    identityIds.flatMap((id) => context.book.trackerItems.ofIdentity(id)),
  );
}

/** Settles everything that a person's identities made or accepted: the name or address has changed. */
export function settlePerson(context: Context, personId: number | undefined): void {
  if (personId !== undefined) settleItems(context, context.book.trackerItems.ofPerson(personId));
}

function listIn<Key>(lists: Map<Key, number[]>, key: Key): number[] {
  const found = lists.get(key) ?? [];
  lists.set(key, found);
  return found;
}
