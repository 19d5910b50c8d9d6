import { readFileSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';

// The start of the built command line. What the engine compiled is kept beside the bundle, or where an
// installed app says, so that the next command need not compile it again; where that folder cannot be
// written, it starts as before.
module.enableCompileCache?.(
  process.env['NODE_COMPILE_CACHE'] || join(import.meta.dirname, '.compiled'),
);
const help = savedHelp();
/** Fulfilled once the command has ended and its exit code is set. */
export const finished: Promise<void> =
  help === null
    ? import('./index.ts').then((started) => started.finished)
    : Promise.resolve(void process.stdout.write(help));

/** The list of all commands as it was printed when they were bundled: made anew, it has to load them all. */
function savedHelp(): string | null {
  const [asked, ...more] = process.argv.slice(2);
  if (more.length > 0 || (asked !== '--help' && asked !== '-h')) return null;
  try {
    return readFileSync(join(import.meta.dirname, 'help.txt'), 'utf8');
  } catch {
    return null;
  }
}
