import type { DecimalMark } from '../../../core/amount-text.ts';
import type { DaySpan } from '../../../core/calendar.ts';
import type { CanonicalKind } from '../../../core/spend/canonical-columns.ts';
import type { ImportRow, RowReject } from '../../../core/spend/rows.ts';
import type { CellReader } from '../table/cell-reader.ts';
import type { DayOrder } from '../table/day-text.ts';
import type { HeaderColumns } from '../table/header-columns.ts';

export type ImportKind = CanonicalKind | 'focus' | 'seats';

/** What is known of a file beside its cells: by its name, or because it was answered. */
export type AboutFile = {
  /** Its name, without the folder. */
  readonly name: string;
  readonly period: DaySpan | null;
  /** Whose the rows are, where they name nobody. */
  readonly person: string | null;
  /** Which products of a bill come in; `null`: nobody said. */
  readonly products: readonly string[] | null;
};

/** What a file has to be told before its rows can be read. */
export type FileNeed = 'period' | 'person';

/** A report that speaks of a whole time: a later one with the same key and first day stands in its place. */
export type ReportScope = DaySpan & { readonly key: string };

export type BilledProduct = { readonly code: string; readonly name: string | null };

/** Reads the record that `cells` stands on; `null` where it holds nothing that counts as a row. */
export type ReadRow = (cells: CellReader) => ImportRow | null | readonly ImportRow[];

/** A layout of tables that is known by its header. One folder per source of such tables. */
export type TableFormat = {
  readonly name: string;
  readonly kind: ImportKind;
  readonly tool: string | null;
  readonly provider: string | null;
  /** Whether a header is this layout's. Columns are matched by name; further ones are ignored. */
  readonly fits: (header: HeaderColumns) => boolean;
  /** Binds the layout to a header: throws the `Failure` of a column that stands twice. */
  readonly bind: (header: HeaderColumns, about: AboutFile) => BoundFormat;
  /** What a file with this header has to be told, where neither its name nor an answer does. */
  readonly needs?: (header: HeaderColumns) => readonly FileNeed[];
  /** Which time the file speaks of as a whole; `null` for rows with days of their own. */
  readonly scope?: (about: AboutFile) => ReportScope | null;
  /** Days that a connected account of the provider tells itself count there alone. */
  readonly yieldsToAccount?: true;
  /** Its credits are money: they wait for the price of a credit. */
  readonly paysByCredit?: true;
  /** Cells that stand for "nothing" beside the empty one. */
  readonly blanks?: readonly string[];
  /** How dates such as `5/1/25` are written there, where a file does not tell. */
  readonly dayOrder?: DayOrder;
  /** The decimal mark there, where a file does not tell. */
  readonly decimal?: DecimalMark;
};

export type BoundFormat = {
  readonly read: ReadRow;
  /** Stable codes of what the preview says about the whole file. */
  readonly notes: readonly string[];
  /** As `notes`, of what the rows told; whole when they were read. */
  readonly said?: () => readonly string[];
  /** The products that the rows are of, where only some are taken; whole when they were read. */
  readonly products?: () => readonly BilledProduct[];
};

/** What a reader of a table gives: rows and rejects, in the file's order. */
export type ImportedRow = ImportRow | RowReject;

/** Parts of a description, without the empty ones and without those that only say "as usual". */
export function joined(...parts: readonly (string | null)[]): string | null {
  const kept = parts.filter((part) => part !== null && part !== '');
  return kept.length === 0 ? null : kept.join(' · ');
}
