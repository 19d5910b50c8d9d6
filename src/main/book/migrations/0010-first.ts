/** The first schema: people, sources, usage, charges, output, rates, prices, settings, the trail. */
export const sql = `
CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  from_day TEXT NOT NULL
) STRICT;

CREATE TABLE import (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  format TEXT NOT NULL,
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  options TEXT NOT NULL,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  rows INTEGER NOT NULL,
  added INTEGER NOT NULL,
  replaced INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  from_day TEXT,
  to_day TEXT,
  header TEXT NOT NULL,
  ignored_columns TEXT NOT NULL,
  notes TEXT NOT NULL,
  undone_at TEXT
) STRICT;
CREATE INDEX import_by_content ON import (sha256);

CREATE TABLE import_reject (
  import_id INTEGER NOT NULL REFERENCES import (id) ON DELETE CASCADE,
  line INTEGER NOT NULL,
  field TEXT,
  value TEXT,
  code TEXT NOT NULL,
  reason TEXT NOT NULL,
  raw TEXT NOT NULL
) STRICT;
CREATE INDEX import_reject_by_import ON import_reject (import_id, line);

-- What a row held before an import replaced it, so that undoing the import brings it back.
CREATE TABLE replaced_row (
  import_id INTEGER NOT NULL REFERENCES import (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  held TEXT NOT NULL,
  PRIMARY KEY (import_id, kind, row_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX replaced_row_by_row ON replaced_row (kind, row_id);

-- The header of a file that a person mapped by hand, remembered.
CREATE TABLE mapping (
  header_key TEXT PRIMARY KEY,
  mapping TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;

CREATE TABLE person (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT NOT NULL UNIQUE COLLATE NOCASE,
  role TEXT,
  team TEXT,
  start_day TEXT,
  end_day TEXT,
  monthly_cost_micro INTEGER,
  cost_currency TEXT,
  locale TEXT,
  import_id INTEGER REFERENCES import (id),
  seen_import_id INTEGER
) STRICT;

CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  provider TEXT,
  billing TEXT NOT NULL CHECK (billing IN ('use', 'plan'))
) STRICT;

-- Where rows come from: an account, else a tool, else a computer's agent log.
CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('account', 'tool', 'agent-log')),
  name TEXT NOT NULL,
  account_id INTEGER REFERENCES account (id),
  UNIQUE (kind, name)
) STRICT;

-- How a source knows an actor; the empty key is a row that names nobody.
CREATE TABLE identity (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES source (id),
  key TEXT NOT NULL COLLATE NOCASE,
  name TEXT,
  UNIQUE (source_id, key)
) STRICT;
CREATE INDEX identity_by_key ON identity (key);

CREATE TABLE identity_assignment (
  id INTEGER PRIMARY KEY,
  identity_id INTEGER NOT NULL REFERENCES identity (id) ON DELETE CASCADE,
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  share_ppm INTEGER NOT NULL CHECK (share_ppm BETWEEN 1 AND 1000000),
  from_day TEXT,
  to_day TEXT,
  by_itself INTEGER NOT NULL
) STRICT;
CREATE INDEX identity_assignment_by_identity ON identity_assignment (identity_id);
CREATE INDEX identity_assignment_by_person ON identity_assignment (person_id);

-- Names that recur in millions of rows (tools, models, projects, descriptions), once each.
CREATE TABLE label (
  id INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO label (id, text) VALUES (0, '');

CREATE TABLE usage (
  id INTEGER PRIMARY KEY,
  identity_id INTEGER NOT NULL REFERENCES identity (id),
  day TEXT NOT NULL,
  tool_id INTEGER NOT NULL,
  model_id INTEGER NOT NULL,
  project_id INTEGER NOT NULL,
  detail_id INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  native_id TEXT,
  input_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  cache_read_tokens INTEGER NOT NULL,
  cache_write_tokens INTEGER NOT NULL,
  cache_write_1h_tokens INTEGER NOT NULL,
  requests INTEGER NOT NULL,
  cost_micro INTEGER,
  gross_micro INTEGER,
  cost_currency TEXT,
  -- how the row is charged: its own cost, the price list, a plan, a cost report of the same day, or no price yet
  state TEXT NOT NULL CHECK (state IN ('cost', 'list', 'plan', 'report', 'unpriced')),
  charge_micro INTEGER,
  currency TEXT NOT NULL,
  base_micro INTEGER,
  list_micro INTEGER,
  import_id INTEGER NOT NULL,
  seen_import_id INTEGER NOT NULL,
  line INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX usage_known_by ON usage
  (identity_id, day, model_id, tool_id, project_id, detail_id, ordinal);
CREATE UNIQUE INDEX usage_native ON usage (native_id, identity_id) WHERE native_id IS NOT NULL;

-- Sums of usage per month: what the screens ask, so that ten years cost no more than one.
CREATE TABLE usage_month (
  month TEXT NOT NULL,
  identity_id INTEGER NOT NULL,
  tool_id INTEGER NOT NULL,
  model_id INTEGER NOT NULL,
  project_id INTEGER NOT NULL,
  state TEXT NOT NULL,
  currency TEXT NOT NULL,
  rows INTEGER NOT NULL,
  input_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  cache_read_tokens INTEGER NOT NULL,
  cache_write_tokens INTEGER NOT NULL,
  cache_write_1h_tokens INTEGER NOT NULL,
  requests INTEGER NOT NULL,
  charge_micro INTEGER NOT NULL,
  base_micro INTEGER NOT NULL,
  list_micro INTEGER NOT NULL,
  unpriced INTEGER NOT NULL,
  waiting INTEGER NOT NULL,
  waiting_micro INTEGER NOT NULL,
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  first_charged_day TEXT,
  PRIMARY KEY (month, identity_id, tool_id, model_id, project_id, state, currency)
) STRICT, WITHOUT ROWID;
CREATE INDEX usage_month_by_identity ON usage_month (identity_id, month);

CREATE TABLE charge (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES source (id),
  kind TEXT NOT NULL CHECK (kind IN ('cost-report', 'invoice-variance', 'claim', 'manual')),
  day TEXT NOT NULL,
  identity_id INTEGER REFERENCES identity (id),
  person_id INTEGER REFERENCES person (id),
  tool_id INTEGER NOT NULL,
  model_id INTEGER NOT NULL,
  project_id INTEGER NOT NULL,
  detail_id INTEGER NOT NULL,
  reference TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  native_id TEXT,
  amount_micro INTEGER NOT NULL,
  gross_micro INTEGER,
  currency TEXT NOT NULL,
  base_micro INTEGER,
  import_id INTEGER NOT NULL,
  seen_import_id INTEGER NOT NULL,
  line INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX charge_known_by ON charge
  (source_id, day, kind, coalesce(identity_id, 0), model_id, tool_id, project_id, detail_id, reference, currency, ordinal);
CREATE UNIQUE INDEX charge_native ON charge (source_id, native_id) WHERE native_id IS NOT NULL;
CREATE INDEX charge_by_day ON charge (day);
CREATE INDEX charge_by_import ON charge (import_id);

CREATE TABLE subscription (
  id INTEGER PRIMARY KEY,
  tool TEXT NOT NULL,
  email TEXT COLLATE NOCASE,
  start_day TEXT NOT NULL,
  end_day TEXT,
  price_micro INTEGER NOT NULL,
  currency TEXT NOT NULL,
  cadence TEXT NOT NULL CHECK (cadence IN ('month', 'year')),
  account_id INTEGER REFERENCES account (id),
  ordinal INTEGER NOT NULL,
  import_id INTEGER REFERENCES import (id),
  seen_import_id INTEGER,
  line INTEGER
) STRICT;
CREATE UNIQUE INDEX subscription_known_by ON subscription
  (tool, coalesce(email, ''), start_day, coalesce(account_id, 0), ordinal);

CREATE TABLE output_kind (
  name TEXT PRIMARY KEY COLLATE NOCASE
) STRICT;

-- A weight counts from its month on, never backwards.
CREATE TABLE kind_weight (
  kind TEXT NOT NULL REFERENCES output_kind (name),
  from_month TEXT NOT NULL,
  weight_milli INTEGER NOT NULL CHECK (weight_milli > 0),
  value_micro INTEGER,
  PRIMARY KEY (kind, from_month)
) STRICT;

CREATE TABLE output_item (
  id INTEGER PRIMARY KEY,
  email TEXT NOT NULL COLLATE NOCASE,
  day TEXT NOT NULL,
  kind TEXT NOT NULL REFERENCES output_kind (name),
  quantity_milli INTEGER NOT NULL CHECK (quantity_milli > 0),
  title TEXT NOT NULL,
  link TEXT NOT NULL,
  accepted INTEGER NOT NULL,
  accepted_by TEXT,
  minutes_saved INTEGER,
  reopened_day TEXT,
  ordinal INTEGER NOT NULL,
  import_id INTEGER REFERENCES import (id),
  seen_import_id INTEGER,
  line INTEGER
) STRICT;
CREATE UNIQUE INDEX output_item_known_by ON output_item (email, day, kind, title, link, ordinal);
CREATE INDEX output_item_by_import ON output_item (import_id);

CREATE TABLE nothing_finished (
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  month TEXT NOT NULL,
  PRIMARY KEY (person_id, month)
) STRICT;

CREATE TABLE stated_baseline (
  id INTEGER PRIMARY KEY,
  person_id INTEGER REFERENCES person (id) ON DELETE CASCADE,
  role TEXT,
  units_milli INTEGER NOT NULL,
  at TEXT NOT NULL,
  CHECK ((person_id IS NULL) <> (role IS NULL))
) STRICT;

CREATE TABLE rate (
  day TEXT NOT NULL,
  from_currency TEXT NOT NULL,
  to_currency TEXT NOT NULL,
  rate TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('ecb', 'typed')),
  import_id INTEGER REFERENCES import (id),
  seen_import_id INTEGER,
  id INTEGER PRIMARY KEY,
  UNIQUE (from_currency, to_currency, day)
) STRICT;

-- The owner's own prices and classes; the list that the app ships stands in its resources.
CREATE TABLE model_price (
  model TEXT NOT NULL,
  from_day TEXT NOT NULL,
  class TEXT,
  input TEXT,
  output TEXT,
  cache_read TEXT,
  cache_write TEXT,
  cache_write_1h TEXT,
  PRIMARY KEY (model, from_day)
) STRICT;

-- Sums of one log file, so that only what has grown is read again. Holds counts and hashes, no text.
CREATE TABLE agent_log_file (
  source_id INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  entry BLOB NOT NULL,
  PRIMARY KEY (source_id, path)
) STRICT;

-- A closed month is frozen: the triggers hold against every import, shortcut and later code.
CREATE TABLE closed_month (
  month TEXT PRIMARY KEY,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  total_micro INTEGER NOT NULL,
  digest TEXT NOT NULL
) STRICT;
CREATE TRIGGER usage_closed_insert BEFORE INSERT ON usage
  WHEN EXISTS (SELECT 1 FROM closed_month WHERE month = substr(NEW.day, 1, 7))
  BEGIN SELECT RAISE(ABORT, 'month_closed'); END;
CREATE TRIGGER usage_closed_delete BEFORE DELETE ON usage
  WHEN EXISTS (SELECT 1 FROM closed_month WHERE month = substr(OLD.day, 1, 7))
  BEGIN SELECT RAISE(ABORT, 'month_closed'); END;
CREATE TRIGGER usage_closed_update BEFORE UPDATE OF day, identity_id, state, charge_micro, currency, base_micro, cost_micro, input_tokens, output_tokens ON usage
  WHEN EXISTS (SELECT 1 FROM closed_month WHERE month IN (substr(OLD.day, 1, 7), substr(NEW.day, 1, 7)))
  BEGIN SELECT RAISE(ABORT, 'month_closed'); END;
CREATE TRIGGER charge_closed_insert BEFORE INSERT ON charge
  WHEN EXISTS (SELECT 1 FROM closed_month WHERE month = substr(NEW.day, 1, 7))
  BEGIN SELECT RAISE(ABORT, 'month_closed'); END;
CREATE TRIGGER charge_closed_delete BEFORE DELETE ON charge
  WHEN EXISTS (SELECT 1 FROM closed_month WHERE month = substr(OLD.day, 1, 7))
  BEGIN SELECT RAISE(ABORT, 'month_closed'); END;
CREATE TRIGGER charge_closed_update BEFORE UPDATE OF day, identity_id, person_id, amount_micro, currency, base_micro ON charge
  WHEN EXISTS (SELECT 1 FROM closed_month WHERE month IN (substr(OLD.day, 1, 7), substr(NEW.day, 1, 7)))
  BEGIN SELECT RAISE(ABORT, 'month_closed'); END;
CREATE TRIGGER output_item_closed_insert BEFORE INSERT ON output_item
  WHEN EXISTS (SELECT 1 FROM closed_month WHERE month = substr(NEW.day, 1, 7))
  BEGIN SELECT RAISE(ABORT, 'month_closed'); END;
CREATE TRIGGER output_item_closed_delete BEFORE DELETE ON output_item
  WHEN EXISTS (SELECT 1 FROM closed_month WHERE month = substr(OLD.day, 1, 7))
  BEGIN SELECT RAISE(ABORT, 'month_closed'); END;
CREATE TRIGGER output_item_closed_update BEFORE UPDATE OF day, email, kind, quantity_milli, accepted ON output_item
  WHEN EXISTS (SELECT 1 FROM closed_month WHERE month IN (substr(OLD.day, 1, 7), substr(NEW.day, 1, 7)))
  BEGIN SELECT RAISE(ABORT, 'month_closed'); END;

CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_never_changes BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit_append_only'); END;
CREATE TRIGGER audit_never_shrinks BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit_append_only'); END;
`;
