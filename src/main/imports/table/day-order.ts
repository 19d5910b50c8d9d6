import type { DayOrder } from './cell-values.ts';
import type { Table } from './table.ts';

const SLASHED = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})(?:$|[T ,])/;

/**
 * Whether the dates of a table put the day or the month first, where they settle it themselves: one
 * has a number above 12 at one place, and none at the other. Reads the whole table.
 */
export async function dayOrderOf(table: Table, skip: number): Promise<DayOrder | null> {
  if (!table.first.some(({ cells }) => cells.some((cell) => SLASHED.test(cell.trim())))) {
    return null;
  }
  let isDayFirst = false;
  let isMonthFirst = false;
  let toSkip = skip;
  for await (const records of table.records({ bytes: 0 })) {
    for (const { cells } of records) {
      if (toSkip > 0) {
        toSkip -= 1;
        continue;
      }
      for (const cell of cells) {
        const match = SLASHED.exec(cell.trim());
        if (match === null) continue;
        if (Number(match[1]) > 12) isDayFirst = true;
        if (Number(match[2]) > 12) isMonthFirst = true;
      }
    }
  }
  if (isDayFirst === isMonthFirst) return null;
  return isDayFirst ? 'dmy' : 'mdy';
}
