import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { IsoDay } from '../../core/calendar.ts';
import { Failure } from '../../core/failure.ts';
import type { CanonicalKind } from '../../core/spend/canonical-columns.ts';
import type { ImportRow, RowReject } from '../../core/spend/rows.ts';
import type {
  AboutFile,
  BilledProduct,
  FileNeed,
  ImportKind,
  ReportScope,
} from './formats/table-format.ts';
import type { Mapping } from './mapping.ts';
import { spanOfName } from './name-period.ts';
import type { RecognisedTable, UnrecognisedTable } from './recognise-table.ts';
import { columnsOf, recognise } from './recognise-table.ts';
import type { OpenWriting } from './table/column-writings.ts';
import { openTables } from './table/open-tables.ts';
import type { Table } from './table/table.ts';
import { type Reading, type TableAnswers, tableRows } from './table-rows.ts';

export type { BilledProduct, ImportKind, ReportScope } from './formats/table-format.ts';
export { ColumnsTurned } from './table/column-writings.ts';
export { headerKey } from './table/header-columns.ts';

/** A file whose rows can be read: what it is, and what the preview says about it. */
export type OpenedImport = {
  /** `usage`, `anthropic-cost`, `focus`, `mapped`, … */
  readonly format: string;
  readonly kind: ImportKind;
  /** The tool and the provider that the format implies. */
  readonly tool: string | null;
  readonly provider: string | null;
  readonly header: readonly string[];
  readonly ignoredColumns: readonly string[];
  /** Stable codes, e.g. `output_taken_as_accepted`, `encoding_guessed:gb18030`. */
  readonly notes: readonly string[];
  /** What the file has to be told before its rows can be read. */
  readonly needs: readonly FileNeed[];
  /** Which time it speaks of as a whole. */
  readonly scope: ReportScope | null;
  /** Its credits are money, once the price of a credit is known. */
  readonly paysByCredit: boolean;
  /** Days that a connected account tells itself count there alone. */
  readonly yieldsToAccount: boolean;
  readonly encoding: string;
  readonly delimiter: string | null;
  /**
   * Rows and rejects in batches, in the file's order. Each row of the file is one of either; blank
   * ones are none. How columns are written is told by all of their cells, which takes a look at the
   * whole file beforehand; with `isHeadEnough` by its beginning, until a later cell contradicts it:
   * that throws `ColumnsTurned`, and what was taken is to be given back and read without.
   */
  readonly rows: (
    signal?: AbortSignal,
    isHeadEnough?: boolean,
  ) => AsyncIterable<readonly (ImportRow | RowReject)[]>;
  /** What the last `rows()` found beside the rows; whole when they are through. */
  readonly found: () => FoundWhileReading;
  /** The cells of a row of the batch that `rows()` gave last, as they stood in the file. */
  readonly cellsOf: (line: number) => readonly string[];
  /** Bytes of the file that the last `rows()` has read so far. */
  readonly bytesRead: () => number;
};

/** A table with a header that no format knows: it needs a mapping. */
export type UnknownHeader = {
  readonly format: null;
  readonly header: readonly string[];
  /** The first rows below the header. */
  readonly sample: readonly (readonly string[])[];
  /** A guess by the columns' names and contents; it may leave out needed columns. */
  readonly suggestion: Mapping | null;
};

export type OpenImportOptions = {
  /** What the file is said to be; else its header decides. */
  readonly kind?: ImportKind | undefined;
  readonly mapping?: Mapping | undefined;
  readonly baseCurrency: string;
  /** No date lies behind this day. */
  readonly latestDay?: IsoDay | undefined;
  readonly answers?: TableAnswers | undefined;
  /** What is known of the file beside its cells; its name alone where nothing is said. */
  readonly about?: Omit<AboutFile, 'name'> | undefined;
};

/** What stayed open, which rows repeat the sum of others, and how many rows hold nothing. */
export type FoundWhileReading = {
  readonly open: readonly OpenWriting[];
  readonly totals: readonly { readonly line: number; readonly text: string }[];
  readonly empty: number;
  /** Which products the rows are of, where only some of them are taken. */
  readonly products: readonly BilledProduct[];
  /** Stable codes of what the rows told. */
  readonly notes: readonly string[];
};

/**
 * Opens a table file (CSV, TSV, XLSX, a ZIP of them, the ECB's XML) and recognises what it holds.
 * Reads the file once for its encoding, and its beginning for the header; the rows stay on disk
 * until `rows()`. Fails with `file_missing`, `empty_file`, `not_a_table`, `columns_missing`,
 * `column_twice`, `kind_mismatch`, `archive_too_large` or a mapping's failure.
 */
export async function openImport(
  path: string,
  options: OpenImportOptions,
): Promise<OpenedImport | UnknownHeader> {
  const size = await sizeOf(path);
  const groups = await openTables(path, size, options.mapping?.delimiter);
  const about = aboutFile(path, options);
  const found = groups.map((group) =>
    recogniseOne(group, { ...options, about }, groups.length > 1),
  );
  const known = found.filter((one) => one !== null && one.format !== null);
  const [first] = known;
  if (first === undefined) {
    const unknown = found.find((one) => one !== null && one.format === null);
    if (unknown?.format === null) return unknown;
    throw new Failure('empty_file', 'The file holds no table.');
  }
  const skipped = groups.filter((_, index) => (found[index]?.format ?? null) === null);
  return opened(
    known,
    first,
    skipped.map(([table]) => `entry_ignored:${table?.name ?? ''}`),
    options,
  );
}

/**
 * The columns of a file's first table with its first rows and a guess how they are read, also where
 * its layout is known: for whoever wants to say it otherwise. Fails as `openImport`.
 */
export async function openColumns(
  path: string,
  kind: CanonicalKind | undefined,
): Promise<UnknownHeader> {
  const [group] = await openTables(path, await sizeOf(path), undefined);
  if (group === undefined) throw new Failure('empty_file', 'The file holds no table.');
  return columnsOf(group, kind);
}

function aboutFile(path: string, { about }: OpenImportOptions): AboutFile {
  const name = basename(path);
  const { period = null, person = null, products = null } = about ?? {};
  return { name, period: period ?? spanOfName(name), person, products };
}

/** One empty or strange table among others of an archive does not spoil them: `null`. */
function recogniseOne(
  group: readonly Table[],
  options: OpenImportOptions & { readonly about: AboutFile },
  hasOthers: boolean,
): RecognisedTable | UnrecognisedTable | null {
  try {
    return recognise(group, options);
  } catch (error) {
    if (hasOthers && error instanceof Failure && FAULTS_OF_ONE.includes(error.code)) return null;
    throw error;
  }
}

const FAULTS_OF_ONE = ['empty_file', 'columns_missing', 'kind_mismatch'];

function opened(
  tables: readonly RecognisedTable[],
  first: RecognisedTable,
  moreNotes: readonly string[],
  options: OpenImportOptions,
): OpenedImport {
  let progress = { bytes: 0 };
  const nothing = (): Reading => ({ open: [], totals: [], empty: 0, records: [] });
  let reading = nothing();
  const found = (): FoundWhileReading => ({
    ...reading,
    products: tables.flatMap(({ bound }) => bound.products?.() ?? []),
    notes: [...new Set(tables.flatMap(({ bound }) => bound.said?.() ?? []))],
  });
  const shared = <T>(values: readonly T[]): T | null =>
    values.every((value) => value === values[0]) ? (values[0] ?? null) : null;
  return {
    format: shared(tables.map((one) => one.format)) ?? first.provider ?? first.format,
    kind: first.kind,
    tool: shared(tables.map((one) => one.tool)),
    provider: shared(tables.map((one) => one.provider)),
    header: first.header,
    ignoredColumns: [...new Set(tables.flatMap((one) => one.ignoredColumns))],
    notes: [...new Set([...tables.flatMap((one) => one.notes), ...moreNotes])],
    needs: [...new Set(tables.flatMap((one) => one.needs))],
    scope: first.scope,
    yieldsToAccount: tables.some((one) => one.yieldsToAccount),
    paysByCredit: tables.some((one) => one.paysByCredit),
    encoding: first.table.encoding,
    delimiter: first.table.delimiter,
    async *rows(signal, isHeadEnough = false) {
      progress = { bytes: 0 };
      reading = nothing();
      const rules = {
        baseCurrency: options.baseCurrency,
        latestDay: options.latestDay ?? '9999-12-31',
        answers: options.answers ?? {},
        names: tables.length > 1,
        isHeadEnough,
      };
      for (const table of tables) yield* tableRows(table, rules, progress, reading, signal);
    },
    found,
    cellsOf: (line) => reading.records.find((record) => record.line === line)?.cells ?? [],
    bytesRead: () => Math.round(progress.bytes),
  };
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new Failure(
      error.code === 'ENOENT' ? 'file_missing' : 'file_unreadable',
      error.code === 'ENOENT'
        ? `There is no file "${path}".`
        : `The file "${path}" cannot be read (${error.code ?? error.message}).`,
      { file: path },
    );
  });
  if (!found.isFile()) {
    throw new Failure('not_a_table', `"${path}" is no file that holds a table.`, { file: path });
  }
  if (found.size === 0) throw new Failure('empty_file', 'The file is empty.', { file: path });
  return found.size;
}
