/** Counts that always add up: rows = added + replaced + unchanged + rejected; and the days they span. */
export type Tally = {
  rows: number;
  added: number;
  replaced: number;
  unchanged: number;
  rejected: number;
  from: string | null;
  to: string | null;
};

export function emptyTally(): Tally {
  return { rows: 0, added: 0, replaced: 0, unchanged: 0, rejected: 0, from: null, to: null };
}
