import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type { warehouseExport } from '../../../contract/warehouse.ts';
import { isIsoDay, monthRange } from '../../../core/calendar.ts';
import type { ExportContent } from '../../../core/close/export-content.ts';
import { microText } from '../../../core/money.ts';
import { appVersion } from '../../app-version.ts';
import type { SqlValue } from '../../book/book.ts';
import { type PlainTable, plainTables } from '../../book/plain-tables.ts';
import { chargesColumns } from '../../exports/charges-table.ts';
import { claimsColumns } from '../../exports/claims-table.ts';
import {
  dayCell,
  type ExportCell,
  type ExportTable,
  exportTable,
  numberCell,
  textCell,
} from '../../exports/export-table.ts';
import { exportManifest, manifestText, totalsOf } from '../../exports/manifest.ts';
import { payoutsColumns } from '../../exports/payouts-table.ts';
import { seatsColumns } from '../../exports/seats-table.ts';
import { auditHead } from '../audit/anchors.ts';
import { exportContent } from '../close/export-content.ts';
import { bookMonths } from '../company/company.ts';
import { baseCurrency, type Context, settingOf } from '../context.ts';
import { SpendReader } from '../spend/spend-reader.ts';
import { fileFailure, writeWhole } from './write-whole.ts';

/**
 * Writes every table as Parquet into a folder, each with its manifest beside it: charges, seats,
 * claims and payouts of every month as its exports have them, and the book's own tables.
 */
export async function exportWarehouse(
  context: Context,
  { out }: InputOf<typeof warehouseExport>,
): Promise<OutputOf<typeof warehouseExport>> {
  // Loaded by whoever exports: every other request starts without it.
  const { writeParquet } = await import('../../exports/parquet.ts');
  try {
    mkdirSync(out, { recursive: true });
  } catch (error) {
    throw fileFailure(out, error);
  }
  const reader = new SpendReader(context);
  const span = bookMonths(context.book);
  const months = (span ? monthRange(span.from, span.to) : []).map((month) =>
    exportContent(context, reader, month, { withLedger: false }),
  );
  // What waits for a rate is no 0: then there is no total.
  const sumOf = (amounts: readonly (bigint | null)[]): bigint | null =>
    amounts.reduce<bigint | null>(
      (sum, micro) => (sum === null || micro === null ? null : sum + micro),
      0n,
    );
  const ofMonths = <Row>(rowsOf: (content: ExportContent) => readonly Row[]): Row[] =>
    months.flatMap(rowsOf);
  const charges = ofMonths((content) => content.charges);
  const seats = ofMonths((content) => content.seats);
  const claims = ofMonths((content) => content.claims);
  const payouts = ofMonths((content) => content.payouts);
  const tables: [name: string, table: ExportTable, total: bigint | null][] = [
    [
      'charges',
      exportTable(chargesColumns, charges),
      sumOf(charges.map(({ baseMicro }) => baseMicro)),
    ],
    ...plainTables(context.book).map((table): [string, ExportTable, null] => [
      table.name,
      tableOf(table),
      null,
    ]),
    [
      'seats',
      exportTable(seatsColumns(seats), seats),
      charges.some(({ baseMicro }) => baseMicro === null)
        ? null
        : sumOf(seats.map(({ spendMicro }) => spendMicro)),
    ],
    [
      'claims',
      exportTable(claimsColumns, claims),
      sumOf(claims.flatMap(({ baseMicro }) => baseMicro ?? [])),
    ],
    [
      'payouts',
      exportTable(payoutsColumns, payouts),
      sumOf(payouts.map(({ baseMicro }) => baseMicro)),
    ],
  ];
  const currency = baseCurrency(context);
  const files = tables.map(([name, table, total]) => {
    const bytes = writeParquet(table);
    const file = join(out, `${name}.parquet`);
    const manifest = exportManifest(
      {
        file: `${name}.parquet`,
        kind: name,
        format: 'parquet',
        filters: { company: settingOf(context, 'company.name') },
        rows: table.rows.length,
        totals: total === null ? [] : totalsOf([{ micro: total, currency }]),
        appVersion: appVersion(context),
        audit: auditHead(context.book),
      },
      bytes,
    );
    writeWhole(file, bytes);
    writeWhole(`${file}.manifest.json`, new TextEncoder().encode(manifestText(manifest)));
    return { file, rows: table.rows.length, sha256: manifest.sha256 };
  });
  return { folder: out, files };
}

function tableOf({ columns, rows }: PlainTable): ExportTable {
  return {
    columns: columns.map((name) => name.replace(/_(micro|milli)$/, '')),
    rows: rows.map((row) => columns.map((name) => cellOf(name, row[name] ?? null))),
  };
}

function cellOf(name: string, value: SqlValue): ExportCell {
  if (value === null || value instanceof Buffer) return null;
  if (name.endsWith('_micro')) return numberCell(microText(BigInt(String(value))));
  if (name.endsWith('_milli')) return numberCell(String(Number(value) / 1000));
  if (typeof value !== 'string') return numberCell(String(value));
  return isIsoDay(value) ? dayCell(value) : textCell(value);
}
