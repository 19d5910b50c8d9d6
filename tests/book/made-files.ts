import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes a made file of these lines into a folder of its own, and gives its path. */
export function madeFile(folder: string, name: string, lines: readonly string[]): string {
  const file = join(mkdtempSync(join(folder, 'made-')), name);
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}
