/** Allowances: lines, pools and slices, entries, requests, yearly budgets, the calendar, dismissed signals. */
export const sql = `
-- What a person may spend per period. A line is never changed; only its last day can be set.
-- amount_micro is micro-units of the currency or whole tokens; null is unlimited.
CREATE TABLE allowance_line (
  id INTEGER PRIMARY KEY,
  scope TEXT NOT NULL CHECK (scope IN ('company', 'role', 'team', 'person')),
  name TEXT,
  person_id INTEGER REFERENCES person (id),
  model_class TEXT NOT NULL CHECK (model_class IN ('all', 'flagship', 'standard', 'light')),
  cadence TEXT NOT NULL CHECK (cadence IN ('week', 'month', 'quarter', 'year', 'once')),
  unit TEXT NOT NULL CHECK (unit IN ('money', 'tokens')),
  currency TEXT,
  amount_micro INTEGER CHECK (amount_micro >= 0),
  at_limit TEXT NOT NULL CHECK (at_limit IN ('inform', 'ask')),
  approver TEXT NOT NULL CHECK (approver IN ('owner', 'manager')),
  carry_over INTEGER NOT NULL CHECK (carry_over >= 0),
  counts TEXT NOT NULL CHECK (counts IN ('spend', 'claims', 'spend,claims')),
  from_day TEXT NOT NULL,
  to_day TEXT,
  at TEXT NOT NULL,
  by_name TEXT NOT NULL,
  why TEXT NOT NULL,
  CHECK ((unit = 'money') = (currency IS NOT NULL)),
  CHECK ((scope = 'person') = (person_id IS NOT NULL)),
  CHECK ((scope IN ('role', 'team')) = (name IS NOT NULL))
) STRICT;

CREATE TABLE allowance_pool (
  id INTEGER PRIMARY KEY,
  team TEXT NOT NULL,
  model_class TEXT NOT NULL CHECK (model_class IN ('all', 'flagship', 'standard', 'light')),
  cadence TEXT NOT NULL CHECK (cadence IN ('week', 'month', 'quarter', 'year')),
  unit TEXT NOT NULL CHECK (unit IN ('money', 'tokens')),
  currency TEXT,
  amount_micro INTEGER NOT NULL CHECK (amount_micro >= 0),
  at_limit TEXT NOT NULL CHECK (at_limit IN ('inform', 'ask')),
  carry_over INTEGER NOT NULL CHECK (carry_over >= 0),
  counts TEXT NOT NULL CHECK (counts IN ('spend', 'claims', 'spend,claims')),
  from_day TEXT NOT NULL,
  to_day TEXT,
  at TEXT NOT NULL,
  by_name TEXT NOT NULL,
  why TEXT NOT NULL,
  CHECK ((unit = 'money') = (currency IS NOT NULL))
) STRICT;

-- A part of a pool for one person or for everyone of a role, in the pool's unit and currency.
CREATE TABLE allowance_slice (
  id INTEGER PRIMARY KEY,
  pool_id INTEGER NOT NULL REFERENCES allowance_pool (id),
  person_id INTEGER REFERENCES person (id),
  role TEXT,
  amount_micro INTEGER NOT NULL CHECK (amount_micro >= 0),
  from_day TEXT NOT NULL,
  to_day TEXT,
  at TEXT NOT NULL,
  by_name TEXT NOT NULL,
  why TEXT NOT NULL,
  CHECK ((person_id IS NULL) <> (role IS NULL))
) STRICT;
CREATE INDEX allowance_slice_by_pool ON allowance_slice (pool_id);

-- Somebody asked for more: what for, what is to come of it, and what was decided.
CREATE TABLE top_up_request (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person (id),
  model_class TEXT NOT NULL,
  cadence TEXT NOT NULL,
  unit TEXT NOT NULL CHECK (unit IN ('money', 'tokens')),
  purse TEXT NOT NULL CHECK (purse IN ('spend', 'claims')),
  currency TEXT,
  amount_micro INTEGER NOT NULL CHECK (amount_micro > 0),
  reason TEXT NOT NULL,
  expected_output TEXT NOT NULL,
  day TEXT NOT NULL,
  is_permanent INTEGER NOT NULL CHECK (is_permanent IN (0, 1)),
  asked_at TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('asked', 'approved', 'rejected', 'withdrawn')),
  decided_at TEXT,
  decided_by TEXT,
  decided_as TEXT CHECK (decided_as IN ('owner', 'manager')),
  why TEXT,
  granted_micro INTEGER,
  from_pool_micro INTEGER,
  beyond_micro INTEGER,
  CHECK ((unit = 'money') = (currency IS NOT NULL)),
  CHECK ((state = 'asked') = (decided_at IS NULL))
) STRICT;
CREATE INDEX top_up_request_by_state ON top_up_request (state);

-- Every decision that moves a person's limit beside the lines: append-only.
CREATE TABLE allowance_entry (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('top-up', 'top-up-end', 'transfer')),
  person_id INTEGER NOT NULL REFERENCES person (id),
  to_person_id INTEGER REFERENCES person (id),
  model_class TEXT NOT NULL,
  cadence TEXT NOT NULL,
  unit TEXT NOT NULL CHECK (unit IN ('money', 'tokens')),
  purse TEXT NOT NULL CHECK (purse IN ('spend', 'claims')),
  currency TEXT,
  amount_micro INTEGER NOT NULL,
  -- the day from which it counts; of an end, the last day on which the top-up counted
  day TEXT NOT NULL,
  is_permanent INTEGER NOT NULL CHECK (is_permanent IN (0, 1)),
  pool_team TEXT,
  pool_micro INTEGER,
  request_id INTEGER REFERENCES top_up_request (id),
  ends_entry_id INTEGER REFERENCES allowance_entry (id),
  at TEXT NOT NULL,
  by_name TEXT NOT NULL,
  why TEXT NOT NULL,
  CHECK ((kind = 'transfer') = (to_person_id IS NOT NULL)),
  CHECK ((kind = 'top-up-end') = (ends_entry_id IS NOT NULL)),
  CHECK ((pool_team IS NULL) = (pool_micro IS NULL))
) STRICT;
CREATE UNIQUE INDEX allowance_entry_ends_once ON allowance_entry (ends_entry_id) WHERE ends_entry_id IS NOT NULL;

-- In base currency. The last one of a year holds; earlier ones stay to be read.
CREATE TABLE yearly_budget (
  id INTEGER PRIMARY KEY,
  year INTEGER NOT NULL,
  amount_micro INTEGER NOT NULL CHECK (amount_micro >= 0),
  at TEXT NOT NULL,
  by_name TEXT NOT NULL,
  why TEXT NOT NULL
) STRICT;

-- Days off on a working day, and days worked on a day off.
CREATE TABLE calendar_day (
  day TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('holiday', 'workday')),
  name TEXT NOT NULL
) STRICT;

-- A dismissal is remembered for that pair or cause; taking it back is a row of its own.
CREATE TABLE signal_dismissal (
  id INTEGER PRIMARY KEY,
  signal_key TEXT NOT NULL,
  is_dismissed INTEGER NOT NULL CHECK (is_dismissed IN (0, 1)),
  why TEXT NOT NULL,
  at TEXT NOT NULL,
  by_name TEXT NOT NULL
) STRICT;
CREATE INDEX signal_dismissal_by_key ON signal_dismissal (signal_key, id);

${['allowance_entry', 'yearly_budget', 'signal_dismissal']
  .map(
    (table) => `
CREATE TRIGGER ${table}_never_changes BEFORE UPDATE ON ${table}
  BEGIN SELECT RAISE(ABORT, 'allowance_append_only'); END;
CREATE TRIGGER ${table}_never_goes BEFORE DELETE ON ${table}
  BEGIN SELECT RAISE(ABORT, 'allowance_append_only'); END;`,
  )
  .join('')}
${[
  ['allowance_line', 'scope, name, person_id, model_class, unit, approver'],
  ['allowance_pool', 'team, model_class, unit'],
]
  .map(
    ([table, own]) => `
CREATE TRIGGER ${table}_only_ends BEFORE UPDATE OF id, ${own}, cadence, currency, amount_micro,
    at_limit, carry_over, counts, from_day, at, by_name, why ON ${table}
  BEGIN SELECT RAISE(ABORT, 'allowance_append_only'); END;`,
  )
  .join('')}
CREATE TRIGGER allowance_slice_only_ends BEFORE UPDATE OF id, pool_id, person_id, role, amount_micro,
    from_day, at, by_name, why ON allowance_slice
  BEGIN SELECT RAISE(ABORT, 'allowance_append_only'); END;
${['allowance_line', 'allowance_pool', 'allowance_slice']
  .map(
    (table) => `
CREATE TRIGGER ${table}_never_goes BEFORE DELETE ON ${table}
  BEGIN SELECT RAISE(ABORT, 'allowance_append_only'); END;
CREATE TRIGGER ${table}_closed_insert BEFORE INSERT ON ${table}
  WHEN EXISTS (SELECT 1 FROM closed_month WHERE month >= substr(NEW.from_day, 1, 7))
  BEGIN SELECT RAISE(ABORT, 'month_closed'); END;
CREATE TRIGGER ${table}_closed_end BEFORE UPDATE OF to_day ON ${table}
  WHEN EXISTS (SELECT 1 FROM closed_month WHERE month >=
    substr(date(min(coalesce(OLD.to_day, '9999-12-30'), coalesce(NEW.to_day, '9999-12-30')), '+1 day'), 1, 7))
  BEGIN SELECT RAISE(ABORT, 'month_closed'); END;`,
  )
  .join('')}
CREATE TRIGGER allowance_entry_closed_insert BEFORE INSERT ON allowance_entry
  WHEN EXISTS (SELECT 1 FROM closed_month WHERE month >= substr(CASE WHEN NEW.kind = 'top-up-end' THEN date(NEW.day, '+1 day') ELSE NEW.day END, 1, 7))
  BEGIN SELECT RAISE(ABORT, 'month_closed'); END;
CREATE TRIGGER top_up_request_decided_once BEFORE UPDATE ON top_up_request
  WHEN OLD.state <> 'asked' OR NEW.person_id <> OLD.person_id OR NEW.amount_micro <> OLD.amount_micro
    OR NEW.reason <> OLD.reason OR NEW.expected_output <> OLD.expected_output OR NEW.day <> OLD.day
  BEGIN SELECT RAISE(ABORT, 'allowance_append_only'); END;
CREATE TRIGGER top_up_request_never_goes BEFORE DELETE ON top_up_request
  BEGIN SELECT RAISE(ABORT, 'allowance_append_only'); END;
`;
