/** Trackers that the app reads by itself, as accounts: off until the owner switches it on. */
export const sql = `
ALTER TABLE tracker ADD COLUMN automatic INTEGER NOT NULL DEFAULT 0 CHECK (automatic IN (0, 1));
`;
