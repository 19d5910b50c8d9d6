import type { verdictMonth, worthMonth } from '../../../contract/month.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import type { SignalDoc } from '../../../contract/signals.ts';
import { firstDay, type IsoMonth, lastDay } from '../../../core/calendar.ts';
import { type Micro, moneyText, parseMicro } from '../../../core/money.ts';
import { type ModelDay, movableSaving } from '../../../core/spend/movable-work.ts';
import { priceUsage } from '../../../core/spend/pricing.ts';
import { type SpendCell, sumBase } from '../../../core/spend/spend-cells.ts';
import {
  subscriptionCharge,
  subscriptionChargeDay,
} from '../../../core/spend/subscription-charges.ts';
import { type MoneyPart, whatMoneyDid } from '../../../core/spend/what-money-did.ts';
import { closedVerdicts, frozenDocument } from '../close/frozen-month.ts';
import { baseCurrency, type Context } from '../context.ts';
import { heldPeople } from '../people/people.ts';
import { listPrices } from '../rates/list-prices.ts';
import { listSignals } from '../signals/signals.ts';
import { waitingIn } from '../spend/cell-sums.ts';
import { SpendReader } from '../spend/spend-reader.ts';
import { liveVerdicts } from './verdicts.ts';

type WorthDoc = OutputOf<typeof worthMonth>;
type Verdicts = OutputOf<typeof verdictMonth>;

/** Where the month's money did something, nothing, or cannot be told; a closed month's as it was closed. */
export function showWorth(context: Context, { month }: InputOf<typeof worthMonth>): WorthDoc {
  const frozen = frozenDocument(context.book, month, 'worth');
  // What waited when the month was closed stands in its cells.
  if (frozen)
    return { ...frozen, waitingForRate: waitingIn(new SpendReader(context).month(month)) };
  const closed = closedVerdicts(context.book, { month });
  return closed ? earlierWorth(context, month, closed) : liveWorth(context, month);
}

/** As the book tells it now, whether the month is closed or not. */
export function liveWorth(context: Context, month: IsoMonth): WorthDoc {
  const reader = new SpendReader(context);
  const cells = reader.month(month);
  const { signals } = listSignals(context, { month, withDismissed: true });
  const unused = unusedCells(context, month, cells, signals);
  const verdicts = liveVerdicts(context, { month, withReturns: false }, false);
  const saved = shortWork(context, reader, month, signals);
  return document(context, month, cells, unused, verdicts, saved);
}

/** Of a month that an earlier version closed: what it froze says which licences were nobody's. */
function earlierWorth(context: Context, month: IsoMonth, verdicts: Verdicts): WorthDoc {
  const cells = new SpendReader(context).month(month);
  const spare = cells.filter((cell) => cell.cause === 'spare-licence');
  return document(context, month, cells, new Set(spare), verdicts, new Map());
}

function document(
  context: Context,
  month: IsoMonth,
  cells: readonly SpendCell[],
  unused: ReadonlySet<SpendCell>,
  { verdicts }: Verdicts,
  saved: ReadonlyMap<number, Micro>,
): WorthDoc {
  const rest = new Map<number, Micro>();
  let unassignedMicro = 0n;
  for (const cell of cells) {
    if (unused.has(cell)) continue;
    if (cell.carrierId === null) unassignedMicro += cell.baseMicro;
    else rest.set(cell.carrierId, (rest.get(cell.carrierId) ?? 0n) + cell.baseMicro);
  }
  const emails = new Map(heldPeople(context.book).map(({ id, email }) => [id, email]));
  const byEmail = new Map(verdicts.map((one) => [one.person.email, one]));
  const parts = whatMoneyDid({
    unusedLicences: [...unused].map((cell) => cell.baseMicro),
    unassignedMicro,
    seats: [...rest].map(([id, micro]) => {
      const verdict = byEmail.get(emails.get(id) ?? '');
      return {
        micro,
        shortWorkMicro: saved.get(id) ?? 0n,
        verdict: verdict?.verdict ?? 'no data',
        lean: verdict?.lean ?? null,
        p: verdict?.p ?? null,
        excessMicro: parseMicro(verdict?.advice.excess?.amount ?? ''),
      };
    }),
  });
  return {
    ...worthDoc(month, parts, sumBase(cells), baseCurrency(context)),
    waitingForRate: waitingIn(cells),
  };
}

function worthDoc(
  month: IsoMonth,
  parts: readonly MoneyPart[],
  totalMicro: Micro,
  currency: string,
): Omit<WorthDoc, 'waitingForRate'> {
  const money = (micro: Micro) => moneyText(micro, currency);
  const groupSum = (group: MoneyPart['group']): Micro =>
    parts.reduce((sum, part) => (part.group === group ? sum + part.micro : sum), 0n);
  return {
    month,
    currency,
    total: money(totalMicro),
    parts: parts.map(({ code, group, micro, seats }) => ({
      code,
      group,
      amount: money(micro),
      share: totalMicro === 0n ? null : Number(micro) / Number(totalMicro),
      seats,
    })),
    groups: {
      paid: money(groupSum('paid')),
      nothing: money(groupSum('nothing')),
      open: money(groupSum('open')),
    },
  };
}

const UNUSED = 'unused-seat';
const SHORT_WORK = 'flagship-for-short-work';

/** What a signal is about, as its key remembers it behind its code and person. */
const subjectOf = ({ key }: SignalDoc): string => key.split(':').slice(2).join(':');
const personOf = ({ key }: SignalDoc): number => Number(key.split(':')[1]);

/** The month's charges of the licences that nobody used. */
function unusedCells(
  context: Context,
  month: IsoMonth,
  cells: readonly SpendCell[],
  signals: readonly SignalDoc[],
): Set<SpendCell> {
  const unused = new Set(
    signals.flatMap((one) => (one.code === UNUSED ? [subjectOf(one).split(' ')[0]] : [])),
  );
  const found = new Set<SpendCell>();
  for (const one of context.book.subscriptions.all()) {
    if (!unused.has(String(one.id))) continue;
    const amount = subscriptionCharge(one, month);
    const day = subscriptionChargeDay(one, month);
    const cell = cells.find(
      (held) =>
        held.source === 'subscription' &&
        held.tool === one.tool &&
        held.identity === one.email &&
        held.day === day &&
        held.amountMicro === amount &&
        !found.has(held),
    );
    if (cell) found.add(cell);
  }
  return found;
}

/** What each person's short work on flagship models would have saved, where the question stands. */
function shortWork(
  context: Context,
  reader: SpendReader,
  month: IsoMonth,
  signals: readonly SignalDoc[],
): Map<number, Micro> {
  const asked = new Set(
    signals.flatMap((one) =>
      one.code === SHORT_WORK && one.dismissed === null
        ? [`${personOf(one)} ${subjectOf(one)}`]
        : [],
    ),
  );
  const saved = new Map<number, Micro>();
  if (asked.size === 0) return saved;
  const prices = listPrices(context);
  const days = new Map<string, { carrier: number; day: ModelDay }>();
  for (const cell of reader.days(firstDay(month), lastDay(month))) {
    const { carrierId, model, tool } = cell;
    if (carrierId === null || model === null || !asked.has(`${carrierId} ${model}`)) continue;
    const found = prices.lowerClass(model, cell.day);
    if (found === null) continue;
    const key = JSON.stringify([carrierId, tool, model, cell.day]);
    const before = days.get(key)?.day;
    days.set(key, {
      carrier: carrierId,
      day: {
        requests: (before?.requests ?? 0) + cell.requests,
        inputTokens: (before?.inputTokens ?? 0) + cell.inputTokens,
        cacheReadTokens: (before?.cacheReadTokens ?? 0) + cell.cacheReadTokens,
        cacheWriteTokens: (before?.cacheWriteTokens ?? 0) + cell.cacheWriteTokens,
        outputTokens: (before?.outputTokens ?? 0) + cell.outputTokens,
        chargedMicro: (before?.chargedMicro ?? 0n) + cell.baseMicro,
        apiMicro: (before?.apiMicro ?? 0n) + priceUsage(cell, found.price).micro,
        lowerMicro: (before?.lowerMicro ?? 0n) + priceUsage(cell, found.lower).micro,
      },
    });
  }
  for (const { carrier, day } of days.values()) {
    saved.set(carrier, (saved.get(carrier) ?? 0n) + movableSaving([day]));
  }
  return saved;
}
