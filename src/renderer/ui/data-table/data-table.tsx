import './data-table.css';
import { Checkbox, Skeleton } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataColumn } from './data-column.ts';
import { ROW_HEIGHT, TableBody } from './table-body.tsx';
import { TableTools } from './table-tools.tsx';
import { TableTotals } from './table-totals.tsx';
import { type DataTableState, useDataTable } from './use-data-table.ts';

/** Up to so many rows all are drawn, and the page scrolls; of more, those in sight. */
const ALL_DRAWN = 120;
const SKELETON_WIDTHS = ['40%', '96%', '92%', '97%', '94%', '90%'];

type Props<Row> = {
  /** What it lists; read out, and the CSV file's name. */
  readonly label: string;
  /** Left out while they are being asked for: then its place is kept. */
  readonly rows: readonly Row[] | undefined;
  readonly columns: readonly DataColumn<Row>[];
  readonly rowKey: (row: Row) => string;
  /** How it is sorted at first; left out, in the order of the rows. */
  readonly first?: { readonly id: string; readonly desc: boolean };
  /** What is said where there are no rows at all, with the next step. */
  readonly empty: ReactNode;
  /** What can be done with the rows that are selected; left out, none can be. */
  readonly bulk?: (selected: readonly Row[]) => ReactNode;
  /** The name of a row, for its tick. */
  readonly rowName?: (row: Row) => string;
  /** What stands below a row that is opened; `null`: this one is not. */
  readonly detail?: (row: Row) => ReactNode;
  readonly isDim?: (row: Row) => boolean;
  /** Whether its rows are searched in the table; not where the question before it does that. */
  readonly isSearched?: boolean;
  /** Whether it stands in a card of its own, once there are rows. */
  readonly frame?: 'card';
};

/**
 * The one table of rows: search (`/`), filters, sorting in the head, sums, selection with what can be
 * done to all of it, Copy and CSV of what is shown; a hundred thousand rows scroll as ten do.
 */
export function DataTable<Row extends object>(props: Props<Row>) {
  const { rows, label } = props;
  if (rows === undefined) return <TableSkeleton label={label} />;
  if (rows.length === 0) return <>{props.empty}</>;
  const table = <FilledTable {...props} rows={rows} />;
  return props.frame === 'card' ? <section className="card">{table}</section> : table;
}

function FilledTable<Row extends object>(props: Props<Row> & { readonly rows: readonly Row[] }) {
  const { label, rows, columns, rowKey, first, bulk, isSearched = true } = props;
  const { t, i18n } = useTranslation();
  const state = useDataTable({
    rows,
    columns,
    rowKey,
    language: i18n.language,
    first: first ?? null,
  });
  const [box, setBox] = useState<HTMLDivElement | null>(null);
  const { shown } = state;
  const isVirtual = shown.length > ALL_DRAWN;
  return (
    <div className="data-table">
      <TableTools
        label={label}
        rows={rows}
        columns={columns}
        state={state}
        bulk={bulk}
        isSearched={isSearched}
      />
      <div ref={setBox} className={isVirtual ? 'data-scroll virtual' : 'data-scroll'}>
        <table className="table" aria-label={label} aria-rowcount={shown.length + 1}>
          {isVirtual && <Widths columns={columns} hasTick={bulk !== undefined} />}
          <TableHead columns={columns} state={state} rowKey={rowKey} hasTick={bulk !== undefined} />
          <TableBody {...props} state={state} box={isVirtual ? box : null} />
          <TableTotals columns={columns} shown={shown} hasTick={bulk !== undefined} />
        </table>
      </div>
      {shown.length === 0 && (
        <p className="dim" style={{ margin: '10px 0 0' }}>
          {t('data.noneFits')}{' '}
          <button type="button" className="door" onClick={state.clear}>
            {t('data.clear')}
          </button>
        </p>
      )}
    </div>
  );
}

function TableHead<Row extends object>({
  columns,
  state,
  rowKey,
  hasTick,
}: {
  readonly columns: readonly DataColumn<Row>[];
  readonly state: DataTableState<Row>;
  readonly rowKey: (row: Row) => string;
  readonly hasTick: boolean;
}) {
  const { t } = useTranslation();
  const { shown, selected, sorting } = state;
  const sortedAs = (id: string): 'ascending' | 'descending' | 'none' =>
    sorting?.id !== id ? 'none' : sorting.desc ? 'descending' : 'ascending';
  return (
    <thead>
      <tr>
        {hasTick && (
          <th className="narrow">
            <Checkbox
              size="xs"
              aria-label={t('data.selectAll')}
              checked={shown.length > 0 && selected.length === shown.length}
              indeterminate={selected.length > 0 && selected.length < shown.length}
              onChange={(event) => state.select(shown.map(rowKey), event.currentTarget.checked)}
            />
          </th>
        )}
        {columns.map((column) => (
          <th
            key={column.id}
            className={column.isFigure ? 'figure' : undefined}
            aria-sort={column.sort ? sortedAs(column.id) : undefined}
          >
            {column.sort ? (
              <button type="button" className="sort" onClick={() => state.sortBy(column.id)}>
                {column.head}
                <span aria-hidden="true">{SIGNS[sortedAs(column.id)]}</span>
              </button>
            ) : (
              column.head
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}

const SIGNS = { none: '', ascending: ' ↑', descending: ' ↓' } as const;

/** Columns keep their width while others of a hundred thousand rows come into sight. */
function Widths<Row>({
  columns,
  hasTick,
}: {
  readonly columns: readonly DataColumn<Row>[];
  readonly hasTick: boolean;
}) {
  const sum = columns.reduce((total, { width = 1 }) => total + width, 0);
  return (
    <colgroup>
      {hasTick && <col style={{ width: 32 }} />}
      {columns.map(({ id, width = 1 }) => (
        <col key={id} style={{ width: `${(width / sum) * 100}%` }} />
      ))}
    </colgroup>
  );
}

function TableSkeleton({ label }: { readonly label: string }) {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('data.loading', { what: label })}>
      {SKELETON_WIDTHS.map((width) => (
        <Skeleton key={width} height={14} my={ROW_HEIGHT - 14} width={width} />
      ))}
    </div>
  );
}
