/**
 * Hundreds of thousands of commits come at once, and their names are drawn at random: what is kept in
 * the order of such names is kept short, and only where something is looked up by it.
 */
export const sql = `
-- A tracker's line is known by its item: only what is typed and imported is known by what it says.
DROP INDEX output_item_known_by;
UPDATE output_item SET ordinal = -id WHERE ordinal < 0 AND tracker_item_id IS NULL;
CREATE UNIQUE INDEX output_item_known_by ON output_item (email, day, kind, title, link, ordinal)
  WHERE tracker_item_id IS NULL;
DROP INDEX output_item_by_import;
CREATE INDEX output_item_by_import ON output_item (import_id) WHERE import_id IS NOT NULL;

-- Links of one host differ at their ends.
DROP INDEX output_item_by_link;
CREATE INDEX output_item_by_link ON output_item (substr(rtrim(lower(link), '/'), -16))
  WHERE link <> '' AND tracker_item_id IS NULL;
DROP INDEX tracker_item_by_link;
CREATE INDEX tracker_item_by_link ON tracker_item (substr(rtrim(lower(link), '/'), -16)) WHERE link <> '';

ALTER TABLE tracker_ref RENAME TO tracker_ref_before;
DROP INDEX tracker_ref_by_item;
CREATE TABLE tracker_ref (
  item_id INTEGER NOT NULL REFERENCES tracker_item (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('is', 'names', 'reverts')),
  ref TEXT NOT NULL
) STRICT;
INSERT INTO tracker_ref (item_id, role, ref) SELECT item_id, role, ref FROM tracker_ref_before ORDER BY item_id, role, ref;
DROP TABLE tracker_ref_before;
CREATE INDEX tracker_ref_by_item ON tracker_ref (item_id);
CREATE INDEX tracker_ref_by_end ON tracker_ref (substr(ref, -16));
`;
