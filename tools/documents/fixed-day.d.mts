/** Sets the clock to an instant. */
export function standAt(instant: string): void;
