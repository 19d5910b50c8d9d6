import { optional, text, whole, word } from '../columns.ts';
import { change, rows, sql, value } from '../statement.ts';

export type SourceKind = 'account' | 'tool' | 'agent-log';
export type ToolBilling = 'use' | 'plan' | 'auto';

/** Where rows come from, and how a tool without an account is billed. */
export const sources = {
  idOf: value(
    whole,
    (kind: SourceKind, name: string) => sql`
      SELECT id FROM source WHERE kind = ${kind} AND name = ${name}`,
  ),
  add: change(
    (kind: SourceKind, name: string, accountId: number | null) => sql`
      INSERT INTO source (kind, name, account_id) VALUES (${kind}, ${name}, ${accountId})`,
  ),
  /** Of logs that were read here: not of installations whose packets bring their use. */
  ofAgentLogs: rows(
    { id: whole, name: text },
    () => sql`
      SELECT id, name FROM source WHERE kind = 'agent-log' AND NOT EXISTS (
        SELECT 1 FROM pairing WHERE source.name LIKE '% ' || pairing.installation) ORDER BY id`,
  ),
  /** Who sells through each account; `null` where nobody said. */
  accountProviders: rows(
    { name: text, provider: optional(text) },
    () => sql`SELECT name, provider FROM account`,
  ),
  /** The tools of use that names no account, by name. */
  toolBillings: rows(
    { tool: text, billing: word<ToolBilling>() },
    () => sql`
      SELECT used.tool, coalesce(tool_billing.billing, 'auto') AS billing
      FROM (SELECT DISTINCT label.text AS tool FROM usage_month
        JOIN identity ON identity.id = identity_id
        JOIN source ON source.id = source_id AND source.kind <> 'account'
        JOIN label ON label.id = tool_id WHERE label.text <> '') AS used
      LEFT JOIN tool_billing ON tool_billing.tool = used.tool
      ORDER BY used.tool COLLATE NOCASE`,
  ),
  billingOf: value(
    word<ToolBilling>(),
    (tool: string) => sql`SELECT billing FROM tool_billing WHERE tool = ${tool}`,
  ),
  setBilling: change(
    (tool: string, billing: ToolBilling) => sql`
      INSERT INTO tool_billing (tool, billing) VALUES (${tool}, ${billing})
      ON CONFLICT DO UPDATE SET billing = excluded.billing`,
  ),
  forgetBilling: change((tool: string) => sql`DELETE FROM tool_billing WHERE tool = ${tool}`),
};

/** The recurring names of rows, by number. */
export const labels = {
  idOf: value(whole, (name: string) => sql`SELECT id FROM label WHERE text = ${name}`),
  add: change((name: string) => sql`INSERT INTO label (text) VALUES (${name})`),
};
