import type { bookVerify } from '../../../contract/book.ts';
import type { OutputOf } from '../../../contract/request.ts';
import { firstDay, type IsoMonth, lastDay } from '../../../core/calendar.ts';
import { readFrozenText } from '../../../core/close/frozen-text.ts';
import { type SpendCell, sumBase } from '../../../core/spend/spend-cells.ts';
import type { Book } from '../../book/book.ts';
import { digestOf } from './freeze-month.ts';

type Check = OutputOf<typeof bookVerify>['checks'][number];

type Held = {
  readonly id: number;
  readonly month: IsoMonth;
  readonly totalMicro: bigint;
  readonly currency: string;
  readonly digest: string;
  readonly reopenedAt: string | null;
};

/**
 * Recomputes the digest of every closing from its documents, and holds it against the trail, the
 * frozen cells and the rows that still stand in the book. The first month that differs is named.
 */
export function closedMonths(book: Book): Check {
  const closures = book.all<Held>(
    `SELECT id, month, total_micro AS totalMicro, currency, digest, reopened_at AS reopenedAt
     FROM closure ORDER BY id`,
  );
  const faults = closures.flatMap((closure) => faultOf(book, closure) ?? []);
  const unknown = book.get<{ month: IsoMonth }>(
    `SELECT month FROM closed_month WHERE NOT EXISTS (SELECT 1 FROM closure
       WHERE closure.month = closed_month.month AND reopened_at IS NULL
         AND closure.digest = closed_month.digest AND closure.total_micro = closed_month.total_micro)`,
  );
  if (unknown) faults.push(`${unknown.month} does not stand as it was closed`);
  return { name: 'closed-months', ok: faults.length === 0, detail: faults.join('; ') || 'ok' };
}

function faultOf(book: Book, closure: Held): string | null {
  const { id, month, totalMicro, currency, digest } = closure;
  const documents = book
    .all<{ kind: string; document: string }>(
      'SELECT kind, document FROM closure_document WHERE closure_id = ? ORDER BY kind',
      id,
    )
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
  return book
    .all<{ detail: string }>(
      "SELECT detail FROM audit WHERE action = 'close month' AND subject = ?",
      month,
    )
    .some(({ detail }) => (JSON.parse(detail) as { digest?: string }).digest === digest);
}

/** What the month's own rows add up to now, in base currency; plans stand in no row. */
function rowsOf(book: Book, month: IsoMonth): bigint {
  const usage = book.get<{ sumMicro: bigint | null }>(
    'SELECT sum(base_micro) AS sumMicro FROM usage_month WHERE month = ?',
    month,
  );
  const charges = book.get<{ sumMicro: bigint | null }>(
    'SELECT sum(base_micro) AS sumMicro FROM charge WHERE day BETWEEN ? AND ?',
    firstDay(month),
    lastDay(month),
  );
  return (usage?.sumMicro ?? 0n) + (charges?.sumMicro ?? 0n);
}
