/** Which logs each import of agent logs held, new to it or known: what two of them held stays when one is undone. */
export const sql = `
CREATE TABLE agent_log_reading (
  import_id INTEGER PRIMARY KEY REFERENCES import (id),
  -- Ids of agent_log as ranges, both ends among them: [[1,240],[243,243]].
  logs TEXT NOT NULL CHECK (json_valid(logs))
) STRICT;
`;
