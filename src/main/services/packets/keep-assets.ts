import type * as z from 'zod';
import type { Book } from '../../book/book.ts';
import type { NewAsset } from '../../book/stores/assets.ts';
import type { Context } from '../context.ts';
import type { HeldPerson } from '../people/people.ts';
import { type reuseState, type ToldAsset, toldAssets } from './told-assets.ts';

/**
 * Keeps the company's reusable work in a person's book as the office tells it, so that its uses can be noted.
 * Of what is known already, only what the office changed since it told last is news: what was done here
 * meanwhile stands until it was sent. One that was removed here stays so.
 */
export function keepAssets(context: Context, person: HeldPerson, told: readonly ToldAsset[]): void {
  const { book } = context;
  const before = toldAssets(book);
  for (const one of told) {
    const shared = book.pairings.itemOf('asset', one.asset);
    if (!shared) {
      add(book, one);
      continue;
    }
    const wasRetired = before.get(one.asset)?.retired ?? null;
    if (one.retired !== wasRetired) book.assets.retire(shared.id, one.retired);
  }
  const there = new Set(told.map(({ asset }) => asset));
  for (const uuid of before.keys()) {
    const shared = there.has(uuid) ? undefined : book.pairings.itemOf('asset', uuid);
    if (shared) book.assets.remove(shared.id);
  }
  // A use that came before its asset is here now.
  for (const { about, body } of book.packets.told('reuse-state')) {
    keepReuse(context, person, about, JSON.parse(body ?? '{}') as ToldUse);
  }
}

function add(book: Book, { asset, maker, own, retired, ...one }: ToldAsset): void {
  const made: NewAsset = {
    name: one.name,
    kind: one.kind,
    maker: maker.email,
    fromMonth: one.from,
    toMonth: one.to,
    shareMilli: Math.round((own?.share ?? 0) * 1000),
    hoursMilli: Math.round((own?.hours ?? 0) * 1000),
    months: own?.months ?? 12,
    place: one.place,
    tool: one.tool,
    survives: one.survives,
  };
  // The same, entered here too before the other computer's arrived: one, under the office's name.
  const id = book.assets.idOf(made)?.id ?? book.assets.add(made).id;
  book.pairings.renameItem('asset', id, asset);
  book.assets.retire(id, retired);
}

type ToldUse = z.infer<typeof reuseState>;

/** Keeps a use as the office holds it: one that is not known here is added, one that was taken back here stays so. */
export function keepReuse(context: Context, person: HeldPerson, uuid: string, told: ToldUse): void {
  const { book } = context;
  const shared = book.pairings.itemOf('reuse', uuid);
  if (told.state === 'removed') {
    if (shared) book.assets.removeUse(shared.id);
    return;
  }
  const asset = book.pairings.itemOf('asset', told.asset);
  if (shared || !asset || asset.id < 0) return;
  const item = told.item === null ? undefined : book.pairings.itemOf('output', told.item);
  const itemId = item && book.output.item(item.id) ? item.id : null;
  const { day, minutes } = told;
  const known = book.assets
    .usesOf(asset.id)
    .find((use) => itemId !== null && use.itemId === itemId);
  const made = { assetId: asset.id, day, person: person.email, minutes, itemId };
  const { id } = known ?? book.assets.addUse(made, context.now());
  book.pairings.renameItem('reuse', id, uuid);
}
