import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the fuses of a program are found by, and how they stand in Electron before they are flipped. */
const FUSES = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x0810110001';

/**
 * Makes a folder to be packed in the place of Electron's runtime where that cannot be had: its program
 * has fuses to be flipped, and runs the package on this very computer's Node and on the stand-in.
 */
export function makeStubRuntime(folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const program = join(folder, 'electron');
  const [node, script] = [process.execPath, join(import.meta.dirname, 'run-packed.ts')].map(quoted);
  writeFileSync(
    program,
    [
      '#!/bin/sh',
      '# No Electron: it stands in its place so that the package can be made and tried where it was made.',
      `# ${FUSES}`,
      `exec ${node} ${script} "$(dirname "$0")" "$@"`,
      '',
    ].join('\n'),
    'latin1',
  );
  chmodSync(program, 0o755);
  return folder;
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", "'\\''")}'`;
}
