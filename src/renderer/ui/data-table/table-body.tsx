import { Checkbox } from '@mantine/core';
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataColumn } from './data-column.ts';
import type { DataTableState } from './use-data-table.ts';

export const ROW_HEIGHT = 29;

type Props<Row extends object> = {
  readonly columns: readonly DataColumn<Row>[];
  readonly state: DataTableState<Row>;
  readonly rowKey: (row: Row) => string;
  /** What scrolls; `null` where all rows are drawn. */
  readonly box: HTMLDivElement | null;
  readonly bulk?: (selected: readonly Row[]) => ReactNode;
  readonly rowName?: (row: Row) => string;
  readonly detail?: (row: Row) => ReactNode;
  readonly isDim?: (row: Row) => boolean;
};

/** The rows: all of them, or those in sight; only this part is drawn anew while one scrolls. */
export function TableBody<Row extends object>(props: Props<Row>) {
  const { columns, state, box, bulk } = props;
  const { shown } = state;
  const virtual = useVirtualizer({
    count: shown.length,
    enabled: box !== null,
    getScrollElement: () => box,
    estimateSize: () => ROW_HEIGHT,
    measureElement: heightWithDetail,
    overscan: 12,
  });
  if (box === null) {
    return (
      <tbody>
        {shown.map((row, index) => (
          <Line key={props.rowKey(row)} {...props} row={row} index={index} virtual={null} />
        ))}
      </tbody>
    );
  }
  const items = virtual.getVirtualItems();
  const width = columns.length + (bulk ? 1 : 0);
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <tbody>
      {above > 0 && <Space height={above} width={width} />}
      {items.flatMap(({ index }) =>
        shown
          .slice(index, index + 1)
          .map((row) => (
            <Line key={props.rowKey(row)} {...props} row={row} index={index} virtual={virtual} />
          )),
      )}
      {below > 0 && <Space height={below} width={width} />}
    </tbody>
  );
}

type RowVirtualizer = Virtualizer<HTMLDivElement, HTMLTableRowElement>;

/** A row's height with that of what is opened below it. */
function heightWithDetail(row: HTMLTableRowElement): number {
  const next = row.nextElementSibling;
  const isDetail = next instanceof HTMLElement && next.dataset['belowOf'] === row.dataset['index'];
  return row.offsetHeight + (isDetail ? next.offsetHeight : 0);
}

function Line<Row extends object>({
  row,
  index,
  virtual,
  columns,
  state,
  rowKey,
  bulk,
  rowName,
  detail,
  isDim,
}: Props<Row> & {
  readonly row: Row;
  readonly index: number;
  readonly virtual: RowVirtualizer | null;
}) {
  const { t } = useTranslation();
  const key = rowKey(row);
  const below = detail?.(row) ?? null;
  return (
    <>
      <tr
        ref={virtual ? virtual.measureElement : undefined}
        data-index={index}
        aria-rowindex={index + 2}
        aria-selected={bulk ? state.isSelected(key) : undefined}
        className={isDim?.(row) ? 'dim' : undefined}
      >
        {bulk && (
          <td className="narrow">
            <Checkbox
              size="xs"
              aria-label={t('data.selectRow', {
                name: rowName?.(row) ?? columns[0]?.text(row) ?? '',
              })}
              checked={state.isSelected(key)}
              onChange={(event) => state.select([key], event.currentTarget.checked)}
            />
          </td>
        )}
        {columns.map((column) => (
          <td key={column.id} className={column.isFigure ? 'figure' : undefined}>
            {column.cell ? column.cell(row) : column.text(row)}
          </td>
        ))}
      </tr>
      {below !== null && (
        <Below index={index} width={columns.length + (bulk ? 1 : 0)} virtual={virtual}>
          {below}
        </Below>
      )}
    </>
  );
}

/** What is opened below a row: the row is measured anew with it, as it grows and once it is gone. */
function Below({
  index,
  width,
  virtual,
  children,
}: {
  readonly index: number;
  readonly width: number;
  readonly virtual: RowVirtualizer | null;
  readonly children: ReactNode;
}) {
  const place = useRef<HTMLTableRowElement>(null);
  useLayoutEffect(() => {
    const own = place.current;
    const row = own?.previousElementSibling;
    if (!virtual || !own || !(row instanceof HTMLTableRowElement)) return;
    const measure = (): void => virtual.resizeItem(index, heightWithDetail(row));
    const watch = new ResizeObserver(measure);
    watch.observe(own);
    return () => {
      watch.disconnect();
      queueMicrotask(measure);
    };
  }, [index, virtual]);
  return (
    <tr ref={place} data-below-of={index}>
      <td className="below" colSpan={width}>
        {children}
      </td>
    </tr>
  );
}

function Space({ height, width }: { readonly height: number; readonly width: number }) {
  return (
    <tr>
      <td colSpan={width} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}
