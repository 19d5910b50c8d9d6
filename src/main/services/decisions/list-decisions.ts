import type { DecisionDoc, DecisionsDoc, decisionsList } from '../../../contract/decisions.ts';
import type { InputOf } from '../../../contract/request.ts';
import {
  addMonths,
  firstDay,
  type IsoDay,
  type IsoMonth,
  monthOf,
} from '../../../core/calendar.ts';
import { changesSpend, expectedSaving, spendIn } from '../../../core/decisions/decision.ts';
import { FOLLOW_UP_AFTER } from '../../../core/decisions/follow-up.ts';
import {
  firstMonthOf,
  type SavedMonth,
  savedMonths,
} from '../../../core/decisions/saved-months.ts';
import { type Micro, moneyText } from '../../../core/money.ts';
import { baseCurrency, type Context } from '../context.ts';
import { heldPeople, personByEmail, personShape } from '../people/people.ts';
import { SpendReader } from '../spend/spend-reader.ts';
import { FollowUps } from './follow-ups.ts';
import { heldDecisions, type RecordedDecision, seatMonth } from './held-decisions.ts';

/** What was decided and what came of it, by the person's name; up to today, or to the end of a month. */
export function listDecisions(
  context: Context,
  { person, month, withLater = false }: InputOf<typeof decisionsList>,
): DecisionsDoc {
  const { book } = context;
  const only = person === undefined ? null : personByEmail(book, person).id;
  const asOf = dayLookedAt(context.today(), month);
  const until = addMonths(monthOf(asOf), -1);
  const reader = new SpendReader(context);
  const followUps = new FollowUps(context, reader);
  const held = heldDecisions(book);
  const known = withLater
    ? held
    : held.flatMap((one) => (one.row.day <= asOf ? [asKnownOn(one, asOf)] : []));
  const currency = baseCurrency(context);
  const money = (micro: Micro) => moneyText(micro, currency);
  const saved = { held: 0n, fell: 0n, notTold: 0n };
  const listed = heldPeople(book)
    .filter(({ id }) => only === null || id === only)
    .flatMap((holder) => {
      const own = known.filter(({ row }) => row.personId === holder.id);
      const decisions = own.map(({ decision }) => decision);
      const spend = (one: IsoMonth) => {
        const { byTool, waitsFor } = seatMonth(reader, holder.id, one);
        return waitsFor === null ? byTool : null;
      };
      const months = savedMonths(decisions, spend, until, holder.endDay);
      return own.map((one): DecisionDoc => {
        const { row, decision } = one;
        const mine = months.get(row.id) ?? [];
        const found = followUps.of(holder, decision, decisions, mine, asOf);
        const total = sumSaved(mine);
        saved[columnOf(found)] += total;
        const { tool } = decision;
        const pace = spendIn(decision.pace, tool, apartThen(own, one));
        const next = FOLLOW_UP_AFTER.map((after) => dueOn(one, after)).find((due) => due > asOf);
        return {
          id: row.id,
          day: row.day,
          from: row.fromDay,
          person: personShape(holder),
          tool,
          kind: row.kind,
          to: row.toMicro === null ? null : money(row.toMicro),
          by: row.byName,
          why: row.why,
          state: row.step === null ? 'open' : row.step === 'confirm' ? 'confirmed' : 'taken back',
          settled:
            row.step === null
              ? null
              : { day: row.stepDay ?? '', by: row.stepBy ?? '', why: row.stepWhy ?? '' },
          handedOn: row.isHandedOn,
          hasAllowance: row.allowanceId !== null,
          verdict: row.verdict,
          lean: row.lean,
          p: row.p,
          pace: money(pace),
          expected: money(expectedSaving(decision, pace)),
          saved: money(total),
          months: mine.map((at) => ({
            month: at.month,
            actual: money(at.actual),
            saved: money(at.saved),
          })),
          followUps: found,
          nextDue: row.step === 'take-back' ? null : (next ?? null),
        };
      });
    });
  return {
    asOf,
    decisions: listed,
    saved: { held: money(saved.held), fell: money(saved.fell), notTold: money(saved.notTold) },
  };
}

/** Today, or the day after a month that is over. */
function dayLookedAt(today: IsoDay, month: IsoMonth | undefined): IsoDay {
  return month === undefined || month >= monthOf(today) ? today : firstDay(addMonths(month, 1));
}

/** As it stood on a day: what was said of it later was not said yet. */
function asKnownOn(one: RecordedDecision, day: IsoDay): RecordedDecision {
  if (one.row.stepDay === null || one.row.stepDay <= day) return one;
  return {
    row: { ...one.row, step: null, stepDay: null, stepBy: null, stepWhy: null },
    decision: { ...one.decision, takenBack: null },
  };
}

/** Of a decision on the seat: the tools that had a decision of their own when it was recorded. */
function apartThen(own: readonly RecordedDecision[], { row }: RecordedDecision): string[] {
  if (row.tool !== null) return [];
  return own.flatMap(({ row: other, decision }) =>
    other.tool !== null &&
    other.id < row.id &&
    other.fromDay <= row.fromDay &&
    (other.step !== 'take-back' || (other.stepDay ?? '') > row.day) &&
    changesSpend(decision)
      ? [other.tool]
      : [],
  );
}

const sumSaved = (months: readonly SavedMonth[]): Micro =>
  months.reduce((sum, { saved }) => sum + saved, 0n);

/** The day on which so many whole months under a decision are over. */
const dueOn = ({ decision }: RecordedDecision, after: number): IsoDay =>
  firstDay(addMonths(firstMonthOf(decision), after));

/** By the last follow-up that was due. */
function columnOf(found: DecisionDoc['followUps']): 'held' | 'fell' | 'notTold' {
  switch (found.at(-1)?.word) {
    case 'held':
    case 'paid':
      return 'held';
    case 'fell':
    case 'not paid':
      return 'fell';
    default:
      return 'notTold';
  }
}
