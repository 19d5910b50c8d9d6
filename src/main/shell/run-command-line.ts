import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

/**
 * Runs the command line in place of the window, for people who installed the app and have no Node, and
 * ends with its exit code. It takes what follows `--cli`, as it takes it in a checkout.
 */
export async function runCommandLine(built: string, args: readonly string[]): Promise<void> {
  if (process.platform === 'darwin') app.setActivationPolicy('prohibited'); // no sign in the Dock
  const program = join(built, 'cli/index.js');
  // It finds its arguments behind its program and its file, as any script of Node does.
  process.argv.splice(1, process.argv.length, program, ...args);
  // A package is not written to: what the engine compiles is kept in the person's own folder.
  process.env['NODE_COMPILE_CACHE'] ??= join(app.getPath('userData'), 'compiled');
  try {
    const started = (await import(pathToFileURL(program).href)) as { finished: Promise<void> };
    await started.finished;
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
