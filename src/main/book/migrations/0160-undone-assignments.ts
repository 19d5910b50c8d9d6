/** Identities that a person had given to people whom an undone import took away: importing it again gives them back. */
export const sql = `
CREATE TABLE undone_assignment (
  import_id INTEGER NOT NULL REFERENCES import (id) ON DELETE CASCADE,
  identity_id INTEGER NOT NULL REFERENCES identity (id) ON DELETE CASCADE,
  email TEXT NOT NULL COLLATE NOCASE,
  share_ppm INTEGER NOT NULL,
  from_day TEXT,
  to_day TEXT
) STRICT;
CREATE INDEX undone_assignment_by_import ON undone_assignment (import_id);
`;
