/** Price lists that were taken from files; the newest holds, beside the one that the app ships. */
export const sql = `
CREATE TABLE price_list (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  content TEXT NOT NULL
) STRICT;
`;
