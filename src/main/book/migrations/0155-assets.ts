/**
 * What spend left behind that can be used again, and each time it was: by minutes that somebody believes to
 * have saved, or for an accepted item. One item may be served by several assets.
 */
export const sql = `
CREATE TABLE asset (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL COLLATE NOCASE,
  kind TEXT NOT NULL CHECK (kind IN ('workflow', 'prompt', 'knowledge base', 'evaluation set', 'routing rule')),
  -- an e-mail
  maker TEXT NOT NULL COLLATE NOCASE,
  from_month TEXT NOT NULL,
  to_month TEXT NOT NULL CHECK (to_month >= from_month),
  -- thousandths of a percent, and of an hour
  share_milli INTEGER NOT NULL CHECK (share_milli BETWEEN 0 AND 100000),
  hours_milli INTEGER NOT NULL CHECK (hours_milli >= 0),
  months INTEGER NOT NULL CHECK (months BETWEEN 1 AND 120),
  place TEXT,
  tool TEXT,
  survives TEXT NOT NULL CHECK (survives IN ('yes', 'no', 'unknown')),
  retired_day TEXT,
  import_id INTEGER REFERENCES import (id),
  seen_import_id INTEGER,
  line INTEGER
) STRICT;
CREATE UNIQUE INDEX asset_known_by ON asset (maker, name, from_month);
CREATE INDEX asset_by_import ON asset (import_id);

CREATE TABLE asset_use (
  id INTEGER PRIMARY KEY,
  asset_id INTEGER NOT NULL REFERENCES asset (id) ON DELETE CASCADE,
  day TEXT NOT NULL,
  -- an e-mail
  person TEXT NOT NULL COLLATE NOCASE,
  minutes INTEGER CHECK (minutes BETWEEN 1 AND 1440),
  output_item_id INTEGER REFERENCES output_item (id) ON DELETE SET NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX asset_use_by_asset ON asset_use (asset_id);
CREATE UNIQUE INDEX asset_use_of_item ON asset_use (output_item_id, asset_id);
`;
