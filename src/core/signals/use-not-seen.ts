import { addMonths, firstDay } from '../calendar.ts';
import { isSameTool } from '../claims/vendor-match.ts';
import type { Micro } from '../money.ts';
import { count, money, named, type Signal, word } from './signal.ts';
import type { PaidSeat, SignalInput } from './signal-input.ts';

const LEAST_MONTHS = 1;

/**
 * Tools whose licences are paid while nothing tells who uses them: no silence can be called disuse
 * there, so the question is how to see it (the provider's export, an account's key, a coding agent's
 * logs). One for each tool, with how many licences and what they cost a month.
 */
export function usesNotSeen(input: SignalInput): Signal[] {
  const running = input.seats.filter(
    ({ startDay, endDay, isUseSeen, priceMicro }) =>
      !isUseSeen &&
      priceMicro > 0n &&
      startDay <= firstDay(addMonths(input.month, 1 - LEAST_MONTHS)) &&
      (endDay === null || endDay > input.lastDay),
  );
  const tools: PaidSeat[][] = [];
  for (const seat of running) {
    const known = tools.find((seats) => seats.some(({ tool }) => isSameTool(tool, seat.tool)));
    if (known) known.push(seat);
    else tools.push([seat]);
  }
  return tools.flatMap((seats): Signal[] => {
    const [first] = seats;
    if (first === undefined) return [];
    const monthly = seats.reduce<Micro>((sum, { monthMicro }) => sum + (monthMicro ?? 0n), 0n);
    return [
      {
        code: 'use-not-seen',
        person: null,
        subject: first.tool,
        severity: 'low',
        evidence: {
          tool: named(first.tool),
          licences: count(seats.length),
          monthly: money(monthly, input.currency),
          how: word(howToSee(input, first.tool)),
        },
      },
    ];
  });
}

/** Coding agents leave logs on people's computers; of other tools the provider's export or account tells. */
function howToSee({ jobs }: SignalInput, tool: string): 'logs or export' | 'export' {
  const found = [...jobs].find(([known]) => isSameTool(known, tool))?.[1] ?? [];
  return found.includes('coding') ? 'logs or export' : 'export';
}
