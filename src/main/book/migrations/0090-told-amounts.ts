/** Amounts at which an allowance tells without stopping anybody, and the bound that a day of use went past. */
export const sql = `
ALTER TABLE allowance_line ADD COLUMN inform_at TEXT NOT NULL DEFAULT '';
ALTER TABLE runaway_day ADD COLUMN bound_micro INTEGER;
`;
