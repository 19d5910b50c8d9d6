import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';

/**
 * Writes a file under another name beside its place and moves it there once it is on the disk: whoever looks
 * finds all of it or none. Throws the system's own errors, and leaves nothing half written.
 */
export function writeWholeFile(file: string, bytes: Uint8Array, mode = 0o666): void {
  const part = `${file}.part`;
  try {
    const handle = openSync(part, 'w', mode);
    try {
      let done = 0;
      while (done < bytes.length) done += writeSync(handle, bytes, done);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(part, file);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

/** The same for what is the person's alone. */
export const writeOwnFile = (file: string, bytes: Uint8Array): void =>
  writeWholeFile(file, bytes, 0o600);
