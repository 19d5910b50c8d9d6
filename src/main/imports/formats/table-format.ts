import type { DecimalMark } from '../../../core/amount-text.ts';
import type { CanonicalKind } from '../../../core/spend/canonical-columns.ts';
import type { ImportRow, RowReject } from '../../../core/spend/rows.ts';
import type { CellReader } from '../table/cell-reader.ts';
import type { DayOrder } from '../table/day-text.ts';
import type { HeaderColumns } from '../table/header-columns.ts';

export type ImportKind = CanonicalKind | 'focus';

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
  readonly bind: (header: HeaderColumns) => BoundFormat;
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
};

/** What a reader of a table gives: rows and rejects, in the file's order. */
export type ImportedRow = ImportRow | RowReject;

/** Parts of a description, without the empty ones and without those that only say "as usual". */
export function joined(...parts: readonly (string | null)[]): string | null {
  const kept = parts.filter((part) => part !== null && part !== '');
  return kept.length === 0 ? null : kept.join(' · ');
}
