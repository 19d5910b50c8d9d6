/** What accounts tell beside their figures: limits in force, credit left, seats that end; and the rows of a sync that could not be read. */
export const sql = `
ALTER TABLE account ADD COLUMN credit_left_micro INTEGER;
ALTER TABLE account ADD COLUMN credit_bought_micro INTEGER;
ALTER TABLE account ADD COLUMN credit_currency TEXT;
ALTER TABLE account ADD COLUMN credit_at TEXT;
-- The day on which a cancelled seat ends.
ALTER TABLE account_seat ADD COLUMN ends_day TEXT;

-- A limit as the provider lists it; keys carry theirs themselves. Without a target it holds for all of its scope.
CREATE TABLE account_limit (
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  scope TEXT NOT NULL CHECK (scope IN ('person', 'team', 'project', 'workspace', 'organization')),
  target TEXT NOT NULL COLLATE NOCASE,
  name TEXT,
  -- NULL: expressly without a limit.
  limit_micro INTEGER,
  limit_currency TEXT NOT NULL,
  limit_period TEXT NOT NULL,
  used_micro INTEGER,
  stream TEXT NOT NULL,
  series INTEGER NOT NULL,
  PRIMARY KEY (account_id, scope, target, limit_period)
) STRICT;

-- A row is kept with the sync that met it; it comes again as long as the provider sends it so.
CREATE TABLE sync_reject (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES sync_run (id) ON DELETE CASCADE,
  stream TEXT NOT NULL,
  line INTEGER NOT NULL,
  field TEXT,
  value TEXT,
  code TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX sync_reject_by_run ON sync_reject (run_id, id);
`;
