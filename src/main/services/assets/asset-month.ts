import type { AssetMonthDoc, assetsMonth } from '../../../contract/assets.ts';
import type { InputOf } from '../../../contract/request.ts';
import { addMonths, type IsoMonth, lastDay, monthOf } from '../../../core/calendar.ts';
import { type Micro, moneyText, unitsForStatistics } from '../../../core/money.ts';
import type { Book } from '../../book/book.ts';
import type { HeldUse } from '../../book/stores/assets.ts';
import type { FrozenMonth } from '../close/frozen-documents.ts';
import { frozenDocument } from '../close/frozen-month.ts';
import { baseCurrency, type Context } from '../context.ts';
import { AssetFigures, minutesIn } from './asset-figures.ts';

/**
 * What a month's spend left behind, and what was used of it; a closed month's as it was closed. A use that
 * is noted late counts in the first month after its day that is open.
 */
export function showAssetMonth(
  context: Context,
  { month }: InputOf<typeof assetsMonth>,
): AssetMonthDoc {
  const { counted: _, ...doc } =
    frozenDocument(context.book, month, 'assets') ?? liveAssetMonth(context, month);
  return doc;
}

/** As the book tells it now, with the uses that count in it. */
export function liveAssetMonth(context: Context, month: IsoMonth): FrozenMonth['assets'] {
  const end = lastDay(month);
  const today = context.today();
  const figures = new AssetFigures(context, end < today ? end : today);
  const monthOfUse = monthsOfUses(context.book);
  const there = figures.assets.filter(
    ({ fromMonth, retiredDay }) =>
      fromMonth <= month && (retiredDay === null || monthOf(retiredDay) >= month),
  );
  const made = figures.assets.reduce((sum, one) => sum + figures.madeIn(one, month), 0n);
  const uses = figures.assets.map((one) => ({
    one,
    uses: figures.usesOf(one).filter((use) => monthOfUse(use) === month),
  }));
  const sum = (of: (at: (typeof uses)[number]) => number): number =>
    uses.reduce((total, at) => total + of(at), 0);
  return {
    month,
    assets: there.length,
    made: moneyText(made, baseCurrency(context)),
    share: shareOf(made, figures.reader.total(month)),
    uses: sum(({ uses: held }) => held.length),
    byOthers: sum(({ one, uses: held }) => figures.byOthers(one, held)),
    feltMinutes: sum(({ uses: held }) => minutesIn(held)),
    units: sum(({ uses: held }) => figures.unitsOf(held)),
    counted: uses.flatMap(({ uses: held }) => held.map(({ id }) => id)).sort((a, b) => a - b),
  };
}

/** When a month was closed, and with which uses; `null` where an earlier version closed it. */
type Closing = { readonly at: string; readonly counted: ReadonlySet<number> | null };

function closingIn(book: Book, month: IsoMonth): Closing {
  const counted = frozenDocument(book, month, 'assets')?.counted;
  return {
    at: book.closures.closedAt(month) ?? '',
    counted: counted ? new Set(counted) : null,
  };
}

/** In which month a use counts: the closed one that was closed with it, else the first open one from its day on. */
function monthsOfUses(book: Book): (use: HeldUse) => IsoMonth {
  const closed = new Set(book.closures.months());
  const read = new Map<IsoMonth, Closing>();
  const closingOf = (month: IsoMonth): Closing => {
    const known = read.get(month) ?? closingIn(book, month);
    read.set(month, known);
    return known;
  };
  const countsIn = ({ id, at, day }: HeldUse, month: IsoMonth): boolean => {
    const closing = closingOf(month);
    if (at > closing.at) return false;
    // What an earlier version closed says nothing of uses: those that were there then count in it.
    return closing.counted?.has(id) ?? monthOf(day) === month;
  };
  return (use) => {
    const first = monthOf(use.day);
    for (const month of closed) if (month >= first && countsIn(use, month)) return month;
    let month = first;
    while (closed.has(month)) month = addMonths(month, 1);
    return month;
  };
}

export const shareOf = (part: Micro, whole: Micro): number | null =>
  whole <= 0n ? null : unitsForStatistics(part) / unitsForStatistics(whole);
