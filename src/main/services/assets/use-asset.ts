import type { AssetsDoc, assetsUnuse, assetsUse } from '../../../contract/assets.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { MOST_MINUTES } from '../../../core/assets/asset.ts';
import type { IsoDay } from '../../../core/calendar.ts';
import { Failure } from '../../../core/failure.ts';
import type { Book } from '../../book/book.ts';
import { note } from '../audit/note.ts';
import type { Context } from '../context.ts';
import { actingPerson } from '../people/acting-person.ts';
import { personByEmail } from '../people/people.ts';
import { heldAsset, listAssets } from './list-assets.ts';
import { retired } from './record-asset.ts';

/** Notes a use of an asset: by minutes, or for an accepted item, which is linked to an asset once. */
export function noteUse(
  context: Context,
  input: InputOf<typeof assetsUse>,
): OutputOf<typeof assetsUse> {
  const { book } = context;
  const { id, item, day = context.today() } = input;
  const { email } =
    input.person === undefined ? actingPerson(context) : personByEmail(book, input.person);
  refuseMinutes(input);
  const minutes =
    item === undefined ? (input.minutes ?? lastMinutes(book.assets.usesOf(id), email)) : null;
  const use = recordUse(context, { id, day, person: email, minutes, item: item ?? null });
  return { use, ...listAssets(context, {}) };
}

/** Notes a use exactly as it is told; gives its number, of an item that the asset served already the one of then. */
export function recordUse(
  context: Context,
  use: {
    readonly id: number;
    readonly day: IsoDay;
    readonly person: string;
    readonly minutes: number | null;
    readonly item: number | null;
  },
): number {
  const { book } = context;
  const { id, day, person, minutes, item } = use;
  return book.transaction(() => {
    const held = heldAsset(book, id);
    if (held.retiredDay !== null && held.retiredDay <= day) throw retired(held);
    if (item !== null) refuseUncounted(book, item, context.today());
    const linked = book.assets.usesOf(id).find(({ itemId }) => itemId !== null && itemId === item);
    if (linked) return linked.id;
    const made = { assetId: id, day, person, minutes, itemId: item };
    const added = book.assets.addUse(made, context.now());
    note(context, 'use asset', held.name, { id: added.id, ...made });
    return added.id;
  });
}

/** Refuses minutes that no use saves, and those beside an item. */
function refuseMinutes({ minutes, item }: InputOf<typeof assetsUse>): void {
  if (minutes !== undefined && item !== undefined) {
    throw new Failure(
      'wrong_usage',
      'Say the minutes, or the item that it served, one of the two.',
      {},
    );
  }
  if (minutes === undefined) return;
  if (Number.isInteger(minutes) && minutes >= 1 && minutes <= MOST_MINUTES) return;
  throw new Failure('minutes_bad', 'A use saves 1 to 1440 whole minutes. Enter them again.', {
    minutes,
  });
}

function refuseUncounted(book: Book, item: number, day: IsoDay): void {
  const isCounting = book.output.isCounting(item, day);
  if (isCounting) return;
  if (isCounting === undefined) {
    throw new Failure('output_missing', `There is no output item ${item}.`, { id: item });
  }
  throw new Failure(
    'item_not_accepted',
    `Item ${item} does not count: it waits to be accepted, or was reopened. Link it once it is accepted.`,
    { id: item },
  );
}

type Used = { readonly person: string; readonly minutes: number | null };

/** The minutes of the person's last use, else of anybody's; `null` where nobody said any yet. */
function lastMinutes(uses: readonly Used[], email: string): number | null {
  const said = uses.filter(({ minutes }) => minutes !== null);
  const own = said.filter(({ person }) => person.toLowerCase() === email.toLowerCase());
  return (own.at(-1) ?? said.at(-1))?.minutes ?? null;
}

/** Takes a use back. */
export function takeUseBack(context: Context, { use }: InputOf<typeof assetsUnuse>): AssetsDoc {
  dropUse(context, use);
  return listAssets(context, {});
}

/** The same without the list. */
export function dropUse(context: Context, use: number): void {
  const { book } = context;
  book.transaction(() => {
    const held = book.assets.uses().find(({ id }) => id === use);
    if (!held) throw new Failure('use_missing', `There is no use ${use}.`, { id: use });
    book.assets.removeUse(use);
    note(context, 'take use back', heldAsset(book, held.assetId).name, held);
  });
}
