import type { Book, SqlValue } from './book.ts';
import { connectionOf } from './connection.ts';

/** A table as it stands, its columns in their order. */
export type PlainTable = {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, SqlValue>>[];
};

/** Tables that are written as they stand. */
const TABLES = {
  people:
    'SELECT name, email, role, team, start_day, end_day, monthly_cost_micro, cost_currency FROM person ORDER BY name, email',
  subscriptions:
    'SELECT tool, email, start_day, end_day, price_micro, currency, cadence FROM subscription ORDER BY tool, email, start_day',
  output:
    'SELECT email, day, kind, quantity_milli, title, link, accepted, accepted_by, minutes_saved, reopened_day FROM output_item ORDER BY day, email, id',
  rates:
    'SELECT day, from_currency, to_currency, rate, source FROM rate ORDER BY day, from_currency, to_currency',
  usage: `SELECT usage.day, identity.key AS identity, tool.text AS tool, model.text AS model, project.text AS project,
    input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, requests,
    state, charge_micro, usage.currency, base_micro, list_micro
    FROM usage JOIN identity ON identity.id = identity_id JOIN label AS tool ON tool.id = tool_id
    JOIN label AS model ON model.id = model_id JOIN label AS project ON project.id = project_id
    ORDER BY usage.day, usage.id`,
  invoices: `SELECT number, vendor, account.name AS account, kind, issue_day, due_day, period_start, period_end,
    invoice.currency, net_micro, tax_micro, total_micro, status, sha256
    FROM invoice LEFT JOIN account ON account.id = account_id ORDER BY issue_day, invoice.id`,
} as const;

/** The book's own tables for those who have a warehouse; amounts are micro-units. */
export function plainTables(book: Book): PlainTable[] {
  return Object.entries(TABLES).map(([name, sql]) => ({
    name,
    columns: connectionOf(book)
      .statement(sql)
      .columns()
      .map((column) => column.name),
    rows: connectionOf(book).all<Record<string, SqlValue>>(sql),
  }));
}
