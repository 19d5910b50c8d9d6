/** How many records a large organization has in the tests; `SEATWORTH_RECORDS=100000` for as many as they were made for. */
export const MANY = Number(process.env['SEATWORTH_RECORDS'] ?? 20_000);

/** A measure of a company with 100,000 records, so that it has `MANY`. */
export const ofMany = (measure: number): number => Math.ceil((measure * MANY) / 100_000);
