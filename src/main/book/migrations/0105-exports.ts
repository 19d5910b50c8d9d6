/**
 * What exports of consoles tell beside rows of days: the time that a report speaks of as a whole,
 * what a credit costs by contract, and the licences that a report lists.
 */
export const sql = `
CREATE TABLE import_period (
  import_id INTEGER PRIMARY KEY REFERENCES import (id) ON DELETE CASCADE,
  scope TEXT NOT NULL,
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL
) STRICT;

-- Sources whose credits are money, bought beside any plan.
CREATE TABLE credit_source (
  source_id INTEGER PRIMARY KEY REFERENCES source (id)
) STRICT;

CREATE TABLE credit_price (
  source_id INTEGER NOT NULL REFERENCES source (id),
  from_day TEXT NOT NULL,
  -- What was agreed, digit by digit.
  price TEXT NOT NULL,
  currency TEXT NOT NULL,
  PRIMARY KEY (source_id, from_day)
) STRICT, WITHOUT ROWID;

-- Licences as files list them; the newest report of an account and tool is the one that holds.
CREATE TABLE reported_seat (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  tool TEXT NOT NULL,
  day TEXT NOT NULL,
  identity TEXT NOT NULL COLLATE NOCASE,
  name TEXT,
  last_activity_day TEXT,
  import_id INTEGER NOT NULL REFERENCES import (id),
  seen_import_id INTEGER NOT NULL,
  line INTEGER NOT NULL,
  UNIQUE (account_id, tool, day, identity)
) STRICT;
CREATE INDEX reported_seat_by_import ON reported_seat (import_id);
`;
