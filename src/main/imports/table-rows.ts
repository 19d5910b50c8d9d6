import type { DecimalMark } from '../../core/amount-text.ts';
import type { IsoDay } from '../../core/calendar.ts';
import type { ImportRow, RowReject } from '../../core/spend/rows.ts';
import type { RecognisedTable } from './recognise-table.ts';
import { CellReader, rejectOf } from './table/cell-reader.ts';
import { ColumnWritings, type OpenWriting } from './table/column-writings.ts';
import type { DayOrder } from './table/day-text.ts';
import type { TableRecord } from './table/delimited-records.ts';
import type { Progress } from './table/table.ts';
import { isTotalWord, TotalRows } from './total-rows.ts';

/** What a person answered where the file leaves a question open. */
export type TableAnswers = {
  readonly decimal?: DecimalMark | undefined;
  readonly dayOrder?: DayOrder | undefined;
  /** Whether a row that repeats the sum of those above counts all the same. */
  readonly totalRow?: 'count' | 'leave-out' | undefined;
};

type RowOptions = {
  readonly baseCurrency: string;
  readonly latestDay: IsoDay;
  readonly answers: TableAnswers;
  /** Whether rejects name the table they stand in, because there are several. */
  readonly names: boolean;
  /**
   * Whether the beginning of a large file is enough to tell how its columns are written. Then a
   * later cell that speaks against it throws `ColumnsTurned`, and all is to be read anew without it.
   */
  readonly isHeadEnough: boolean;
};

/** What is found while a table is read: for questions, and for rejects that come later. */
export type Reading = {
  open: readonly OpenWriting[];
  totals: { readonly line: number; readonly text: string }[];
  /** Rows of the file that hold nothing that counts, as empty buckets of a provider. */
  empty: number;
  records: readonly TableRecord[];
};

const BATCH_SIZE = 2000;
/** As much of a large file is looked at before its rows are taken. */
const HEAD_BYTES = 1024 * 1024;

/** The rows and rejects of a recognised table, a batch at a time. */
export async function* tableRows(
  found: RecognisedTable,
  options: RowOptions,
  progress: Progress,
  reading: Reading,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly (ImportRow | RowReject)[]> {
  const writings = await writingsOf(found, options, signal);
  reading.open = [...reading.open, ...writings.open()];
  const { baseCurrency, latestDay } = options;
  const cells = new CellReader({ writings, latestDay, baseCurrency, blanks: found.blanks });
  const one = new OneTable(found, cells, options, reading);
  let toSkip = found.skip;
  const told = (batch: readonly (ImportRow | RowReject)[]) =>
    options.names ? batch.map((row) => named(row, found.table.name)) : batch;
  for await (const records of found.table.records(progress)) {
    signal?.throwIfAborted();
    reading.records = records;
    let batch: (ImportRow | RowReject)[] = [];
    for (const record of records) {
      if (toSkip > 0) toSkip -= 1;
      else one.read(record, batch);
      if (batch.length >= BATCH_SIZE) {
        yield told(batch);
        batch = [];
      }
    }
    if (batch.length > 0) yield told(batch);
  }
}

/** How the columns are written, by a look at all their cells, or at those of the beginning. */
async function writingsOf(
  found: RecognisedTable,
  { answers, baseCurrency, latestDay, isHeadEnough }: RowOptions,
  signal: AbortSignal | undefined,
): Promise<ColumnWritings> {
  const { mapping } = found;
  const dateFormat = mapping?.dateFormat;
  const writings = new ColumnWritings({
    decimal: mapping?.decimal ?? null,
    dayOrder: dateFormat === undefined || dateFormat === 'iso' ? null : dateFormat,
    openDecimal: answers.decimal ?? habitOf(found),
    openDayOrder: answers.dayOrder ?? found.dayOrder,
  });
  const cells = new CellReader({ writings, latestDay, baseCurrency, blanks: found.blanks }, true);
  let toSkip = found.skip;
  let isWhole = true;
  const seen = { bytes: 0 };
  for await (const records of found.table.records(seen)) {
    signal?.throwIfAborted();
    for (const record of records) {
      if (toSkip > 0) toSkip -= 1;
      else if (record.fault === null) {
        cells.start(record);
        found.bound.read(cells);
      }
    }
    if (isHeadEnough && seen.bytes >= HEAD_BYTES) {
      isWhole = false;
      break;
    }
  }
  writings.settle(isWhole);
  return writings;
}

/** How the format writes, unless the file was saved again where a comma begins fractions: semicolons say so. */
const habitOf = ({ decimal, table }: RecognisedTable): DecimalMark | null =>
  table.delimiter === ';' ? null : decimal;

/** Reads record by record of one table. */
class OneTable {
  readonly #found: RecognisedTable;
  readonly #cells: CellReader;
  readonly #totals: TotalRows;
  readonly #reading: Reading;
  readonly #width: number;
  readonly #answer: TableAnswers['totalRow'];

  constructor(found: RecognisedTable, cells: CellReader, options: RowOptions, reading: Reading) {
    this.#found = found;
    this.#cells = cells;
    this.#totals = new TotalRows();
    this.#reading = reading;
    this.#width = found.header.length;
    this.#answer = options.answers.totalRow;
  }

  read(record: TableRecord, batch: (ImportRow | RowReject)[]): void {
    if (record.fault !== null) {
      batch.push(rejectOf(record, null, record.cells[0] ?? null, record.fault));
      return;
    }
    if (isBlank(record.cells)) return;
    if (record.cells.length > this.#width) {
      const extra = record.cells.slice(this.#width).find((cell) => cell.trim() !== '');
      if (extra !== undefined) {
        batch.push(rejectOf(record, null, extra, tooManyCells(record.cells.length, this.#width)));
        return;
      }
    }
    const cells = this.#cells;
    cells.start(record);
    const row = this.#found.bound.read(cells);
    if (cells.reject !== null) batch.push(cells.reject);
    else if (row === null) this.#reading.empty += 1;
    else if (isMany(row)) batch.push(...row);
    else batch.push(this.#answer === 'count' ? row : this.#unlessTotal(row, record));
  }

  #unlessTotal(row: ImportRow, record: TableRecord): ImportRow | RowReject {
    if (!this.#totals.take(row, record.cells)) return row;
    const text = record.cells.find(isTotalWord) ?? '';
    if (this.#answer === undefined) this.#reading.totals.push({ line: record.line, text });
    return rejectOf(record, null, text, {
      code: 'total_row',
      reason:
        'This row repeats the sum of the rows above it, so it was left out. Import with the answer that it counts, if it does.',
    });
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
