import { resolve } from 'node:path';

export type StartOptions = {
  /** The book to open, absolute; null: the one that was open last. */
  readonly book: string | null;
  /** Show the sample company, in a folder of its own that goes with the app. */
  readonly demo: boolean;
  /** Say how long the first paint took, and end: for tests of `npm start`. */
  readonly exitAfterLoad: boolean;
};

/** Reads what the app was started with: `SEATWORTH_BOOK`, else `--book FILE`; `--demo`. */
export function startOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): StartOptions {
  const at = args.indexOf('--book');
  const named = at >= 0 ? args[at + 1] : args.find((arg) => arg.startsWith('--book='))?.slice(7);
  const book = env['SEATWORTH_BOOK'] || named || null;
  return {
    book: book === null ? null : resolve(book),
    demo: args.includes('--demo'),
    exitAfterLoad: args.includes('--exit-after-load'),
  };
}
