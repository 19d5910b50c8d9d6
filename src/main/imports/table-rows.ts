import type { ImportRow, RowReject } from '../../core/spend/rows.ts';
import type { RecognisedTable } from './recognise-table.ts';
import type { CellRules } from './table/cell-reader.ts';
import { CellReader, rejectOf } from './table/cell-reader.ts';
import { dayOrderOf } from './table/day-order.ts';
import type { TableRecord } from './table/delimited-records.ts';
import type { Progress } from './table/table.ts';

type RowOptions = {
  readonly baseCurrency: string;
  /** Whether rejects name the table they stand in, because there are several. */
  readonly names: boolean;
};

const BATCH_SIZE = 2000;

/** The rows and rejects of a recognised table, a batch at a time. */
export async function* tableRows(
  found: RecognisedTable,
  options: RowOptions,
  progress: Progress,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly (ImportRow | RowReject)[]> {
  const rules: CellRules = {
    dayOrder: await knownDayOrder(found),
    decimal: found.mapping?.decimal ?? null,
    baseCurrency: options.baseCurrency,
    blanks: found.blanks,
  };
  const cells = new CellReader(rules);
  const width = found.header.length;
  let toSkip = found.skip;
  const told = (batch: readonly (ImportRow | RowReject)[]) =>
    options.names ? batch.map((row) => named(row, found.table.name)) : batch;
  for await (const records of found.table.records(progress)) {
    signal?.throwIfAborted();
    let batch: (ImportRow | RowReject)[] = [];
    for (const record of records) {
      if (toSkip > 0) toSkip -= 1;
      else readRecord(found, cells, record, width, batch);
      if (batch.length >= BATCH_SIZE) {
        yield told(batch);
        batch = [];
      }
    }
    if (batch.length > 0) yield told(batch);
  }
}

function readRecord(
  found: RecognisedTable,
  cells: CellReader,
  record: TableRecord,
  width: number,
  batch: (ImportRow | RowReject)[],
): void {
  if (record.fault !== null) {
    batch.push(rejectOf(record, null, record.cells[0] ?? null, record.fault));
    return;
  }
  if (isBlank(record.cells)) return;
  if (record.cells.length > width) {
    const extra = record.cells.slice(width).find((cell) => cell.trim() !== '');
    if (extra !== undefined) {
      batch.push(rejectOf(record, null, extra, tooManyCells(record.cells.length, width)));
      return;
    }
  }
  cells.start(record);
  const row = found.bound.read(cells);
  if (cells.reject !== null) batch.push(cells.reject);
  else if (row !== null) {
    if (isMany(row)) batch.push(...row);
    else batch.push(row);
  }
}

const isMany = (row: ImportRow | readonly ImportRow[]): row is readonly ImportRow[] =>
  Array.isArray(row);

function isBlank(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell !== '' && cell.trim() !== '') return false;
  return true;
}

const tooManyCells = (count: number, width: number): { code: string; reason: string } => ({
  code: 'cell_count',
  reason: `The row has ${count} cells, the header ${width}. Quote cells that hold the delimiter.`,
});

function named(row: ImportRow | RowReject, table: string | null): ImportRow | RowReject {
  if (row.kind !== 'reject' || table === null) return row;
  return { ...row, reason: `${table}: ${row.reason}` };
}

/** The order of day and month: the mapping's, else the one that a small file's own dates settle. */
async function knownDayOrder(found: RecognisedTable): Promise<CellRules['dayOrder']> {
  const told = found.mapping?.dateFormat;
  if (told !== undefined) return told === 'iso' ? null : told;
  if (found.dayOrder !== null) return found.dayOrder;
  if (!found.table.isSmall) return null;
  return dayOrderOf(found.table, found.skip);
}
