import { diskFailure } from '../main/disk-failure.ts';
import { printError } from './print.ts';
import { runCommand } from './program.ts';

// What a command makes is for the person alone: the book, what is kept beside it, exports.
process.umask(0o077);
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of a pipe went away (`… | head`): nothing is left to say.
  if (error.code === 'EPIPE') process.exit(0);
  // What was to be read goes to a file on a full disk: nothing of the book is the worse for it.
  process.exit(printError(diskFailure('', error) ?? error, false));
});

/**
 * Fulfilled once the command has ended and its exit code is set. Not awaited here: what a command loads
 * may stand on this file.
 */
export const finished: Promise<void> = runCommand(process.argv).then((code) => {
  process.exitCode = code;
});
