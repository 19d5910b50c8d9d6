import type { FollowUpDoc } from '../../../contract/decisions.ts';
import {
  addMonths,
  firstDay,
  type IsoDay,
  type IsoMonth,
  monthOf,
  monthRange,
} from '../../../core/calendar.ts';
import { monthsBefore } from '../../../core/decisions/before-decision.ts';
import type { Decision } from '../../../core/decisions/decision.ts';
import { FOLLOW_UP_AFTER, followUp } from '../../../core/decisions/follow-up.ts';
import { firstMonthOf, type SavedMonth } from '../../../core/decisions/saved-months.ts';
import { unitsForStatistics } from '../../../core/money.ts';
import { type SpanFacts, spanFacts } from '../../../core/verdict/month-verdicts.ts';
import {
  type MonthOutput,
  personMonths,
  sumMonths,
  type Worker,
} from '../../../core/verdict/output-months.ts';
import { type Context, settingOf } from '../context.ts';
import { type HeldPerson, heldPeople } from '../people/people.ts';
import type { SpendReader } from '../spend/spend-reader.ts';
import { outputByPerson, ticksOfNothing, valuations } from '../verdict/month-verdicts.ts';

/** Follows decisions up with the verdict's own means; what is the same for many is worked out once. */
export class FollowUps {
  readonly #context: Context;
  readonly #reader: SpendReader;
  readonly #spans = new Map<string, SpanFacts>();
  readonly #output = new Map<IsoMonth, Map<number, Map<IsoMonth, MonthOutput>>>();
  #known: {
    readonly people: readonly HeldPerson[];
    readonly firstCharge: ReadonlyMap<number, IsoDay>;
    readonly ticks: ReadonlyMap<number, ReadonlySet<IsoMonth>>;
  } | null = null;

  constructor(context: Context, reader: SpendReader) {
    this.#context = context;
    this.#reader = reader;
  }

  /** Those that are due on a day, in order of time. */
  of(
    holder: HeldPerson,
    decision: Decision,
    all: readonly Decision[],
    saved: readonly SavedMonth[],
    asOf: IsoDay,
  ): FollowUpDoc[] {
    const first = firstMonthOf(decision);
    const end = endOf(decision, all);
    return FOLLOW_UP_AFTER.flatMap((after): FollowUpDoc[] => {
      const due = firstDay(addMonths(first, after));
      if (due > asOf) return [];
      const months = monthRange(first, addMonths(first, after - 1)).filter(
        (month) => end === null || month < end,
      );
      const last = months.at(-1) ?? first;
      const worker = this.#workers(last).find(({ id }) => id === holder.id);
      const { phiOf, omega2, controls } = this.#span(first, last);
      const before = sumMonths(worker ? monthsBefore(worker, decision.from) : []);
      const since = worker && months.length > 0 ? personMonths(worker, first, last) : [];
      const { units: y1, months: t1 } = sumMonths(since);
      const inMonths = saved.filter(({ month }) => months.includes(month));
      const savedMicro = inMonths.reduce((sum, one) => sum + one.saved, 0n);
      const { ticks } = this.#facts();
      const result = followUp({
        after,
        counts: { y0: before.units, t0: before.months, y1, t1, phi: phiOf(holder.role) },
        isLogged:
          since.some(({ logged }) => logged > 0) ||
          months.some((month) => ticks.get(holder.id)?.has(month)),
        controls,
        omega2,
        isRaise: decision.kind === 'raise',
        extraSpend: unitsForStatistics(-savedMicro),
        saved: unitsForStatistics(savedMicro),
        valuation: this.#valuation(holder, months, last),
        requiredReturn: Number(settingOf(this.#context, 'verdict.required-return')),
      });
      const { word, p, change, suggest } = result;
      return [
        {
          after,
          due,
          word,
          p,
          median: change?.median ?? null,
          low80: change?.low80 ?? null,
          high80: change?.high80 ?? null,
          suggest,
        },
      ];
    });
  }

  #facts() {
    this.#known ??= {
      people: heldPeople(this.#context.book),
      firstCharge: this.#reader.firstChargeDays(),
      ticks: ticksOfNothing(this.#context),
    };
    return this.#known;
  }

  #outputUpTo(month: IsoMonth) {
    const known = this.#output.get(month);
    if (known) return known;
    const output = outputByPerson(this.#context, this.#facts().people, month);
    this.#output.set(month, output);
    return output;
  }

  #workers(month: IsoMonth): Worker[] {
    const output = this.#outputUpTo(month);
    const { people, firstCharge } = this.#facts();
    return people.map(({ id, email, role, startDay, endDay }) => ({
      id,
      key: email.toLowerCase(),
      role,
      startDay,
      endDay,
      firstChargeDay: firstCharge.get(id) ?? null,
      output: output.get(id) ?? new Map(),
    }));
  }

  #span(from: IsoMonth, to: IsoMonth): SpanFacts {
    const key = `${from} ${to}`;
    const known = this.#spans.get(key);
    if (known) return known;
    const isShared = settingOf(this.#context, 'verdict.shared-shock') === 'on';
    const facts = spanFacts(this.#workers(to), from, to, isShared);
    this.#spans.set(key, facts);
    return facts;
  }

  #valuation(holder: HeldPerson, months: readonly IsoMonth[], last: IsoMonth) {
    if (months.length === 0) return null;
    return valuations(this.#context, months, this.#outputUpTo(last))(holder);
  }
}

/** The first month that is no longer this decision's: of the next one on the seat, or of its take-back. */
function endOf(decision: Decision, all: readonly Decision[]): IsoMonth | null {
  const next = all.flatMap((other) =>
    other.id !== decision.id &&
    other.kind !== 'keep' &&
    other.takenBack === null &&
    (other.from > decision.from || (other.from === decision.from && other.id > decision.id))
      ? [monthOf(other.from)]
      : [],
  );
  const ends = decision.takenBack === null ? next : [...next, monthOf(decision.takenBack)];
  return ends.reduce<IsoMonth | null>((a, b) => (a !== null && a < b ? a : b), null);
}
