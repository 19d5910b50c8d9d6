import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataColumn } from './data-column.ts';

type Props<Row> = {
  readonly columns: readonly DataColumn<Row>[];
  readonly shown: readonly Row[];
  readonly hasTick: boolean;
};

function Totals<Row extends object>({ columns, shown, hasTick }: Props<Row>) {
  const { t } = useTranslation();
  if (shown.length === 0 || !columns.some(({ total }) => total !== undefined)) return null;
  return (
    <tfoot>
      <tr>
        {hasTick && <td />}
        {columns.map((column, index) => (
          <td key={column.id} className={column.isFigure ? 'figure' : undefined}>
            {column.total?.(shown) ?? (index === 0 ? t('data.total') : '')}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}

/** The sums of the rows that are shown, added up once and not with each step of scrolling. */
export const TableTotals = memo(Totals) as typeof Totals;
