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
  const { imports } = await importFiles(context, { files: ['pasted'], text, kind: 'people' });
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
}
