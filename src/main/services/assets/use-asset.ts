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
  refuseMinutes(input);
  const person =
    input.person === undefined ? actingPerson(context) : personByEmail(book, input.person);
  const use = book.transaction(() => {
    const held = heldAsset(book, id);
    if (held.retiredDay !== null && held.retiredDay <= day) throw retired(held);
    if (item !== undefined) refuseUncounted(book, item, context.today());
    const uses = book.assets.uses().filter(({ assetId }) => assetId === id);
    const linked = uses.find(({ itemId }) => itemId !== null && itemId === item);
    if (linked) return linked.id;
    const minutes = item === undefined ? (input.minutes ?? lastMinutes(uses, person.email)) : null;
    const made = { assetId: id, day, person: person.email, minutes, itemId: item ?? null };
    const added = book.assets.addUse(made, context.now());
    note(context, 'use asset', held.name, { id: added.id, ...made });
    return added.id;
  });
  return { use, ...listAssets(context, {}) };
}

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
  const { book } = context;
  book.transaction(() => {
    const held = book.assets.uses().find(({ id }) => id === use);
    if (!held) throw new Failure('use_missing', `There is no use ${use}.`, { id: use });
    book.assets.removeUse(use);
    note(context, 'take use back', heldAsset(book, held.assetId).name, held);
  });
  return listAssets(context, {});
}
