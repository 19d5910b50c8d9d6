import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

/**
 * Runs the command line in place of the window, for people who installed the app and have no Node, and
 * ends with its exit code. It takes what follows `--cli`, as it takes it in a checkout.
 */
export async function runCommandLine(built: string, args: readonly string[]): Promise<void> {
  if (process.platform === 'darwin') app.setActivationPolicy('prohibited'); // no sign in the Dock
  // The command line reads its arguments behind the program, or behind the program and its folder.
  process.argv.splice(app.isPackaged ? 1 : 2, process.argv.length, ...args);
  try {
    await import(pathToFileURL(join(built, 'cli/index.js')).href);
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  }
  await Promise.all([process.stdout, process.stderr].map(flushed));
  app.exit(Number(process.exitCode ?? 0));
}

/** What was printed into a pipe may still be on its way. */
function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.once('error', () => resolve());
    stream.write('', () => resolve());
  });
}
