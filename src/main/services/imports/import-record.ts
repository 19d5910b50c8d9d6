import type { Context } from '../context.ts';
import { type ImportOptions, optionsText } from './import-options.ts';
import type { Tally } from './import-tally.ts';

/** Opens an import's line in the history; its counts follow when it ends. Gives its id. */
export function startImport(
  context: Context,
  made: {
    file: string;
    sha256: string;
    opened: {
      kind: string;
      format: string;
      header: readonly string[];
      ignoredColumns: readonly string[];
    };
    options: ImportOptions;
  },
): number {
  return context.book.run(
    `INSERT INTO import (kind, format, file, sha256, options, at, who, rows, added, replaced, unchanged, rejected, header, ignored_columns, notes)
     VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, ?, ?, '[]')`,
    made.opened.kind,
    made.opened.format,
    made.file,
    made.sha256,
    optionsText(made.options),
    context.now(),
    context.who,
    JSON.stringify(made.opened.header),
    JSON.stringify(made.opened.ignoredColumns),
  ).id;
}

export function finishImport(
  context: Context,
  id: number,
  tally: Tally,
  notes: readonly string[],
): void {
  const { rows, added, replaced, unchanged, rejected, from, to } = tally;
  context.book.run(
    `UPDATE import SET rows = ?, added = ?, replaced = ?, unchanged = ?, rejected = ?, from_day = ?, to_day = ?, notes = ? WHERE id = ?`,
    rows,
    added,
    replaced,
    unchanged,
    rejected,
    from,
    to,
    JSON.stringify(notes),
    id,
  );
}
