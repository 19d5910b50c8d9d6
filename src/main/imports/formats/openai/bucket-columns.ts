import type { CellReader } from '../../table/cell-reader.ts';
import type { HeaderColumns } from '../../table/header-columns.ts';

/** A bucket's day, and its time of day where the bucket is not a whole day. */
export type Bucket = { readonly day: string; readonly time: string | null };

const START_OF_DAY = /[T ]00:00(?::00(?:\.0+)?)?(?:Z|\+00:?00)?$/;
const CLOCK = /[T ](\d{2}:\d{2})/;
const SECONDS_A_DAY = 86_400;

/**
 * The time columns that every export of the platform begins with. A row that holds nothing in the columns
 * that tell of use (`told`) is an empty bucket, and no row, whatever a column of somebody's own says: a
 * file whose every bucket is empty has these columns alone.
 */
export function bucketColumns(
  header: HeaderColumns,
  told: readonly string[],
): {
  readonly isEmpty: (cells: CellReader) => boolean;
  readonly read: (cells: CellReader) => Bucket;
} {
  const startIso = header.column('start_time_iso');
  const start = header.column('start_time');
  const end = header.column('end_time');
  const telling = told.map((name) => header.column(name));
  return {
    isEmpty: (cells) => telling.every((column) => cells.cell(column) === ''),
    read(cells) {
      const text = cells.cell(startIso);
      if (text === '') return { day: cells.dayOfSeconds(start), time: null };
      const length = Number(cells.cell(end)) - Number(cells.cell(start));
      const isDay = START_OF_DAY.test(text) && (length === SECONDS_A_DAY || !(length > 0));
      return { day: cells.day(startIso), time: isDay ? null : (CLOCK.exec(text)?.[1] ?? null) };
    },
  };
}
