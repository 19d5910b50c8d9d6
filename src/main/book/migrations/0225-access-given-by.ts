/** Whose user of this computer gave access: theirs alone can name on the command line who has no passphrase yet. */
export const sql = `
ALTER TABLE access ADD COLUMN given_by TEXT;
`;
