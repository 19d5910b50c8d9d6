import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeTemporaryFolder } from '../../working-files.ts';

/** Reads pasted text as if it came in a file, which is gone afterwards: the same readers, the same rejects. */
export async function asPastedFile<T>(
  text: string,
  read: (file: string) => Promise<T>,
): Promise<T> {
  const folder = makeTemporaryFolder('paste');
  try {
    const file = join(folder, 'pasted.csv');
    await writeFile(file, text);
    return await read(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
