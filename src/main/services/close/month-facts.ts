import { firstDay, type IsoMonth, lastDay, monthRange } from '../../../core/calendar.ts';
import type { ChecklistItem, MonthFacts } from '../../../core/close/checklist.ts';
import { moneyText } from '../../../core/money.ts';
import { type SpendCell, sumBase } from '../../../core/spend/spend-cells.ts';
import { unreadRows } from '../accounts/sync-rejects.ts';
import { bookMonths } from '../company/company.ts';
import type { Context } from '../context.ts';
import { countedTwiceIn } from '../invoices/reconciliation.ts';
import { unbookedCount } from '../ledger/unbooked-count.ts';
import { SpendReader } from '../spend/spend-reader.ts';
import { openClaimsIn, openInvoicesIn } from './open-subjects.ts';

/** Counts what a month's checklist looks at. */
export function monthFacts(
  context: Context,
  month: IsoMonth,
  cells: readonly SpendCell[],
): MonthFacts {
  return {
    month,
    today: context.today(),
    hasSpend: cells.length > 0,
    earlierOpen: earlierOpen(context, month),
    waitingForRate: waitingForRate(cells),
    unpricedRows: cells.reduce((sum, cell) => sum + cell.unpriced, 0),
    unassignedMicro: sumBase(cells.filter((cell) => cell.carrierId === null)),
    rejectedRows: rejectedRows(context, month),
    unreadRows: unreadRows(context, month),
    openClaims: openClaimsIn(context, month),
    openInvoices: openInvoicesIn(context, month),
    unbooked: unbookedCount(context, month),
    countedTwiceMicro: countedTwiceIn(context, new SpendReader(context), month).reduce(
      (sum, { micro }) => sum + micro,
      0n,
    ),
  };
}

/** The months before it that hold spend and stand open; only from the first closed month on, if there is one. */
function earlierOpen({ book }: Context, month: IsoMonth): IsoMonth[] {
  const span = bookMonths(book);
  if (!span || span.from >= month) return [];
  const closed = new Set(book.closures.months());
  const firstClosed = [...closed].sort()[0];
  const months = monthRange(span.from, month).slice(0, -1);
  if (firstClosed === undefined) return months.slice(-1);
  return months.filter((one) => one > firstClosed && !closed.has(one));
}

function waitingForRate(cells: readonly SpendCell[]): MonthFacts['waitingForRate'] {
  const found = new Map<string, { currency: string; count: number; amountMicro: bigint }>();
  for (const { currency, waiting, waitingMicro } of cells) {
    if (waiting === 0 && waitingMicro === 0n) continue;
    const held = found.get(currency) ?? { currency, count: 0, amountMicro: 0n };
    found.set(currency, {
      currency,
      count: held.count + waiting,
      amountMicro: held.amountMicro + waitingMicro,
    });
  }
  return [...found.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

/** Rows that imports of files touching the month refused. */
function rejectedRows({ book }: Context, month: IsoMonth): number {
  return book.imports.rejectedBetween(firstDay(month), lastDay(month)) ?? 0;
}

/** An item's sentence in English. */
export function checklistText(item: ChecklistItem, base: string): string {
  const { code, count, amountMicro, currency, months } = item;
  const amount = moneyText(amountMicro ?? 0n, currency ?? base);
  const many = (one: string, more: string): string =>
    count === 1 ? `1 ${one}` : `${count} ${more}`;
  switch (code) {
    case 'rate-missing':
      return `${many('charge waits', 'charges wait')} for a ${currency} rate (${amount.amount} ${amount.currency}).`;
    case 'not-over':
      return 'The month is not over yet: what comes later cannot be taken.';
    case 'no-spend':
      return 'The month holds no spend at all.';
    case 'earlier-open':
      return `Earlier months are still open: ${months.join(', ')}.`;
    case 'unpriced':
      return `${many('usage row has', 'usage rows have')} no price and charge nothing.`;
    case 'unassigned':
      return `${amount.amount} ${amount.currency} is carried by nobody yet.`;
    case 'rejects':
      return `${many('row was', 'rows were')} refused by imports that touch the month.`;
    case 'unread':
      return `${many('row', 'rows')} that accounts sent could not be read; they may be of this month.`;
    case 'claims-open':
      return `${many('claim is', 'claims are')} not decided yet.`;
    case 'counted-twice':
      return `${amount.amount} ${amount.currency} of use names no account while an invoice of the same provider bills its days: it may be counted twice. Import it with its account, or take it back.`;
    case 'tax-account-missing':
      return `${many('invoice has', 'invoices have')} tax at a rate without a ledger account and would not be booked.`;
    case 'invoices-open':
      return `${many('invoice is', 'invoices are')} not reconciled yet.`;
  }
}
