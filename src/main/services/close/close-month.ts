import type { closeChecklist, closeMonth, closeReopen } from '../../../contract/close.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type { IsoMonth } from '../../../core/calendar.ts';
import { type ChecklistItem, checklistOf } from '../../../core/close/checklist.ts';
import { Failure } from '../../../core/failure.ts';
import { moneyText } from '../../../core/money.ts';
import { sumBase } from '../../../core/spend/spend-cells.ts';
import { audit } from '../../book/audit.ts';
import type { Closure } from '../../book/stores/closures.ts';
import { deciderNamed } from '../access/holder.ts';
import { auditHead } from '../audit/anchors.ts';
import { dropReceipts } from '../claims/drop-receipts.ts';
import { baseCurrency, type Context } from '../context.ts';
import { rechargeMonth } from '../spend/recharge.ts';
import { SpendReader } from '../spend/spend-reader.ts';
import { settleOvertaken } from '../trackers/settle-items.ts';
import { correctionsOf } from './corrections.ts';
import { documentsOf, monthToFreeze, totalOf } from './freeze-month.ts';
import { digestOf } from './month-digest.ts';
import { checklistText, monthFacts } from './month-facts.ts';

/** What stands in a month's way, what it would be closed with, and how often it was closed before. */
export function showChecklist(
  context: Context,
  { month }: InputOf<typeof closeChecklist>,
): OutputOf<typeof closeChecklist> {
  const { book } = context;
  const cells = new SpendReader(context).month(month);
  const base = baseCurrency(context);
  const history = book.closures.ofMonth(month);
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
  // A script closes in the name of this computer's user; a name that is said is a person's.
  if (context.isNamed) deciderNamed(context, context.who);
  const { book } = context;
  const closed = book.transaction(() => {
    if (book.closures.isClosed(month)) {
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
    const { id } = book.closures.add({
      month,
      closedAt,
      closedBy: context.who,
      totalMicro,
      currency,
      digest,
      inSpiteOf: blocking.length > 0 ? (anyway ?? null) : null,
    });
    for (const [kind, document] of documents) {
      book.closures.addDocument(id, kind, document);
    }
    book.closures.closeMonth({ month, closedAt, closedBy: context.who, totalMicro, digest });
    for (const personId of new Set(frozen.cells.map((cell) => cell.carrierId))) {
      if (personId === null) continue;
      book.closures.keepPerson(month, personId);
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
    return { month, total, closedAt, digest, audit: auditHead(book) };
  });
  dropReceipts(context);
  return closed;
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
    const closure = book.closures.standing(month);
    if (!closure) throw new Failure('month_not_closed', `${month} is not closed.`, { month });
    const reopenedAt = context.now();
    book.closures.reopen(closure.id, { at: reopenedAt, by: context.who, reason });
    book.closures.openMonth(month);
    settleOvertaken(context);
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
    return { month, total, closedAt, digest, audit: auditHead(book), reopenedAt, reason };
  });
}
