import { bytes, flag, micro, optional, type RowOf, text, whole } from '../columns.ts';
import { change, row, rows, sql } from '../statement.ts';

const keptLog = {
  id: whole,
  sourceId: whole,
  path: text,
  isOpen: flag,
  place: whole,
  changedMs: whole,
  importId: optional(whole),
  entry: bytes,
};

/**
 * A log as the book keeps it. Of equal events the log with the smaller `place` says whose they are;
 * `importId` is of entries of the first version: later ones say themselves which import brought what.
 */
export type KeptLog = RowOf<typeof keptLog>;

type NewLog = Omit<KeptLog, 'id' | 'isOpen' | 'importId'>;

const device = { id: text, name: text };

/** A person's computer; its id is chance. */
export type Device = RowOf<typeof device>;

const agentUsage = {
  id: whole,
  identityId: whole,
  sourceId: whole,
  day: text,
  tool: text,
  model: text,
  project: text,
  detail: text,
  tier: text,
  inputTokens: whole,
  outputTokens: whole,
  cacheReadTokens: whole,
  cacheWriteTokens: whole,
  cacheWrite1hTokens: whole,
  requests: whole,
  searches: whole,
  costMicro: optional(micro),
  creditsMicro: micro,
};

/** A row of use that stands in the book for an agent log. */
export type HeldAgentUsage = RowOf<typeof agentUsage>;

/** The logs of coding agents, the computers they lie on, and the use that stands for them. */
export const agentLogs = {
  /** Every log whose events count, in the order of their places. */
  kept: rows(
    keptLog,
    () => sql`
      SELECT id, source_id AS sourceId, path, is_open AS isOpen, place, changed_ms AS changedMs,
        import_id AS importId, entry FROM agent_log ORDER BY place, id`,
  ),
  keep: change(
    (log: NewLog) => sql`
      INSERT INTO agent_log (source_id, path, is_open, place, changed_ms, entry)
      VALUES (${log.sourceId}, ${log.path}, 1, ${log.place}, ${log.changedMs}, ${log.entry})`,
  ),
  keepGrown: change(
    (id: number, changedMs: number, entry: Buffer) => sql`
      UPDATE agent_log SET entry = ${entry}, changed_ms = ${changedMs} WHERE id = ${id}`,
  ),
  /** Its events stay; the next time it is read afresh. */
  close: change((id: number) => sql`UPDATE agent_log SET is_open = 0 WHERE id = ${id}`),
  drop: change((id: number) => sql`DELETE FROM agent_log WHERE id = ${id}`),
  /** Which logs an import held, as ranges of ids in JSON. */
  noteReading: change(
    (importId: number, logs: string) => sql`
      INSERT INTO agent_log_reading (import_id, logs) VALUES (${importId}, ${logs})`,
  ),
  /** What later imports that are not undone held. */
  laterReadings: rows(
    { importId: whole, logs: text },
    (importId: number) => sql`
      SELECT import_id AS importId, logs FROM agent_log_reading JOIN import ON import.id = import_id
      WHERE import_id > ${importId} AND undone_at IS NULL ORDER BY import_id`,
  ),
  devices: rows(device, () => sql`SELECT id, name FROM device ORDER BY name`),
  deviceNamed: row(device, (name: string) => sql`SELECT id, name FROM device WHERE name = ${name}`),
  addDevice: change(
    (id: string, name: string) => sql`INSERT INTO device (id, name) VALUES (${id}, ${name})`,
  ),
  /** Without what came in packets: that is settled day by day, not from logs. */
  usage: rows(
    agentUsage,
    () => sql`
      SELECT usage.id, identity_id AS identityId, source_id AS sourceId, day, tool.text AS tool,
        model.text AS model, project.text AS project, detail.text AS detail,
        coalesce(tier.text, '') AS tier, input_tokens AS inputTokens, output_tokens AS outputTokens,
        cache_read_tokens AS cacheReadTokens, cache_write_tokens AS cacheWriteTokens,
        cache_write_1h_tokens AS cacheWrite1hTokens, requests, searches, cost_micro AS costMicro,
        credits_micro AS creditsMicro
      FROM usage JOIN identity ON identity.id = identity_id JOIN source ON source.id = source_id
        JOIN label AS tool ON tool.id = tool_id JOIN label AS model ON model.id = model_id
        JOIN label AS project ON project.id = project_id JOIN label AS detail ON detail.id = detail_id
        LEFT JOIN label AS tier ON tier.id = tier_id
      WHERE source.kind = 'agent-log' AND NOT EXISTS (
        SELECT 1 FROM pairing WHERE source.name LIKE '% ' || pairing.installation)`,
  ),
  dropUsage: change((id: number) => sql`DELETE FROM usage WHERE id = ${id}`),
};
