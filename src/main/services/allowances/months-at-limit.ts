import type { Allowance } from '../../../core/allowances/allowances-on.ts';
import { firstDay, type IsoMonth, lastDay, monthOf } from '../../../core/calendar.ts';
import type { Context } from '../context.ts';
import type { SpendReader } from '../spend/spend-reader.ts';
import { AllowanceFacts } from './allowance-facts.ts';

/**
 * In how many of the months each person ran into a limit on spend: it was used up, or more was asked
 * for. `null` (no entry) where no limit held: nothing can have held the person back.
 */
export function monthsAtLimit(
  context: Context,
  reader: SpendReader,
  months: readonly IsoMonth[],
): Map<number, number> {
  const found = new Map<number, number>();
  const first = months[0];
  const last = months.at(-1);
  if (first === undefined || last === undefined) return found;
  const facts = new AllowanceFacts(context, reader);
  if (facts.isEmpty) return found;
  facts.read(firstDay(first), lastDay(last));
  const asked = new Set(
    context.book.topUps
      .all()
      .filter(({ state, purse }) => state !== 'withdrawn' && purse === 'spend')
      .map(({ personId, day }) => `${personId} ${monthOf(day)}`),
  );
  const hasWeeks = [...facts.lines, ...facts.pools].some(({ cadence }) => cadence === 'week');
  for (const month of months) {
    const days = hasWeeks ? facts.daysOf(month) : [facts.asOf(month)];
    for (const { id } of facts.people) {
      const limited = days.flatMap((day) => facts.on(id, day)).filter(isLimit);
      if (limited.length === 0) continue;
      const isAtLimit = limited.some(isUsedUp) || asked.has(`${id} ${month}`);
      found.set(id, (found.get(id) ?? 0) + (isAtLimit ? 1 : 0));
    }
  }
  return found;
}

const isLimit = ({ limit, key }: Allowance): boolean => limit !== null && key.purse === 'spend';

const isUsedUp = ({ limit, used }: Allowance): boolean =>
  limit !== null && used >= limit && used > 0n;
