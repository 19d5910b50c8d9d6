import type { Forget } from '../../../core/erasure/name-pattern.ts';
import type { Book } from '../book.ts';
import { connectionOf } from '../connection.ts';
import { tablesIn } from '../row-rules.ts';

/** Changed with digests of their own, by whoever keeps them. */
const KEPT_APART = new Set(['audit', 'closure_document', 'audit_redaction', 'erased_key']);
/** Days, amounts, digests and few words: nobody's name stands in them. */
const NO_TEXT =
  /^(?:day|month|at|currency|cadence|state|status|kind|sha256|digest|hash|uuid|stream)$|_(?:day|month|at|currency|sha256|hash|key_entry)$/;

/** Columns that say who did something, or what somebody is called. */
const NAMES_SOMEBODY =
  /^(?:who|by_name|person|holder|asked_by|decided_by|accepted_by|here_accepted_by|confirmed_by|closed_by|reopened_by|stands_in_for|agreed_with)$/;

type Column = { readonly name: string; readonly type: string };

/**
 * Goes through every text of the book and lets `forget` change it, and `forgetName` where a column names
 * somebody; gives in how many values they did.
 * Where two values that must differ became the same, the later one gets a number.
 */
export function sweepTexts(book: Book, forget: Forget, forgetName: Forget): number {
  let changed = 0;
  for (const table of tablesIn(book)) {
    if (KEPT_APART.has(table)) continue;
    for (const column of textColumns(book, table)) {
      const isName = NAMES_SOMEBODY.test(column);
      changed += sweepColumn(
        book,
        table,
        column,
        isName ? (one) => forgetName(forget(one)) : forget,
      );
    }
  }
  return changed;
}

function textColumns(book: Book, table: string): string[] {
  return connectionOf(book)
    .all<Column>('SELECT name, type FROM pragma_table_info(?)', table)
    .filter(({ name, type }) => type === 'TEXT' && !NO_TEXT.test(name))
    .map(({ name }) => name);
}

function sweepColumn(book: Book, table: string, column: string, forget: Forget): number {
  const connection = connectionOf(book);
  const held = connection.all<{ held: string }>(
    `SELECT DISTINCT "${column}" COLLATE BINARY AS held FROM "${table}" WHERE "${column}" <> ''`,
  );
  let changed = 0;
  for (const { held: before } of held) {
    const after = forget(before);
    if (after === before) continue;
    changed += setText(book, table, column, before, after);
  }
  return changed;
}

function setText(book: Book, table: string, column: string, before: string, after: string): number {
  const sql = `UPDATE "${table}" SET "${column}" = ? WHERE "${column}" = ? COLLATE BINARY`;
  for (let number = 1; ; number += 1) {
    try {
      return connectionOf(book).run(sql, number === 1 ? after : `${after} (${number})`, before)
        .changes;
    } catch (error) {
      if (number > 1000 || !isTaken(error)) throw error;
    }
  }
}

const isTaken = (error: unknown): boolean =>
  /^SQLITE_CONSTRAINT_(?:UNIQUE|PRIMARYKEY)/.test(String((error as { code?: string }).code));
