import type { TopUpDoc, topUpList } from '../../../contract/allowances.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { type AllowanceKey, isSameKey } from '../../../core/allowances/allowance-line.ts';
import { type Period, periodOf } from '../../../core/allowances/allowance-period.ts';
import type { Allowance } from '../../../core/allowances/allowances-on.ts';
import { topUpReview } from '../../../core/allowances/top-up-review.ts';
import { addDays, addMonths, type IsoDay, type IsoMonth, monthOf } from '../../../core/calendar.ts';
import type { HeldTopUp } from '../../book/stores/top-ups.ts';
import type { Context } from '../context.ts';
import { type HeldPerson, personByEmail, personShape } from '../people/people.ts';
import { type JudgedSeats, judgedSeats } from '../verdict/judged-seats.ts';
import { AllowanceFacts } from './allowance-facts.ts';
import { optionalShape, quantityShape, unitOf } from './allowance-shapes.ts';
import { poolBehind } from './chosen-allowance.ts';
import { outputDays, unitsBetween } from './output-days.ts';

/** Periods before a top-up's that its output is held against. */
const COMPARED_PERIODS = 3;

/** Requests, newest first, each with what its decision needs; once its period is over, with what it bought. */
export function listTopUps(
  context: Context,
  { state, person }: InputOf<typeof topUpList>,
): OutputOf<typeof topUpList> {
  const one = person === undefined ? null : personByEmail(context.book, person);
  return {
    topUps: topUpDocs(
      context,
      (request) =>
        (state === undefined || request.state === state) &&
        (one === null || request.personId === one.id),
    ),
  };
}

export function topUpDocs(context: Context, isWanted: (request: HeldTopUp) => boolean): TopUpDoc[] {
  const requests = context.book.topUps.all().filter(isWanted);
  if (requests.length === 0) return [];
  const maker = new TopUpDocs(new AllowanceFacts(context));
  return requests.flatMap((request) => maker.document(request));
}

class TopUpDocs {
  readonly #facts: AllowanceFacts;
  readonly #judged = new Map<IsoMonth, JudgedSeats>();

  constructor(facts: AllowanceFacts) {
    this.#facts = facts;
  }

  document(request: HeldTopUp): TopUpDoc[] {
    const facts = this.#facts;
    const person = facts.people.find(({ id }) => id === request.personId);
    if (!person) return [];
    const key = topUpKey(request);
    const period = this.#period(request);
    const { today } = facts.known;
    const asOf = period.to !== null && period.to < today ? period.to : today;
    const day = asOf < request.day ? request.day : asOf;
    facts.read(period.from < day ? period.from : day, day);
    const held = facts.on(person.id, day).find((one) => isSameKey(one.key, key));
    const unit =
      request.unit === 'tokens'
        ? ({ unit: 'tokens' } as const)
        : ({ unit: 'money', currency: request.currency ?? '' } as const);
    const own = held ? unitOf(held.line.limit) : unit;
    const behind = poolBehind(facts, person, key, request.day);
    const inPool = behind ? unitOf(behind.pool.limit) : unit;
    return [
      {
        id: request.id,
        person: personShape(person),
        modelClass: request.modelClass,
        cadence: request.cadence,
        counts: request.purse,
        amount: quantityShape(request.amountMicro, unit),
        reason: request.reason,
        expectedOutput: request.expectedOutput,
        day: request.day,
        period,
        permanent: request.isPermanent,
        askedAt: request.askedAt,
        askedBy: request.askedBy,
        state: request.state,
        decidedAt: request.decidedAt,
        decidedBy: request.decidedBy,
        decidedAs: request.decidedAs,
        why: request.why,
        granted: optionalShape(request.grantedMicro, unit),
        fromPool: optionalShape(request.fromPoolMicro, inPool),
        beyondPool: optionalShape(request.beyondMicro, inPool),
        poolRest: behind ? quantityShape(behind.rest, inPool) : null,
        limit: optionalShape(held?.limit ?? null, own),
        used: held ? quantityShape(held.used, own) : null,
        left: optionalShape(held?.left ?? null, own),
        verdict: this.#verdict(person, request),
        review: held ? this.#review(request, person, held, period) : null,
      },
    ];
  }

  #period(request: HeldTopUp): Period {
    if (request.cadence === 'once') return { from: request.day, to: null };
    return periodOf(request.cadence, request.day, this.#facts.calendar.weekStart);
  }

  /** Of the last whole month before the request was made; the same for whoever reads it later. */
  #verdict(person: HeldPerson, request: HeldTopUp): TopUpDoc['verdict'] {
    const { context, reader } = this.#facts;
    const month = addMonths(monthOf(request.day), -1);
    let seats = this.#judged.get(month);
    if (!seats) {
      seats = judgedSeats(context, reader, month);
      this.#judged.set(month, seats);
    }
    const seat = seats.byPerson.get(person.id);
    if (!seat) return null;
    const { verdict, lean, expectedNet, p, spend, value } = seat;
    return { month, verdict, lean, expectedNet, p, spend, value };
  }

  /** What an approved top-up bought, once its period is over. */
  #review(
    request: HeldTopUp,
    person: HeldPerson,
    held: Allowance,
    { from, to }: Period,
  ): TopUpDoc['review'] {
    const { context, calendar, known } = this.#facts;
    const granted = request.grantedMicro;
    if (granted === null || held.limit === null || to === null || to >= known.today) return null;
    const periods = earlierPeriods(request.cadence, from, calendar.weekStart).filter(
      (one) => person.startDay === null || one.from >= person.startDay,
    );
    const first = periods[0]?.from ?? from;
    const output = outputDays(context.book, first, to).get(person.email.toLowerCase());
    const unit = unitOf(held.line.limit);
    const added =
      held.line.limit.unit === 'money' && request.currency !== null
        ? this.#facts.convert(granted, request.currency, held.line.limit.currency, request.day)
        : granted;
    if (added === null) return null;
    const review = topUpReview({
      added,
      limitBefore: held.limit - added,
      used: held.used,
      output: unitsBetween(output, from, to),
      outputBefore: periods.map((one) => unitsBetween(output, one.from, one.to)),
    });
    const { usedOfIt, usualOutput, change, outcome } = review;
    return {
      used: quantityShape(usedOfIt, unit),
      output: review.output,
      usualOutput,
      change,
      outcome,
    };
  }
}

function earlierPeriods(
  cadence: HeldTopUp['cadence'],
  from: IsoDay,
  weekStart: Parameters<typeof periodOf>[2],
): { from: IsoDay; to: IsoDay }[] {
  if (cadence === 'once') return [];
  const periods: { from: IsoDay; to: IsoDay }[] = [];
  let start = from;
  for (let count = 0; count < COMPARED_PERIODS; count += 1) {
    const before = periodOf(cadence, addDays(start, -1), weekStart);
    periods.unshift(before);
    start = before.from;
  }
  return periods;
}

/** Which of a person's allowances a request asks more of. */
export const topUpKey = ({ modelClass, cadence, unit, purse }: HeldTopUp): AllowanceKey => ({
  modelClass,
  cadence,
  unit,
  purse,
});
