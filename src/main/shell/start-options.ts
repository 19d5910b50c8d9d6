import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export type StartOptions = {
  /** The book to open, absolute; null: the one that was open last. */
  readonly book: string | null;
  /** Show the sample company, in a folder of its own that goes with the app. */
  readonly demo: boolean;
  /** Say how long the first paint took, and end: for tests of `npm start`. */
  readonly exitAfterLoad: boolean;
  /** The app's own folder where it is not the usual one, absolute. */
  readonly userData: string | null;
  /** What follows `--cli`: the command line is wanted and no window; null for the window. */
  readonly commandLine: readonly string[] | null;
};

export type Started = {
  /** The program itself comes first, and before it is packaged the app's folder too. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly isPackaged: boolean;
};

/** Whether what was opened from outside is an invitation, and no book. */
export const isInvitation = (file: string): boolean => /\.swinvite$/i.test(file);

/** Whether what was opened from outside is a packet: it is taken into the book that is open. */
export const isPacket = (file: string): boolean => /\.swpacket$/i.test(file);

/** Reads what the app was started with: `SEATWORTH_BOOK`, else a book among the arguments; `--demo`; `--cli …`. */
export function startOptions({ argv, env, cwd, isPackaged }: Started): StartOptions {
  const named = env['SEATWORTH_BOOK'];
  const ownFolder = env['SEATWORTH_USER_DATA'];
  return {
    book: named ? resolve(cwd, named) : bookIn(argv, cwd),
    demo: argv.includes('--demo'),
    exitAfterLoad: argv.includes('--exit-after-load'),
    // Electron takes none but absolute folders.
    userData: ownFolder ? resolve(cwd, ownFolder) : null,
    commandLine: commandLineIn(argv.slice(isPackaged ? 1 : 2)),
  };
}

/**
 * The book among the arguments of this or of a second copy, absolute; null without one: what `--book`
 * names, else the last file that ends like a book, an invitation or a packet, as Windows and Linux pass a double-clicked one
 * (also as a file: address). Chromium sorts a second copy's arguments, so their order says nothing.
 */
export function bookIn(argv: readonly string[], cwd: string): string | null {
  const at = argv.indexOf('--book');
  const next = at >= 0 ? argv[at + 1] : undefined;
  const named = next?.startsWith('--')
    ? undefined
    : (next ?? argv.find((arg) => arg.startsWith('--book='))?.slice(7));
  const book =
    named ||
    argv
      .slice(1) // the program itself
      .findLast((arg) => !arg.startsWith('-') && /\.(seatworth|swinvite|swpacket)$/i.test(arg));
  return book ? resolve(cwd, plainPath(book)) : null;
}

/** The book that a second copy was asked for: by its own account where it gave one, else by its arguments. */
export function bookOfSecond(argv: readonly string[], cwd: string, handed: unknown): string | null {
  if (typeof handed === 'object' && handed !== null && 'book' in handed) {
    if (handed.book === null) return null;
    if (typeof handed.book === 'string') return resolve(cwd, handed.book);
  }
  return bookIn(argv, cwd);
}

function plainPath(book: string): string {
  if (!/^file:/i.test(book)) return book;
  try {
    return fileURLToPath(book);
  } catch {
    return book; // an address of another computer: opening it says that it is not there
  }
}

/**
 * Everything after `--cli`; before it only switches may stand: packages of Linux add some. The programs of
 * `resources/bin` put `--` behind it: without it Electron ends at once where an address is not the last word.
 */
function commandLineIn(args: readonly string[]): readonly string[] | null {
  const at = args.findIndex((arg) => arg === '--cli' || !arg.startsWith('-'));
  if (args[at] !== '--cli') return null;
  return args.slice(args[at + 1] === '--' ? at + 2 : at + 1);
}
