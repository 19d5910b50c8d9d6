import { firstDay, type IsoMonth, lastDay } from '../../../core/calendar.ts';
import { frozenText } from '../../../core/close/frozen-text.ts';
import { type SpendCell, sumBase } from '../../../core/spend/spend-cells.ts';
import { rateTable } from '../../book/rate-store.ts';
import { identitiesOfMonth } from '../../book/spend-queries.ts';
import { liveAssetMonth } from '../assets/asset-month.ts';
import { baseCurrency, type Context, settingOf } from '../context.ts';
import { monthlyUnits } from '../output/output-months.ts';
import { showOverview, showSeats } from '../overview/overview.ts';
import { heldPeople } from '../people/people.ts';
import { SpendReader } from '../spend/spend-reader.ts';
import { liveVerdicts } from '../verdict/verdicts.ts';
import { liveWorth } from '../verdict/what-money-did.ts';
import { allowancesOf } from './allowances-of.ts';
import { exportContent } from './export-content.ts';
import type { FrozenKind, FrozenMonth, UsedRate } from './frozen-documents.ts';
import { FROZEN_VERSIONS } from './frozen-versions.ts';

/** Gathers all that is frozen of an open month. Equal books give equal documents on every machine. */
export function monthToFreeze(context: Context, month: IsoMonth): FrozenMonth {
  const reader = new SpendReader(context);
  const cells = inOrder(reader.month(month));
  const {
    coverage: _c,
    history: _h,
    signals: _s,
    budget: _b,
    ...overview
  } = showOverview(context, { month, withSignals: false });
  return {
    cells,
    assignments: [...reader.assignments()].sort(([a], [b]) => a - b),
    overview: {
      ...overview,
      isClosed: true,
      units: monthlyUnits(context, [month]).get(month) ?? 0,
    },
    seats: showSeats(context, { month }),
    verdicts: liveVerdicts(context, { month }, true),
    window: Number(settingOf(context, 'verdict.window')),
    people: heldPeople(context.book)
      .map(({ id, email }) => ({ id, email }))
      .sort((a, b) => a.id - b.id),
    rates: usedRates(context, month, cells),
    allowances: allowancesOf(context, month),
    exports: exportContent(context, reader, month, { withLedger: true }),
    worth: liveWorth(context, month),
    assets: liveAssetMonth(context, month),
    versions: FROZEN_VERSIONS,
  };
}

/** The documents as texts, by kind in alphabetical order. */
export function documentsOf(frozen: FrozenMonth): (readonly [FrozenKind, string])[] {
  return (Object.keys(frozen) as FrozenKind[])
    .sort()
    .map((kind) => [kind, frozenText(frozen[kind])] as const);
}

export function totalOf(frozen: FrozenMonth): bigint {
  return sumBase(frozen.cells);
}

/** Cells in an order that does not depend on how the book stored them. */
function inOrder(cells: readonly SpendCell[]): SpendCell[] {
  return cells
    .map((cell) => ({ cell, key: frozenText(cell) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ cell }) => cell);
}

/** Every rate that a charge of the month was converted with, by currency and day. */
function usedRates(context: Context, month: IsoMonth, cells: readonly SpendCell[]): UsedRate[] {
  const base = baseCurrency(context);
  const rates = rateTable(context.book);
  const days = context.book.charges.ratesUsed(
    identitiesOfMonth(context.book, month),
    firstDay(month),
    lastDay(month),
    base,
  );
  const plans = cells
    .filter((cell) => cell.source === 'subscription' && cell.currency !== base)
    .map(({ currency, day }) => ({ currency, day }));
  const used = new Map<string, UsedRate>();
  for (const { currency, day } of [...days, ...plans]) {
    const rate = rates.rateText(currency, base, day);
    if (rate !== null) used.set(`${currency} ${day}`, { day, from: currency, to: base, rate });
  }
  return [...used].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, rate]) => rate);
}
