/** Accounts at providers: how each is reached, what its syncs brought, its members, seats and keys. Never a key itself. */
export const sql = `
ALTER TABLE account ADD COLUMN base_url TEXT;
ALTER TABLE account ADD COLUMN extra_ca TEXT;
ALTER TABLE account ADD COLUMN organization TEXT;
ALTER TABLE account ADD COLUMN charged_elsewhere INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN automatic INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN first_day TEXT;
ALTER TABLE account ADD COLUMN connected_at TEXT;
-- The name of the key's entry in the keychain; NULL where the account is not connected.
ALTER TABLE account ADD COLUMN key_entry TEXT;
-- What was found when the key was last asked for; asking anew would open the keychain.
ALTER TABLE account ADD COLUMN key_state TEXT NOT NULL DEFAULT 'missing' CHECK (key_state IN ('set', 'missing', 'locked'));
ALTER TABLE account ADD COLUMN found TEXT NOT NULL DEFAULT '[]';
ALTER TABLE account ADD COLUMN cursor TEXT;
-- The first sync of a series that has not reached its end yet.
ALTER TABLE account ADD COLUMN series INTEGER;

-- One kind of answer of an account: its rows carry this import's id, so that its days can be replaced.
CREATE TABLE sync_stream (
  account_id INTEGER NOT NULL REFERENCES account (id),
  stream TEXT NOT NULL,
  import_id INTEGER NOT NULL UNIQUE REFERENCES import (id),
  money_from TEXT NOT NULL CHECK (money_from IN ('usage', 'cost-report')),
  closed TEXT,
  from_day TEXT,
  through_day TEXT,
  read_in INTEGER NOT NULL,
  PRIMARY KEY (account_id, stream)
) STRICT;

CREATE TABLE sync_run (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account (id),
  at TEXT NOT NULL,
  ended_at TEXT,
  who TEXT NOT NULL,
  automatic INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('running', 'done', 'partial', 'failed')),
  from_day TEXT,
  to_day TEXT,
  requests INTEGER NOT NULL,
  added INTEGER NOT NULL,
  replaced INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  removed INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  error TEXT,
  next_try TEXT,
  notes TEXT NOT NULL
) STRICT;
CREATE INDEX sync_run_by_account ON sync_run (account_id, id);

CREATE TABLE account_member (
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  identity TEXT NOT NULL COLLATE NOCASE,
  email TEXT COLLATE NOCASE,
  name TEXT,
  role TEXT,
  active INTEGER NOT NULL,
  stream TEXT NOT NULL,
  series INTEGER NOT NULL,
  PRIMARY KEY (account_id, identity)
) STRICT;

CREATE TABLE account_seat (
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  identity TEXT NOT NULL COLLATE NOCASE,
  tool TEXT NOT NULL,
  plan TEXT,
  price_micro INTEGER,
  currency TEXT NOT NULL,
  last_activity_day TEXT,
  first_seen_day TEXT NOT NULL,
  stream TEXT NOT NULL,
  series INTEGER NOT NULL,
  PRIMARY KEY (account_id, identity, tool)
) STRICT;

CREATE TABLE account_key (
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  key_id TEXT NOT NULL COLLATE NOCASE,
  name TEXT,
  status TEXT NOT NULL CHECK (status IN ('active', 'paused', 'other')),
  owner TEXT,
  project TEXT,
  limit_micro INTEGER,
  limit_currency TEXT,
  limit_period TEXT,
  stream TEXT NOT NULL,
  series INTEGER NOT NULL,
  PRIMARY KEY (account_id, key_id)
) STRICT;

-- What was sent to a provider by a person's decision, and what the provider then said.
CREATE TABLE account_write (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES account (id),
  kind TEXT NOT NULL CHECK (kind IN ('limit', 'pause')),
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  target TEXT,
  sent TEXT NOT NULL,
  answered TEXT,
  error TEXT
) STRICT;
CREATE INDEX account_write_by_account ON account_write (account_id, id);

-- A day on which somebody's use was far outside their own history, as the last sync found it.
CREATE TABLE runaway_day (
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  identity_id INTEGER NOT NULL REFERENCES identity (id) ON DELETE CASCADE,
  day TEXT NOT NULL,
  spend_micro INTEGER NOT NULL,
  usual_micro INTEGER NOT NULL,
  projected_micro INTEGER NOT NULL,
  projected_to TEXT NOT NULL,
  found_at TEXT NOT NULL,
  PRIMARY KEY (identity_id, day)
) STRICT, WITHOUT ROWID;
`;
