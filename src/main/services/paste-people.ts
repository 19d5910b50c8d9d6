import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { peoplePaste } from '../../contract/company.ts';
import type { InputOf, OutputOf } from '../../contract/request.ts';
import { Failure } from '../../core/failure.ts';
import type { Context } from './context.ts';
import { importFiles } from './imports/import-files.ts';

/** Takes pasted people as if they came in a file: the same reader, the same rejects, the same way back. */
export async function pastePeople(
  context: Context,
  { text }: InputOf<typeof peoplePaste>,
): Promise<OutputOf<typeof peoplePaste>> {
  const folder = await mkdtemp(join(tmpdir(), 'seatworth-paste-'));
  try {
    const file = join(folder, 'pasted.csv');
    await writeFile(file, text);
    const { imports } = await importFiles(context, { files: [file], kind: 'people' });
    const done = imports[0];
    if (done?.error) {
      throw new Failure(done.error.code, done.error.message, { ...done.error.details, file: '' });
    }
    const { added = 0, replaced = 0, unchanged = 0, rejects = [] } = done ?? {};
    return {
      added,
      replaced,
      unchanged,
      rejects: rejects.map(({ line, reason, code }) => ({ line, reason, code })),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
