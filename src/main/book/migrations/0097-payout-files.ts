/**
 * The transfer that a payout travels in (one person gets one per currency), and each batch's file as
 * the bank was given it, so that a lost one can be written again. Earlier batches held one transfer
 * per claim, and their files are not known.
 */
export const sql = `
ALTER TABLE payout ADD COLUMN transfer TEXT;
CREATE INDEX payout_by_transfer ON payout (transfer) WHERE transfer IS NOT NULL;

CREATE TABLE payout_file (
  batch_id INTEGER PRIMARY KEY REFERENCES payout_batch (id),
  sha256 TEXT NOT NULL,
  content TEXT NOT NULL
) STRICT;
CREATE TRIGGER payout_file_never_changes BEFORE UPDATE ON payout_file
  BEGIN SELECT RAISE(ABORT, 'claim_step_append_only'); END;

-- Which entries were given to which software, so that giving them twice is told. An entry is known by
-- what it books: its number is fixed only when its month is closed.
CREATE TABLE exported_entry (
  entry TEXT NOT NULL,
  software TEXT NOT NULL,
  month TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (entry, software)
) STRICT, WITHOUT ROWID;
`;
