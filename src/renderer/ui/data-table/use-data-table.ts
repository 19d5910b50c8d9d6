import {
  type ColumnDef,
  type ColumnFiltersState,
  columnFilteringFeature,
  createFilteredRowModel,
  createSortedRowModel,
  type RowSelectionState,
  rowSelectionFeature,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useDeferredValue, useMemo, useState } from 'react';
import type { DataColumn } from './data-column.ts';
import { rowOrder } from './row-ranks.ts';
import { useSearchedRows } from './searched-rows.ts';

const features = tableFeatures({
  rowSortingFeature,
  columnFilteringFeature,
  rowSelectionFeature,
  filteredRowModel: createFilteredRowModel(),
  sortedRowModel: createSortedRowModel(),
});

/** The table's state: what is searched, filtered, sorted and selected, and the rows that are left of it. */
export function useDataTable<Row extends object>({
  rows,
  columns,
  rowKey,
  language,
  first,
}: {
  readonly rows: readonly Row[];
  readonly columns: readonly DataColumn<Row>[];
  readonly rowKey: (row: Row) => string;
  readonly language: string;
  /** How it is sorted at first; `null`: in the order of the rows. */
  readonly first: SortingState[number] | null;
}) {
  const [sorting, setSorting] = useState<SortingState>(first === null ? [] : [first]);
  const [filters, setFilters] = useState<ColumnFiltersState>([]);
  const [selection, setSelection] = useState<RowSelectionState>({});
  const [search, setSearch] = useState('');
  // Typing stays smooth while a hundred thousand rows are searched.
  const sought = useDeferredValue(search.trim().toLocaleLowerCase(language));
  const searched = useSearchedRows(rows, columns, sought, language);
  const data = useMemo(() => [...searched], [searched]);
  const definitions = useMemo(
    () =>
      columns.map((column): ColumnDef<typeof features, Row> => {
        const order = rowOrder(column, data, language);
        return {
          id: column.id,
          accessorFn: (row) => column.text(row),
          enableSorting: column.sort !== undefined,
          sortFn: (a, b) => order(a.original, b.original),
          filterFn: (row, _id, chosen) => column.text(row.original) === chosen,
        };
      }),
    [columns, data, language],
  );
  const table = useTable<typeof features, Row>({
    features,
    columns: definitions,
    data,
    getRowId: (row) => rowKey(row),
    state: { sorting, columnFilters: filters, rowSelection: selection },
    onSortingChange: setSorting,
    onColumnFiltersChange: setFilters,
    onRowSelectionChange: setSelection,
    enableSortingRemoval: false,
  });
  const left = table.getRowModel().rows;
  const shown = useMemo(() => left.map((row) => row.original), [left]);
  const isSelected = (key: string): boolean => selection[key] === true;
  // Nothing is done to what one does not see.
  const selected = useMemo(
    () => left.flatMap((row) => (selection[row.id] === true ? [row.original] : [])),
    [left, selection],
  );
  return {
    shown,
    search,
    setSearch,
    filters: filters.map(({ id, value }) => ({ id, value: String(value) })),
    setFilter: (id: string, value: string | null) =>
      setFilters([
        ...filters.filter((one) => one.id !== id),
        ...(value === null ? [] : [{ id, value }]),
      ]),
    clear: () => {
      setFilters([]);
      setSearch('');
    },
    sorting: sorting[0] ?? null,
    sortBy: (id: string) => setSorting([{ id, desc: sorting[0]?.id === id && !sorting[0].desc }]),
    isSelected,
    /** The selected rows among those that are shown. */
    selected,
    select: (keys: readonly string[], isOn: boolean) => {
      const next: Record<string, true> = { ...selection };
      for (const key of keys) {
        if (isOn) next[key] = true;
        else delete next[key];
      }
      setSelection(next);
    },
  };
}

export type DataTableState<Row extends object> = ReturnType<typeof useDataTable<Row>>;
