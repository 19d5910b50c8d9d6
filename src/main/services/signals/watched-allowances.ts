import { firstDay, type IsoMonth } from '../../../core/calendar.ts';
import type { SignalInput } from '../../../core/signals/signal-input.ts';
import type { AllowanceFacts } from '../allowances/allowance-facts.ts';

/** Lines that tell without stopping anybody, as far as their periods of a month have come. */
export function watchedAllowances(facts: AllowanceFacts, month: IsoMonth): SignalInput['watched'] {
  const isWatching = facts.lines.some(
    ({ informAt, atLimit }) => informAt.length > 0 || atLimit === 'inform',
  );
  if (!isWatching) return [];
  const asOf = facts.asOf(month);
  const days = facts.daysOf(month);
  facts.read(firstDay(month), asOf);
  return facts.people.flatMap(({ id }) =>
    days.flatMap((day) =>
      facts.on(id, day).flatMap(({ key, line, limit, period, used }) => {
        if (day !== days.at(-1) && key.cadence !== 'week') return [];
        const own = line.atLimit === 'inform' && limit !== null && limit > 0n ? [limit] : [];
        const amounts = [...line.informAt, ...own];
        if (amounts.length === 0) return [];
        const currency = line.limit.unit === 'money' ? line.limit.currency : null;
        return [{ person: String(id), key, from: period.from, currency, used, amounts }];
      }),
    ),
  );
}
