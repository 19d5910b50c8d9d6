/** Trackers that read tables: which column tells what, as the owner says it, and which there are. */
export const sql = `
ALTER TABLE tracker ADD COLUMN columns TEXT NOT NULL DEFAULT '';
ALTER TABLE tracker ADD COLUMN fields TEXT NOT NULL DEFAULT '[]';
`;
