/**
 * What was read of agents' logs, kept per log with the import that brought each event, so that an event
 * is known whoever brings it again; and the computers that logs come from. What the first version kept
 * is taken over: it says which events its sums hold.
 */
export const sql = `
CREATE TABLE device (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE
) STRICT, WITHOUT ROWID;
INSERT INTO device
  SELECT id, 'Computer ' || row_number() OVER (ORDER BY first) FROM (
    SELECT substr(name, -12) AS id, min(id) AS first FROM source WHERE kind = 'agent-log' GROUP BY 1);

CREATE TABLE agent_log (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
  -- below the tool's home, as it was found
  path TEXT NOT NULL,
  -- whether reading goes on from here; 0: only its events are kept
  is_open INTEGER NOT NULL,
  -- of equal events the one with the smaller place says whose it is
  place INTEGER NOT NULL,
  changed_ms INTEGER NOT NULL,
  -- of entries of the first version, which do not say it themselves
  import_id INTEGER,
  -- counts, times and hashes; no text of a prompt or a reply
  entry BLOB NOT NULL
) STRICT;
CREATE INDEX agent_log_by_path ON agent_log (path) WHERE is_open = 1;
INSERT INTO agent_log (source_id, path, is_open, place, changed_ms, import_id, entry)
  SELECT source_id, path, 0, row_number() OVER (ORDER BY source_id, path), 0,
    (SELECT max(usage.import_id) FROM usage JOIN identity ON identity.id = usage.identity_id
      WHERE identity.source_id = agent_log_file.source_id), entry
  FROM agent_log_file;
DELETE FROM agent_log_file;
`;
