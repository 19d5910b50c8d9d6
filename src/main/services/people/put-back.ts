import type { AssetsDoc, assetsRemove, assetsRestore } from '../../../contract/assets.ts';
import type { peopleList, peopleRemove, peopleRestore } from '../../../contract/company.ts';
import type { outputRemove, outputRestore } from '../../../contract/output.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import { audit } from '../../book/audit.ts';
import type { Book } from '../../book/book.ts';
import { putRowsBack, type RemovedRows, rowsRemovedWith } from '../../book/removed-rows.ts';
import type { SharedKind } from '../../book/stores/pairings.ts';
import { listAssets } from '../assets/list-assets.ts';
import { removeAsset } from '../assets/record-asset.ts';
import type { Context } from '../context.ts';
import { removeOutput } from '../output/output.ts';
import { settleItems, settleOvertaken } from '../trackers/settle-items.ts';
import { listPeople, personByEmail, removePerson } from './people.ts';

// Undo is for a slip that is seen at once: what was removed is held while the book is open, not longer.
type Removed = { readonly rows: RemovedRows; readonly names: readonly SharedName[] };
const removed = new WeakMap<Book, Map<string, Removed>>();

type SharedName = { readonly kind: SharedKind; readonly uuid: string; readonly id: number };
const SHARED: Readonly<Record<string, SharedKind>> = {
  output_item: 'output',
  asset: 'asset',
  asset_use: 'reuse',
};

/** Under which names other books know these rows. */
function namesOf(book: Book, rows: RemovedRows): SharedName[] {
  return rows.flatMap(({ table, row }) => {
    const kind = SHARED[table];
    const id = Number(row['id']);
    const uuid = kind && book.pairings.uuidOf(kind, id);
    return kind === undefined || uuid === undefined ? [] : [{ kind, uuid, id }];
  });
}

/** Remembers what `remove` takes away, and what it is called elsewhere. */
function removeKept<T>(book: Book, key: string, rows: RemovedRows, remove: () => T): T {
  const names = namesOf(book, rows);
  const done = remove();
  const kept = removed.get(book) ?? new Map<string, Removed>();
  removed.set(book, kept.set(key, { rows, names }));
  return done;
}

function putBack(context: Context, key: string, fits: (rows: RemovedRows) => RemovedRows): void {
  const { book } = context;
  const kept = removed.get(book);
  const held = kept?.get(key);
  if (!kept || !held) {
    throw new Failure('undo_gone', 'This cannot be undone any more. Enter it again.', {});
  }
  book.transaction(() => {
    putRowsBack(book, fits(held.rows));
    for (const { kind, uuid, id } of held.names) {
      book.pairings.forgetItem(kind, id);
      book.pairings.moveItem(kind, uuid, id);
    }
    settleOvertaken(context);
    audit(book, {
      at: context.now(),
      who: context.who,
      action: 'undo removal',
      subject: key,
      detail: {},
    });
  });
  kept.delete(key);
}

const personKey = (email: string): string => `person ${email.trim().toLowerCase()}`;

/** Removes a person, and remembers what hung on them so that it can be put back. */
export function removePersonForNow(
  context: Context,
  input: InputOf<typeof peopleRemove>,
): OutputOf<typeof peopleList> {
  const { book } = context;
  return book.transaction(() => {
    const rows = rowsRemovedWith(book, 'person', personByEmail(book, input.email).id);
    return removeKept(book, personKey(input.email), rows, () => removePerson(context, input));
  });
}

/** Puts a removed person back with everything that hung on them. */
export function restorePerson(
  context: Context,
  { email }: InputOf<typeof peopleRestore>,
): OutputOf<typeof peopleList> {
  putBack(context, personKey(email), (rows) => rows.filter((one) => isFree(context.book, one)));
  return listPeople(context);
}

/** An identity that somebody else carries by now stays with them. */
function isFree(book: Book, { table, row }: RemovedRows[number]): boolean {
  if (table !== 'identity_assignment') return true;
  const others = book.identities.assignedPpm(Number(row['identity_id']));
  return others + Number(row['share_ppm']) <= 1_000_000;
}

export function removeOutputForNow(
  context: Context,
  input: InputOf<typeof outputRemove>,
): OutputOf<typeof outputRemove> {
  const { book } = context;
  return book.transaction(() => {
    const rows = rowsRemovedWith(book, 'output_item', input.id);
    return removeKept(book, `output ${input.id}`, rows, () => removeOutput(context, input));
  });
}

export function restoreOutput(
  context: Context,
  { id }: InputOf<typeof outputRestore>,
): OutputOf<typeof outputRestore> {
  let trackerItem: number | null = null;
  putBack(context, `output ${id}`, (rows) => {
    const held = rows[0]?.row['tracker_item_id'] ?? null;
    trackerItem = held === null ? null : Number(held);
    return rows;
  });
  if (trackerItem !== null) takeBackRemoval(context, trackerItem);
  return { id };
}

/** Removes an asset, and remembers its uses so that all of it can be put back. */
export function removeAssetForNow(
  context: Context,
  input: InputOf<typeof assetsRemove>,
): AssetsDoc {
  const { book } = context;
  return book.transaction(() => {
    const rows = rowsRemovedWith(book, 'asset', input.id);
    return removeKept(book, `asset ${input.id}`, rows, () => removeAsset(context, input));
  });
}

export function restoreAsset(context: Context, { id }: InputOf<typeof assetsRestore>): AssetsDoc {
  putBack(context, `asset ${id}`, (rows) => rows);
  return listAssets(context, {});
}

/** A tracker's item was removed by hand: it is told as its tracker tells it again. */
function takeBackRemoval(context: Context, trackerItem: number): void {
  context.book.transaction(() => {
    context.book.trackerItems.removeHere(trackerItem, false);
    settleItems(context, [trackerItem]);
  });
}
