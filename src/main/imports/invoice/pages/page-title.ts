import type { Cell } from '../../../../core/invoices/page-layout.ts';
import type { PageText } from './page-text.ts';
import { headerOf } from './table-head.ts';

/** What may follow the word of a title, as a part of a pattern: nothing more, a sign, or a number. */
export const AFTER_TITLE =
  '$|\\s*[#:№/(|·•–-]|\\s*(?:no|nr|num|number|nummer|numero)\\b|\\s*n[°º.]|\\s+\\S*\\d';

/** Where a title stands: the cells of the first page's upper `rows`, above the table of the lines. */
export function titleCells(page: PageText, rows: number): Cell[] {
  const upper = page.rows.filter((row) => row.page === 1).slice(0, rows);
  const head = upper.findIndex((row) => headerOf(row) !== null);
  return (head < 0 ? upper : upper.slice(0, head)).flatMap((row) => row.cells);
}
