/** How the use of a tool is billed whose rows name no account; what is not said follows from who holds a plan. */
export const sql = `
CREATE TABLE tool_billing (
  tool TEXT PRIMARY KEY COLLATE NOCASE,
  billing TEXT NOT NULL CHECK (billing IN ('use', 'plan'))
) STRICT;
`;
