/** What became of each kind of answer in a sync; syncs of released versions told the whole only. */
export const sql = `
ALTER TABLE sync_run ADD COLUMN streams TEXT NOT NULL DEFAULT '[]';
`;
