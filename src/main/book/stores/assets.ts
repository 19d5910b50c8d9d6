import type { AssetKind, Survives } from '../../../core/assets/asset.ts';
import type { IsoDay } from '../../../core/calendar.ts';
import { optional, type RowOf, text, whole, word } from '../columns.ts';
import { change, row, rows, sole, sql } from '../statement.ts';

const asset = {
  id: whole,
  name: text,
  kind: word<AssetKind>(),
  maker: text,
  fromMonth: text,
  toMonth: text,
  shareMilli: whole,
  hoursMilli: whole,
  months: whole,
  place: optional(text),
  tool: optional(text),
  survives: word<Survives>(),
  retiredDay: optional(text),
};
const use = {
  id: whole,
  assetId: whole,
  day: text,
  person: text,
  minutes: optional(whole),
  itemId: optional(whole),
  itemTitle: optional(text),
  /** When it was noted. */
  at: text,
};

export type HeldAsset = RowOf<typeof asset>;
export type HeldUse = RowOf<typeof use>;
export type NewAsset = Omit<HeldAsset, 'id' | 'retiredDay'>;

const USES = sql`
  SELECT asset_use.id, asset_id AS assetId, asset_use.day, person, minutes, output_item_id AS itemId,
    output_item.title AS itemTitle, asset_use.at
  FROM asset_use LEFT JOIN output_item ON output_item.id = output_item_id`;

/** What spend left behind, and its uses. */
export const assets = {
  all: rows(
    asset,
    () => sql`
      SELECT id, name, kind, maker, from_month AS fromMonth, to_month AS toMonth, share_milli AS shareMilli,
        hours_milli AS hoursMilli, months, place, tool, survives, retired_day AS retiredDay
      FROM asset ORDER BY name, id`,
  ),
  /** What somebody has said to have made, for their shares. */
  ofMaker: rows(
    { id: whole, maker: text, fromMonth: text, toMonth: text, shareMilli: whole },
    (maker: string) => sql`
      SELECT id, maker, from_month AS fromMonth, to_month AS toMonth, share_milli AS shareMilli
      FROM asset WHERE maker = ${maker} ORDER BY id`,
  ),
  uses: rows(use, () => sql`${USES} ORDER BY asset_use.day, asset_use.id`),
  usesOf: rows(
    use,
    (asset: number) => sql`${USES} WHERE asset_id = ${asset} ORDER BY asset_use.day, asset_use.id`,
  ),
  idOf: row(
    { id: whole },
    (one: Pick<NewAsset, 'maker' | 'name' | 'fromMonth'>) => sql`
      SELECT id FROM asset
      WHERE maker = ${one.maker} AND name = ${one.name} AND from_month = ${one.fromMonth}`,
  ),
  add: change(
    (one: NewAsset) => sql`
      INSERT INTO asset (name, kind, maker, from_month, to_month, share_milli, hours_milli, months, place, tool,
        survives)
      VALUES (${one.name}, ${one.kind}, ${one.maker}, ${one.fromMonth}, ${one.toMonth}, ${one.shareMilli},
        ${one.hoursMilli}, ${one.months}, ${one.place}, ${one.tool}, ${one.survives})`,
  ),
  retire: change(
    (id: number, day: IsoDay | null) => sql`UPDATE asset SET retired_day = ${day} WHERE id = ${id}`,
  ),
  remove: change((id: number) => sql`DELETE FROM asset WHERE id = ${id}`),
  addUse: change(
    (one: Omit<HeldUse, 'id' | 'itemTitle' | 'at'>, at: string) => sql`
      INSERT INTO asset_use (asset_id, day, person, minutes, output_item_id, at)
      VALUES (${one.assetId}, ${one.day}, ${one.person}, ${one.minutes}, ${one.itemId}, ${at})`,
  ),
  removeUse: change((id: number) => sql`DELETE FROM asset_use WHERE id = ${id}`),
  /** How many uses hang on assets that an import alone has brought. */
  usesOfImport: sole(
    whole,
    (importId: number) => sql`
      SELECT count(*) FROM asset_use JOIN asset ON asset.id = asset_id
      WHERE import_id = ${importId} AND (seen_import_id = ${importId}
          OR seen_import_id NOT IN (SELECT id FROM import WHERE undone_at IS NULL))
        AND NOT EXISTS (SELECT 1 FROM replaced_row
          WHERE replaced_row.import_id = ${importId} AND replaced_row.kind = 'asset' AND row_id = asset.id)`,
  ),
};
