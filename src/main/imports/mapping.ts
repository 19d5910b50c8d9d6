import { z } from 'zod';
import { Failure } from '../../core/failure.ts';
import {
  CANONICAL_COLUMNS,
  CANONICAL_KINDS,
  canonicalColumns,
} from '../../core/spend/canonical-columns.ts';
import type { ColumnLookup } from './formats/canonical/column-lookup.ts';
import type { HeaderColumns } from './table/header-columns.ts';
import { absentColumn } from './table/header-columns.ts';

/**
 * How a table with a header of its own is read as one of our templates: which of its columns stands
 * for which canonical one, and which values stand for every row. Remembered by `headerKey`.
 */
export const Mapping = z.strictObject({
  kind: z.enum(CANONICAL_KINDS),
  columns: z.record(z.string(), z.string().min(1)),
  constants: z.record(z.string(), z.string()).optional(),
  dateFormat: z.enum(['iso', 'dmy', 'mdy', 'ymd']).optional(),
  decimal: z.enum(['.', ',']).optional(),
  delimiter: z.string().length(1).optional(),
});
export type Mapping = z.infer<typeof Mapping>;

/** Checks a mapping: a value, or JSON text (`--mapping FILE.json`, or what was remembered). */
export function parseMapping(mapping: unknown): Mapping {
  let value: unknown = mapping;
  if (typeof mapping === 'string') {
    try {
      value = JSON.parse(mapping);
    } catch {
      throw new Failure('mapping_unreadable', 'The mapping is no valid JSON.');
    }
  }
  const result = Mapping.safeParse(value);
  if (result.success) return result.data;
  const place = result.error.issues[0]?.path.join('.') ?? '';
  throw new Failure(
    'mapping_wrong',
    `The mapping is not right at "${place === '' ? 'its whole' : place}". It has kind (${CANONICAL_KINDS.join(', ')}), columns, and may have constants, dateFormat (iso, dmy, mdy, ymd), decimal (. or ,) and delimiter.`,
    { place, kinds: CANONICAL_KINDS.join(', ') },
  );
}

/** The canonical columns that a mapping leaves out although the kind needs them. */
function missingInMapping(mapping: Mapping): readonly string[] {
  return CANONICAL_COLUMNS[mapping.kind].required.filter(
    (name) => mapping.columns[name] === undefined && mapping.constants?.[name] === undefined,
  );
}

/**
 * A mapping bound to a header. Fails where it names a canonical column that its kind does not have,
 * leaves out a needed one, or names a column that the file does not have.
 */
export function mappedColumns(mapping: Mapping, header: HeaderColumns): ColumnLookup {
  const known = canonicalColumns(mapping.kind);
  const named = [...Object.keys(mapping.columns), ...Object.keys(mapping.constants ?? {})];
  const unknown = named.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new Failure(
      'mapping_column_unknown',
      `The mapping names "${unknown}", which a ${mapping.kind} table does not have. It has: ${known.join(', ')}.`,
      { column: unknown, kind: mapping.kind },
    );
  }
  const missing = missingInMapping(mapping);
  if (missing.length > 0) {
    throw new Failure(
      'mapping_incomplete',
      `The mapping says nothing about ${missing.join(', ')}, which a ${mapping.kind} table needs.`,
      { columns: missing.join(', '), kind: mapping.kind },
    );
  }
  const absent = absentOf(mapping, header);
  if (absent.length > 0) {
    throw new Failure(
      'columns_missing',
      `The file has no column ${absent.map((name) => `"${name}"`).join(', ')}, which the mapping names.`,
      { columns: absent.join(', '), kind: mapping.kind },
    );
  }
  return {
    has: (name) => mapping.columns[name] !== undefined || mapping.constants?.[name] !== undefined,
    column: (name) => {
      const own = mapping.columns[name];
      if (own !== undefined) return header.column(own);
      return { ...absentColumn(name), constant: mapping.constants?.[name]?.trim() ?? '' };
    },
  };
}

/** The columns that a mapping names and a header does not have. */
export function absentOf(mapping: Mapping, header: HeaderColumns): readonly string[] {
  return Object.values(mapping.columns).filter((name) => !header.has(name));
}

/** Canonical columns that hold days: they say which month a file is of, not how such files are read. */
const DAY_COLUMNS: readonly string[] = ['date', 'start', 'end'];

/** The day that rows of a kind need; `null` for kinds that need none. */
export function dateColumnOf(kind: Mapping['kind']): 'date' | 'start' | null {
  const { required } = CANONICAL_COLUMNS[kind];
  if (required.includes('date')) return 'date';
  return required.includes('start') ? 'start' : null;
}

/** A mapping as it may be remembered: without constants that are days. */
export function withoutDays(mapping: Mapping): Mapping {
  const { constants, ...rest } = mapping;
  if (constants === undefined) return mapping;
  const kept = Object.entries(constants).filter(([name]) => !DAY_COLUMNS.includes(name));
  return { ...rest, constants: Object.fromEntries(kept) };
}
