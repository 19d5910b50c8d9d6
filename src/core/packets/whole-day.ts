/**
 * 24 hours, in milliseconds: how long a file may be under way before it counts as damaged, and how far
 * clocks may be apart without a word. No day of the calendar: those are reckoned by its rules.
 */
export const HOURS_24_MS: number = 24 * 60 * 60 * 1000;
