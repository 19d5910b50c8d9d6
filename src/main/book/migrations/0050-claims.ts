/** Claims: their lines and receipts, every step, what was paid back, and the rules and bank details they need. */
export const sql = `
-- An original lies beside the book under its hash; here stands what is known of it.
CREATE TABLE receipt (
  sha256 TEXT PRIMARY KEY,
  media_type TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  picture_hash TEXT,
  total_micro INTEGER,
  currency TEXT,
  kept_at TEXT NOT NULL
) STRICT;

CREATE TABLE claim (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id INTEGER NOT NULL REFERENCES person (id),
  state TEXT NOT NULL CHECK (state IN
    ('draft', 'submitted', 'needs information', 'approved', 'rejected', 'withdrawn', 'paid')),
  made_at TEXT NOT NULL,
  -- the first of two approvals while the second is awaited: who, and what of which line
  first_approval TEXT
) STRICT;
CREATE INDEX claim_by_person ON claim (person_id);
CREATE INDEX claim_by_state ON claim (state);

CREATE TABLE claim_line (
  claim_id INTEGER NOT NULL REFERENCES claim (id),
  line_no INTEGER NOT NULL,
  day TEXT NOT NULL,
  tool TEXT,
  vendor TEXT,
  invoice_number TEXT,
  purpose TEXT NOT NULL,
  amount_micro INTEGER NOT NULL,
  currency TEXT NOT NULL,
  work_percent TEXT NOT NULL,
  period_start TEXT,
  period_end TEXT,
  -- what stands approved of it and what that came to; null while nothing is
  approved_micro INTEGER,
  approved_base_micro INTEGER,
  charged_month TEXT,
  PRIMARY KEY (claim_id, line_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim_receipt (
  claim_id INTEGER NOT NULL,
  line_no INTEGER NOT NULL,
  sha256 TEXT NOT NULL REFERENCES receipt (sha256),
  file_name TEXT NOT NULL,
  PRIMARY KEY (claim_id, line_no, sha256),
  FOREIGN KEY (claim_id, line_no) REFERENCES claim_line (claim_id, line_no) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_receipt_by_content ON claim_receipt (sha256);

CREATE TABLE claim_step (
  id INTEGER PRIMARY KEY,
  claim_id INTEGER NOT NULL REFERENCES claim (id),
  at TEXT NOT NULL,
  by_name TEXT NOT NULL,
  kind TEXT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  why TEXT,
  stands_in_for TEXT,
  reference TEXT,
  grants TEXT,
  -- the findings as they stood then
  findings TEXT
) STRICT;
CREATE INDEX claim_step_by_claim ON claim_step (claim_id, id);
CREATE TRIGGER claim_step_never_changes BEFORE UPDATE ON claim_step
  BEGIN SELECT RAISE(ABORT, 'claim_step_append_only'); END;
CREATE TRIGGER claim_step_never_goes BEFORE DELETE ON claim_step
  BEGIN SELECT RAISE(ABORT, 'claim_step_append_only'); END;
CREATE TRIGGER claim_never_goes BEFORE DELETE ON claim
  BEGIN SELECT RAISE(ABORT, 'claim_step_append_only'); END;

-- Money that went back. A transfer that came back stays, marked as failed.
CREATE TABLE claim_payment (
  id INTEGER PRIMARY KEY,
  claim_id INTEGER NOT NULL REFERENCES claim (id),
  reference TEXT NOT NULL,
  day TEXT NOT NULL,
  amount_micro INTEGER NOT NULL CHECK (amount_micro > 0),
  currency TEXT NOT NULL,
  failed INTEGER NOT NULL DEFAULT 0 CHECK (failed IN (0, 1))
) STRICT;
CREATE INDEX claim_payment_by_claim ON claim_payment (claim_id, id);
CREATE TRIGGER claim_payment_only_fails BEFORE UPDATE ON claim_payment
  WHEN OLD.failed = 1 OR NEW.failed = 0 OR NEW.claim_id <> OLD.claim_id OR NEW.reference <> OLD.reference
    OR NEW.day <> OLD.day OR NEW.amount_micro <> OLD.amount_micro OR NEW.currency <> OLD.currency
  BEGIN SELECT RAISE(ABORT, 'claim_step_append_only'); END;
CREATE TRIGGER claim_payment_never_goes BEFORE DELETE ON claim_payment
  BEGIN SELECT RAISE(ABORT, 'claim_step_append_only'); END;

-- Transfers written into one file for the bank.
CREATE TABLE payout_batch (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  format TEXT NOT NULL CHECK (format IN ('csv', 'sepa', 'cny')),
  execution_day TEXT NOT NULL,
  pay_in TEXT NOT NULL CHECK (pay_in IN ('claimed', 'base'))
) STRICT;

CREATE TABLE payout (
  id INTEGER PRIMARY KEY,
  batch_id INTEGER NOT NULL REFERENCES payout_batch (id),
  claim_id INTEGER NOT NULL REFERENCES claim (id),
  reference TEXT NOT NULL UNIQUE,
  amount_micro INTEGER NOT NULL CHECK (amount_micro > 0),
  currency TEXT NOT NULL,
  settles_micro INTEGER NOT NULL,
  settles_currency TEXT NOT NULL,
  -- sent: in the bank's file, not known to have arrived
  state TEXT NOT NULL CHECK (state IN ('sent', 'paid', 'failed', 'cancelled'))
) STRICT;
CREATE INDEX payout_by_batch ON payout (batch_id);
CREATE UNIQUE INDEX payout_once_at_a_time ON payout (claim_id, settles_currency) WHERE state = 'sent';

-- The rules in force are the last ones; earlier ones stay to be read.
CREATE TABLE claim_policy (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  policy TEXT NOT NULL
) STRICT;
CREATE TRIGGER claim_policy_never_changes BEFORE UPDATE ON claim_policy
  BEGIN SELECT RAISE(ABORT, 'claim_step_append_only'); END;
CREATE TRIGGER claim_policy_never_goes BEFORE DELETE ON claim_policy
  BEGIN SELECT RAISE(ABORT, 'claim_step_append_only'); END;

CREATE TABLE bank_details (
  person_id INTEGER PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
  holder TEXT NOT NULL,
  iban TEXT,
  bic TEXT,
  account_number TEXT,
  bank_name TEXT
) STRICT;
`;
