import type { VerdictDoc } from '../../../contract/month.ts';
import type { MoneyShape } from '../../../contract/shapes.ts';
import type { IsoMonth } from '../../../core/calendar.ts';
import { moneyText } from '../../../core/money.ts';
import { closedVerdictsById } from '../close/frozen-month.ts';
import { baseCurrency, type Context } from '../context.ts';
import type { SpendReader } from '../spend/spend-reader.ts';
import { estimate } from './estimate.ts';
import { monthVerdictsOf } from './month-verdicts.ts';

/** What somebody who decides on a seat's money sees of its verdict. */
export type JudgedSeat = Pick<
  VerdictDoc,
  'verdict' | 'lean' | 'expectedNet' | 'p' | 'spend' | 'value'
> & {
  /** What the verdict advises to trim it to, a month; `null` where it names no amount. */
  readonly trimTo: MoneyShape | null;
};

export type JudgedSeats = {
  readonly window: { readonly from: IsoMonth; readonly to: IsoMonth };
  readonly byPerson: ReadonlyMap<number, JudgedSeat>;
};

/** A month's seats as they were judged when it was closed; while it is open, as the book tells now. */
export function judgedSeats(context: Context, reader: SpendReader, month: IsoMonth): JudgedSeats {
  const closed = closedVerdictsById(context.book, month);
  if (closed) {
    return {
      window: closed.frozen.company.window,
      byPerson: new Map(
        [...closed.byPerson].map(([id, { advice, ...one }]) => [
          id,
          { ...one, trimTo: advice.code === 'trim' ? advice.amount : null },
        ]),
      ),
    };
  }
  const currency = baseCurrency(context);
  const { result, byPerson, spendMicro } = monthVerdictsOf(context, reader, month);
  const units = (value: number): MoneyShape => estimate(value, currency);
  return {
    window: result.window,
    byPerson: new Map(
      [...byPerson].map(([id, seat]): [number, JudgedSeat] => [
        id,
        {
          verdict: seat.verdict,
          lean: seat.lean,
          expectedNet: seat.result && units(seat.result.expectedNet),
          p: seat.p,
          spend: moneyText(
            seat.windowMonths.reduce((sum, one) => sum + (spendMicro.get(id)?.get(one) ?? 0n), 0n),
            currency,
          ),
          value: seat.result && {
            low80: units(seat.result.value.low80),
            median: units(seat.result.value.median),
            high80: units(seat.result.value.high80),
          },
          trimTo:
            seat.advice.code === 'trim' ? units(Math.round(seat.advice.to * 100) / 100) : null,
        },
      ]),
    ),
  };
}
