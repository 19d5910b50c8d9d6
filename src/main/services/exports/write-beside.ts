import { existsSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { writeWhole } from './write-whole.ts';

/**
 * Writes a file that never takes another's place: under its name, else with ` (2)`, ` (3)` … before
 * its ending. One with the same bytes is left as it lies. Gives the place.
 */
export function writeBeside(file: string, bytes: Uint8Array): string {
  const ending = extname(file);
  const stem = file.slice(0, file.length - ending.length);
  for (let count = 1; ; count += 1) {
    const place = count === 1 ? file : `${stem} (${count})${ending}`;
    if (!existsSync(place)) {
      writeWhole(place, bytes);
      return place;
    }
    if (Buffer.from(bytes).equals(readOrEmpty(place))) return place;
  }
}

/** A folder of that name, or a file that may not be read, is taken as well. */
function readOrEmpty(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}
