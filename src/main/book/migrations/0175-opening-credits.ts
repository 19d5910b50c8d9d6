/** Credits that an account held before any invoice of the book: what was left of them as a month began, in base currency. */
export const sql = `
CREATE TABLE opening_credit (
  account TEXT PRIMARY KEY COLLATE NOCASE,
  month TEXT NOT NULL,
  base_micro INTEGER NOT NULL CHECK (base_micro > 0)
) STRICT, WITHOUT ROWID;
`;
