import type { CountedSide } from './tracker-kinds.ts';

/** An item as it matters to another one. */
export type LinkedItem = {
  readonly id: number;
  /** A commit of a plain log gives way to its host. */
  readonly isPlainLog: boolean;
  readonly trackerId: number;
  readonly isPullRequest: boolean;
  /** It is closed where it comes from, and the owner's rules count such items. */
  readonly counts: boolean;
};

/** How two items are linked: they are known by one name, or one of them is named by the other. */
export type ItemLink = {
  readonly mine: 'is' | 'names';
  readonly other: 'is' | 'names';
  readonly item: LinkedItem;
  /** Which side counts, by the trackers of both. */
  readonly side: CountedSide;
};

/**
 * The item with which this one is the same piece of work and in whose place it does not count; `null`
 * where it counts itself. A commit counts on its host alone, of two equals the one whose tracker was
 * there first; of a pull request and its ticket the side that the owner chose, at first the pull request.
 */
export function countsWith(me: LinkedItem, links: readonly ItemLink[]): number | null {
  const others = links.filter(({ item }) => item.counts);
  const twins = others
    .filter(
      ({ mine, other, item }) =>
        mine === 'is' && other === 'is' && item.isPullRequest === me.isPullRequest,
    )
    .map(({ item }) => item)
    .filter((item) => isBefore(item, me))
    .sort((a, b) => (isBefore(a, b) ? -1 : 1));
  const [twin] = twins;
  if (twin) return twin.id;
  // A pull request names its ticket; a row of a table may link its pull request.
  const sides = others.filter(({ item }) => item.isPullRequest !== me.isPullRequest);
  const wins = sides.filter(({ side }) => (side === 'ticket') === me.isPullRequest);
  const [first] = wins.map(({ item }) => item).sort((a, b) => (isBefore(a, b) ? -1 : 1));
  return first?.id ?? null;
}

function isBefore(a: LinkedItem, b: LinkedItem): boolean {
  if (a.isPlainLog !== b.isPlainLog) return !a.isPlainLog;
  return a.trackerId !== b.trackerId ? a.trackerId < b.trackerId : a.id < b.id;
}

/** Parts of one item, in thousandths, that are in all as much as it; by equal shares of its authors. */
export function equalParts(milli: number, authors: number): number[] {
  return Array.from(
    { length: authors },
    (_, at) => Math.floor((milli * (at + 1)) / authors) - Math.floor((milli * at) / authors),
  );
}
