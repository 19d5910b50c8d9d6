/** The trail's last entry, kept apart: without it, entries taken off its end would not be missed. */
export const sql = `
CREATE TABLE audit_head (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  entry INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT;
INSERT INTO audit_head (id, entry, hash) SELECT 1, id, hash FROM audit ORDER BY id DESC LIMIT 1;
`;
