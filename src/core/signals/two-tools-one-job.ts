import { daysBetween, firstDay, type IsoDay } from '../calendar.ts';
import { isSameTool, plainVendor } from '../claims/vendor-match.ts';
import type { Micro } from '../money.ts';
import { count, money, named, onDay, type Signal, word } from './signal.ts';
import type { PaidSeat, SignalInput } from './signal-input.ts';

type HeldTool = {
  readonly tool: string;
  readonly micro: Micro;
  /** Whether a part of it waits for a rate: then it is worth a question whatever the rest is. */
  readonly isWaiting: boolean;
  readonly days: number;
  readonly renewalDay: IsoDay | null;
};

/** Before a renewal there is still time to say which of the two stays. */
const SOON_DAYS = 45;

/**
 * Two tools of one person for the same job in the month, by use or by a plan that runs; a tool can
 * have several jobs (a chat plan that brings a coding agent along). What each cost and on how many
 * days each was used stands beside it, with the renewal that comes next; the pair is remembered
 * whichever comes first.
 */
export function twoToolsOneJob(input: SignalInput): Signal[] {
  const jobsOf = (tool: string): readonly string[] =>
    [...input.jobs].find(([known]) => isSameTool(known, tool))?.[1] ?? [];
  return input.people.flatMap(({ id }) => {
    const tools = toolsOf(input, id);
    return tools.flatMap((one, index) =>
      tools.slice(index + 1).flatMap((other): Signal[] => {
        const others = jobsOf(other.tool);
        const job = jobsOf(one.tool).find((mine) => others.includes(mine));
        if (job === undefined || !isNoteworthy(input, one) || !isNoteworthy(input, other)) {
          return [];
        }
        const renews = nextRenewal(one, other);
        return [
          {
            code: 'two-tools-one-job',
            person: id,
            subject: [one.tool, other.tool].map(plainVendor).sort().join(' + '),
            severity:
              renews !== null &&
              daysBetween(input.lastDay, renews.day) <= SOON_DAYS &&
              renews.isYear
                ? 'medium'
                : 'low',
            evidence: {
              tool: named(one.tool),
              otherTool: named(other.tool),
              job: word(job),
              cost: money(one.micro, input.currency),
              otherCost: money(other.micro, input.currency),
              useDays: count(one.days),
              otherUseDays: count(other.days),
              ...(renews === null
                ? {}
                : { renewalTool: named(renews.tool), renewalDay: onDay(renews.day) }),
            },
          },
        ];
      }),
    );
  });

  function nextRenewal(one: HeldTool, other: HeldTool) {
    const renewals = [one, other].flatMap(({ tool, renewalDay }) =>
      renewalDay === null || renewalDay <= input.lastDay ? [] : [{ tool, day: renewalDay }],
    );
    const first = renewals.sort((a, b) => (a.day < b.day ? -1 : 1))[0];
    if (first === undefined) return null;
    const isYear = input.seats.some(
      (seat) =>
        seat.cadence === 'year' &&
        seat.renewalDay === first.day &&
        isSameTool(seat.tool, first.tool),
    );
    return { ...first, isYear };
  }
}

const isNoteworthy = ({ noteworthyMicro }: SignalInput, { micro, isWaiting }: HeldTool): boolean =>
  isWaiting || micro >= noteworthyMicro;

/** The tools a person used or holds in the month, by name; a plan adds its price of a month. */
function toolsOf(input: SignalInput, person: string): HeldTool[] {
  const from = firstDay(input.month);
  const tools: {
    tool: string;
    micro: Micro;
    isWaiting: boolean;
    days: Set<string>;
    renewalDay: IsoDay | null;
  }[] = [];
  const entry = (tool: string) => {
    const known = tools.find((one) => isSameTool(one.tool, tool));
    if (known) return known;
    const fresh = { tool, micro: 0n, isWaiting: false, days: new Set<string>(), renewalDay: null };
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
    if (seat.person !== person || !isRunning(seat, from, input.lastDay)) continue;
    const known = entry(seat.tool);
    known.micro += seat.monthMicro ?? 0n;
    known.isWaiting ||= seat.monthMicro === null;
    known.renewalDay ??= seat.renewalDay;
  }
  return tools
    .map(({ days, ...tool }) => ({ ...tool, days: days.size }))
    .sort((a, b) => (a.tool < b.tool ? -1 : 1));
}

const isRunning = ({ startDay, endDay }: PaidSeat, from: IsoDay, to: IsoDay): boolean =>
  startDay <= to && (endDay === null || endDay >= from);
