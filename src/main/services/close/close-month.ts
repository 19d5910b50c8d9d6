import type { closeChecklist, closeMonth, closeReopen } from '../../../contract/close.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type { IsoMonth } from '../../../core/calendar.ts';
import { type ChecklistItem, checklistOf } from '../../../core/close/checklist.ts';
import { Failure } from '../../../core/failure.ts';
import { moneyText } from '../../../core/money.ts';
import { sumBase } from '../../../core/spend/spend-cells.ts';
import { audit } from '../../book/audit.ts';
import { baseCurrency, type Context } from '../context.ts';
import { rechargeMonth } from '../recharge.ts';
import { SpendReader } from '../spend.ts';
import { correctionsOf } from './corrections.ts';
import { digestOf, documentsOf, monthToFreeze, totalOf } from './freeze-month.ts';
import { checklistText, monthFacts } from './month-facts.ts';

type Closure = {
  readonly id: number;
  readonly month: IsoMonth;
  readonly closedAt: string;
  readonly closedBy: string;
  readonly totalMicro: bigint;
  readonly currency: string;
  readonly digest: string;
  readonly inSpiteOf: string | null;
  readonly reopenedAt: string | null;
  readonly reopenedBy: string | null;
  readonly reopenReason: string | null;
};

const CLOSURES = `
  SELECT id, month, closed_at AS closedAt, closed_by AS closedBy, total_micro AS totalMicro, currency,
    digest, in_spite_of AS inSpiteOf, reopened_at AS reopenedAt, reopened_by AS reopenedBy,
    reopen_reason AS reopenReason
  FROM closure`;

/** What stands in a month's way, what it would be closed with, and how often it was closed before. */
export function showChecklist(
  context: Context,
  { month }: InputOf<typeof closeChecklist>,
): OutputOf<typeof closeChecklist> {
  const { book } = context;
  const cells = new SpendReader(context).month(month);
  const base = baseCurrency(context);
  const history = book.all<Closure>(`${CLOSURES} WHERE month = ? ORDER BY id DESC`, month);
  const closed = history.find((one) => one.reopenedAt === null) ?? null;
  const items = closed ? [] : checklistOf(monthFacts(context, month, cells));
  return {
    month,
    total: moneyText(sumBase(cells), base),
    closed: closed && closureDoc(closed),
    items: items.map((item) => itemDoc(item, base)),
    history: history.map(closureDoc),
    corrections: correctionsOf(context, month),
  };
}

function itemDoc(
  item: ChecklistItem,
  base: string,
): OutputOf<typeof closeChecklist>['items'][number] {
  const { code, severity, count, amountMicro, currency, months } = item;
  const amount = amountMicro === null ? null : moneyText(amountMicro, currency ?? base);
  return { code, severity, count, amount, months: [...months], text: checklistText(item, base) };
}

function closureDoc({ id: _, totalMicro, currency, ...closure }: Closure) {
  return { ...closure, total: moneyText(totalMicro, currency) };
}

/**
 * Freezes a month: its cells, rates, allowances, seats, verdicts and what its exports are written
 * from. Refuses a month that is closed (`month_closed_already`) and, without a reason, one whose
 * total is not known (`close_blocked`).
 */
export function closeTheMonth(
  context: Context,
  { month, anyway }: InputOf<typeof closeMonth>,
): OutputOf<typeof closeMonth> {
  const { book } = context;
  return book.transaction(() => {
    if (book.get('SELECT 1 AS held FROM closed_month WHERE month = ?', month)) {
      throw new Failure('month_closed_already', `${month} is closed already.`, { month });
    }
    const cells = new SpendReader(context).month(month);
    const items = checklistOf(monthFacts(context, month, cells));
    const currency = baseCurrency(context);
    const blocking = items.filter((item) => item.severity === 'blocks');
    if (blocking.length > 0 && anyway === undefined) refuse(month, blocking, currency);
    const frozen = monthToFreeze(context, month);
    const totalMicro = totalOf(frozen);
    const documents = documentsOf(frozen);
    const digest = digestOf(month, { micro: totalMicro, currency }, documents);
    const closedAt = context.now();
    const { id } = book.run(
      `INSERT INTO closure (month, closed_at, closed_by, total_micro, currency, digest, in_spite_of)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      month,
      closedAt,
      context.who,
      totalMicro,
      currency,
      digest,
      blocking.length > 0 ? (anyway ?? null) : null,
    );
    for (const [kind, document] of documents) {
      book.run(
        'INSERT INTO closure_document (closure_id, kind, document) VALUES (?, ?, ?)',
        id,
        kind,
        document,
      );
    }
    book.run(
      'INSERT INTO closed_month (month, at, who, total_micro, digest) VALUES (?, ?, ?, ?, ?)',
      month,
      closedAt,
      context.who,
      totalMicro,
      digest,
    );
    for (const personId of new Set(frozen.cells.map((cell) => cell.carrierId))) {
      if (personId === null) continue;
      book.run('INSERT INTO closed_month_person (month, person_id) VALUES (?, ?)', month, personId);
    }
    const total = moneyText(totalMicro, currency);
    audit(book, {
      at: closedAt,
      who: context.who,
      action: 'close month',
      subject: month,
      detail: {
        total,
        digest,
        open: items.map(({ code, count }) => ({ code, count })),
        ...(blocking.length > 0 ? { reason: anyway } : {}),
      },
    });
    return { month, total, closedAt, digest };
  });
}

function refuse(month: IsoMonth, blocking: readonly ChecklistItem[], base: string): never {
  const reasons = blocking.map((item) => checklistText(item, base)).join(' ');
  throw new Failure(
    'close_blocked',
    `${month} cannot be closed yet. ${reasons} Mend it, or close anyway with a reason.`,
    { month, reasons },
  );
}

/** Opens a closed month again. What it was closed with stays in the book; the trail keeps the reason. */
export function reopenMonth(
  context: Context,
  { month, reason }: InputOf<typeof closeReopen>,
): OutputOf<typeof closeReopen> {
  const { book } = context;
  if (reason.trim() === '') {
    throw new Failure('reason_missing', `Say why ${month} is opened again.`, { month });
  }
  return book.transaction(() => {
    const closure = book.get<Closure>(`${CLOSURES} WHERE month = ? AND reopened_at IS NULL`, month);
    if (!closure) throw new Failure('month_not_closed', `${month} is not closed.`, { month });
    const reopenedAt = context.now();
    book.run(
      'UPDATE closure SET reopened_at = ?, reopened_by = ?, reopen_reason = ? WHERE id = ?',
      reopenedAt,
      context.who,
      reason,
      closure.id,
    );
    book.run('DELETE FROM closed_month WHERE month = ?', month);
    // Prices and rates may have changed while the month stood still.
    rechargeMonth(context, month);
    const total = moneyText(closure.totalMicro, closure.currency);
    audit(book, {
      at: reopenedAt,
      who: context.who,
      action: 'reopen month',
      subject: month,
      detail: { reason, total, digest: closure.digest },
    });
    const { closedAt, digest } = closure;
    return { month, total, closedAt, digest, reopenedAt, reason };
  });
}
