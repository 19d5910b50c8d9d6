import { firstDay } from '../calendar.ts';
import { isSameTool, plainVendor } from '../claims/vendor-match.ts';
import type { Micro } from '../money.ts';
import { count, money, named, type Signal, word } from './signal.ts';
import type { SignalInput } from './signal-input.ts';

type HeldTool = { readonly tool: string; readonly micro: Micro; readonly days: number };

/**
 * Two tools of one person for the same job in the month, by use or by a seat that runs. What each
 * cost and on how many days each was used stands beside it; the pair is remembered whichever comes first.
 */
export function twoToolsOneJob(input: SignalInput): Signal[] {
  const jobOf = (tool: string): string | undefined =>
    [...input.jobs].find(([known]) => isSameTool(known, tool))?.[1];
  return input.people.flatMap(({ id }) => {
    const tools = toolsOf(input, id);
    return tools.flatMap((one, index) =>
      tools.slice(index + 1).flatMap((other): Signal[] => {
        const job = jobOf(one.tool);
        if (job === undefined || job !== jobOf(other.tool)) return [];
        if (one.micro < input.noteworthyMicro || other.micro < input.noteworthyMicro) return [];
        return [
          {
            code: 'two-tools-one-job',
            person: id,
            subject: [one.tool, other.tool].map(plainVendor).sort().join(' + '),
            severity: 'low',
            evidence: {
              tool: named(one.tool),
              otherTool: named(other.tool),
              job: word(job),
              cost: money(one.micro, input.currency),
              otherCost: money(other.micro, input.currency),
              useDays: count(one.days),
              otherUseDays: count(other.days),
            },
          },
        ];
      }),
    );
  });
}

/** The tools a person used or holds in the month, by name. A seat in base currency adds its price. */
function toolsOf(input: SignalInput, person: string): HeldTool[] {
  const from = firstDay(input.month);
  const tools: { tool: string; micro: Micro; days: Set<string> }[] = [];
  const entry = (tool: string) => {
    const known = tools.find((one) => isSameTool(one.tool, tool));
    if (known) return known;
    const fresh = { tool, micro: 0n, days: new Set<string>() };
    tools.push(fresh);
    return fresh;
  };
  for (const use of input.toolUse) {
    if (use.person !== person || use.day < from || use.day > input.lastDay) continue;
    const known = entry(use.tool);
    known.micro += use.micro;
    known.days.add(use.day);
  }
  for (const seat of input.seats) {
    const runs = seat.startDay <= input.lastDay && (seat.endDay === null || seat.endDay >= from);
    if (seat.person !== person || !runs || seat.currency !== input.currency) continue;
    entry(seat.tool).micro += seat.cadence === 'month' ? seat.priceMicro : seat.priceMicro / 12n;
  }
  return tools
    .map(({ tool, micro, days }) => ({ tool, micro, days: days.size }))
    .sort((a, b) => (a.tool < b.tool ? -1 : 1));
}
