import type { AllowanceLine, AllowancePerson } from '../../../core/allowances/allowance-line.ts';
import type { AllowanceMove } from '../../../core/allowances/allowance-move.ts';
import { periodOf } from '../../../core/allowances/allowance-period.ts';
import { type Allowance, allowancesOn } from '../../../core/allowances/allowances-on.ts';
import type { CompanyCalendar } from '../../../core/allowances/company-calendar.ts';
import type { Convert, DaySpend } from '../../../core/allowances/day-spend.ts';
import {
  type Pool,
  type PoolSlice,
  type PoolState,
  poolOn,
} from '../../../core/allowances/pool.ts';
import { LONGEST_HISTORY_DAYS } from '../../../core/allowances/spend-pace.ts';
import { addDays, firstDay, type IsoDay, lastDay, monthOf } from '../../../core/calendar.ts';
import type { RateTable } from '../../../core/rates.ts';
import { heldLines, heldMoves, heldPools, heldSlices } from '../../book/allowance-store.ts';
import { rateTable } from '../../book/rate-store.ts';
import { remembered } from '../../book/remembered.ts';
import { baseCurrency, type Context } from '../context.ts';
import { type HeldPerson, heldPeople } from '../people/people.ts';
import { SpendReader } from '../spend/spend-reader.ts';
import { companyCalendar, type KnownDays, knownDays } from './company-days.ts';
import { personDays } from './person-days.ts';

/** Everything that allowances stand on, read from the book once for a request. */
export class AllowanceFacts {
  readonly context: Context;
  readonly base: string;
  readonly people: readonly HeldPerson[];
  readonly lines: readonly AllowanceLine[];
  readonly pools: readonly Pool[];
  readonly slices: readonly PoolSlice[];
  readonly moves: readonly AllowanceMove[];
  readonly calendar: CompanyCalendar;
  readonly known: KnownDays;
  readonly reader: SpendReader;
  readonly #persons: ReadonlyMap<number, AllowancePerson>;
  #rates: RateTable | null = null;
  #spend: { from: IsoDay; to: IsoDay; byPerson: ReadonlyMap<number, readonly DaySpend[]> } | null =
    null;

  constructor(context: Context, reader: SpendReader = new SpendReader(context)) {
    const { book } = context;
    this.context = context;
    this.reader = reader;
    this.base = baseCurrency(context);
    this.people = heldPeople(book);
    this.lines = heldLines(book);
    this.pools = heldPools(book);
    this.slices = heldSlices(book);
    this.moves = heldMoves(book);
    this.calendar = companyCalendar(context);
    this.known = knownDays(context);
    this.#persons = new Map(this.people.map((one) => [one.id, allowancePerson(one)]));
  }

  /** Whether anything was ever set: without it nothing has to be read. */
  get isEmpty(): boolean {
    return this.lines.length === 0 && this.slices.length === 0;
  }

  readonly convert: Convert = (micro, from, to, day) => {
    if (from === to) return micro;
    this.#rates ??= rateTable(this.context.book);
    return this.#rates.convert(micro, from, to, day);
  };

  person(id: number): AllowancePerson {
    const found = this.#persons.get(id);
    if (!found) throw new Error(`There is no person ${id}.`);
    return found;
  }

  /** The day as of which a month is told: its last, or today in the month that runs. */
  asOf(month: string): IsoDay {
    const last = lastDay(month);
    if (last <= this.known.today) return last;
    return firstDay(month) > this.known.today ? firstDay(month) : this.known.today;
  }

  /** A month's periods for the cadence of a week: every day on which one is told, up to a day. */
  daysOf(month: string): IsoDay[] {
    const asOf = this.asOf(month);
    const days: IsoDay[] = [];
    for (let day = firstDay(month); day <= asOf; ) {
      const { to } = periodOf('week', day, this.calendar.weekStart);
      days.push(to < asOf ? to : asOf);
      day = addDays(to, 1);
    }
    return days;
  }

  /** Reads spend so that any day of `from`..`to` can be told. */
  read(from: IsoDay, to: IsoDay): void {
    const first = this.#neededFrom(from, to);
    if (this.#spend && this.#spend.from <= first && this.#spend.to >= to) return;
    const byPerson = remembered(this.context.book, `person days ${first} ${to}`, () =>
      personDays(this.context, this.reader, first, to),
    );
    this.#spend = { from: first, to, byPerson };
  }

  spendOf(personId: number): readonly DaySpend[] {
    return this.#spend?.byPerson.get(personId) ?? [];
  }

  /** One person's allowances as they stand on a day; `read` must have covered it. */
  on(personId: number, day: IsoDay): Allowance[] {
    const { lines, pools, slices, moves, calendar, base, known } = this;
    return allowancesOn({
      day,
      lastWholeDay: day < known.today ? this.#wholeBefore(day) : known.lastWhole,
      person: this.person(personId),
      lines,
      pools,
      slices,
      moves,
      spend: this.spendOf(personId),
      calendar,
      baseCurrency: base,
      convert: this.convert,
    });
  }

  poolState(pool: Pool, day: IsoDay): PoolState {
    const { slices, moves, calendar } = this;
    const people = this.people.map(allowancePerson);
    return poolOn(day, pool, slices, moves, people, calendar.weekStart);
  }

  /** A day that is over counts as whole, except where the files of the running month lag behind. */
  #wholeBefore(day: IsoDay): IsoDay {
    const { lastWhole, today } = this.known;
    return monthOf(day) === monthOf(today) && lastWhole < day ? lastWhole : day;
  }

  /** How far back spend is needed: the periods themselves, what is carried over, and a forecast's history. */
  #neededFrom(from: IsoDay, to: IsoDay): IsoDay {
    const starts: IsoDay[] = [from];
    for (const line of this.lines) {
      if (line.from > to || (line.to !== null && line.to < from)) continue;
      if (line.cadence === 'once' || line.carryOverPeriods > 0) starts.push(line.from);
      else starts.push(periodOf(line.cadence, from, this.calendar.weekStart).from);
    }
    for (const pool of this.pools) {
      if (pool.carryOverPeriods > 0) starts.push(pool.from);
      starts.push(periodOf(pool.cadence, from, this.calendar.weekStart).from);
    }
    const needsHistory =
      to >= this.known.lastWhole ||
      this.lines.some(({ cadence }) => cadence !== 'month' && cadence !== 'week');
    if (needsHistory) {
      const last = this.known.lastWhole < to ? this.known.lastWhole : to;
      starts.push(addDays(last, -LONGEST_HISTORY_DAYS));
    }
    return starts.reduce((least, day) => (day < least ? day : least));
  }
}

export function allowancePerson(person: HeldPerson): AllowancePerson {
  const { id, name, role, team, startDay, endDay } = person;
  return { id: String(id), name, role, team, startDay, endDay };
}
