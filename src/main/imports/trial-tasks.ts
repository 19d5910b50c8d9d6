import { stat } from 'node:fs/promises';
import { Failure } from '../../core/failure.ts';
import type { Micro } from '../../core/money.ts';
import type { Arm } from '../../core/trials/draw-arms.ts';
import { CellReader } from './table/cell-reader.ts';
import { ColumnWritings } from './table/column-writings.ts';
import { HeaderColumns } from './table/header-columns.ts';
import { openTables } from './table/open-tables.ts';
import type { Table } from './table/table.ts';

/** A task of somebody's trial, as a file tells it; any label stands for a person. */
export type TrialTaskRow = {
  readonly line: number;
  readonly person: string;
  readonly task: string;
  readonly arm: Arm;
  readonly estimate: number;
  readonly forecast: number | null;
  /** `null`: it was dropped. */
  readonly minutes: number | null;
  readonly felt: number | null;
  readonly accepted: boolean | null;
  /** The row as it stands in the file. */
  readonly raw: readonly string[];
};

export type TrialReject = {
  readonly line: number;
  readonly field: string | null;
  readonly value: string | null;
  readonly code: string;
  readonly text: string;
  readonly raw: readonly string[];
};

export type TrialFile = {
  readonly rows: readonly TrialTaskRow[];
  readonly rejects: readonly TrialReject[];
  readonly header: readonly string[];
  readonly ignoredColumns: readonly string[];
};

const NEEDED = ['person', 'task', 'arm', 'estimate'] as const;

/** Reads a trial's tasks. Numbers are read by how their whole column is written. */
export async function readTrialTasks(
  path: string,
  kind: 'ai' | 'model' | 'tool',
): Promise<TrialFile> {
  const { size } = await stat(path);
  const { table, skip, header } = headed(await openTables(path, size, undefined));
  const writings = new ColumnWritings({
    decimal: null,
    dayOrder: null,
    openDecimal: null,
    openDayOrder: null,
  });
  const read = reader(header, kind);
  const rules = { writings, latestDay: '9999-12-31', baseCurrency: 'USD', blanks: [] };
  await eachRecord(table, skip, new CellReader(rules, true), (cells) => void read(cells));
  writings.settle(true);
  const rows: TrialTaskRow[] = [];
  const rejects: TrialReject[] = [];
  await eachRecord(table, skip, new CellReader(rules), (cells, raw) => {
    const row = read(cells);
    if (cells.reject === null) rows.push({ ...row, raw });
    else {
      const { line, field, value, code, reason } = cells.reject;
      rejects.push({ line, field, value, code, text: reason, raw });
    }
  });
  return { rows, rejects, header: header.header, ignoredColumns: header.ignored() };
}

/** The table whose header has the needed columns, and where its rows begin. */
function headed(candidates: readonly (readonly Table[])[]): {
  table: Table;
  skip: number;
  header: HeaderColumns;
} {
  for (const table of candidates.flat()) {
    for (const [at, record] of table.first.entries()) {
      const header = new HeaderColumns(record.cells);
      if (NEEDED.every((name) => header.has(name))) return { table, skip: at + 1, header };
    }
  }
  throw new Failure(
    'trial_columns',
    `The file needs a header with the columns ${NEEDED.join(', ')}. Nothing of it was kept.`,
    { columns: NEEDED.join(', ') },
  );
}

async function eachRecord(
  table: Table,
  skip: number,
  cells: CellReader,
  take: (cells: CellReader, raw: readonly string[]) => void,
): Promise<void> {
  let toSkip = skip;
  for await (const records of table.records({ bytes: 0 })) {
    for (const record of records) {
      if (toSkip > 0) toSkip -= 1;
      else if (record.cells.some((cell) => cell.trim() !== '')) {
        cells.start(record);
        if (record.fault !== null) cells.fail(null, record.fault);
        take(cells, record.cells);
      }
    }
  }
}

const YES = new Set(['yes', 'y', 'true', '1', '是']);
const NO = new Set(['no', 'n', 'false', '0', '否']);

function reader(
  header: HeaderColumns,
  kind: 'ai' | 'model' | 'tool',
): (cells: CellReader) => Omit<TrialTaskRow, 'raw'> {
  const [person, task, arm, estimate] = NEEDED.map((name) => header.column(name)) as [
    ReturnType<HeaderColumns['column']>,
    ReturnType<HeaderColumns['column']>,
    ReturnType<HeaderColumns['column']>,
    ReturnType<HeaderColumns['column']>,
  ];
  const forecast = header.column('forecast');
  const minutes = header.column('minutes');
  const felt = header.column('felt');
  const accepted = header.column('accepted');
  return (cells) => {
    const above0 = (column: typeof person, code: string, text: string): number | null => {
      const micro: Micro | null = cells.optionalAmount(column);
      if (micro === null) return null;
      if (micro <= 0n) cells.fail(column, { code, reason: text });
      return Number(micro) / 1e6;
    };
    const label = cells.text(person);
    const title = cells.text(task);
    const drawn = armOf(cells.cell(arm), kind);
    if (drawn === null) {
      cells.fail(arm, {
        code: 'arm_unknown',
        reason: 'An arm is A or B; of a trial with AI also 1 (with AI) or 0.',
      });
    }
    const expected = above0(estimate, 'estimate_not_positive', 'An estimate is minutes above 0.');
    if (expected === null) {
      cells.fail(estimate, {
        code: 'estimate_not_positive',
        reason: 'An estimate is minutes above 0.',
      });
    }
    const said = cells.cell(accepted).toLowerCase();
    if (said !== '' && !YES.has(said) && !NO.has(said)) {
      cells.fail(accepted, { code: 'accepted_unknown', reason: 'Accepted is yes or no.' });
    }
    return {
      line: cells.line,
      person: label,
      task: title,
      arm: drawn ?? 'A',
      estimate: expected ?? 1,
      forecast: above0(forecast, 'estimate_not_positive', 'A forecast is minutes above 0.'),
      minutes: above0(minutes, 'minutes_not_positive', 'Minutes are a number above 0.'),
      felt: above0(felt, 'minutes_not_positive', 'Minutes are a number above 0.'),
      accepted: said === '' ? null : YES.has(said),
    };
  };
}

function armOf(text: string, kind: 'ai' | 'model' | 'tool'): Arm | null {
  const plain = text
    .trim()
    .toUpperCase()
    .replace(/^([01])\.0+$/, '$1');
  if (plain === 'A' || plain === 'B') return plain;
  if (kind !== 'ai') return null;
  return plain === '1' ? 'A' : plain === '0' ? 'B' : null;
}
