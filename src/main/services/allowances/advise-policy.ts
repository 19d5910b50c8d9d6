import type { allowanceAdvice } from '../../../contract/allowance-policy.ts';
import type { InputOf, OutputOf } from '../../../contract/request.ts';
import { type AdvisedSeat, policyAdvice } from '../../../core/allowances/policy-advice.ts';
import { firstDay, type IsoMonth, monthRange } from '../../../core/calendar.ts';
import { moneyText, parseMicro } from '../../../core/money.ts';
import type { Context } from '../context.ts';
import { type HeldPerson, personShape } from '../people/people.ts';
import { judgedSeats } from '../verdict/judged-seats.ts';
import { spendByPerson } from '../verdict/month-verdicts.ts';
import { AllowanceFacts } from './allowance-facts.ts';
import { readQuantity } from './allowance-shapes.ts';
import { mainAllowance } from './list-allowances.ts';
import { monthsAtLimit } from './months-at-limit.ts';

/** Whom to raise, to keep and to trim: it follows from the verdicts, never from how much was used. By name. */
export function advisePolicy(
  context: Context,
  { month, raisePercent = 50, start = '100' }: InputOf<typeof allowanceAdvice>,
): OutputOf<typeof allowanceAdvice> {
  const facts = new AllowanceFacts(context);
  const judged = judgedSeats(context, facts.reader, month);
  const spend = spendByPerson(facts.reader, [month]);
  const heldBack = monthsAtLimit(context, facts.reader, verdictMonths(judged.window));
  if (!facts.isEmpty) facts.read(firstDay(month), facts.asOf(month));
  const held = facts.people.flatMap((person) => {
    const spendMicro = spend.get(person.id)?.get(month);
    return spendMicro === undefined ? [] : [{ person, spendMicro }];
  });
  const seats = held.map(({ person, spendMicro }): AdvisedSeat => {
    const seat = judged.byPerson.get(person.id);
    return {
      person: { id: String(person.id), name: person.name },
      verdict: seat?.verdict ?? 'no data',
      spendMicro,
      limitMicro: monthlyLimit(facts, person, month),
      isHeldBack: (heldBack.get(person.id) ?? 0) > 0,
      trimToMicro: seat?.trimTo ? parseMicro(seat.trimTo.amount) : null,
    };
  });
  const advice = policyAdvice(seats, {
    raisePercent,
    startMicro: readQuantity(start, 'money', facts.base).amount,
  });
  const money = (micro: bigint) => moneyText(micro, facts.base);
  const optional = (micro: bigint | null) => (micro === null ? null : money(micro));
  const byId = new Map(advice.steps.map((step) => [step.person.id, step]));
  return {
    month,
    currency: facts.base,
    steps: held.flatMap(({ person }) => {
      const step = byId.get(String(person.id));
      if (!step) return [];
      const seat = judged.byPerson.get(person.id);
      return [
        {
          person: personShape(person),
          code: step.code,
          reason: step.reason,
          verdict: seat?.verdict ?? ('no data' as const),
          lean: seat?.lean ?? null,
          expectedNet: seat?.expectedNet ?? null,
          spend: money(step.spendMicro),
          from: optional(step.fromMicro),
          to: optional(step.toMicro),
          thenAtMost: money(step.thenAtMostMicro),
        },
      ];
    }),
    monthNow: money(advice.monthNowMicro),
    monthThenLeast: money(advice.monthThenLeastMicro),
    monthThenMost: money(advice.monthThenMostMicro),
  };
}

const verdictMonths = ({ from, to }: { from: IsoMonth; to: IsoMonth }): IsoMonth[] =>
  monthRange(from, to);

/** What the person may spend a month, in base currency; `null` where nothing is set by month. */
function monthlyLimit(facts: AllowanceFacts, person: HeldPerson, month: IsoMonth): bigint | null {
  if (facts.isEmpty) return null;
  const day = facts.asOf(month);
  const main = mainAllowance(
    facts
      .on(person.id, day)
      .filter(
        ({ key }) =>
          key.cadence === 'month' &&
          key.unit === 'money' &&
          key.purse === 'spend' &&
          key.modelClass === 'all',
      ),
  );
  if (!main || main.limit === null || main.line.limit.unit === 'tokens') return null;
  return facts.convert(main.limit, main.line.limit.currency, facts.base, day);
}
