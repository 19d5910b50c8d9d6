/**
 * People who were erased: since when, which entries of the trail stand with a pseudonym in place of their
 * name, and how an account that goes on telling their key is known again without it.
 */
export const sql = `
ALTER TABLE person ADD COLUMN erased_at TEXT;

-- An entry keeps the hash that it was chained by; what it says now is known by this digest, which the
-- entry of the erasure itself vouches for.
CREATE TABLE audit_redaction (
  erasure INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (erasure, entry)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER audit_redaction_never_changes BEFORE UPDATE ON audit_redaction
  BEGIN SELECT RAISE(ABORT, 'audit_append_only'); END;
CREATE TRIGGER audit_redaction_never_goes BEFORE DELETE ON audit_redaction
  BEGIN SELECT RAISE(ABORT, 'audit_append_only'); END;

CREATE TABLE erased_key (
  digest TEXT PRIMARY KEY,
  identity_id INTEGER NOT NULL REFERENCES identity (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
`;
