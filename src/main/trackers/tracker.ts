import type { IsoDay } from '../../core/calendar.ts';
import type { RowReject } from '../../core/spend/rows.ts';
import type { TableColumns, TableField } from '../../core/trackers/table-columns.ts';
import type { ItemWhat, TrackerKind } from '../../core/trackers/tracker-kinds.ts';
import type { SyncNote } from '../providers/provider.ts';
import type { ClientRules, ProviderClient } from '../providers/provider-client.ts';

/** How an item is linked to others, in names that hold across trackers (`sha:9f1c…`, `ticket:APP-9`). */
export type ItemLinks = {
  /** What the item itself is known as. */
  readonly is: readonly string[];
  /** What it says it is the work of: tickets that it closes or is named for. */
  readonly names: readonly string[];
  /** What it takes back. */
  readonly reverts: readonly string[];
};

/** One item as its source tells it now. */
export type ListedItem = ItemLinks & {
  /** The source's own id; with the tracker the item's identity. */
  readonly key: string;
  /** The repository or project that it lies in. */
  readonly place: string;
  readonly what: ItemWhat;
  /** What rules look at: `label:bug`, `repo:acme/app`. */
  readonly facts: readonly string[];
  /** Identities that it counts for, the author first; empty where it is nobody's. */
  readonly authors: readonly string[];
  /** The machine that made it and whom nobody is known to have asked, or that somebody asked. */
  readonly bot: string | null;
  /** An identity, `customer`, or `null` where it is not known. */
  readonly acceptedBy: { readonly identity: string } | 'customer' | null;
  /** `open`: it is not accepted now; one that was before is reopened then. `left-out`: closed, but nothing to count. */
  readonly state: 'accepted' | 'open' | 'left-out';
  /** The day of the last acceptance, in the company's zone; `null` where it never was. */
  readonly acceptedDay: IsoDay | null;
  /** Since when it is open again; `null` where that is not told. */
  readonly stateDay: IsoDay | null;
  readonly openedDay: IsoDay | null;
  readonly updatedDay: IsoDay | null;
  readonly link: string | null;
  readonly title: string | null;
  /** Reviews that asked for changes, and how large it is (lines or points), where that is told. */
  readonly rounds: number | null;
  readonly size: number | null;
  /** What people see of identities that are numbers, where the source tells it with the item. */
  readonly called?: Readonly<Record<string, string>>;
};

/** An item that could not be read: where it lies, and what it is called there. */
export type ItemReject = Pick<RowReject, 'field' | 'value' | 'code' | 'reason'> & {
  readonly place: string;
  readonly name: string | null;
};

/** One page of items with the cursor to go on from; both are stored in one transaction. */
export type ItemPage = {
  /** Gone through once. */
  readonly items: Iterable<ListedItem>;
  readonly rejects: readonly ItemReject[];
  readonly notes: readonly SyncNote[];
  readonly cursor: string;
  readonly done: boolean;
  /** Places that could not be read to their end; what is not told of them is not gone. */
  readonly unread: readonly { readonly place: string; readonly failure: Error | null }[];
};

export type TrackerContext = {
  /** `null` where nothing is asked over a network. */
  readonly client: ProviderClient | null;
  /** Folders, repositories or projects. */
  readonly places: readonly string[];
  /** Items updated before this day are not asked for; `null`: everything that the source has. */
  readonly since: IsoDay | null;
  readonly today: IsoDay;
  /** The company's day of an instant. */
  readonly dayOf: (instant: string) => IsoDay;
  /** Issues of a code host can count by the owner's rules. */
  readonly readsIssues: boolean;
  readonly wantsTitles: boolean;
  /** Identities that the owner says are machines. */
  readonly bots: readonly string[];
  /** Of a table: which column tells what; `null`: those that most likely do. */
  readonly columns: TableColumns | null;
  readonly signal: AbortSignal | null;
};

/** What is made for a place once while a tracker is read. */
export function oncePerRun<T>(
  make: (context: TrackerContext, place: string) => T,
): (context: TrackerContext, place: string) => T {
  const runs = new WeakMap<TrackerContext, Map<string, T>>();
  return (context, place) => {
    const made = runs.get(context) ?? new Map<string, T>();
    runs.set(context, made);
    const known = made.get(place);
    if (known !== undefined) return known;
    const one = make(context, place);
    made.set(place, one);
    return one;
  };
}

export type TrackerCheck = {
  /** Who the key is, where the source tells it. */
  readonly who: string | null;
  /** The places that can be read. */
  readonly found: readonly string[];
  readonly notes: readonly SyncNote[];
  /** Of a table: the columns of the first place. */
  readonly fields?: readonly TableField[];
};

export type Tracker = {
  readonly kind: TrackerKind;
  readonly name: string;
  readonly needsKey: boolean;
  /** `null`: the owner's own address, or none at all. */
  readonly baseUrl: string | null;
  readonly allowsCustomUrl: boolean;
  /** The owner's address ends so, where the vendor runs it (`.atlassian.net`). */
  readonly hostEnding: string | null;
  /** What a person accepts alone waits here. */
  readonly isPlainLog: boolean;
  /** Whether items of several places can only be told apart by place, so that at least one is needed. */
  readonly needsPlace: boolean;
  /** A place as it is asked for, from what a person copied; `null` where that names none. */
  readonly placeOf?: (given: string) => string | null;
  readonly rules: ClientRules;
  /** Throws `Failure` where the key or the place cannot be used. */
  readonly check: (context: TrackerContext) => Promise<TrackerCheck>;
  /** `state` is the last stored cursor of a reading that was not finished, `null` at first. */
  readonly list: (context: TrackerContext, state: string | null) => AsyncGenerator<ItemPage>;
  /** One item by its id, as it is now; `null` where it is gone. */
  readonly ask: (context: TrackerContext, key: string, place: string) => Promise<ListedItem | null>;
};
