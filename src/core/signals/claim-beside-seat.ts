import { addMonths, firstDay } from '../calendar.ts';
import { isSameTool, plainVendor } from '../claims/vendor-match.ts';
import { count, money, named, onDay, type Signal } from './signal.ts';
import type { SignalInput } from './signal-input.ts';

/**
 * A person claims a tool of which the company pays a seat for the same person on that day. Claims of
 * the month and the one before; amounts of one currency together.
 */
export function claimBesideSeat(input: SignalInput): Signal[] {
  const from = firstDay(addMonths(input.month, -1));
  return input.people.flatMap(({ id }) => {
    const doubled = input.claimLines.flatMap((line) => {
      if (line.person !== id || line.day < from || line.day > input.lastDay) return [];
      const seat = input.seats.find(
        (one) =>
          one.person === id &&
          isSameTool(one.tool, line.tool) &&
          one.startDay <= line.day &&
          (one.endDay === null || one.endDay >= line.day),
      );
      return seat ? [{ ...line, seat }] : [];
    });
    const keyOf = (one: (typeof doubled)[number]) => `${plainVendor(one.tool)} ${one.currency}`;
    return [...new Set(doubled.map(keyOf))].flatMap((key): Signal[] => {
      const lines = doubled.filter((one) => keyOf(one) === key);
      const [first] = lines;
      if (!first) return [];
      return [
        {
          code: 'claim-beside-seat',
          person: id,
          subject: plainVendor(first.tool),
          severity: 'medium',
          evidence: {
            tool: named(first.tool),
            claimed: money(
              lines.reduce((sum, { micro }) => sum + micro, 0n),
              first.currency,
            ),
            claims: count(lines.length),
            lastDay: onDay(lines.reduce((last, { day }) => (day > last ? day : last), first.day)),
            seat: money(first.seat.priceMicro, first.seat.currency),
          },
        },
      ];
    });
  });
}
