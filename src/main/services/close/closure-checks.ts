import type { bookVerify } from '../../../contract/book.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { firstDay, type IsoMonth, lastDay } from '../../../core/calendar.ts';
import { readFrozenText } from '../../../core/close/frozen-text.ts';
import { type SpendCell, sumBase } from '../../../core/spend/spend-cells.ts';
import { ERASURE } from '../../book/audit.ts';
import type { Book } from '../../book/book.ts';
import type { Closure } from '../../book/stores/closures.ts';
import type { ErasureDetail } from '../people/erasure-detail.ts';
import { digestOf } from './month-digest.ts';

type Check = OutputOf<typeof bookVerify>['checks'][number];

/**
 * Recomputes the digest of every closing from its documents, and holds it against the trail, the
 * frozen cells and the rows that still stand in the book. The first month that differs is named.
 */
export function closedMonths(book: Book): Check {
  const closures = book.closures.all();
  const faults = closures.flatMap((closure) => faultOf(book, closure) ?? []);
  const unknown = book.closures.firstUntold();
  if (unknown) faults.push(`${unknown} does not stand as it was closed`);
  return { name: 'closed-months', ok: faults.length === 0, detail: faults.join('; ') || 'ok' };
}

function faultOf(book: Book, closure: Closure): string | null {
  const { id, month, totalMicro, currency, digest } = closure;
  const documents = book.closures
    .documents(id)
    .map(({ kind, document }) => [kind, document] as const);
  if (digestOf(month, { micro: totalMicro, currency }, documents) !== digest) {
    return `what ${month} was closed with has been changed`;
  }
  const cells = documents.find(([kind]) => kind === 'cells')?.[1] ?? '[]';
  const frozen = readFrozenText<SpendCell[]>(cells);
  if (sumBase(frozen) !== totalMicro) return `the cells of ${month} do not add up to its total`;
  if (!standsInTrail(book, month, digest)) {
    return `the trail holds no closing of ${month} with its digest`;
  }
  if (closure.reopenedAt !== null) return null;
  const rows = rowsOf(book, month);
  const held = sumBase(frozen.filter((cell) => cell.source !== 'subscription'));
  return rows === held ? null : `the charges of ${month} are not those it was closed with`;
}

function standsInTrail(book: Book, month: IsoMonth, digest: string): boolean {
  const told = new Set(
    book.trail
      .detailsOf('close month', month)
      .map((detail) => (JSON.parse(detail) as { digest?: string }).digest),
  );
  return told.has(beforeErasures(book, month, digest));
}

/** The digest with which a month was closed, before people were erased from what it holds. */
function beforeErasures(book: Book, month: IsoMonth, digest: string): string {
  return book.trail
    .detailsOfAction(ERASURE)
    .flatMap((detail) => (JSON.parse(detail) as Partial<ErasureDetail>).closures ?? [])
    .filter((one) => one.month === month)
    .reduceRight((now, { before, after }) => (after === now ? before : now), digest);
}

/** What the month's own rows add up to now, in base currency; plans stand in no row. */
function rowsOf(book: Book, month: IsoMonth): bigint {
  const usage = book.usage.baseSum(month);
  const charges = book.charges.baseSum(firstDay(month), lastDay(month));
  return (usage ?? 0n) + (charges ?? 0n);
}
