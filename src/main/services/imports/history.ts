import type {
  ImportHistoryEntry,
  importsList,
  importsRejects,
  importsTemplate,
  importsUndo,
} from '../../../contract/imports.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { Failure } from '../../../core/failure.ts';
import { parseDecimal } from '../../../core/money.ts';
import type { HeldImport } from '../../book/stores/imports.ts';
import { csvBytes, neutralText } from '../../exports/csv.ts';
import { importTemplate } from '../../imports/templates.ts';
import type { Context } from '../context.ts';
import { writeWhole } from '../exports/write-whole.ts';
import { REJECTS_INLINE } from './import-run.ts';
import { closedMonthOf, undoImport } from './undo-import.ts';

/** Every import, newest first. */
export function listImports(context: Context): OutputOf<typeof importsList> {
  const rows = context.book.imports.all();
  return { imports: rows.map((row) => entryOf(context, row)) };
}

function entryOf(context: Context, row: HeldImport): ImportHistoryEntry {
  const { ignored, notes, options, kind, ...rest } = row;
  const asked = JSON.parse(options) as { account: string | null; person: string | null };
  return {
    ...rest,
    kind: kind as ImportHistoryEntry['kind'],
    account: asked.account,
    person: asked.person,
    status: 'committed',
    rejects: context.book.imports.rejects(row.id, REJECTS_INLINE),
    ignoredColumns: JSON.parse(ignored) as string[],
    notes: JSON.parse(notes) as string[],
    asks: [],
    error: null,
    undoBlocked: row.undone === null ? closedMonthOf(context, row.id) : null,
  };
}

export function undoAndList(
  context: Context,
  { id }: InputOf<typeof importsUndo>,
): OutputOf<typeof importsUndo> {
  undoImport(context, id);
  return listImports(context);
}

/** Writes an import's rejects as CSV: the reason, then the row as it stood, to be mended and imported again. */
export function writeRejects(
  context: Context,
  { id, out }: InputOf<typeof importsRejects>,
): OutputOf<typeof importsRejects> {
  if (!context.book.imports.isKnown(id)) {
    throw new Failure('import_missing', `There is no import ${id}.`, { id });
  }
  const rows = context.book.imports.rejectRows(id);
  const header = context.book.imports.header(id);
  const columns = JSON.parse(header ?? '[]') as string[];
  const lines = rows.map((row) => {
    const raw = JSON.parse(row.raw) as string[];
    const cells = columns.map((_, index) => safeCell(raw[index] ?? ''));
    const { field, value, reason } = row;
    return [...cells, String(row.line), field ?? '', safeCell(value ?? ''), reason];
  });
  writeWhole(out, csvBytes([[...columns.map(safeCell), ...REJECT_COLUMNS], ...lines], ',', false));
  return { file: out, rows: rows.length };
}

export const REJECT_COLUMNS = ['reject_line', 'reject_field', 'reject_value', 'reject_reason'];

/** As it stood in the file, but so that no spreadsheet runs it; numbers stay as they are. */
export function safeCell(text: string): string {
  return parseDecimal(text) ? text : neutralText(text);
}

export function writeTemplate(
  _context: Context,
  { kind, out }: InputOf<typeof importsTemplate>,
): OutputOf<typeof importsTemplate> {
  if (kind === 'agent-log' || kind === 'invoice' || kind === 'focus' || kind === 'seats') {
    throw new Failure(
      'no_template',
      `Files of the kind ${kind} come from elsewhere; there is no template.`,
      { kind },
    );
  }
  writeWhole(out, Buffer.from(importTemplate(kind)));
  return { file: out };
}
