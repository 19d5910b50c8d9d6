import type { Column } from '../../table/header-columns.ts';

/** Finds a canonical column in a file: by its own name, or through a mapping. */
export type ColumnLookup = {
  readonly has: (name: string) => boolean;
  readonly column: (name: string) => Column;
};
