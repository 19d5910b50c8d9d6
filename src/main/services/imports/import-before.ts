import type { ImportDoc } from '../../../contract/imports.ts';
import type { Context } from '../context.ts';
import { emptyDoc, type ImportOptions, optionsText } from './import-options.ts';

/** An import that took this very content before; its rejects are inline up to a hundred. */
export type ImportBefore = ImportDoc & { readonly id: number };

/** The last standing import of this content with these options; `null` where there is none. */
export function importBefore(
  context: Context,
  sha256: string,
  options: ImportOptions,
): ImportBefore | null {
  const found = context.book.imports.before(sha256, optionsText(options));
  if (!found) return null;
  return {
    ...emptyDoc('', options),
    id: found.id,
    sha256,
    kind: found.kind as ImportDoc['kind'],
    format: found.format,
    rows: found.rows,
    unchanged: found.rows - found.rejected,
    rejected: found.rejected,
    from: found.from,
    to: found.to,
    rejects: context.book.imports.rejects(found.id, 100),
    ignoredColumns: JSON.parse(found.ignored) as string[],
    notes: JSON.parse(found.notes) as string[],
  };
}

/** The answer to a file of which nothing is new. */
export function asDuplicate(before: ImportBefore, file: string, isDryRun: boolean): ImportDoc {
  const status = isDryRun ? 'dry-run' : 'duplicate';
  return { ...before, file, id: isDryRun ? null : before.id, status };
}

/** The lines that an import refused: only they are taken when its file comes again. */
export function refusedLines(context: Context, id: number): ReadonlySet<number> {
  return new Set(context.book.imports.rejectedLines(id));
}
