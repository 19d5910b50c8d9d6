import { firstDay, type IsoMonth } from '../../../core/calendar.ts';
import type { SignalInput } from '../../../core/signals/signal-input.ts';
import type { AllowanceDesk } from '../allowances/allowance-desk.ts';

/** Lines that tell without stopping anybody, as far as their periods of a month have come. */
export function watchedAllowances(desk: AllowanceDesk, month: IsoMonth): SignalInput['watched'] {
  const isWatching = desk.lines.some(
    ({ informAt, atLimit }) => informAt.length > 0 || atLimit === 'inform',
  );
  if (!isWatching) return [];
  const asOf = desk.asOf(month);
  const days = desk.daysOf(month);
  desk.read(firstDay(month), asOf);
  return desk.people.flatMap(({ id }) =>
    days.flatMap((day) =>
      desk.on(id, day).flatMap(({ key, line, limit, period, used }) => {
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
