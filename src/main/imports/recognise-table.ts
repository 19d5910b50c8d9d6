import type { DecimalMark } from '../../core/amount-text.ts';
import { Failure } from '../../core/failure.ts';
import type { CanonicalKind } from '../../core/spend/canonical-columns.ts';
import { CANONICAL_COLUMNS } from '../../core/spend/canonical-columns.ts';
import { bindCanonical } from './formats/canonical/canonical-rows.ts';
import { mayBePeople, namesEachOnce } from './formats/canonical/is-people.ts';
import { formatsOf, ownFormatOf } from './formats/known-formats.ts';
import type {
  AboutFile,
  BoundFormat,
  FileNeed,
  ImportKind,
  ReportScope,
  TableFormat,
} from './formats/table-format.ts';
import type { Mapping } from './mapping.ts';
import { absentOf, mappedColumns } from './mapping.ts';
import { suggestMapping } from './suggest-mapping.ts';
import type { DayOrder } from './table/day-text.ts';
import type { TableRecord } from './table/delimited-records.ts';
import { HeaderColumns } from './table/header-columns.ts';
import type { Table } from './table/table.ts';

/** A table with a reader for its rows. */
export type RecognisedTable = {
  readonly format: string;
  readonly kind: ImportKind;
  readonly tool: string | null;
  readonly provider: string | null;
  readonly header: readonly string[];
  readonly ignoredColumns: readonly string[];
  readonly notes: readonly string[];
  readonly blanks: readonly string[];
  /** How the format writes, where a file does not tell. */
  readonly dayOrder: DayOrder | null;
  readonly decimal: DecimalMark | null;
  readonly mapping: Mapping | null;
  /** What the file has to be told first. */
  readonly needs: readonly FileNeed[];
  readonly scope: ReportScope | null;
  readonly paysByCredit: boolean;
  readonly yieldsToAccount: boolean;
  readonly table: Table;
  /** How many records stand before the first row: titles, if any, and the header. */
  readonly skip: number;
  readonly bound: BoundFormat;
};

export type UnrecognisedTable = {
  readonly format: null;
  readonly header: readonly string[];
  readonly sample: readonly (readonly string[])[];
  readonly suggestion: Mapping | null;
};

type Wanted = {
  readonly kind?: ImportKind | undefined;
  readonly mapping?: Mapping | undefined;
  readonly about: AboutFile;
};

/**
 * Finds the header and the format of a table, which is given once per delimiter that it could be
 * written with. A header may stand below a few lines of titles.
 */
export function recognise(
  candidates: readonly Table[],
  wanted: Wanted,
): RecognisedTable | UnrecognisedTable {
  if (wanted.mapping !== undefined) return mapped(candidates, wanted.mapping);
  let other: TableFormat | null = null;
  for (const table of candidates) {
    for (const [index, record] of table.first.entries()) {
      const header = headerOf(record);
      if (header === null) continue;
      const formats = formatsOf(header);
      const rows = table.first.slice(index + 1).map(({ cells }) => cells);
      const format = formats.find(
        (one) =>
          isWanted(one.kind, wanted.kind) &&
          (one.kind !== 'people' || isPeople(header, rows, wanted.kind)),
      );
      if (format !== undefined) return recognised(table, index, header, format, wanted.about);
      other ??= formats.find((one) => one.kind !== 'people') ?? null;
    }
  }
  if (other !== null && wanted.kind !== undefined) {
    throw new Failure(
      'kind_wrong',
      `The file was said to hold ${wanted.kind}, but its header is that of ${other.kind} (${other.name}).`,
      { kind: wanted.kind, found: other.kind, format: other.name },
    );
  }
  const canonical = wanted.kind === 'focus' || wanted.kind === 'seats' ? undefined : wanted.kind;
  const unknown = columnsOf(candidates, canonical);
  if (canonical !== undefined) throwMissing(canonical, new HeaderColumns(unknown.header));
  return unknown;
}

/** What somebody says wins over what the header suggests, but not over a known export. */
function isPeople(
  header: HeaderColumns,
  rows: readonly (readonly string[])[],
  kind: ImportKind | undefined,
): boolean {
  if (ownFormatOf(header) !== null) return false;
  return kind === 'people' || (mayBePeople(header) && namesEachOnce(header, rows));
}

function otherExport(name: string, kind: ImportKind): Failure {
  return new Failure(
    'kind_wrong',
    `The file was said to hold ${kind}, but its columns are those of an export: ${name}.`,
    { kind, found: name, format: name },
  );
}

/** FOCUS rows are charges: whoever says "charges" of such a file is right. */
const isWanted = (kind: ImportKind, wanted: ImportKind | undefined): boolean =>
  wanted === undefined || kind === wanted || (kind === 'focus' && wanted === 'charges');

function recognised(
  table: Table,
  index: number,
  header: HeaderColumns,
  format: TableFormat,
  about: AboutFile,
): RecognisedTable {
  const bound = format.bind(header, about);
  return {
    format: format.name,
    kind: format.kind,
    tool: format.tool,
    provider: format.provider,
    header: header.header,
    ignoredColumns: header.ignored(),
    notes: [...table.notes, ...bound.notes],
    blanks: format.blanks ?? [],
    dayOrder: format.dayOrder ?? null,
    decimal: format.decimal ?? null,
    mapping: null,
    needs: (format.needs?.(header) ?? []).filter((need) => about[need] === null),
    scope: format.scope?.(about) ?? null,
    paysByCredit: format.paysByCredit === true,
    yieldsToAccount: format.yieldsToAccount === true,
    table,
    skip: index + 1,
    bound,
  };
}

function mapped(candidates: readonly Table[], mapping: Mapping): RecognisedTable {
  let closest: HeaderColumns | null = null;
  for (const table of candidates) {
    for (const [index, record] of table.first.entries()) {
      const header = headerOf(record);
      if (header === null) continue;
      const own = mapping.kind === 'people' ? ownFormatOf(header) : null;
      if (own !== null) throw otherExport(own.name, 'people');
      const absent = absentOf(mapping, header).length;
      if (absent > 0) {
        if (closest === null || absent < absentOf(mapping, closest).length) closest = header;
        continue;
      }
      const bound = bindCanonical(mapping.kind, mappedColumns(mapping, header));
      return {
        format: 'mapped',
        kind: mapping.kind,
        tool: mapping.constants?.['tool'] ?? null,
        provider: null,
        header: header.header,
        ignoredColumns: header.ignored(),
        notes: [...table.notes, ...bound.notes],
        blanks: [],
        dayOrder: null,
        decimal: null,
        mapping,
        needs: [],
        scope: null,
        paysByCredit: false,
        yieldsToAccount: false,
        table,
        skip: index + 1,
        bound,
      };
    }
  }
  if (closest === null) throw emptyTable(candidates);
  mappedColumns(mapping, closest);
  throw emptyTable(candidates);
}

/**
 * A table's columns whether or not they are known, with a guess how they are to be read (as rows of
 * `kind`, where it is said). The likeliest header is the first of the records with most names in them.
 */
export function columnsOf(
  candidates: readonly Table[],
  kind: CanonicalKind | undefined,
): UnrecognisedTable {
  const [table] = candidates;
  let header: HeaderColumns | null = null;
  let place = 0;
  for (const [index, record] of (table?.first ?? []).entries()) {
    const one = headerOf(record);
    if (one === null || (header !== null && names(one) <= names(header))) continue;
    header = one;
    place = index;
  }
  if (table === undefined || header === null) throw emptyTable(candidates);
  const sample = table.first.slice(place + 1, place + 21).map((record) => record.cells);
  return {
    format: null,
    header: header.header,
    sample,
    suggestion: suggestMapping(header.header, sample, kind),
  };
}

/** A table that was said to be one of our templates and has some of its columns is told which it lacks. */
function throwMissing(kind: CanonicalKind, header: HeaderColumns): void {
  const { required, optional } = CANONICAL_COLUMNS[kind];
  const missing = required.filter((name) => !header.has(name));
  if (missing.length === required.length) return;
  throw new Failure(
    'columns_missing',
    `The file has no column ${missing.map((name) => `"${name}"`).join(', ')}. A ${kind} table needs ${required.join(', ')}${optional.length > 0 ? ` and may have ${optional.join(', ')}` : ''}.`,
    { columns: missing.join(', '), kind },
  );
}

const names = (header: HeaderColumns): number =>
  header.header.filter((cell) => cell !== '' && !/^[-+\d.,:/\s]+$/.test(cell)).length;

function headerOf(record: TableRecord): HeaderColumns | null {
  if (record.fault !== null || record.cells.every((cell) => cell.trim() === '')) return null;
  return new HeaderColumns(record.cells);
}

/** Why no header was found: there is none, or the first line does not end where that of a table would. */
function emptyTable(tables: readonly Table[]): Failure {
  const isWide =
    tables.some(({ first }) => first.some(({ fault }) => fault?.code === 'cell_count')) ||
    (tables.length > 0 && tables.every(({ first }) => first.length === 0));
  return isWide
    ? new Failure(
        'header_too_wide',
        'The first line of the file is longer than any header: it has more than 16,384 columns, or the lines do not end where they should. Check that it is the right file, and its delimiter.',
      )
    : new Failure('empty_file', 'The file holds no rows and no header.');
}
