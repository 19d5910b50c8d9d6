import * as z from 'zod';
import { isoDay, isoMonth } from '../../../contract/shapes.ts';
import { ASSET_KINDS, MOST_MINUTES, MOST_MONTHS, SURVIVES } from '../../../core/assets/asset.ts';
import type { Book } from '../../book/book.ts';
import { told } from './claim-line-shape.ts';
import { uuid } from './message-body.ts';

/** Reusable work and its uses, in the forms in which they travel. */

const described = {
  name: z.string().trim().min(1).max(200),
  kind: z.enum(ASSET_KINDS),
  from: isoMonth,
  to: isoMonth,
  place: told.nullable(),
  tool: z.string().max(200).nullable(),
  survives: z.enum(SURVIVES),
};
const making = {
  share: z.number().min(0).max(100),
  hours: z.number().min(0).max(1_000_000),
  months: z.number().int().min(1).max(MOST_MONTHS),
};

/** What a maker tells. */
export const saidAsset = z.object({
  ...described,
  ...making,
  retired: isoDay.nullish().transform((day) => day ?? null),
  wasRetired: isoDay.nullish().transform((day) => day ?? null),
});

export const saidUse = z.object({
  asset: uuid,
  day: isoDay,
  minutes: z.number().int().min(1).max(MOST_MINUTES).nullable(),
  item: uuid.nullable(),
});

const toldAsset = z.object({
  asset: uuid,
  ...described,
  retired: isoDay.nullable(),
  maker: z.object({ name: z.string().max(300), email: z.string().min(1).max(300) }),
  own: z.object(making).nullable().catch(null),
});
export type ToldAsset = z.infer<typeof toldAsset>;

export const toldAssetList = z.array(toldAsset).max(20_000).catch([]);

export const reuseState = saidUse.extend({ state: z.enum(['counted', 'removed']) });

/** What the office told last of all assets, in a person's book, by the names that both know. */
export function toldAssets(book: Book): ReadonlyMap<string, ToldAsset> {
  const body = book.packets.told('profile').at(-1)?.body ?? null;
  const profile = body === null ? {} : (JSON.parse(body) as Record<string, unknown>);
  return new Map(toldAssetList.parse(profile['assets']).map((one) => [one.asset, one]));
}
