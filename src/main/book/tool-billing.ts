import { Failure } from '../../core/failure.ts';
import type { Book } from './book.ts';
import { connectionOf } from './connection.ts';

export type ToolBilling = 'use' | 'plan' | 'auto';

/** The tools of use that names no account, by name, and how that is billed. */
export function toolBillings(book: Book): { tool: string; billing: ToolBilling }[] {
  return connectionOf(book).all<{ tool: string; billing: ToolBilling }>(
    `SELECT used.tool, coalesce(tool_billing.billing, 'auto') AS billing
     FROM (SELECT DISTINCT label.text AS tool FROM usage_month
       JOIN identity ON identity.id = identity_id
       JOIN source ON source.id = source_id AND source.kind <> 'account'
       JOIN label ON label.id = tool_id WHERE label.text <> '') AS used
     LEFT JOIN tool_billing ON tool_billing.tool = used.tool
     ORDER BY used.tool COLLATE NOCASE`,
  );
}

export function billingOfTool(book: Book, tool: string): ToolBilling {
  return (
    connectionOf(book).get<{ billing: ToolBilling }>(
      'SELECT billing FROM tool_billing WHERE tool = ?',
      tool.trim(),
    )?.billing ?? 'auto'
  );
}

/** Says how a tool's use is billed; `account_missing` where neither account nor tool has that name. */
export function setToolBilling(book: Book, name: string, billing: ToolBilling): void {
  const tool = name.trim();
  const isUsed = toolBillings(book).some((one) => one.tool.toLowerCase() === tool.toLowerCase());
  if (!isUsed) {
    throw new Failure(
      'account_missing',
      `There is no account ${tool}, and no use of a tool of that name.`,
      { account: tool },
    );
  }
  if (billing === 'auto') connectionOf(book).run('DELETE FROM tool_billing WHERE tool = ?', tool);
  else
    connectionOf(book).run(
      'INSERT INTO tool_billing (tool, billing) VALUES (?, ?) ON CONFLICT DO UPDATE SET billing = excluded.billing',
      tool,
      billing,
    );
}
