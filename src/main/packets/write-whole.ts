import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';

/** Writes a file under another name and renames it once it is on the disk: whoever looks finds all of it or none. */
export function writeWhole(file: string, content: Uint8Array): void {
  const part = `${file}.part`;
  const handle = openSync(part, 'w', 0o600);
  try {
    let done = 0;
    while (done < content.length) done += writeSync(handle, content, done);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(part, file);
}
