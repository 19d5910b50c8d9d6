import type { Context } from '../context.ts';
import { type ImportOptions, optionsText } from './import-options.ts';
import type { Tally } from './import-tally.ts';

/** Opens an import's line in the history; its counts follow when it ends. Gives its id. */
export function startImport(
  context: Context,
  made: {
    file: string;
    sha256: string;
    opened: Opened;
    options: ImportOptions;
  },
): number {
  return addImport(context, made, optionsText(made.options));
}

type Opened = {
  readonly kind: string;
  readonly format: string;
  readonly header: readonly string[];
  readonly ignoredColumns: readonly string[];
};

/** The same with options (JSON) that are its kind's own. */
export function addImport(
  context: Context,
  made: { readonly file: string; readonly sha256: string; readonly opened: Opened },
  options: string,
): number {
  return context.book.imports.add({
    kind: made.opened.kind,
    format: made.opened.format,
    file: made.file,
    sha256: made.sha256,
    options,
    at: context.now(),
    who: context.who,
    header: JSON.stringify(made.opened.header),
    ignored: JSON.stringify(made.opened.ignoredColumns),
  }).id;
}

export function finishImport(
  context: Context,
  id: number,
  tally: Tally,
  notes: readonly string[],
): void {
  const { rows, added, replaced, unchanged, rejected, from, to } = tally;
  context.book.imports.finish(
    id,
    { rows, added, replaced, unchanged, rejected, from, to },
    JSON.stringify(notes),
  );
}
