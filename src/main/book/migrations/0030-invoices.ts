/** Invoices as they were read and mended, what they make of a month, and how their vendors are known. */
export const sql = `
-- One bill. Its original lies beside the book, named by its content; the draft holds every field with
-- its place on the page and its confidence; the columns repeat what is asked for.
CREATE TABLE invoice (
  id INTEGER PRIMARY KEY,
  import_id INTEGER NOT NULL REFERENCES import (id),
  sha256 TEXT NOT NULL,
  file TEXT NOT NULL,
  media_type TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('invoice', 'credit-note', 'receipt')),
  vendor TEXT,
  vendor_key TEXT,
  -- who billed and which number, folded: an invoice is known by both
  known_by TEXT,
  number TEXT,
  issue_day TEXT,
  due_day TEXT,
  period_start TEXT,
  period_end TEXT,
  currency TEXT,
  net_micro INTEGER,
  tax_micro INTEGER,
  total_micro INTEGER,
  payable_micro INTEGER,
  draft TEXT NOT NULL,
  account_id INTEGER REFERENCES account (id),
  -- the standing invoice that this one seems to repeat with other figures
  duplicate_of INTEGER,
  status TEXT NOT NULL CHECK (status IN ('read', 'confirmed', 'posted')),
  confirmed_at TEXT,
  confirmed_by TEXT
) STRICT;
CREATE INDEX invoice_by_content ON invoice (sha256);
CREATE INDEX invoice_known_by ON invoice (known_by);
CREATE INDEX invoice_by_account ON invoice (account_id, status);
CREATE INDEX invoice_by_import ON invoice (import_id);

CREATE TABLE invoice_line (
  invoice_id INTEGER NOT NULL REFERENCES invoice (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  description TEXT NOT NULL,
  quantity TEXT,
  unit_micro INTEGER,
  amount_micro INTEGER NOT NULL,
  period_start TEXT,
  period_end TEXT,
  tax_rate TEXT,
  is_prepaid INTEGER NOT NULL,
  confidence REAL NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (invoice_id, ordinal)
) STRICT, WITHOUT ROWID;

-- Vendors that the owner taught by pointing at the fields once.
CREATE TABLE vendor_template (
  id TEXT PRIMARY KEY,
  template TEXT NOT NULL,
  at TEXT NOT NULL,
  who TEXT NOT NULL
) STRICT;

-- How an account's variance is spread, where it differs from the setting.
CREATE TABLE spread_rule (
  account_id INTEGER PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
  spread TEXT NOT NULL CHECK (spread IN ('unassigned', 'by-use'))
) STRICT;

-- Which charges are an account's variance, and of which month: one that came after its month was
-- closed is posted in a later one.
CREATE TABLE variance_charge (
  charge_id INTEGER PRIMARY KEY REFERENCES charge (id) ON DELETE CASCADE,
  account_id INTEGER NOT NULL REFERENCES account (id),
  month TEXT NOT NULL
) STRICT;
CREATE INDEX variance_charge_by_month ON variance_charge (account_id, month);
`;
