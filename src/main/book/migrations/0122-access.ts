/** Who may see and do what in the company's book. Without a row nothing is hidden. */
export const sql = `
CREATE TABLE access (
  email TEXT PRIMARY KEY COLLATE NOCASE,
  name TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('owner', 'manager', 'accountant', 'employee')),
  team TEXT,
  -- the computer's own user, where no passphrase is asked for
  os_user TEXT,
  -- scrypt of the passphrase; never shown
  verifier TEXT,
  from_at TEXT NOT NULL,
  to_at TEXT,
  misses INTEGER NOT NULL DEFAULT 0,
  locked_until TEXT
) STRICT;
`;
