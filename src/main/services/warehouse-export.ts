import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InputOf, OutputOf } from '../../contract/request.ts';
import type { warehouseExport } from '../../contract/warehouse.ts';
import { isIsoDay, monthRange } from '../../core/calendar.ts';
import { microText } from '../../core/money.ts';
import type { SqlValue } from '../book/book.ts';
import { chargesColumns } from '../exports/charges-table.ts';
import {
  dayCell,
  type ExportCell,
  type ExportTable,
  exportTable,
  numberCell,
  textCell,
} from '../exports/export-table.ts';
import { writeParquet } from '../exports/parquet.ts';

import { exportContent } from './close/export-content.ts';
import { bookMonths } from './company.ts';
import type { Context } from './context.ts';
import { SpendReader } from './spend.ts';

/** Tables that are written as they stand; amounts in `…_micro` become decimals. */
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
} as const;

export function exportWarehouse(
  context: Context,
  { out }: InputOf<typeof warehouseExport>,
): OutputOf<typeof warehouseExport> {
  mkdirSync(out, { recursive: true });
  const reader = new SpendReader(context);
  const span = bookMonths(context.book);
  const months = span ? monthRange(span.from, span.to) : [];
  const charges = exportTable(
    chargesColumns,
    months.flatMap((month) => exportContent(context, reader, month).charges),
  );
  const tables: [string, ExportTable][] = [
    ['charges', charges],
    ...Object.entries(TABLES).map(([name, sql]): [string, ExportTable] => [
      name,
      tableOf(context, sql),
    ]),
  ];
  const files = tables.map(([name, table]) => {
    const bytes = writeParquet(table);
    const file = join(out, `${name}.parquet`);
    writeFileSync(file, bytes);
    return {
      file,
      rows: table.rows.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    };
  });
  return { folder: out, files };
}

function tableOf(context: Context, sql: string): ExportTable {
  const statement = context.book.statement(sql);
  const names = statement.columns().map((column) => column.name);
  const rows = context.book.all<Record<string, SqlValue>>(sql);
  return {
    columns: names.map((name) => name.replace(/_(micro|milli)$/, '')),
    rows: rows.map((row) => names.map((name) => cellOf(name, row[name] ?? null))),
  };
}

function cellOf(name: string, value: SqlValue): ExportCell {
  if (value === null || value instanceof Buffer) return null;
  if (name.endsWith('_micro')) return numberCell(microText(BigInt(String(value))));
  if (name.endsWith('_milli')) return numberCell(String(Number(value) / 1000));
  if (typeof value !== 'string') return numberCell(String(value));
  return isIsoDay(value) ? dayCell(value) : textCell(value);
}
