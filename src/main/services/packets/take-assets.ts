import { Failure } from '../../../core/failure.ts';
import type { PacketMessage } from '../../packets/packet-shape.ts';
import { dropAsset, markRetired, recordAsset } from '../assets/record-asset.ts';
import { dropUse, recordUse } from '../assets/use-asset.ts';
import type { Context } from '../context.ts';
import { type HeldPerson, isSameEmail } from '../people/people.ts';
import { bodyOf, refuseAfterEnd, uuidOf } from './message-body.ts';
import { type Outcome, superseded, TAKEN } from './outcome.ts';
import { notTheirs } from './take-claim.ts';
import { saidAsset, saidUse } from './told-assets.ts';

/** Records reusable work as its maker tells it, retires it, or takes it out while nobody else has used it. */
export function takeAsset(context: Context, person: HeldPerson, message: PacketMessage): Outcome {
  const { book } = context;
  const uuid = uuidOf(message);
  const shared = book.pairings.itemOf('asset', uuid);
  const held = shared && book.assets.all().find(({ id }) => id === shared.id);
  if (held && !isSameEmail(held.maker, person.email)) throw notTheirs();
  if (message.body['removed'] === true) {
    if (held) removeUnused(context, held, person);
    return TAKEN;
  }
  const { retired, wasRetired, ...said } = bodyOf(saidAsset, message);
  if (held) {
    if (held.retiredDay === retired) return TAKEN;
    if (held.retiredDay !== wasRetired) {
      return superseded(
        'asset_changed',
        `${held.name} was retired or taken up again at the office meanwhile. It stands as the office has it.`,
        { name: held.name },
      );
    }
    if (held.retiredDay !== null) markRetired(context, held.id, null);
    if (retired !== null) markRetired(context, held.id, retired);
    return TAKEN;
  }
  refuseAfterEnd(context, person, `${said.from}-01`);
  const { share, hours, place, tool, ...plain } = said;
  const id = recordAsset(context, {
    ...plain,
    maker: person.email,
    share: String(share),
    hours: String(hours),
    ...(place === null ? {} : { place }),
    ...(tool === null ? {} : { tool }),
  });
  if (retired !== null) markRetired(context, id, retired);
  if (shared) book.pairings.moveItem('asset', uuid, id);
  else book.pairings.share('asset', uuid, id);
  return TAKEN;
}

/** What a colleague has used stays, and their uses with it. */
function removeUnused(
  context: Context,
  { id, name }: { readonly id: number; readonly name: string },
  { email }: HeldPerson,
): void {
  const others = context.book.assets.usesOf(id).filter((use) => !isSameEmail(use.person, email));
  if (others.length > 0) {
    throw new Failure(
      'asset_used_by_others',
      `Others have used ${name} since, so it stays at the office. Retire it instead.`,
      { name },
    );
  }
  dropAsset(context, id);
}

/** Notes a use of reusable work, or takes it back. */
export function takeReuse(context: Context, person: HeldPerson, message: PacketMessage): Outcome {
  const { book } = context;
  const uuid = uuidOf(message);
  const shared = book.pairings.itemOf('reuse', uuid);
  const held = shared && book.assets.uses().find(({ id }) => id === shared.id);
  if (held && !isSameEmail(held.person, person.email)) throw notTheirs();
  if (message.body['removed'] === true) {
    if (held) dropUse(context, held.id);
    return TAKEN;
  }
  const said = bodyOf(saidUse, message);
  if (held) return TAKEN;
  refuseAfterEnd(context, person, said.day);
  const asset = book.pairings.itemOf('asset', said.asset);
  if (!asset || asset.id < 0) {
    throw new Failure(
      'asset_not_at_office',
      'The office does not have the reusable work that this was a use of. Take its packets, then note the use again.',
    );
  }
  const id = recordUse(context, {
    id: asset.id,
    day: said.day,
    person: person.email,
    minutes: said.item === null ? said.minutes : null,
    item: said.item === null ? null : ownItem(context, person, said.item),
  });
  // An item that served it already is one use, under the name that it had first.
  if (book.pairings.uuidOf('reuse', id) !== undefined) return TAKEN;
  if (shared) book.pairings.moveItem('reuse', uuid, id);
  else book.pairings.share('reuse', uuid, id);
  return TAKEN;
}

/** The number of an item of output that is the person's own. */
function ownItem({ book }: Context, { email }: HeldPerson, uuid: string): number {
  const id = book.pairings.itemOf('output', uuid)?.id ?? 0;
  const item = book.output.item(id);
  if (item && !isSameEmail(item.email, email)) throw notTheirs();
  return id;
}
