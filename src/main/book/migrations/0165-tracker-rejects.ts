/** Items of trackers that could not be read, by name: each stays until it is read, or all is read anew. */
export const sql = `
CREATE TABLE tracker_reject (
  id INTEGER PRIMARY KEY,
  tracker_id INTEGER NOT NULL REFERENCES tracker (id) ON DELETE CASCADE,
  series INTEGER NOT NULL,
  place TEXT NOT NULL,
  -- What the source calls it (APP-9, 12); NULL where not even that could be read.
  name TEXT,
  field TEXT,
  value TEXT,
  code TEXT NOT NULL,
  reason TEXT NOT NULL,
  UNIQUE (tracker_id, place, name)
) STRICT;
`;
