/** For each table the sum of what its rows were when they were written: a row that is something else now is told. */
export const sql = `
CREATE TABLE row_digest (
  table_name TEXT PRIMARY KEY,
  digest INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;
