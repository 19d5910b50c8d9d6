import type { HeldAsset } from '../../book/stores/assets.ts';
import type { Context } from '../context.ts';
import { type HeldPerson, heldPeople, isSameEmail } from '../people/people.ts';
import type { MessageDraft } from './current-messages.ts';
import { sharedUuid } from './shared-uuid.ts';
import { type ToldAsset, toldAssets } from './told-assets.ts';

/** What both sides tell each other of reusable work and of its uses. */

const described = (one: HeldAsset) => ({
  name: one.name,
  kind: one.kind,
  from: one.fromMonth,
  to: one.toMonth,
  place: one.place,
  tool: one.tool,
  survives: one.survives,
  retired: one.retiredDay,
});

/** What it took to make it: the maker's alone. */
const making = (one: HeldAsset) => ({
  share: one.shareMilli / 1000,
  hours: one.hoursMilli / 1000,
  months: one.months,
});

/** A person's own reusable work and uses; what was removed is told to be gone. */
export function ownAssetMessages(context: Context, person: HeldPerson): MessageDraft[] {
  const { book } = context;
  const told = toldAssets(book);
  const assets = new Map(book.assets.all().map((one) => [one.id, one]));
  const uses = new Map(book.assets.uses().map((one) => [one.id, one]));
  const names = new Map(book.pairings.itemsOf('asset').map(({ uuid, id }) => [id, uuid]));
  const items = new Map(book.pairings.itemsOf('output').map(({ uuid, id }) => [id, uuid]));
  const before = new Map(
    book.packets
      .current(person.id)
      .filter(({ type }) => type === 'asset' || type === 'reuse')
      .map(({ about, body }) => [about, JSON.parse(body) as Record<string, unknown>]),
  );
  const toldUses = new Set(book.packets.told('reuse-state').map(({ about }) => about));
  // What the office has told itself is no news to it, until something changes here.
  const isEcho = (about: string, known: boolean): boolean => known && !before.has(about);
  const gone = (type: string, about: string, known: boolean): MessageDraft[] =>
    before.has(about) || known
      ? [{ type, about, body: { ...before.get(about), removed: true } }]
      : [];
  return [
    ...book.pairings.itemsOf('asset').flatMap(({ uuid, id }): MessageDraft[] => {
      const one = assets.get(id);
      if (!one) return told.get(uuid)?.own === null ? [] : gone('asset', uuid, told.has(uuid));
      if (!isSameEmail(one.maker, person.email)) return [];
      const body = { ...described(one), ...making(one), removed: false };
      // From which state it was retired or used again, so that the office's own doing meanwhile stands.
      const wasRetired = told.get(uuid)?.retired ?? null;
      if (isEcho(uuid, told.has(uuid) && wasRetired === one.retiredDay)) return [];
      return [{ type: 'asset', about: uuid, body: { ...body, wasRetired }, news: body }];
    }),
    ...book.pairings.itemsOf('reuse').flatMap(({ uuid, id }): MessageDraft[] => {
      const one = uses.get(id);
      const asset = one && names.get(one.assetId);
      if (!one || asset === undefined) return gone('reuse', uuid, toldUses.has(uuid));
      if (isEcho(uuid, toldUses.has(uuid))) return [];
      const { day, minutes, itemId } = one;
      const item = itemId === null ? null : (items.get(itemId) ?? null);
      return [{ type: 'reuse', about: uuid, body: { asset, day, minutes, item, removed: false } }];
    }),
  ];
}

/** All reusable work of the company as a person may know it: of others' neither hours nor share. */
export function assetsFor(context: Context, person: HeldPerson): readonly ToldAsset[] {
  const names = new Map(heldPeople(context.book).map((one) => [one.email.toLowerCase(), one.name]));
  return context.book.assets.all().map((one) => ({
    asset: sharedUuid(context.book, 'asset', one.id),
    ...described(one),
    maker: { name: names.get(one.maker.toLowerCase()) ?? one.maker, email: one.maker },
    own: isSameEmail(one.maker, person.email) ? making(one) : null,
  }));
}

/** A person's uses as the office holds them, those that it noted itself too. */
export function reuseStates({ book }: Context, person: HeldPerson): MessageDraft[] {
  const own = book.assets.uses().filter((one) => isSameEmail(one.person, person.email));
  const states = own.map(({ id, assetId, day, minutes, itemId }) => ({
    type: 'reuse-state',
    about: sharedUuid(book, 'reuse', id),
    body: {
      state: 'counted',
      asset: sharedUuid(book, 'asset', assetId),
      day,
      minutes,
      item: itemId === null ? null : (book.pairings.uuidOf('output', itemId) ?? null),
    },
  }));
  const there = new Set(states.map(({ about }) => about));
  const gone = book.packets
    .current(person.id)
    .filter(({ type, about }) => type === 'reuse-state' && !there.has(about))
    .map(({ type, about, body }) => ({
      type,
      about,
      body: { ...(JSON.parse(body) as Record<string, unknown>), state: 'removed' },
    }));
  return [...states, ...gone];
}
