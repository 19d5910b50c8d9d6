import { text } from 'node:stream/consumers';
import { runCommand } from '../../src/cli/program.ts';

// Runs commands one after the other in this process, which a test starts in an environment of its
// own: the words of each come as JSON. The first that fails ends it with its exit code.
const commands: string[][] = JSON.parse(await text(process.stdin));
for (const words of commands) {
  const code = await runCommand([process.execPath, 'seatworth', ...words]);
  if (code !== 0) {
    process.stderr.write(`${words.join(' ')}\n`);
    process.exit(code);
  }
}
