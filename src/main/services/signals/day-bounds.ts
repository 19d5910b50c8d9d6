import type { Cadence } from '../../../core/allowances/allowance-line.ts';
import { isWithin } from '../../../core/allowances/allowance-period.ts';
import {
  addMonths,
  type IsoDay,
  type IsoMonth,
  monthOf,
  monthRange,
} from '../../../core/calendar.ts';
import { median } from '../../../core/median.ts';
import { MICRO, type Micro, parseMicro, unitsForStatistics } from '../../../core/money.ts';
import { type DayBound, type DayBoundInput, dayBound } from '../../../core/signals/day-bound.ts';
import type { AllowanceFacts } from '../allowances/allowance-facts.ts';
import { mainAllowance } from '../allowances/list-allowances.ts';
import { settingOf } from '../context.ts';

const USUAL_MONTHS = 6;
type UsualMonth = DayBoundInput['usualMonth'];

/** How many periods of a cadence a month has, as a fraction. */
const A_MONTH: Readonly<Record<Cadence, readonly [times: bigint, over: bigint]>> = {
  week: [13n, 3n],
  month: [1n, 1n],
  quarter: [1n, 3n],
  year: [1n, 12n],
  once: [1n, 1n],
};

/** The bounds above which a day is asked about, worked out once for each person and month. */
export class DayBounds {
  readonly #facts: AllowanceFacts;
  readonly #setting: Micro | 'auto' | 'none';
  readonly #noteworthy: Micro;
  readonly #ofPersons = new Map<number, DayBound | null>();
  readonly #usualMonths = new Map<IsoMonth, UsualMonth>();
  #others: DayBound | null | undefined;

  constructor(facts: AllowanceFacts) {
    const setting = settingOf(facts.context, 'signals.runaway');
    this.#facts = facts;
    this.#setting =
      setting === 'auto' || setting === 'none' ? setting : (parseMicro(setting) ?? 'auto');
    this.#noteworthy = parseMicro(settingOf(facts.context, 'signals.noteworthy')) ?? 0n;
  }

  /** The least that any bound can be: what took less need not be looked at. */
  get least(): Micro {
    return typeof this.#setting === 'bigint' ? this.#setting : this.#noteworthy;
  }

  ofPerson(personId: number, day: IsoDay): DayBound | null {
    const known = this.#ofPersons.get(personId);
    if (known !== undefined) return known;
    const bound = this.#bound(
      day,
      this.#allowanceMonth(personId, day),
      this.#poolMonth(personId, day),
    );
    this.#ofPersons.set(personId, bound);
    return bound;
  }

  /** Of a key that nobody carries, and of an account as a whole. */
  ofOthers(day: IsoDay): DayBound | null {
    this.#others ??= this.#bound(day, null, null);
    return this.#others;
  }

  #bound(day: IsoDay, allowanceMonth: Micro | null, poolMonth: Micro | null): DayBound | null {
    return dayBound({
      setting: this.#setting,
      allowanceMonth,
      poolMonth,
      usualMonth: this.#usualMonth(monthOf(day)),
      noteworthyMicro: this.#noteworthy,
      currency: this.#facts.base,
    });
  }

  #allowanceMonth(personId: number, day: IsoDay): Micro | null {
    if (this.#facts.isEmpty) return null;
    this.#facts.read(day, day);
    const main = mainAllowance(
      this.#facts.on(personId, day).filter(
        // A cap of one class says nothing of what a day's other models may cost.
        ({ key, limit }) =>
          key.unit === 'money' &&
          key.purse === 'spend' &&
          key.modelClass === 'all' &&
          limit !== null,
      ),
    );
    const currency = main?.line.limit.unit === 'money' ? main.line.limit.currency : null;
    if (!main || main.limit === null || currency === null) return null;
    return this.#monthOf(main.limit, main.key.cadence, currency, day);
  }

  #poolMonth(personId: number, day: IsoDay): Micro | null {
    const team = this.#facts.people.find(({ id }) => id === personId)?.team ?? null;
    const pool = this.#facts.pools.find(
      (one) =>
        team !== null && one.team === team && one.limit.unit === 'money' && isWithin(day, one),
    );
    if (pool === undefined || pool.limit.unit !== 'money') return null;
    return this.#monthOf(pool.limit.amount, pool.cadence, pool.limit.currency, day);
  }

  #monthOf(micro: Micro, cadence: Cadence, currency: string, day: IsoDay): Micro | null {
    const [times, over] = A_MONTH[cadence];
    return this.#facts.convert((micro * times) / over, currency, this.#facts.base, day);
  }

  /** The middle one of the totals of the last months with any; `null` where there is none. */
  #usualMonth(month: IsoMonth): UsualMonth {
    const known = this.#usualMonths.get(month);
    if (known !== undefined) return known;
    const usual = this.#usualBefore(month);
    this.#usualMonths.set(month, usual);
    return usual;
  }

  #usualBefore(month: IsoMonth): UsualMonth {
    const totals = monthRange(addMonths(month, -USUAL_MONTHS), addMonths(month, -1))
      .map((one) => this.#facts.reader.total(one))
      .filter((total) => total > 0n);
    if (totals.length === 0) return null;
    const micro = BigInt(Math.round(median(totals.map(unitsForStatistics)))) * MICRO;
    return { micro, months: totals.length };
  }
}
