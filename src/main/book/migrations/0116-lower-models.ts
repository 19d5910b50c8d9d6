/** The model that the owner names as the next one down from another. */
export const sql = `
CREATE TABLE model_lower (
  model TEXT PRIMARY KEY COLLATE NOCASE,
  lower TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
