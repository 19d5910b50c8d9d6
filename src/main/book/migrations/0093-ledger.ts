/**
 * What the accountant asks of documents: who they are from, their tax by rate, the month they are booked in
 * and what was paid for them; a claim line's tax and what of it is recoverable; which settings were agreed.
 */
export const sql = `
CREATE TABLE vendor (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL COLLATE NOCASE UNIQUE,
  legal_name TEXT,
  country TEXT,
  vat_id TEXT,
  creditor TEXT,
  expense_account TEXT,
  tax_key TEXT,
  terms_days INTEGER
) STRICT;

-- A document's tax by kind and rate, as a person gave it; without rows it follows from the document.
CREATE TABLE invoice_tax_line (
  invoice_id INTEGER NOT NULL REFERENCES invoice (id) ON DELETE CASCADE,
  place INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('domestic', 'reverse-charge', 'exempt', 'sales-tax', 'not-recoverable')),
  rate TEXT NOT NULL,
  net_micro INTEGER NOT NULL,
  tax_micro INTEGER NOT NULL,
  recoverable TEXT NOT NULL,
  PRIMARY KEY (invoice_id, place)
) STRICT, WITHOUT ROWID;

ALTER TABLE invoice ADD COLUMN posting_month TEXT;

CREATE TABLE invoice_payment (
  id INTEGER PRIMARY KEY,
  invoice_id INTEGER NOT NULL REFERENCES invoice (id) ON DELETE CASCADE,
  day TEXT NOT NULL,
  amount_micro INTEGER NOT NULL,
  base_micro INTEGER NOT NULL,
  fee_micro INTEGER NOT NULL,
  reference TEXT,
  at TEXT NOT NULL,
  who TEXT NOT NULL
) STRICT;
CREATE INDEX invoice_payment_by_invoice ON invoice_payment (invoice_id);

ALTER TABLE claim_line ADD COLUMN tax_micro INTEGER;
ALTER TABLE claim_line ADD COLUMN tax_rate TEXT;
ALTER TABLE claim_line ADD COLUMN in_company_name INTEGER NOT NULL DEFAULT 0;
-- Of what is paid, in the currency that is paid and in base.
ALTER TABLE claim_line ADD COLUMN recoverable_micro INTEGER;
ALTER TABLE claim_line ADD COLUMN recoverable_base_micro INTEGER;

-- A proposed setting that was agreed with the accountant; it holds for the value it was agreed with.
CREATE TABLE ledger_agreement (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  agreed_with TEXT NOT NULL,
  day TEXT NOT NULL,
  who TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
