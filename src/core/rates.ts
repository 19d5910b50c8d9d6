import { addDays, type IsoDay } from './calendar.ts';
import { type Decimal, divideHalfEven, type Micro, parseDecimal } from './money.ts';

/** A published or typed rate: units of `to` for one unit of `from`. */
export type Rate = {
  readonly day: IsoDay;
  readonly from: string;
  readonly to: string;
  readonly rate: string;
  readonly source: 'ecb' | 'typed';
};

/** No pair of currencies in use is further apart; beyond it a rate is a slip of the pen. */
const MOST_APART = 10_000_000n;

/** A rate's text as an exact number; `null` where it is none, not above 0, or absurd. */
export function parseRate(text: string): Decimal | null {
  const rate = parseDecimal(text);
  if (!rate || rate.digits <= 0n) return null;
  const unit = 10n ** BigInt(rate.scale);
  return rate.digits <= unit * MOST_APART && rate.digits * MOST_APART >= unit ? rate : null;
}

/** An exact fraction, its lower part above zero. */
export type Fraction = { readonly over: bigint; readonly under: bigint };

/**
 * How long a rate stays in force, in days. The ECB publishes on working days and pauses for a few
 * holidays at the most; a typed rate is meant for its month. Older than that is missing, not guessed.
 */
const FORCE_DAYS = { ecb: 10, typed: 31 } as const;

/** The last day on which a rate of that day counts. */
export function lastDayInForce(day: IsoDay, source: Rate['source']): IsoDay {
  return addDays(day, FORCE_DAYS[source]);
}

/** What 64 bits hold; an amount beyond it stands nowhere. */
const kept = (micro: Micro): Micro | null => (BigInt.asIntN(64, micro) === micro ? micro : null);

/** The latest rate that is known of exactly this pair, of this day or an earlier one. */
export type LastRate = (from: string, to: string, day: IsoDay) => Rate | null;

type Quote = { readonly day: IsoDay; readonly rate: Decimal };

/**
 * Converts with the rate in force on a day: the pair itself, its inverse, or across the euro. Rates are
 * asked for by pair and day, and what was answered is kept: an instance is one request's view of them.
 */
export class RateTable {
  readonly #lastRate: LastRate;
  readonly #found = new Map<string, Fraction | null>();

  constructor(lastRate: LastRate) {
    this.#lastRate = lastRate;
  }

  /**
   * The amount in `to` on that day, rounded half-even to the micro once; `null` where no rate is in force,
   * or where it gives more than a book holds. Nothing is nothing in every currency: it waits for no rate.
   */
  convert(micro: Micro, from: string, to: string, day: IsoDay): Micro | null {
    if (from === to || micro === 0n) return micro;
    const rate = this.#fraction(from, to, day);
    return rate && kept(divideHalfEven(micro * rate.over, rate.under));
  }

  /**
   * The exact amount `over / under` in `to` on that day, rounded half-even once to whole `unit`s of
   * micro-units; `null` where no rate is in force. It may be more than a book holds: whoever keeps it looks.
   */
  convertExact(
    { over, under }: Fraction,
    from: string,
    to: string,
    day: IsoDay,
    unit: Micro,
  ): Micro | null {
    const rate = from === to ? { over: 1n, under: 1n } : this.#fraction(from, to, day);
    return rate && divideHalfEven(over * rate.over, under * rate.under * unit) * unit;
  }

  /** The rate in force on a day as a decimal text of up to eight digits, for people to read. */
  rateText(from: string, to: string, day: IsoDay): string | null {
    const rate = from === to ? { over: 1n, under: 1n } : this.#fraction(from, to, day);
    if (!rate) return null;
    const scaled = divideHalfEven(rate.over * 100_000_000n, rate.under)
      .toString()
      .padStart(9, '0');
    return `${scaled.slice(0, -8)}.${scaled.slice(-8)}`.replace(/0{1,6}$/, '');
  }

  #fraction(from: string, to: string, day: IsoDay): Fraction | null {
    const key = `${from}>${to}@${day}`;
    const known = this.#found.get(key);
    if (known !== undefined) return known;
    const found = this.#pair(from, to, day) ?? this.#acrossEuro(from, to, day);
    this.#found.set(key, found);
    return found;
  }

  #acrossEuro(from: string, to: string, day: IsoDay): Fraction | null {
    if (from === 'EUR' || to === 'EUR') return null;
    const toEuro = this.#pair(from, 'EUR', day);
    const fromEuro = this.#pair('EUR', to, day);
    if (!toEuro || !fromEuro) return null;
    return { over: toEuro.over * fromEuro.over, under: toEuro.under * fromEuro.under };
  }

  #pair(from: string, to: string, day: IsoDay): Fraction | null {
    const straight = this.#quote(from, to, day);
    const inverse = this.#quote(to, from, day);
    if (straight && (!inverse || straight.day >= inverse.day)) {
      return { over: straight.rate.digits, under: 10n ** BigInt(straight.rate.scale) };
    }
    return inverse && { over: 10n ** BigInt(inverse.rate.scale), under: inverse.rate.digits };
  }

  /** The last rate that is one; what cannot be a rate stands for nothing, and an earlier one counts. */
  #quote(from: string, to: string, day: IsoDay): Quote | null {
    let found = this.#lastRate(from, to, day);
    while (found && lastDayInForce(found.day, found.source) >= day) {
      const rate = parseRate(found.rate);
      if (rate) {
        return { day: found.day, rate };
      }
      found = this.#lastRate(from, to, addDays(found.day, -1));
    }
    return null;
  }
}
