import type { TableRecord } from './delimited-records.ts';

/** Rows of cells that can be read from the start more than once, whatever file they stand in. */
export type Table = {
  /** The entry or sheet; `null` where the file itself is the table. */
  readonly name: string | null;
  readonly encoding: string;
  readonly delimiter: string | null;
  /** Stable codes of what was concluded about the file, for the preview. */
  readonly notes: readonly string[];
  /** The first records (the header is among them, where there is one). */
  readonly first: readonly TableRecord[];
  readonly records: (progress: Progress) => AsyncIterable<readonly TableRecord[]>;
};

/** Counts the bytes of the file that have been read. */
export type Progress = { bytes: number };

/** How far into a table its header is looked for. */
export const FIRST_RECORDS = 60;
